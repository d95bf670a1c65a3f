package constraint

import (
	"cmp"
	"math"
	"slices"

	"github.com/milltir/milltir/model"
	"github.com/milltir/milltir/solver/internal/state"
)

// WeeklyRest: a day and a night without work in every week.
// Counts the ticks by which the longest rest of a week is below 35 hours, of which a day lies in the week;
// or in two weeks the longest, or the two longest together, of whoever is under 18 below 48 hours.
// Where a derogation applies, the rule is of whoever is under 18 alone.
// Example: Saturday 22:00 to Monday 08:00 is 34 hours: 60 minutes short.
// Source: Working Time Regulations 1998 reg. 11, read as in docs/adr/0016; C17.
type WeeklyRest struct {
	base
	lines        *lines
	once, twice  int64        // of a fortnight
	ended        []int32      // by carer, as Rest has it
	spans        [][]restSpan // by carer
	first, other []int64      // of the carer at hand: by span, the longest rest and the next
}

// restSpan is a week in which a carer rests so long, or two (least 0); daily may lie outside.
type restSpan struct{ from, to, least, daily int64 }

// longAgo is before every plan, and its opposite after it.
const longAgo = int64(math.MinInt32)

func newWeeklyRest(b base, l *lines) WeeklyRest {
	h := b.in.H
	k, ticks := &h.Rules.WeeklyRest, func(minutes int) int64 { return int64(h.Calendar.Ticks(minutes)) }
	r := WeeklyRest{
		base: b, lines: l, once: ticks(k.Fortnight), twice: ticks(k.Week), ended: make([]int32, b.in.Carers),
		first: make([]int64, b.in.Weeks), other: make([]int64, b.in.Weeks),
	}
	for c := range r.ended {
		r.ended[c] = lastEnd(h, c)
		r.spans = append(r.spans, restSpans(b.in, c, func(monday model.Date) bool { return !h.Derogated(c, monday) }))
	}
	return r
}

// restSpans lists a carer's weeks of which whose Monday says that they count.
func restSpans(in *state.Instance, carer int, counts func(monday model.Date) bool) []restSpan {
	h := in.H
	k, ticks := &h.Rules.WeeklyRest, func(minutes int) int64 { return int64(h.Calendar.Ticks(minutes)) }
	monday := func(w int) (model.Date, int64) {
		d := h.Calendar.Start().Add(7 * w)
		return d, int64(h.Calendar.Tick(d, 0))
	}
	var out []restSpan
	for w := 0; w < in.Weeks; w++ {
		d, from := monday(w)
		_, to := monday(w + 1)
		s := restSpan{from, to, ticks(k.Week), ticks(h.Rules.Rest.Daily)}
		switch {
		case h.Young(carer, d):
			s.least, s.daily = ticks(k.Young), 0
		case k.Form == model.ByFortnight && w%2 == 0 && w+1 < in.Weeks:
			w++
			s.least = 0
			_, s.to = monday(w + 1)
		}
		if counts(d) {
			out = append(out, s)
		}
	}
	return out
}

// line adds what there is to say of a carer who works the runs that f has.
func (r *WeeklyRest) line(carer state.Carer, f dutyOf, out *model.Score, sign int64) {
	clear(r.first)
	clear(r.other)
	end, from := longAgo, 0
	if r.ended[carer] != state.Unset {
		end = int64(r.ended[carer])
	}
	for _, run := range r.in.RunsBy[carer] {
		start, to, ok := f(run)
		if !ok {
			continue
		}
		if int64(start) > end {
			from = r.rest(carer, end, int64(start), from)
		}
		end = max(end, int64(to))
	}
	r.rest(carer, end, -longAgo, from)
	for i := range r.spans[carer] {
		a, b, s := r.first[i], r.other[i], &r.spans[carer][i]
		x := s.least - a
		if s.least == 0 {
			x = min(r.once-a, max(0, r.twice-a)+max(0, r.twice-b))
		}
		if x > 0 {
			r.add(out, r.timed(int32(x)), sign)
		}
	}
}

// rest counts a rest in the spans from one on that it has a part of, and gives the first that a later one
// can have a part of.
func (r *WeeklyRest) rest(carer state.Carer, from, to int64, first int) int {
	spans := r.spans[carer]
	for i := first; i < len(spans) && spans[i].from < to; i++ {
		s := &spans[i]
		if s.to <= from {
			first = i + 1
			continue
		}
		counts := min(to-from, min(to, s.to)-max(from, s.from)+s.daily)
		if counts > r.first[i] {
			r.first[i], r.other[i] = counts, r.first[i]
		} else if counts > r.other[i] {
			r.other[i] = counts
		}
	}
	return first
}

// any tells whether somebody who works all that they may rests too little.
func (r *WeeklyRest) any() bool {
	law := base{code: r.code, level: model.Law, w: r.w, in: r.in}
	all := *r
	all.base = law
	var out model.Score
	for c := range r.in.Carers {
		all.line(state.Carer(c), func(run state.Run) (from, to int32, ok bool) {
			return r.in.RunStart[run], r.in.RunEnd[run], r.lines.duty.calls || r.lines.duty.work[run]
		}, &out, 1)
	}
	return out.Breaches > 0
}

// Delta looks at the carers whose shifts were opened or closed.
func (r *WeeklyRest) Delta(t *state.Trial, out *model.Score) {
	for i := range r.lines.touched {
		carer := r.lines.touched[i].carer
		r.line(carer, r.lines.duty.was(t), out, -1)
		r.line(carer, r.lines.duty.is(t), out, 1)
	}
}

// Each goes from week to week, and looks for the rests of each among the ends and starts of all shifts.
func (r *WeeklyRest) Each(s *state.State, report func(Finding)) {
	h, k := s.In.H, &s.In.H.Rules.WeeklyRest
	ticks := func(minutes int) int64 { return int64(minutes) * int64(s.In.Res) }
	for c, runs := range workedBy(s) {
		gaps := restsOf(s, c, runs)
		young := func(w int) bool { return h.Young(c, h.Calendar.Start().Add(7*w)) }
		week := 0
		find := func(x, amount, limit int64) {
			if x > 0 && !h.Derogated(c, h.Calendar.Start().Add(7*week)) {
				report(carerFinding(c, amount, limit, unit{1, x, r.w[0] * x / int64(s.In.Res)}))
			}
		}
		for w := 0; w < s.In.Weeks; w++ {
			week = w
			switch {
			case young(w):
				best := bestRests(s, gaps, w, w+1, 0)
				find(ticks(k.Young)-best[0], best[0], ticks(k.Young))
			case k.Form == model.ByFortnight && w%2 == 0 && w+1 < s.In.Weeks:
				best := bestRests(s, gaps, w, w+2, ticks(h.Rules.Rest.Daily))
				long := ticks(k.Fortnight) - best[0]
				two := max(0, ticks(k.Week)-best[0]) + max(0, ticks(k.Week)-best[1])
				if two < long {
					find(two, best[1], ticks(k.Week))
				} else {
					find(long, best[0], ticks(k.Fortnight))
				}
				w++
			default:
				best := bestRests(s, gaps, w, w+1, ticks(h.Rules.Rest.Daily))
				find(ticks(k.Week)-best[0], best[0], ticks(k.Week))
			}
		}
	}
}

// restsOf lists the spans in which a carer, who works these runs, works nothing that is work.
func restsOf(s *state.State, carer int, runs []state.Run) [][2]int64 {
	work := [][2]int64{{longAgo, longAgo}}
	if end := lastEnd(s.In.H, carer); end != state.Unset {
		work[0][1] = int64(end)
	}
	for _, run := range runs {
		if from, to, ok := dutyIn(s, run); ok {
			work = append(work, [2]int64{int64(from), int64(to)})
		}
	}
	var out [][2]int64
	for _, a := range work { // a rest begins where a shift ends inside no other
		next, inside := -longAgo, false
		for _, b := range work {
			inside = inside || b[0] <= a[1] && a[1] < b[1]
			if b[0] > a[1] {
				next = min(next, b[0])
			}
		}
		rest := [2]int64{a[1], next}
		if !inside && !slices.Contains(out, rest) {
			out = append(out, rest)
		}
	}
	return out
}

// bestRests gives what the two longest rests count in some weeks, the longer first.
func bestRests(s *state.State, rests [][2]int64, week, until int, daily int64) [2]int64 {
	h := s.In.H
	from, to := int64(h.Calendar.Tick(h.Calendar.Start().Add(7*week), 0)), int64(h.Calendar.Tick(h.Calendar.Start().Add(7*until), 0))
	all := []int64{0, 0}
	for _, r := range rests {
		if r[0] < to && r[1] > from {
			all = append(all, min(r[1]-r[0], min(r[1], to)-max(r[0], from)+daily))
		}
	}
	slices.SortFunc(all, func(a, b int64) int { return cmp.Compare(b, a) })
	return [2]int64{all[0], all[1]}
}
