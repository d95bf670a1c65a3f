package weeklycontinuity

import "math"

// call is a visit of the week as an aide makes it: on these days, at the same slot.
type call struct {
	node, duration int
	low, high      int // of the start; equal where it is fixed
	days           uint8
}

// maxSteps ends a search that hostile input makes long; published instances take a few hundred.
const maxSteps = 2_000_000

// fitter looks for starts of an aide's calls, one by one in the order of time: exact, and small
// because an aide has few.
type fitter struct {
	in      *instance
	aide    *aide
	calls   []call
	placed  []bool
	starts  []int
	last    [maxDays]int // node of the day's last call so far, -1
	end     [maxDays]int
	weekly  int // sum over days of last end − first start, so far
	maximum int
	steps   int
}

// fit finds a start for each call so that all hold on every day: the aide's hours, travel
// between calls, and the weekly maximum. nil if there are none; undecided if it took too long.
func (in *instance) fit(a *aide, calls []call, maximum int) (starts []int, undecided bool) {
	f := &fitter{in: in, aide: a, calls: calls, maximum: maximum, placed: make([]bool, len(calls)), starts: make([]int, len(calls))}
	for d := range f.last {
		f.last[d] = -1
	}
	if f.place(0, a.release) {
		return f.starts, false
	}
	return nil, f.steps >= maxSteps
}

// noMaximum is for a fit that asks for the hours and travel only.
const noMaximum = math.MaxInt

// place places the calls that are left, none before from.
func (f *fitter) place(done, from int) bool {
	if done == len(f.calls) {
		return true
	}
	for i := range f.calls {
		if !f.placed[i] && min(f.calls[i].high, f.aide.deadline-f.calls[i].duration) < from {
			return false // too late for this one
		}
	}
	for i := range f.calls {
		if !f.placed[i] && f.next(i, done, from) {
			return true
		}
	}
	return false
}

// next tries call i as the next, at each of its starts.
func (f *fitter) next(i, done, from int) bool {
	c := &f.calls[i]
	start := max(c.low, from)
	for d := range maxDays {
		if c.days>>d&1 == 1 && f.last[d] >= 0 {
			start = max(start, f.end[d]+f.in.travel[f.last[d]][c.node])
		}
	}
	last, end, weekly := f.last, f.end, f.weekly
	defer func() { f.last, f.end, f.weekly, f.placed[i] = last, end, weekly, false }()
	f.placed[i] = true
	for ; start <= min(c.high, f.aide.deadline-c.duration); start++ {
		if f.steps++; f.steps >= maxSteps {
			return false
		}
		f.weekly = weekly
		for d := range maxDays {
			switch {
			case c.days>>d&1 == 0:
				continue
			case last[d] < 0:
				f.weekly += c.duration
			default:
				f.weekly += start + c.duration - end[d]
			}
			f.last[d], f.end[d] = c.node, start+c.duration
		}
		if f.weekly > f.maximum {
			return false // a later start only lengthens the days
		}
		f.starts[i] = start
		if f.place(done+1, start) {
			return true
		}
	}
	return false
}
