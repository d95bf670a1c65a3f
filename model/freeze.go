package model

import (
	"cmp"
	"slices"
)

// NoticeRule: Employment Rights Act 2025: what a change of a published rota is worth depends on how long
// before the shift it is told. The bands and publish are judgement until the regulations are made.
type NoticeRule struct {
	Bands   []int `json:"bands,omitempty"`  // hours at which the next band begins: under 24, 24 to 72, 72 to 336, more
	Publish int   `json:"publish,omitzero"` // days before its first one by which a rota is to be published; 14 (C33)
}

// expandFreeze notes what of a published rota stays: on the dates up to frozen_until the carers and the
// start of every visit, unless a row of it gives a reason, or one of its carers is away or has left.
func (h *Horizon) expandFreeze() {
	plan := &h.Problem.Plan
	if plan.FrozenUntil < plan.Start {
		return
	}
	type visitOn struct {
		id   VisitID
		date Date
	}
	rows := make(map[visitOn][]*Attendance)
	for i := range h.Problem.Baseline {
		if b := &h.Problem.Baseline[i]; b.Role != RoleShadow && b.Date >= plan.Start && b.Date <= plan.FrozenUntil {
			rows[visitOn{b.Visit, b.Date}] = append(rows[visitOn{b.Visit, b.Date}], b)
		}
	}
	for v := range h.Visits {
		dv := &h.Visits[v]
		published := rows[visitOn{dv.ID, dv.Date}]
		if len(published) == 0 || slices.ContainsFunc(published, h.excused) {
			continue
		}
		dv.FrozenStart = h.Calendar.Tick(dv.Date, published[0].Start)
		for _, b := range published {
			dv.Frozen = append(dv.Frozen, h.Carer(b.Carer))
			dv.FrozenStart = min(dv.FrozenStart, h.Calendar.Tick(dv.Date, b.Start))
		}
	}
}

// DatedPublished is a shift that a carer was published for on a date of the plan.
type DatedPublished struct {
	Row        int // index of the Problem's published shifts
	Carer      int
	Date       Date
	Shift      ShiftID
	Start, End int32 // as published
	Frozen     bool  // its date is inside the frozen span
}

// Is tells whether a dated shift is the one that was published, at its times.
func (p *DatedPublished) Is(s *DatedShift) bool {
	return s.Date == p.Date && s.ID == p.Shift && s.Start == p.Start && s.End == p.End
}

// expandPublished lists the published shifts that are held: of carers who are still here, which no absence
// takes, on dates on which no row of theirs gives a reason.
func (h *Horizon) expandPublished() {
	p, days := h.Problem, 7*h.Weeks
	h.published, h.excusedOn = make([]bool, days), make([]bool, days*len(p.Carers))
	reasons := make([]bool, days*len(p.Carers))
	var all []DatedPublished
	for i := range p.Published {
		b := &p.Published[i]
		day := int(b.Date - h.Calendar.Start())
		if day < 0 || day >= days {
			continue
		}
		h.published[day] = true
		c := h.Carer(b.Carer)
		if c < 0 {
			continue
		}
		x := DatedPublished{i, c, b.Date, b.Shift, h.Calendar.Tick(b.Date, b.Start), h.Calendar.Tick(b.Date, b.End), b.Date <= p.Plan.FrozenUntil}
		away := Overlap(Span{x.Start, x.End}, h.Absent(c)) > 0
		if reasons[c*days+day] = reasons[c*days+day] || b.Reason != ""; b.Reason != "" || away {
			h.excusedOn[c*days+day] = true
		}
		if !away {
			all = append(all, x)
		}
	}
	h.Published = slices.DeleteFunc(all, func(x DatedPublished) bool { return reasons[x.Carer*days+int(x.Date-h.Calendar.Start())] })
	slices.SortFunc(h.Published, func(a, b DatedPublished) int {
		return cmp.Or(cmp.Compare(a.Carer, b.Carer), cmp.Compare(a.Date, b.Date), cmp.Compare(a.Start, b.Start), cmp.Compare(a.Shift, b.Shift))
	})
}

// PublishedRota is what was published for the dates of the plan, as a rota to start a search from: its runs are
// the rows of previous_shifts.csv, and others for rows of previous.csv that lie in none of them. nil: nothing was.
func (h *Horizon) PublishedRota() *Rota {
	p := h.Problem
	r := &Rota{Format: 1, Start: h.Calendar.Start(), Weeks: h.Weeks, Runs: []Run{}}
	inPlan := func(d Date) bool { return d >= r.Start && d < r.Start.Add(7*h.Weeks) }
	for i := range p.Published {
		if b := &p.Published[i]; inPlan(b.Date) {
			r.Runs = append(r.Runs, Run{Carer: b.Carer, Date: b.Date, Shift: b.Shift, Start: b.Start, End: b.End})
		}
	}
	told := len(r.Runs)
	for i := range p.Baseline {
		b := &p.Baseline[i]
		if !inPlan(b.Date) {
			continue
		}
		k := slices.IndexFunc(r.Runs[:told], func(x Run) bool {
			return x.Carer == b.Carer && x.Date == b.Date && x.Start <= b.Start && b.Start < x.End
		})
		if k < 0 {
			k = len(r.Runs)
			r.Runs = append(r.Runs, Run{Carer: b.Carer, Date: b.Date, Start: b.Start, End: b.End})
		}
		r.Runs[k].Stops = append(r.Runs[k].Stops, Stop{Kind: StopVisit, Visit: b.Visit, Role: b.Role, Start: b.Start, End: b.End})
	}
	if len(r.Runs) == 0 {
		return nil
	}
	return r
}

// Held tells whether what a carer works on a date of the plan is held against what was published: shifts
// were, for that date, and neither a reason nor an absence that takes one of them excuses the carer. What was
// published of a lent carer is their own provider's to know.
func (h *Horizon) Held(carer int, date Date) bool {
	days, day := 7*h.Weeks, int(date-h.Calendar.Start())
	return day >= 0 && day < days && h.published[day] && !h.Problem.Carers[carer].Lent && !h.excusedOn[carer*days+day]
}

// Notice is how long before a tick changes are told: whole hours from the plan's as_of, below 0 after it, and
// their band. Without as_of it is not known, and the band the longest.
func (h *Horizon) Notice(at int32) (hours, band int, known bool) {
	asOf := h.Problem.Plan.AsOf
	if asOf.Date == 0 {
		return 0, len(h.Rules.Notice.Bands), false
	}
	hour := h.Calendar.Ticks(60)
	left := at - h.Calendar.Tick(asOf.Date, asOf.Clock)
	hours = int(left / hour)
	if left < 0 && left%hour != 0 {
		hours--
	}
	return hours, h.Rules.Notice.Band(hours), true
}

// excused tells whether a row of a published rota may be changed, frozen or not.
func (h *Horizon) excused(b *Attendance) bool {
	c := h.Carer(b.Carer)
	if b.Reason != "" || c < 0 {
		return true
	}
	return Overlap(Span{h.Calendar.Tick(b.Date, b.Start), h.Calendar.Tick(b.Date, b.End)}, h.Absent(c)) > 0
}

// Change kinds.
const (
	ChangeCarer = "carer" // somebody else comes
	ChangeStart = "start" // at another time
	ChangeGone  = "gone"  // nobody comes: the visit is left out, or no longer in the tables
	ChangeNew   = "new"   // it was not published
)

// Change is a difference of a rota from the one that was published for the same date.
type Change struct {
	Kind     string
	Visit    VisitID
	Person   PersonID // "" where the visit is no longer in the tables
	Date     Date
	Was, Is  Clock   // starts
	From, To CarerID // who came and who comes; "" for nobody
	Notice   int     // whole hours from the plan's as_of to the earlier of both starts; below 0 after it
	Known    bool    // as_of is given, so that there is a Notice
	Band     int     // of Rules.Notice.Bands: 0 the shortest
	Reason   string  // as given, "absent", or ""
}

// Changes lists what of a rota differs from what was published for its dates, by date, visit and carer.
// Who comes along as a shadow is none of it.
func (h *Horizon) Changes(r *Rota) []Change {
	l := &changeLog{h: h, was: make(map[published][]*Attendance), is: make(map[published][]comer)}
	first, after := h.Calendar.Start(), h.Calendar.Start().Add(7*h.Weeks)
	for i := range h.Problem.Baseline {
		b := &h.Problem.Baseline[i]
		if b.Role == RoleShadow || b.Date < first || b.Date >= after {
			continue
		}
		l.note(published{b.Date, b.Visit})
		l.was[published{b.Date, b.Visit}] = append(l.was[published{b.Date, b.Visit}], b)
	}
	if len(l.keys) == 0 {
		return nil // nothing was published for these dates
	}
	dates := make(map[Date]bool)
	for _, k := range l.keys {
		dates[k.date] = true
	}
	for i := range r.Runs {
		run := &r.Runs[i]
		for k := range run.Stops {
			s := &run.Stops[k]
			date := or(s.Date, run.Date)
			if s.Kind != StopVisit || s.Role == RoleShadow || !dates[date] {
				continue
			}
			start, _ := h.Calendar.StopSpan(run.Date, s)
			l.note(published{date, s.Visit})
			l.is[published{date, s.Visit}] = append(l.is[published{date, s.Visit}], comer{run.Carer, start})
		}
	}
	return l.list()
}

type published struct {
	date  Date
	visit VisitID
}

// comer is who comes to a visit, and when.
type comer struct {
	carer CarerID
	start int32
}

// changeLog compares what was published with what is.
type changeLog struct {
	h    *Horizon
	keys []published
	was  map[published][]*Attendance
	is   map[published][]comer
}

func (l *changeLog) note(k published) {
	if len(l.was[k]) == 0 && len(l.is[k]) == 0 {
		l.keys = append(l.keys, k)
	}
}
