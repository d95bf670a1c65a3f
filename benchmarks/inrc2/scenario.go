package inrc2

import "maps"

// Signs of the files for what is no shift.
const (
	noShift  = "None" // in a history: the last day was free
	anyShift = "Any"  // in a request: the day is to be free
)

// Numbers for what is no shift, where a shift is an index of [Scenario].Shifts.
const (
	Free = -1 // the day, or the last day of a history, is free
	Any  = -2 // a request for a free day
)

// Scenario is what holds for all weeks. Everything refers to entries by their index.
type Scenario struct {
	ID        string
	Weeks     int // of the horizon
	Skills    []string
	Shifts    []ShiftType
	Forbidden [][]bool // by the shift of a day, by that of the next day
	Contracts []Contract
	Nurses    []Nurse

	skillAt, shiftAt, contractAt, nurseAt map[string]int // by id
}

// Bounds are the least and the most of something, both allowed.
type Bounds struct{ Min, Max int }

// ShiftType is a kind of shift.
type ShiftType struct {
	ID  string
	Row Bounds // days with it, one after the other
}

// Contract is what a nurse's weeks should be like.
type Contract struct {
	ID       string
	Total    Bounds // shifts over the horizon
	Work     Bounds // days in a row with any shift
	Off      Bounds // free days in a row
	Weekends int    // most with a shift on Saturday or Sunday, over the horizon
	Complete bool   // both days of a weekend or neither
}

// Nurse is a line of the roster.
type Nurse struct {
	ID       string
	Contract int
	Skills   []bool // by skill
}

// Week is what is known of one week.
type Week struct {
	Cover    []Cover // by shift and then by skill: every pair once
	Requests []Request
}

// Cover is how many nurses are wanted for a skill on a shift, by day from Monday.
type Cover struct {
	Shift, Skill int
	Least, Best  [7]int // the least is hard; below the best costs
}

// Request asks for not having a shift, or any shift ([Any]), on a day from 0, Monday.
type Request struct{ Nurse, Day, Shift int }

var (
	longDays  = [7]string{"Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"}
	shortDays = [7]string{"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"}
	longDayAt = index(longDays[:])
	dayAt     = index(shortDays[:])
)

// Days of a week that the rules name.
const (
	weekDays = 7
	saturday = 5
	sunday   = 6
)

func index(names []string) map[string]int {
	at := map[string]int{}
	for i, name := range names {
		at[name] = i
	}
	return at
}

// Most that a file may hold: beyond any published instance, and so small that no sum overflows.
const (
	maxWeeks  = 52
	maxKinds  = 100 // skills, shifts, contracts
	maxNurses = 1000
	maxCount  = 10_000
)

// ReadScenario reads a file Sc-….json, the name of which goes into the errors: a line for each
// mistake, with its JSON path.
func ReadScenario(name string, data []byte) (*Scenario, error) {
	f := &faults{file: name}
	doc, err := document(data, f)
	if err != nil {
		return nil, err
	}
	s := &Scenario{skillAt: map[string]int{}, shiftAt: map[string]int{}, contractAt: map[string]int{}, nurseAt: map[string]int{}}
	s.ID, s.Weeks = doc.at("id").text(), doc.at("numberOfWeeks").whole(1, maxWeeks)
	for _, n := range doc.at("skills").list(1, maxKinds) {
		s.Skills = append(s.Skills, n.id(s.skillAt))
	}
	for _, n := range doc.at("shiftTypes").list(1, maxKinds) {
		id := n.at("id")
		x := ShiftType{id.id(s.shiftAt), readBounds(n, "NumberOfConsecutiveAssignments")}
		if x.ID == noShift || x.ID == anyShift {
			id.fail("%q is no name for a shift", x.ID)
		}
		s.Shifts = append(s.Shifts, x)
	}
	s.readForbidden(doc.at("forbiddenShiftTypeSuccessions"))
	for _, n := range doc.at("contracts").list(1, maxKinds) {
		s.Contracts = append(s.Contracts, Contract{
			n.at("id").id(s.contractAt), readBounds(n, "NumberOfAssignments"), readBounds(n, "NumberOfConsecutiveWorkingDays"),
			readBounds(n, "NumberOfConsecutiveDaysOff"), n.at("maximumNumberOfWorkingWeekends").whole(0, maxCount), n.at("completeWeekends").whole(0, 1) == 1,
		})
	}
	for _, n := range doc.at("nurses").list(1, maxNurses) {
		x := Nurse{n.at("id").id(s.nurseAt), n.at("contract").oneOf("contract", s.contractAt), make([]bool, len(s.Skills))}
		for _, skill := range n.at("skills").list(1, maxKinds) {
			i := skill.oneOf("skill", s.skillAt)
			if i < 0 || i >= len(x.Skills) {
				continue
			}
			if x.Skills[i] {
				skill.fail("%q stands there twice", s.Skills[i])
			}
			x.Skills[i] = true
		}
		s.Nurses = append(s.Nurses, x)
	}
	if err := f.err(); err != nil {
		return nil, err
	}
	return s, nil
}

// readBounds reads the members minimum… and maximum….
func readBounds(n node, what string) Bounds {
	b := Bounds{n.at("minimum"+what).whole(0, maxCount), n.at("maximum"+what).whole(0, maxCount)}
	if b.Min > b.Max {
		n.fail("minimum%s %d is more than the maximum, %d", what, b.Min, b.Max)
	}
	return b
}

// readForbidden reads the successions; a shift that is not named bars none.
func (s *Scenario) readForbidden(n node) {
	for range s.Shifts {
		s.Forbidden = append(s.Forbidden, make([]bool, len(s.Shifts)))
	}
	seen := map[int]bool{}
	for _, x := range n.list(0, maxKinds) {
		first := x.at("precedingShiftType")
		before := first.oneOf("shift type", s.shiftAt)
		if before >= 0 && seen[before] {
			first.fail("%q stands there twice", s.Shifts[before].ID)
		}
		seen[before] = true
		for _, next := range x.at("succeedingShiftTypes").list(0, maxKinds) {
			after := next.oneOf("shift type", s.shiftAt)
			if before < 0 || after < 0 {
				continue
			}
			if s.Forbidden[before][after] {
				next.fail("%q stands there twice", s.Shifts[after].ID)
			}
			s.Forbidden[before][after] = true
		}
	}
}

// of wants the scenario's id in a file of it.
func (s *Scenario) of(doc node) {
	if n := doc.at("scenario"); n.value != s.ID {
		n.fail("%.70v is not scenario %s", n.value, s.ID)
	}
}

// ReadWeek reads a file WD-….json. Errors are those of [ReadScenario].
func (s *Scenario) ReadWeek(name string, data []byte) (*Week, error) {
	f := &faults{file: name}
	doc, err := document(data, f)
	if err != nil {
		return nil, err
	}
	s.of(doc)
	w := &Week{}
	for shift := range s.Shifts {
		for skill := range s.Skills {
			w.Cover = append(w.Cover, Cover{Shift: shift, Skill: skill})
		}
	}
	requirements := doc.at("requirements")
	seen := make([]bool, len(w.Cover))
	for _, n := range requirements.list(0, maxKinds*maxKinds) {
		shift, skill := n.at("shiftType").oneOf("shift type", s.shiftAt), n.at("skill").oneOf("skill", s.skillAt)
		least, best := readDays(n)
		if shift < 0 || skill < 0 {
			continue
		}
		i := shift*len(s.Skills) + skill
		if seen[i] {
			n.fail("%s with %s stands there twice", s.Shifts[shift].ID, s.Skills[skill])
		}
		seen[i] = true
		w.Cover[i].Least, w.Cover[i].Best = least, best
	}
	for i, ok := range seen {
		if !ok { // a file says nought where nobody is wanted
			requirements.fail("there is none of %s with %s", s.Shifts[w.Cover[i].Shift].ID, s.Skills[w.Cover[i].Skill])
		}
	}
	s.readRequests(doc.at("shiftOffRequests"), w)
	if err := f.err(); err != nil {
		return nil, err
	}
	return w, nil
}

func readDays(n node) (least, best [7]int) {
	for d, day := range longDays {
		x := n.at("requirementOn" + day)
		least[d], best[d] = x.at("minimum").whole(0, maxNurses), x.at("optimal").whole(0, maxNurses)
		if least[d] > best[d] {
			x.fail("the minimum, %d, is more than the optimal, %d", least[d], best[d])
		}
	}
	return least, best
}

// readRequests reads the requests. One for a shift and one for any shift may both stand for a day:
// each is charged.
func (s *Scenario) readRequests(n node, w *Week) {
	shifts := maps.Clone(s.shiftAt)
	shifts[anyShift] = Any
	seen := map[Request]bool{}
	for _, x := range n.list(0, maxNurses*weekDays*maxKinds) {
		q := Request{x.at("nurse").oneOf("nurse", s.nurseAt), x.at("day").oneOf("day", longDayAt), 0}
		n := x.at("shiftType")
		q.Shift = n.oneOf("shift type", shifts)
		if q.Nurse < 0 || q.Day < 0 || q.Shift == Free {
			continue
		}
		if seen[q] {
			x.fail("it stands there twice")
		}
		seen[q] = true
		w.Requests = append(w.Requests, q)
	}
}
