package constraint

import (
	"fmt"
	"slices"
	"strings"

	"github.com/stretchr/testify/require"

	"github.com/milltir/milltir/model"
	"github.com/milltir/milltir/solver/internal/state"
)

// visit finds a dated visit by "id" (its first date) or "id/date".
func (p *player) visit(name string) state.Node {
	id, date, _ := strings.Cut(name, "/")
	for v := range p.h.Visits {
		if dv := &p.h.Visits[v]; string(dv.ID) == id && (date == "" || dv.Date.String() == date) {
			return state.Node(v)
		}
	}
	p.t.Fatalf("no visit %q", name)
	return -1
}

// node finds a visit, an event that somebody attends, or by "break:shift" a shift's break.
func (p *player) node(name string) state.Node {
	for i, e := range p.in.EventOf {
		if n := state.Node(p.in.Visits + i); e >= 0 && string(p.h.Events[e].ID) == name && p.s.Start[n] != state.Unset {
			return n
		}
	}
	shift, ok := strings.CutPrefix(name, "break:")
	if !ok {
		return p.visit(name)
	}
	for r := range p.in.Runs {
		if string(p.h.Shifts[p.in.ShiftOf[r]].ID) == shift && p.s.Worked[r] {
			return p.in.Break[r]
		}
	}
	p.t.Fatalf("no break of %q", shift)
	return -1
}

// run finds a carer's run by shift and date; either may be left open.
func (p *player) run(carer, shift string, on model.Date) state.Run {
	id, date, _ := strings.Cut(shift, "/")
	for r := range p.in.Runs {
		ds := &p.h.Shifts[p.in.ShiftOf[r]]
		if string(p.h.Problem.Carers[p.in.CarerOf[r]].ID) == carer && (id == "" || string(ds.ID) == id) &&
			(date != "" || on == 0 || ds.Date == on) && (date == "" || ds.Date.String() == date) {
			return state.Run(r)
		}
	}
	p.t.Fatalf("carer %q has no run %q", carer, shift)
	return -1
}

// tick is a clock time on a node's day.
func (p *player) tick(n state.Node, at string) int32 {
	clock, err := model.ParseClock(at)
	require.NoError(p.t, err)
	return p.h.Calendar.Tick(p.dayOf(n), clock)
}

func (p *player) dayOf(n state.Node) model.Date {
	if p.in.IsVisit(n) {
		return p.h.Visits[n].Date
	}
	day := p.h.Calendar.Start()
	for p.h.Calendar.Tick(day.Add(1), 0) <= p.in.Open[n] {
		day = day.Add(1)
	}
	return day
}

// name is how a script calls a node: a later date than the first is named too.
func (p *player) name(n state.Node) string {
	if p.in.IsVisit(n) {
		v := &p.h.Visits[n]
		if p.visit(string(v.ID)) == n {
			return string(v.ID)
		}
		return fmt.Sprintf("%s/%s", v.ID, v.Date)
	}
	if e := p.in.EventOf[int(n)-p.in.Visits]; e >= 0 {
		return string(p.h.Events[e].ID)
	}
	return "break:" + string(p.h.Shifts[p.in.ShiftOf[p.in.HomeRun[int(n)-p.in.Visits]]].ID)
}

// starts lists the starts that a trial changes: "v1 08:42-09:12".
func (p *player) starts() string {
	var out []string
	for _, w := range p.trial.Works {
		verb := map[bool]string{true: "opened", false: "closed"}[w.On]
		out = append(out, verb+" "+p.runName(w.Run))
	}
	for _, c := range slices.Concat(p.trial.Changed, p.trial.Own) {
		if c.New == state.Unset {
			out = append(out, p.name(c.Node)+" out")
			continue
		}
		clock := func(t int32) string { return p.h.Calendar.Local(t, p.dayOf(c.Node)).String() }
		out = append(out, fmt.Sprintf("%s %s-%s", p.name(c.Node), clock(c.New), clock(c.New+c.NewLen)))
	}
	if len(out) == 0 {
		return "nothing moves"
	}
	return strings.Join(out, "\n")
}

func (p *player) runName(r state.Run) string {
	ds := &p.h.Shifts[p.in.ShiftOf[r]]
	name := fmt.Sprintf("%s/%s", p.h.Problem.Carers[p.in.CarerOf[r]].ID, ds.ID)
	if ds.Date != p.h.Calendar.Start() {
		name += "/" + ds.Date.String()
	}
	return name
}

// finding prints a finding's fields by their names; those that do not apply are left out.
func (p *player) finding(f Finding) string {
	var out []string
	add := func(key string, value any) { out = append(out, fmt.Sprintf("%s=%v", key, value)) }
	if f.Visit >= 0 {
		add("visit", p.name(state.Node(f.Visit)))
	}
	if f.Run != state.NoRun {
		add("run", p.runName(f.Run))
	}
	if f.Carer >= 0 {
		add("carer", p.h.Problem.Carers[f.Carer].ID)
	}
	if f.Pool != "" {
		add("pool", f.Pool)
	}
	if f.Date != 0 {
		add("date", f.Date)
	}
	if f.Person >= 0 {
		add("person", p.h.Problem.People[f.Person].ID)
	}
	add("amount", f.Amount)
	if f.Limit != 0 {
		add("limit", f.Limit)
	}
	add("n", f.n)
	add("x", f.x)
	return strings.Join(append(out, fmt.Sprintf("cost=%.3f", float64(f.cost)/1000)), " ")
}

// say prints a score: "law 1 (12 min) · cover 0/60/0/0 min · wishes 3.500"; of a change, with signs.
func (p *player) say(s model.Score, change bool) string {
	res := int64(p.in.Res)
	sign := func(format string) string {
		if change {
			return strings.ReplaceAll(format, "%", "%+")
		}
		return format
	}
	minutes := func(ticks int64) string {
		if ticks%res == 0 {
			return fmt.Sprintf(sign("%d"), ticks/res)
		}
		return fmt.Sprintf(sign("%.4f"), float64(ticks)/float64(res))
	}
	var out []string
	if s.Breaches != 0 || s.Excess != 0 {
		out = append(out, fmt.Sprintf(sign("law %d")+" (%s min)", s.Breaches, minutes(s.Excess)))
	}
	if s.Cover != [model.Priorities]int64{} {
		var c []string
		for _, ticks := range s.Cover {
			c = append(c, minutes(ticks))
		}
		out = append(out, "cover "+strings.Join(c, "/")+" min")
	}
	if s.Wishes != 0 {
		out = append(out, fmt.Sprintf(sign("wishes %.3f"), float64(s.Wishes)/1000))
	}
	switch {
	case len(out) > 0:
		return strings.Join(out, " · ")
	case change:
		return "no change"
	}
	return "nothing"
}
