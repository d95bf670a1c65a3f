package constraint

import (
	"cmp"
	"slices"

	"github.com/milltir/milltir/model"
	"github.com/milltir/milltir/solver/internal/state"
)

// lines is for the rules about one carer's line: which shifts they work on which days, whatever is in them.
// It gives the runs, by date, that the carers whom a trial touches
// work before and under it.
type lines struct {
	in      *state.Instance
	day     []int16       // by run: its date, from the plan's first
	by      [][]state.Run // by carer: their runs by date, then start; a start past midnight is of the date before
	days    int
	past    []model.Past // by carer
	touched []lineChange
	room    []state.Run
	carers  []state.Carer // room of changes
	duty    duty
}

type lineChange struct {
	carer   state.Carer
	was, is []state.Run
}

func newLines(in *state.Instance) *lines {
	l := &lines{in: in, duty: newDuty(in), days: 7 * in.Weeks, day: make([]int16, in.Runs)}
	for r := range l.day {
		l.day[r] = int16(in.H.Shifts[in.ShiftOf[r]].Date - in.H.Calendar.Start())
	}
	for c := range in.Carers {
		l.past = append(l.past, in.H.Past(c))
	}
	for _, runs := range in.RunsBy {
		runs = slices.Clone(runs)
		slices.SortStableFunc(runs, func(a, b state.Run) int { return cmp.Compare(l.day[a], l.day[b]) })
		l.by = append(l.by, runs)
	}
	return l
}

// changes lists the carers whose lines a trial changes, each once: whose shifts are opened or closed, and who is
// called at another time, and so rests at another. It is valid until the next call.
func (l *lines) changes(t *state.Trial) []state.Carer {
	l.carers = l.carers[:0]
	add := func(run state.Run) {
		if carer := l.in.CarerOf[run]; !slices.Contains(l.carers, carer) {
			l.carers = append(l.carers, carer)
		}
	}
	for i := range t.Works {
		add(t.Works[i].Run)
	}
	for i := range t.Views {
		if run := t.Views[i].Run; l.duty.calls && !l.duty.work[run] {
			add(run)
		}
	}
	return l.carers
}

// prepare lists the lines that a trial changes.
func (l *lines) prepare(t *state.Trial) {
	l.touched, l.room = l.touched[:0], l.room[:0]
	for _, carer := range l.changes(t) {
		a := len(l.room)
		for _, run := range l.by[carer] {
			if t.S.Worked[run] {
				l.room = append(l.room, run)
			}
		}
		b := len(l.room)
		for _, run := range l.by[carer] {
			if t.IsWorked(run) {
				l.room = append(l.room, run)
			}
		}
		l.touched = append(l.touched, lineChange{carer, l.room[a:b:b], l.room[b:len(l.room):len(l.room)]})
	}
}

// stretch is some days in a row alike, with those before the plan that are known.
type stretch struct {
	length, before int // before: how many of them come before the plan
	work           bool
	inner          bool // a known day comes before it, and a day of the plan after it
}

// stretches calls f for each stretch of days in a row that the runs are on, and with work false for each
// of days between, before and after them.
func (l *lines) stretches(carer state.Carer, runs []state.Run, f func(s stretch)) {
	past := &l.past[carer]
	first := len(runs) > 0 && l.day[runs[0]] == 0
	switch {
	case past.Work > 0 && !first:
		f(stretch{past.Work, past.Work, true, true})
	case past.Off > 0 && first:
		f(stretch{past.Off, past.Off, false, true})
	}
	from, next := 0, 0 // of the present stretch of work; next is the day after it
	started := false
	for _, run := range runs {
		d := int(l.day[run])
		switch {
		case started && d < next: // a second shift of the day
		case started && d == next:
			next++
		default:
			if started {
				f(l.between(past, from, next, true))
			}
			if d > next {
				f(l.between(past, next, d, false))
			}
			from, next, started = d, d+1, true
		}
	}
	if started {
		f(l.between(past, from, next, true))
	}
	if next < l.days {
		f(l.between(past, next, l.days, false))
	}
}

// weekends counts those of which a day is worked, whose runs these are by date.
func (l *lines) weekends(runs []state.Run) int {
	n, last := 0, -1
	for _, run := range runs {
		if d := int(l.day[run]); d%7 >= 5 && d/7 != last {
			n, last = n+1, d/7
		}
	}
	return n
}

// between is the stretch from a day of the plan to another.
func (l *lines) between(past *model.Past, from, to int, work bool) stretch {
	s := stretch{to - from, 0, work, (from > 0 || past.Known) && to < l.days}
	if from == 0 {
		s.before = past.Off
		if work {
			s.before = past.Work
		}
	}
	s.length += s.before
	return s
}

// beyond is how much longer a stretch is than a most, what came before the plan left aside.
func (s stretch) beyond(most int) int { return max(0, s.length-most) - max(0, s.before-most) }

// eachWorked calls f for each carer with, by date of the plan, whether they work a shift.
func eachWorked(s *state.State, f func(carer int, works []bool)) {
	eachKnown(s, func(c int, works []bool, before int) { f(c, works[before:]) })
}

// eachKnown is eachWorked with some known dates before the plan, so many of them.
func eachKnown(s *state.State, f func(carer int, works []bool, before int)) {
	works, before := make([][]bool, s.In.Carers), make([]int, s.In.Carers)
	for c := range works {
		past := s.In.H.Past(c)
		before[c] = past.Work + past.Off
		works[c] = append(slices.Repeat([]bool{past.Work > 0}, before[c]), make([]bool, 7*s.In.Weeks)...)
	}
	eachRun(s, func(_ state.Run, carer state.Carer, shift *model.DatedShift) {
		works[carer][before[carer]+int(shift.Date-s.In.H.Calendar.Start())] = true
	})
	for c := range works {
		f(c, works[c], before[c])
	}
}

// weekendsOf is of how many weekends a day is worked.
func weekendsOf(works []bool) int64 {
	n := int64(0)
	for d := 5; d+1 < len(works); d += 7 {
		if works[d] || works[d+1] {
			n++
		}
	}
	return n
}

// over is how many of the dates of a stretch lie beyond a most, those left aside that did before the plan.
func over(from, to, before, most int) int {
	n := 0
	for d := from; d < to; d++ {
		if d-from >= most && d >= before {
			n++
		}
	}
	return n
}

// eachStretch calls f for each stretch of dates alike.
func eachStretch(works []bool, f func(from, to int, work bool)) {
	from := 0
	for d := 1; d <= len(works); d++ {
		if d == len(works) || works[d] != works[from] {
			f(from, d, works[from])
			from = d
		}
	}
}

// shortRule is what the rules share that ask for stretches of a least length, of work or of days off.
type shortRule struct {
	base
	lines *lines
	of    bool  // work: true; days off: false
	least []int // by carer
	most  []int // by carer; 0: any number
}

func newShortRule(b base, l *lines, of bool, promised func(c *model.Carer) (least, most int)) shortRule {
	r := shortRule{b, l, of, make([]int, b.in.Carers), make([]int, b.in.Carers)}
	for c := range r.least {
		r.least[c], r.most[c] = promised(&b.in.H.Problem.Carers[c])
	}
	return r
}

// line adds what there is to say of a carer who works these runs.
func (r *shortRule) line(carer state.Carer, runs []state.Run, out *model.Score, sign int64) {
	if r.least[carer] < 2 && r.most[carer] == 0 {
		return
	}
	r.lines.stretches(carer, runs, func(s stretch) {
		if n := r.off(carer, s); n > 0 {
			r.add(out, r.counted(int64(n)), sign)
		}
	})
}

// off is by how many days a stretch is too short or too long.
func (r *shortRule) off(carer state.Carer, s stretch) int {
	if s.work != r.of {
		return 0
	}
	n := 0
	if s.inner {
		n = max(0, r.least[carer]-s.length)
	}
	if r.most[carer] > 0 {
		n += s.beyond(r.most[carer])
	}
	return n
}

func (r *shortRule) any() bool {
	return slices.ContainsFunc(r.least, func(least int) bool { return least > 1 }) || slices.ContainsFunc(r.most, func(most int) bool { return most > 0 })
}

func (r *shortRule) delta(out *model.Score) {
	for i := range r.lines.touched {
		c := &r.lines.touched[i]
		r.line(c.carer, c.was, out, -1)
		r.line(c.carer, c.is, out, 1)
	}
}

// each goes along every carer's dates.
func (r *shortRule) each(s *state.State, promised func(c *model.Carer) (least, most int), report func(Finding)) {
	eachKnown(s, func(c int, works []bool, before int) {
		least, most := promised(&s.In.H.Problem.Carers[c])
		eachStretch(works, func(from, to int, work bool) {
			if work != r.of {
				return
			}
			if short := int64(least - (to - from)); (from > 0 || before > 0) && to < len(works) && short > 0 {
				report(carerFinding(c, int64(to-from), int64(least), unit{short, 0, r.w[0] * short}))
			}
			if n := int64(over(from, to, before, most)); most > 0 && n > 0 {
				report(carerFinding(c, int64(to-from), int64(most), unit{n, 0, r.w[0] * n}))
			}
		})
	})
}

// longest is how many dates in a row a carer can work at the most.
func (l *lines) longest(carer state.Carer) int {
	most := 0
	l.stretches(carer, l.by[carer], func(s stretch) {
		if s.work {
			most = max(most, s.length)
		}
	})
	return most
}

// linesDelta is the part about which days and shifts carers work. Each rule is called by its name: through
// an interface the score would have to live on the heap.
func (r *Rules) linesDelta(t *state.Trial, out *model.Score) {
	r.lines.prepare(t)
	if r.on.weeklyRest {
		r.WeeklyRest.Delta(t, out)
	}
	if r.on.restDebt {
		r.RestDebt.Delta(t, out)
	}
	if r.on.restOwed {
		r.RestOwed.Delta(t, out)
	}
	if r.on.nightRun {
		r.NightRun.Delta(nil, out)
	}
	if r.on.daySpan {
		r.Span.Delta(t, out)
	}
	if r.on.splitMost {
		r.SplitMost.Delta(t, out)
	}
	if r.on.split {
		r.Split.Delta(t, out)
	}
	if r.on.lateEarly {
		r.LateEarly.Delta(t, out)
	}
	if r.on.sixthDay {
		r.SixthDay.Delta(t, out)
	}
	if r.on.longDay {
		r.LongDay.Delta(t, out)
	}
	if r.on.daysInRow {
		r.DaysInRow.Delta(t, out)
	}
	if r.on.shortStint {
		r.ShortStint.Delta(t, out)
	}
	if r.on.daysOff {
		r.DaysOff.Delta(t, out)
	}
	if r.on.weekends {
		r.Weekends.Delta(t, out)
	}
	if r.on.parity {
		r.Parity.Delta(t, out)
	}
	if r.on.fairWeekend {
		r.FairWeekend.Delta(t, out)
	}
	if r.on.succession {
		r.Succession.Delta(t, out)
	}
	if r.on.shiftMost {
		r.ShiftMost.Delta(t, out)
	}
	if r.on.nightWork {
		r.NightWork.Delta(nil, out)
	}
	if r.on.young {
		r.Young.linesDelta(out)
	}
	if r.on.shiftsInRow {
		r.ShiftsInRow.Delta(t, out)
	}
	if r.on.wholeWeekends {
		r.WholeWeekends.Delta(t, out)
	}
	if r.on.request {
		r.Request.Delta(t, out)
	}
	if r.on.notice {
		r.Notice.Delta(t, out)
	}
	if r.on.frozenShift {
		r.Freeze.shifts(out)
	}
}
