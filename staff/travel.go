package staff

import (
	"math"
	"slices"

	"github.com/milltir/milltir/model"
)

// predecessors finds for each dated visit the least time that lies between it and the stop before it in a
// run, whichever that is: the leg from there, or, where that stop is over long before the visit may start,
// the time until then. 0 where nothing can come before it.
func (w *work) predecessors() []int32 {
	h := w.h
	before, sooner, later := make([]int32, len(h.Visits)), make([]int32, len(h.Visits)), make([]int32, len(h.Visits))
	if w.level(model.RuleLength) != model.Law || w.level(model.RulePair) != model.Law {
		return before // a visit may then be as short as its price, or its carers come and go hours apart
	}
	over := make([]int32, len(h.Visits)) // the latest end
	// The rules know of a visit its first start, last end and shortest attendance: with pair.tolerance others of a
	// pair may end later, and whoever comes along may come sooner and end later.
	apart := h.Calendar.Ticks(h.Rules.Pair.Tolerance)
	for v := range h.Visits {
		x := &h.Visits[v]
		sooner[v], later[v] = w.reach(x)
		over[v] = later[v] + max(x.LengthMax, x.Length)
		if x.LatestEnd != model.None && later[v] < far {
			over[v] = min(over[v], x.LatestEnd)
		}
		over[v] += apart
	}
	legs, n := w.shortest(), len(h.Locations)
	var venues []int // of events, fixed or not: whoever was at one may come from there
	for i := range h.Events {
		venues = append(venues, h.Events[i].Location)
	}
	for i := range h.Meetings {
		venues = append(venues, h.Meetings[i].Location)
	}
	venues = slices.DeleteFunc(venues, func(at int) bool { return at < 0 })
	for v := range h.Visits {
		x := &h.Visits[v]
		least := int32(math.MaxInt32)
		for u := range h.Visits {
			y := &h.Visits[u]
			leg := legs[y.EndAt*n+x.Location]
			if u == v || leg < 0 || sooner[u]+min(y.LengthMin, y.Length)-apart+leg > later[v] {
				continue // it cannot come before
			}
			least = min(least, max(leg, sooner[v]-over[u]))
		}
		for _, at := range venues {
			if leg := legs[at*n+x.Location]; leg >= 0 {
				least = min(least, leg)
			}
		}
		if least < math.MaxInt32 {
			before[v] = max(0, least)
		}
	}
	return before
}

// capped cuts the travel before visits to a length that proves most: the first visit of every run is let off
// as much as the longest travel there is, so that one lonely farm would take it from all others. Any length
// is true; the best is that at which what the visits lose is what the runs gain.
func (w *work) capped(before []int32) []int32 {
	total, length := int64(0), int64(1)
	for v := range w.h.Visits {
		total += int64(w.h.Visits[v].Length) * int64(max(1, w.h.Visits[v].Least))
	}
	for i := range w.kinds {
		length = max(length, int64(w.kinds[i].shift.End-w.kinds[i].shift.Start))
	}
	runs := total/length + 1 // about
	sorted := slices.Clone(before)
	slices.Sort(sorted)
	best, cut, below := int64(-1), int32(0), int64(0)
	for i, t := range sorted {
		if worth := below + int64(t)*(int64(len(sorted)-i)-runs); worth > best {
			best, cut = worth, t
		}
		below += int64(t)
	}
	for v := range before {
		before[v] = min(before[v], cut)
	}
	return before
}

// reach gives the first and the last start of a visit.
func (w *work) reach(x *model.DatedVisit) (first, last int32) {
	first, last = far, -far
	for _, s := range w.starts(x, min(x.LengthMin, x.Length)) {
		first, last = min(first, s.Start), max(last, s.End)
	}
	return first, last
}

// shortest gives the shortest leg between any two locations by any mode that a carer uses, -1 where none
// can go it.
func (w *work) shortest() []int32 {
	h := w.h
	n := len(h.Locations)
	out := make([]int32, n*n)
	for i := range out {
		out[i] = -1
	}
	seen := make(map[string]bool)
	for i := range h.Problem.Carers {
		mode := h.Problem.Carers[i].Mode
		if seen[mode] {
			continue
		}
		seen[mode] = true
		for a := range n {
			for b := range n {
				if leg, gone := h.LegTicks(mode, a, b); !gone && (out[a*n+b] < 0 || leg < out[a*n+b]) {
					out[a*n+b] = leg
				}
			}
		}
	}
	return out
}
