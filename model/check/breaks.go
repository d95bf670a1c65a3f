package check

import (
	"cmp"
	"slices"

	"github.com/milltir/milltir/model"
)

// breaks: a break of the length the shift needs, inside the span it names or its middle part. Limit
// is that length; Detail is "missing", "edge" or, past what the shift names, "span". Shifts that follow on from
// one another want one too, Detail "between".
func breaks(j *judge) {
	j.shifts(func(r *run) {
		need, count := int64(r.shift.Break), r.stops // those that may be the break
		if need == 0 {
			return
		}
		if j.h.Rules.Break.At == model.Next {
			last := r.lastVisit()
			if last < 0 {
				return // nothing to rest from, and nowhere to be
			}
			count = r.stops[:last]
		}
		longest := j.longestBreak(r, count)
		out := j.ofRun(r)
		out.Limit, out.Unit = need, "tick"
		if longest == nil || longest.length() < need {
			out.Amount, out.Detail = need, "missing"
			j.missedBreak(out)
			return
		}
		if x, detail := j.outsideSpan(r, longest); x > 0 {
			out.At, out.Amount, out.Detail = j.clock(longest.start, r.date), x, detail
			j.missedBreak(out)
		}
	})
	for c := range j.h.Problem.Carers {
		j.unbroken(c)
	}
}

// unbroken goes through a carer's stretches of work: shifts with less than a break between them, free of work and
// travel. Two or more, none of which needs a break by itself, want one where together they are long enough.
func (j *judge) unbroken(c int) {
	runs := j.runsOf(c, (*model.DatedShift).AtWork)
	slices.SortFunc(runs, func(a, b *run) int {
		return cmp.Or(cmp.Compare(a.start, b.start), cmp.Compare(a.end, b.end), cmp.Compare(a.shift.ID, b.shift.ID))
	})
	for len(runs) > 0 {
		first, last, need, after := runs[0], runs[0], j.ticks(j.h.Rules.Break.Length), j.ticks(j.h.Rules.Break.After)
		if j.h.Young(c, first.date) {
			need, after = j.ticks(j.h.Rules.Break.YoungLength), j.ticks(j.h.Rules.Break.YoungAfter)
		}
		longest, work, n := j.rested(first), first.end-first.start, 1
		own := int64(first.shift.Break) >= need
		for ; n < len(runs); n++ {
			pause := j.pause(last, runs[n])
			if pause >= need {
				break
			}
			longest = max(longest, pause, j.rested(runs[n]))
			own = own || int64(runs[n].shift.Break) >= need
			if runs[n].end > last.end {
				work += runs[n].end - last.end - pause
				last = runs[n]
			}
		}
		if n > 1 && !own && work > after && longest < need {
			out := j.ofRun(first)
			out.Amount, out.Limit, out.Unit, out.Detail = need-longest, need, "tick", "between"
			if j.h.Rules.Break.Per == model.PerBreak {
				out.Amount = need
			}
			j.missedBreak(out)
		}
		runs = runs[n:]
	}
}

// rested is the longest break of a run.
func (j *judge) rested(r *run) int64 {
	longest := int64(0)
	for _, s := range r.stops {
		if s.kind == model.StopBreak {
			longest = max(longest, s.length())
		}
	}
	return longest
}

// pause is the time between two shifts of a carer, less what the way from where the one ends to where the other
// begins takes of it: it may be gone in the one after its last stop, and in the other before its first.
func (j *judge) pause(a, b *run) int64 {
	way := int64(0)
	if from, to := j.lastPlace(a), j.firstPlace(b); from >= 0 && to >= 0 {
		way = max(0, j.homeward(b, from, to)-j.late(a)-j.early(b))
	}
	return max(0, b.start-a.end-way)
}

// firstPlace is where a run with a placed stop begins: at the base, else there; -1 without one.
func (j *judge) firstPlace(r *run) int {
	for _, s := range r.stops {
		if s.place >= 0 {
			if base, _ := j.ends(r); base >= 0 {
				return base
			}
			return s.place
		}
	}
	return -1
}

// lastPlace is where it ends.
func (j *judge) lastPlace(r *run) int {
	for _, s := range slices.Backward(r.stops) {
		if s.place >= 0 {
			if _, base := j.ends(r); base >= 0 {
				return base
			}
			return s.endAt
		}
	}
	return -1
}

// longestBreak gives the longest break stop that counts, the first of equals; nil if none does.
func (j *judge) longestBreak(r *run, stops []*stop) *stop {
	var longest *stop
	for _, s := range stops {
		if s.kind != model.StopBreak || (longest != nil && s.length() <= longest.length()) {
			continue
		}
		if x, _ := j.outsideSpan(r, s); x == 0 || j.h.Rules.Break.Per != model.PerBreak {
			longest = s
		}
	}
	return longest
}

// outsideSpan gives the ticks of a break outside its span, and what that span is.
func (j *judge) outsideSpan(r *run, s *stop) (int64, string) {
	edge := (r.end - r.start) * int64(100-j.h.Rules.Break.MiddlePct) / 200
	from, to, detail := r.start+edge, r.end-edge, "edge"
	if r.shift.BreakFrom != model.None {
		from, to, detail = int64(r.shift.BreakFrom), int64(r.shift.BreakTo), "span"
	}
	return max(0, min(s.end, from)-s.start) + max(0, s.end-max(s.start, to)), detail
}

// missedBreak records a break by its minutes, or as one.
func (j *judge) missedBreak(v model.Violation) {
	cost := j.weight(0) * v.Amount / j.perMinute
	if j.h.Rules.Break.Per == model.PerBreak {
		cost = j.weight(0)
	}
	j.record(v, model.Score{Breaches: 1, Excess: v.Amount}, cost)
}
