package staff

import (
	"math"
	"slices"

	"github.com/milltir/milltir/model"
)

// longest is the longest interval looked at, in half hours: a day.
const longest = dayHalves

// far stands for a start without a limit.
const far = math.MaxInt32 / 4

// task is a visit that so many carers have to make, each for length ticks, with a start in one of the
// spans (first and last start, both allowed) and travel before it in all runs but those it opens.
type task struct {
	visit          int
	starts         []model.Span
	length, travel int32
	carers         int
	weeks          weeks // of the shifts that can hold it, with paid span
}

// weeks are the first and the last of some.
type weeks struct{ from, to int }

// least is how many ticks of [a, b) a task takes up at the least, wherever its start lies: with the start
// it is first more, then less, so that the ends of the spans decide.
func (t *task) least(a, b, travel int32) int32 {
	least := int32(math.MaxInt32)
	for _, s := range t.starts {
		for _, at := range [2]int32{s.Start, s.End} {
			least = min(least, max(0, min(b, at+t.length)-max(a, at-travel)))
		}
	}
	return least
}

// energies holds, of the tasks of one class, what every interval of half hours [a, a+l) has to hold.
// Index: a·longest + l - 1.
type energies struct {
	plain   []int64 // ticks of attendance
	travel  []int64 // ticks of attendance and of travel before it
	most    []int32 // the longest travel among those
	at      []int32 // carers at one visit that lies wholly inside, the most
	whole   int64   // ticks of attendance of the plan
	wholeBy int64   // and of travel
	farAway int32   // the longest travel
}

func newEnergies(cells int) *energies {
	n := cells * longest
	return &energies{plain: make([]int64, n), travel: make([]int64, n), most: make([]int32, n), at: make([]int32, n)}
}

// add puts a task, taken by so many carers of the class, into every interval that cannot do without it.
func (e *energies) add(t *task, carers int, half int32) {
	if carers == 0 || len(t.starts) == 0 {
		return
	}
	e.whole += int64(carers) * int64(t.length)
	e.wholeBy += int64(carers) * int64(t.length+t.travel)
	e.farAway = max(e.farAway, t.travel)
	early, late := int32(far), int32(-far) // the first start there is, the last
	for _, s := range t.starts {
		early, late = min(early, s.Start), max(late, s.End)
	}
	if early <= -far || late >= far {
		return // at any time: no interval has to hold it
	}
	cells := int32(len(e.plain) / longest)
	from := max(0, (late-t.travel)/half-longest)
	to := min(cells-1, (early+t.length-1)/half)
	for a := from; a <= to; a++ {
		first := max(1, (late-t.travel)/half+1-a)
		for l := first; l <= longest && a+l <= cells; l++ {
			i := a*longest + l - 1
			ga, gb := a*half, (a+l)*half
			if took := t.least(ga, gb, 0); took > 0 {
				e.plain[i] += int64(carers) * int64(took)
			}
			if took := t.least(ga, gb, t.travel); took > 0 {
				e.travel[i] += int64(carers) * int64(took)
				e.most[i] = max(e.most[i], t.travel)
			}
			if ga <= early && late+t.length <= gb {
				e.at[i] = max(e.at[i], int32(carers))
			}
		}
	}
}

// tasks lists what a full rota has to hold of visits: each one that is not optional and that stands in no
// choice, and those that every option of a choice holds. spare is what each choice adds beyond at the
// least, in ticks of attendance, whenever it is.
func (w *work) tasks() (list []task, spare int64) {
	h := w.h
	if w.level(model.RuleShift) != model.Law || w.level(model.RuleLeg) != model.Law {
		return nil, 0 // visits outside shifts, or at the same time by the same carer, are a matter of price
	}
	for v := range h.Visits {
		if x := &h.Visits[v]; !x.Optional && !x.Patterned {
			list = append(list, w.task(v))
		}
	}
	for i := range h.Choices {
		c := &h.Choices[i]
		if c.Optional || c.Group != "" || len(c.Options) == 0 {
			continue
		}
		held := func(v int) bool {
			return !slices.ContainsFunc(c.Options, func(o []int) bool { return !slices.Contains(o, v) })
		}
		least := int64(math.MaxInt64)
		for n, option := range c.Options {
			rest := int64(0)
			for _, v := range option {
				switch t := w.task(v); {
				case !held(v):
					rest += int64(t.length) * int64(t.carers)
				case n == 0:
					list = append(list, t)
				}
			}
			least = min(least, rest)
		}
		spare += least
	}
	return list, spare
}

// task gives the least that a dated visit asks for where it is done.
func (w *work) task(v int) task {
	x := &w.h.Visits[v]
	t := task{visit: v, length: min(x.LengthMin, x.Length), carers: max(1, x.Least), travel: w.before[v]}
	if w.level(model.RuleLength) != model.Law {
		t.length = 0
	}
	if w.level(model.RulePair) != model.Law {
		t.carers = 1 // the others' times are then a matter of price
	}
	t.starts = w.starts(x, t.length)
	return t
}

// starts gives the spans in which a visit of that length may start by law.
func (w *work) starts(x *model.DatedVisit, length int32) []model.Span {
	if w.level(model.RuleWindow) != model.Law {
		return []model.Span{{Start: -far, End: far}}
	}
	apart := int32(0)
	if x.Need > 1 {
		apart = w.h.Calendar.Ticks(w.h.Rules.Pair.Tolerance)
	}
	var out []model.Span
	for _, win := range x.Windows {
		s := model.Span{Start: win.Open, End: win.Close}
		if w.h.Rules.Lateness.At == model.AtEnd {
			s.End -= length
		}
		if x.LatestEnd != model.None {
			s.End = min(s.End, x.LatestEnd-length)
		}
		if s.End += apart; s.End >= s.Start {
			out = append(out, s)
		}
	}
	return out
}
