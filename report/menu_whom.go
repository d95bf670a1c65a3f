package report

import (
	"fmt"
	"math"
	"slices"

	"github.com/milltir/milltir/model"
)

// few is a number of people of whom no fewer than five are told, but for none.
type few int

func (n few) hidden() bool { return 0 < n && n < fewest }

// MarshalJSON writes a number, or that there are fewer than five.
func (n few) MarshalJSON() ([]byte, error) {
	if n.hidden() {
		return fmt.Appendf(nil, `"<%d"`, fewest), nil
	}
	return fmt.Append(nil, int(n)), nil
}

func (p *page) few(n few) string {
	if n.hidden() {
		return p.l.N("menu.few", fewest)
	}
	return fmt.Sprint(int(n))
}

// whom is for how many people, or carers, something is less or more than in the first rota.
type whom struct {
	What string `json:"what"`
	Less few    `json:"less"`
	More few    `json:"more"`

	key string
}

func (w *whom) count(is, was, least float64) {
	switch d := is - was; {
	case math.Abs(d) < least || d == 0:
	case d < 0:
		w.Less++
	default:
		w.More++
	}
}

// forWhom counts those for whom a rota differs from the first, by what differs, where there are enough of them for
// "none" and "fewer than five" to say nothing of anybody.
func (m *Menu) forWhom(i int) []whom {
	is, was := &m.options[i], &m.options[0]
	missing := whom{What: "people_visits_left_out", key: "menu.whom_missing"}
	faces := whom{What: "people_different_carers", key: "menu.whom_carers"}
	fresh := whom{What: "people_new_faces", key: "menu.whom_new"}
	off := whom{What: "people_minutes_from_preferred", key: "menu.whom_off"}
	for k, now := range is.Verdict.Measures.People {
		before := was.Verdict.Measures.People[k]
		missing.count(float64(now.Missing), float64(before.Missing), 1)
		faces.count(float64(now.Carers), float64(before.Carers), 1)
		fresh.count(float64(now.NewFaces), float64(before.NewFaces), 1)
	}
	for k, now := range is.familiar {
		if before := was.familiar[k]; now.Timed > 0 && before.Timed > 0 {
			off.count(now.Off/float64(now.Timed), before.Off/float64(before.Timed), leastOff)
		}
	}
	weekends := whom{What: "carers_weekends", key: "menu.whom_weekends"}
	splits := whom{What: "carers_split_days", key: "menu.whom_splits"}
	travel := whom{What: "carers_travel", key: "menu.whom_travel"}
	hours := whom{What: "carers_hours", key: "menu.whom_hours"}
	for k, now := range is.burdens {
		before := was.burdens[k]
		weekends.count(float64(now.Weekends), float64(before.Weekends), 1)
		splits.count(float64(now.Splits), float64(before.Splits), 1)
	}
	for k, now := range is.Verdict.Measures.Carers {
		before := was.Verdict.Measures.Carers[k]
		travel.count(float64(now.Travel), float64(before.Travel), leastTravel)
		hours.count(float64(now.HoursMinutes), float64(before.HoursMinutes), leastHours)
	}
	var all []whom
	if is.due >= fewest {
		all = append(all, missing)
	}
	if is.enoughVisited() && was.enoughVisited() {
		all = append(all, faces, fresh, off)
	}
	if is.enoughCarers() {
		all = append(all, weekends, splits, travel, hours)
	}
	return slices.DeleteFunc(all, func(w whom) bool { return w.Less+w.More == 0 })
}

// panel is a part of the picture: one figure against another, less of both being better.
type panel struct{ x, y *figure }

// panels are those of which everything is known of every rota, and whose rotas differ: travel against different faces
// and against what is promised to carers; where nobody is visited, one promise against the other.
func (m *Menu) panels() []panel {
	all := []panel{
		{figureOf("travel_minutes"), figureOf("carers_mean")}, {figureOf("travel_minutes"), figureOf("score_carers")},
	}
	if len(m.options) > 0 && m.options[0].Verdict.Measures.Visits == 0 {
		all = []panel{{figureOf("score_people"), figureOf("score_carers")}}
	}
	return slices.DeleteFunc(all, func(a panel) bool { return !m.differ(a.x) || !m.differ(a.y) })
}

// differ tells whether a figure is known of every rota and not the same in all.
func (m *Menu) differ(f *figure) bool {
	differ := false
	for i := range m.options {
		is, known := f.value(&m.options[i])
		if !known {
			return false
		}
		was, _ := f.value(&m.options[0])
		differ = differ || is != was
	}
	return differ
}

// at is where a rota lies in a panel.
func (a panel) at(o *option) (x, y float64) {
	x, _ = a.x.value(o)
	y, _ = a.y.value(o)
	return x, y
}

// frontier tells of each rota whether no other is as good in both figures of a panel and better in one. One that breaks
// more law, or leaves more out, is no better for that.
func (m *Menu) frontier(a panel) []bool {
	out := make([]bool, len(m.options))
	for i := range m.options {
		out[i] = true
		for k := range m.options {
			out[i] = out[i] && !a.beats(&m.options[k], &m.options[i])
		}
	}
	return out
}

// beats tells whether a rota is at least as good as another in law, in cover and in both figures, and better in one.
func (a panel) beats(o, other *option) bool {
	ox, oy := a.at(o)
	x, y := a.at(other)
	mine, its := o.Verdict.Score, other.Verdict.Score
	mine.Wishes, its.Wishes = 0, 0
	levels := model.Score.Compare(mine, its)
	return levels <= 0 && ox <= x && oy <= y && (levels < 0 || ox < x || oy < y)
}
