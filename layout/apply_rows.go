package layout

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"

	"github.com/milltir/milltir/model"
)

// old gives the index of an old patch that a cell names. A place of the same id goes before a patch.
func (a *applying) old(id string) (int, bool) {
	if slices.ContainsFunc(a.p.Places, func(x model.Place) bool { return string(x.ID) == id }) {
		return 0, false
	}
	i, ok := a.olds[model.PatchID(id)]
	return i, ok
}

// shifts moves what is located at a patch. A carer's is at that carer's own patch where it was before; an open one of any
// carer goes to the patch that has least of these for its visits, and one that any number may work to nowhere in particular
// where its patch is now several.
func (a *applying) shifts() {
	given := make([]int, len(a.l.Patches)) // minutes of open shifts
	was := map[model.CarerID]model.PatchID{}
	for i := range a.p.Carers {
		was[a.p.Carers[i].ID] = a.p.Carers[i].Patch
	}
	for i := range a.q.Shifts {
		x := &a.q.Shifts[i]
		old, ok := a.old(x.Location)
		if !ok {
			continue
		}
		switch {
		case x.Carer != model.AnyCarer && x.Rotation == "":
			x.Location = a.carerShift(x, old, was)
		case x.Rotation != "" || x.Shared && len(a.parts(old)) > 1:
			x.Location = "" // wherever who works it is
		default:
			x.Location = string(a.id(a.neediest(old, given, x.End.Minutes()-x.Start.Minutes())))
		}
	}
}

func (a *applying) carerShift(x *model.Shift, old int, was map[model.CarerID]model.PatchID) string {
	to := a.id(a.main(old))
	if was[x.Carer] == a.p.Patches[old].ID || !a.q.MayServe(a.id(a.teams[x.Carer]), to) {
		return ""
	}
	return string(to)
}

// parts are the new patches that an old one went to.
func (a *applying) parts(old int) []int {
	var out []int
	for k, n := range a.went[old] {
		if n > 0 {
			out = append(out, k)
		}
	}
	return out
}

// neediest is the part of an old patch with the fewest minutes of open shifts for those of its visits, and books these.
func (a *applying) neediest(old int, given []int, length int) int {
	best, least := a.main(old), math.Inf(1)
	for _, k := range a.parts(old) {
		if load := float64(given[k]+length) / float64(a.went[old][k]); load < least {
			best, least = k, load
		}
	}
	given[best] += length
	return best
}

// cover shares rows of a patch out by contact minutes. Rows that then say the same of one patch are added up.
func (a *applying) cover() {
	type key struct {
		where      string
		date       model.Date
		days       model.Days
		start, end model.Clock
		skill      model.Skill
		kind       string
		shift      model.ShiftID
	}
	at := map[key]int{}
	var out []model.Cover
	put := func(x model.Cover) {
		k := key{x.Where, x.Date, x.Days, x.Start, x.End, x.Skill, x.Kind, x.Shift}
		if i, known := at[k]; known {
			wanted := max(out[i].Wanted, out[i].Needed) + max(x.Wanted, x.Needed)
			out[i].Needed += x.Needed
			if out[i].Wanted = 0; wanted > out[i].Needed {
				out[i].Wanted = wanted
			}
			return
		}
		at[k] = len(out)
		out = append(out, x)
	}
	for _, x := range a.q.Cover {
		old, ok := a.old(x.Where)
		if !ok {
			put(x)
			continue
		}
		needed, wanted := a.share(old, x.Needed), a.share(old, max(x.Wanted, x.Needed))
		for k := range needed {
			y := x
			y.Where, y.Needed, y.Wanted = string(a.id(k)), needed[k], 0
			if wanted[k] > needed[k] {
				y.Wanted = wanted[k]
			}
			if needed[k] > 0 || wanted[k] > 0 || x.Needed == 0 && x.Wanted == 0 && k == a.main(old) {
				put(y)
			}
		}
	}
	a.q.Cover = out
}

// pools of a patch become those of the patches where who may draw on them lives now.
func (a *applying) pools() {
	for i := range a.q.Pools {
		x := &a.q.Pools[i]
		if x.OwnerKind != model.OwnPatch {
			continue
		}
		owners, seen := []string{}, map[string]bool{}
		add := func(k int) {
			if id := string(a.id(k)); !seen[id] {
				seen[id] = true
				owners = append(owners, id)
			}
		}
		who := a.p.Drawers(x)
		for _, o := range x.Owners {
			if old, ok := a.olds[model.PatchID(o)]; ok && len(who) == 0 {
				add(a.main(old))
			}
		}
		named := len(x.Drawers) > 0 || slices.ContainsFunc(a.p.People, func(q model.Person) bool { return q.Pool == x.ID })
		if !named {
			x.Drawers = nil
		}
		for _, d := range who {
			id := a.p.People[d].ID
			add(a.news[id])
			if !named { // it is said by the patch, and that has other people now
				x.Drawers = append(x.Drawers, id)
			}
		}
		slices.Sort(owners)
		x.Owners = owners
	}
}

// blocks shares the paid minutes and the money of a patch, and what was used of them, out by contact minutes.
func (a *applying) blocks() {
	shared := false
	for old := range a.p.Patches {
		b := &a.p.Patches[old]
		if !b.Block() {
			continue
		}
		shared = shared || len(a.parts(old)) > 1
		minutes, pence := a.share(old, b.BlockMinutes4w), a.share(old, int(math.Round(100*b.BlockCost4w)))
		for k := range minutes {
			n := &a.q.Patches[k]
			n.BlockMinutes4w += minutes[k]
			n.BlockCost4w = math.Round(100*n.BlockCost4w+float64(pence[k])) / 100
		}
	}
	if shared {
		a.say("W2137",
			"blocks of patches were shared out by contact minutes",
			"A contract knows better: set block_minutes_4w and block_cost_4w")
	}
	type key struct {
		patch int
		start model.Date
	}
	at := map[key]int{}
	var out []model.BlockPeriod
	for _, x := range a.p.BlockPeriods {
		old, ok := a.olds[x.Patch]
		if !ok {
			continue
		}
		cost := 0.0
		if x.Cost != nil {
			cost = *x.Cost
		}
		contact, paid := a.share(old, x.ContactMinutes), a.share(old, x.PaidMinutes)
		pence, more := a.share(old, int(math.Round(100*cost))), a.share(old, int(math.Round(100*math.Abs(x.Adjustments))))
		sign := math.Copysign(1, x.Adjustments)
		for _, k := range a.parts(old) {
			if !a.q.Patches[k].Block() {
				continue
			}
			i, known := at[key{k, x.PeriodStart}]
			if !known {
				i = len(out)
				at[key{k, x.PeriodStart}] = i
				out = append(out, model.BlockPeriod{Patch: a.id(k), PeriodStart: x.PeriodStart})
			}
			y := &out[i]
			y.ContactMinutes, y.PaidMinutes = y.ContactMinutes+contact[k], y.PaidMinutes+paid[k]
			y.Adjustments = math.Round(100*y.Adjustments+sign*float64(more[k])) / 100
			if x.Cost != nil || a.q.Patches[k].BlockCost4w > 0 {
				c := float64(pence[k]) / 100
				if y.Cost != nil {
					c = math.Round(100*(c+*y.Cost)) / 100
				}
				y.Cost = &c
			}
		}
	}
	a.q.BlockPeriods = out
}

// rates of a patch become those of the patches that have most of their people from it.
func (a *applying) rates() {
	before := model.Overhead + "."
	of := func(x *model.Rate) (int, bool) {
		id, is := strings.CutPrefix(x.Name, before)
		old, known := a.olds[model.PatchID(id)]
		return old, is && known
	}
	var out []model.Rate
	for _, x := range a.q.Rates {
		if _, is := of(&x); !is {
			out = append(out, x)
		}
	}
	for k := range a.l.Patches {
		for _, x := range a.p.Rates {
			if old, is := of(&x); is && old == a.from(k) {
				x.Name = before + string(a.id(k))
				out = append(out, x)
			}
		}
	}
	if len(out) != len(a.q.Rates) {
		a.say("W2137",
			"the overheads of a patch go to each of those that have most of their people from it",
			"Pounds a period are of each patch: share them out")
	}
	a.q.Rates = out
}

// legs keeps rows of travel.csv and matrix.csv that name a base where a new base stands on the same spot, and drops the others.
func (a *applying) legs() {
	to := map[string]string{} // old patch → new one, or "" where there is none
	taken := map[int]bool{}
	for i := range a.p.Patches {
		b := &a.p.Patches[i]
		to[string(b.ID)] = ""
		for k := range a.q.Patches {
			n := &a.q.Patches[k]
			if !taken[k] && (b.BaseLat != 0 || b.BaseLon != 0) && math.Abs(n.BaseLat-b.BaseLat) < 1e-5 && math.Abs(n.BaseLon-b.BaseLon) < 1e-5 {
				to[string(b.ID)], taken[k] = string(n.ID), true
				break
			}
		}
	}
	for i := range a.p.People { // whose ids go before a patch's
		delete(to, string(a.p.People[i].ID))
	}
	for i := range a.p.Places {
		delete(to, string(a.p.Places[i].ID))
	}
	rename := func(id string) (string, bool) {
		now, is := to[id]
		if !is {
			return id, true
		}
		return now, now != ""
	}
	var legs []model.Leg
	for _, x := range a.q.Legs {
		from, ok := rename(x.From)
		end, also := rename(x.To)
		if x.From, x.To = from, end; ok && also {
			legs = append(legs, x)
		}
	}
	if n := len(a.q.Legs) - len(legs); n > 0 {
		a.say("W2136", fmt.Sprintf("%d legs of travel.csv are of bases that are no more, and left out", n), "")
	}
	a.q.Legs = legs
	a.matrix(rename)
}

// matrix renames and drops bases of the exact legs, rows and columns.
func (a *applying) matrix(rename func(string) (string, bool)) {
	modes := map[string][]model.MatrixRow{}
	var order []string
	for _, x := range a.q.Matrix {
		if modes[x.Mode] == nil {
			order = append(order, x.Mode)
		}
		modes[x.Mode] = append(modes[x.Mode], x)
	}
	type kept struct {
		column int
		name   string
	}
	var out []model.MatrixRow
	for _, mode := range order {
		rows := modes[mode]
		slices.SortStableFunc(rows, func(a, b model.MatrixRow) int { return cmp.Compare(a.From, b.From) })
		var keep []kept
		for i := range rows {
			if name, ok := rename(rows[i].From); ok {
				keep = append(keep, kept{i, name})
			}
		}
		slices.SortStableFunc(keep, func(a, b kept) int { return cmp.Compare(a.name, b.name) })
		for _, k := range keep {
			x := model.MatrixRow{Mode: mode, From: k.name}
			for _, c := range keep {
				if ticks := rows[k.column].Ticks; c.column < len(ticks) {
					x.Ticks = append(x.Ticks, ticks[c.column])
				}
			}
			out = append(out, x)
		}
	}
	a.q.Matrix = out
}
