package weeklycontinuity

import (
	"bufio"
	"cmp"
	"errors"
	"fmt"
	"io"
	"math/bits"
	"slices"
	"strconv"
	"strings"

	"github.com/milltir/milltir/benchmarks/suite"
	"github.com/milltir/milltir/model"
)

// accepted is one line of a solution: a patient and their aide, from 0, and the week's visits.
type accepted struct {
	patient, aide, start int
	days                 uint8
}

// Write writes a line per new patient whose package is whole: one aide, one start on a slot,
// all visits with their spacing. Half a package is not done, and its visits are left out.
func (in *instance) Write(w io.Writer, rota *model.Rota) error {
	found := map[int][]accepted{}
	for i := range rota.Runs {
		run := &rota.Runs[i]
		a, err := number("n", string(run.Carer), len(in.aides))
		day := int(run.Date - monday)
		if err != nil || day < 0 || day >= in.days {
			return fmt.Errorf("the run of carer %q on %s is none of this instance", run.Carer, run.Date)
		}
		for k := range run.Stops {
			s := &run.Stops[k]
			if s.Kind != model.StopVisit {
				continue
			}
			p, err := number("p", string(s.Visit), len(in.patients))
			if err != nil {
				return fmt.Errorf("visit %q is none of this instance", s.Visit)
			}
			found[p] = append(found[p], accepted{p, a, s.Start.Minutes(), 1 << day})
		}
	}
	out := bufio.NewWriter(w)
	for p := range in.patients {
		if x, whole := in.whole(found[p]); whole {
			fmt.Fprintf(out, "p%d n%d %d %s\n", p+1, x.aide+1, x.start, writeDays(x.days))
		}
	}
	return out.Flush()
}

// whole joins a patient's visits, whose starts are minutes, to a package if they are one.
func (in *instance) whole(visits []accepted) (accepted, bool) {
	if len(visits) == 0 {
		return accepted{}, false
	}
	first := visits[0]
	x := first
	x.days = 0
	for _, v := range visits {
		if v.aide != first.aide || v.start != first.start || x.days&v.days != 0 {
			return x, false
		}
		x.days |= v.days
	}
	p := &in.patients[x.patient]
	x.start /= slotMinutes
	return x, p.kind == isNew && first.start%slotMinutes == 0 && slices.Contains(in.choices(p), x.days)
}

// number reads an id such as p17, counted from 1, as an index.
func number(letter, text string, most int) (int, error) {
	digits, ok := strings.CutPrefix(text, letter)
	n, err := strconv.Atoi(digits)
	if !ok || err != nil || n < 1 || n > most {
		return 0, fmt.Errorf("%q is not %s1 to %s%d", text, letter, letter, most)
	}
	return n - 1, nil
}

func writeDays(set uint8) string {
	var list []string
	for d := range maxDays {
		if set>>d&1 == 1 {
			list = append(list, strconv.Itoa(d+1))
		}
	}
	return strings.Join(list, ",")
}

// readSolution reads lines "patient aide start days"; blank lines are skipped.
func (in *instance) readSolution(solution io.Reader) ([]accepted, error) {
	data, err := io.ReadAll(solution)
	if err != nil {
		return nil, err
	}
	var list []accepted
	var errs []error
	seen := map[int]bool{}
	line := 0
	for text := range strings.Lines(string(data)) {
		line++
		f := strings.Fields(text)
		if len(f) == 0 {
			continue
		}
		x, err := in.readLine(f)
		if err == nil && seen[x.patient] {
			err = fmt.Errorf("patient %s has two lines", f[0])
		}
		if err != nil {
			errs = append(errs, fmt.Errorf("line %d: %w", line, err))
			continue
		}
		seen[x.patient] = true
		list = append(list, x)
	}
	return list, errors.Join(errs...)
}

func (in *instance) readLine(f []string) (x accepted, err error) {
	if len(f) != 4 {
		return x, errors.New("it is not of the form 'p17 n3 51 1,3,5'")
	}
	var errs [3]error
	x.patient, errs[0] = number("p", f[0], len(in.patients))
	x.aide, errs[1] = number("n", f[1], len(in.aides))
	x.start, err = strconv.Atoi(f[2])
	if err != nil || x.start < 0 || x.start > daySlots {
		errs[2] = fmt.Errorf("start %q is not 0 to %d", f[2], daySlots)
	}
	for _, t := range strings.Split(f[3], ",") {
		d, err := strconv.Atoi(t)
		if err != nil || d < 1 || d > in.days || x.days>>(d-1)&1 == 1 {
			return x, errors.Join(errors.Join(errs[:]...), fmt.Errorf("days %q are not different numbers of 1 to %d", f[3], in.days))
		}
		x.days |= 1 << (d - 1)
	}
	return x, errors.Join(errs[:]...)
}

// Score implements [suite.Instance]. The cost is the new patients plus those of them who are not
// accepted: the constant keeps it above 0, so that a gap in per cent means something where
// everybody can be served.
func (in *instance) Score(solution io.Reader) (*suite.Verdict, error) {
	list, err := in.readSolution(solution)
	if err != nil {
		return nil, err
	}
	slices.SortFunc(list, func(a, b accepted) int { return cmp.Compare(a.patient, b.patient) })
	v := &suite.Verdict{}
	served := 0
	for _, x := range list {
		if in.patients[x.patient].kind == isNew {
			served++
		}
		v.Breaches = append(v.Breaches, in.wrong(x)...)
	}
	for a := range in.aides {
		if why := in.crowded(a, list); why != "" {
			v.Breaches = append(v.Breaches, fmt.Sprintf("n%d: %s", a+1, why))
		}
	}
	all := in.newPatients()
	v.Feasible = len(v.Breaches) == 0
	v.Cost = cost(all, served)
	v.Parts = []suite.Part{
		{Name: "accepted", Amount: float64(served)},
		{Name: "new", Amount: float64(all), Cost: float64(all)},
		{Name: "not accepted", Amount: float64(all - served), Cost: float64(all - served)},
	}
	return v, nil
}

func cost(all, served int) float64 { return float64(all + all - served) }

func (in *instance) newPatients() (n int) {
	for i := range in.patients {
		if in.patients[i].kind == isNew {
			n++
		}
	}
	return n
}

// wrong tells what is wrong with an accepted patient by themselves.
func (in *instance) wrong(x accepted) (breaches []string) {
	p := &in.patients[x.patient]
	say := func(format string, args ...any) {
		breaches = append(breaches, fmt.Sprintf("p%d: %s", x.patient+1, fmt.Sprintf(format, args...)))
	}
	if p.kind != isNew {
		say("the patient is not new")
		return breaches
	}
	if !in.aides[x.aide].takesNew {
		say("n%d takes no new patients", x.aide+1)
	}
	if n := bits.OnesCount8(x.days); n != p.visits {
		say("%d visits instead of %d", n, p.visits)
	}
	if !spaced(x.days, p.spacing) {
		say("days %s have not %d whole days between them", writeDays(x.days), p.spacing)
	}
	if x.start < p.release || x.start > p.latest {
		say("the start %d is not between %d and %d", x.start, p.release, p.latest)
	}
	return breaches
}

// crowded tells why an aide cannot make their calls, "" if they can. Existing patients keep days
// and aide; starts have to exist for them, the same on each day. Aides who get nobody new are
// not looked at: nothing of theirs was decided.
func (in *instance) crowded(a int, list []accepted) string {
	var calls []call
	for _, x := range list {
		if p := &in.patients[x.patient]; x.aide == a && p.kind == isNew {
			calls = append(calls, call{p.node, p.duration, x.start, x.start, x.days})
		}
	}
	if len(calls) == 0 {
		return ""
	}
	calls = append(calls, in.kept(a)...)
	starts, undecided := in.fit(&in.aides[a], calls, in.aides[a].maxWeekly)
	if starts != nil {
		return ""
	}
	if !undecided {
		starts, undecided = in.fit(&in.aides[a], calls, noMaximum)
	}
	switch {
	case undecided:
		return "not decided: too many existing patients to try all their starts"
	case starts == nil:
		return "the visits, those to existing patients included, do not fit the aide's hours and travel"
	}
	return fmt.Sprintf("the days from first start to last end add up to more than %d slots", in.aides[a].maxWeekly)
}

// kept are the calls of an aide's existing patients.
func (in *instance) kept(a int) (calls []call) {
	for i := range in.patients {
		if p := &in.patients[i]; p.kind == existing && p.aide == a {
			calls = append(calls, call{p.node, p.duration, p.release, p.latest, p.days})
		}
	}
	return calls
}
