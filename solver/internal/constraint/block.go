package constraint

import (
	"slices"

	"github.com/milltir/milltir/model"
	"github.com/milltir/milltir/solver/internal/state"
)

// Block: a patch uses no more paid hours than its block has.
// Cost: the weight per paid hour of a patch and four weeks beyond what the block leaves to the plan's days.
// Example: 1,200 minutes in four weeks, 300 of them for the plan's one week, 330 paid: 30 × 30 / 60 = 15.
// Source: C37.
type Block struct {
	base
	s       *state.State
	stale   []state.Run // changed since they were counted
	slot    []int32     // by patch: among those with a block; -1
	periods int32       // of the block year, that the plan touches
	room    []int64     // by slot·periods + period, in ticks; -1: no day of the plan
	period  []int32     // by run
	patch   []int32     // by visit: of its person; -1
	own     []int32     // by carer: of their own; -1
	fixed   []int64     // by run: paid whatever is in it; -1: what is done in it is
	span    []bool      // by run: paid from the first visit to the last

	used    []int64 // as room; follows commits
	part    []int64 // by run·slots + slot
	with    []int64 // by patch: of one run
	now     []int64 // by slot: of one run
	touched []blockChange
}

// blockChange is by how much a trial changes one counter.
type blockChange struct {
	at int
	by int64
}

func newBlock(b base) Block {
	h, in := b.in.H, b.in
	r := Block{
		base: b, slot: make([]int32, len(h.Problem.Patches)), period: make([]int32, in.Runs), patch: make([]int32, in.Visits), own: make([]int32, in.Carers),
		fixed: make([]int64, in.Runs), span: make([]bool, in.Runs), with: make([]int64, len(h.Problem.Patches)),
	}
	first := h.Problem.BlockIndex(h.Calendar.Start())
	r.periods = int32(h.Problem.BlockIndex(h.Calendar.Start().Add(7*h.Weeks-1)) - first + 1)
	slots := int32(0)
	for i := range r.slot {
		if r.slot[i] = -1; h.Problem.Patches[i].BlockMinutes4w > 0 {
			r.slot[i] = slots
			slots++
			for k := range int(r.periods) {
				room, ok := h.Problem.BlockRoom(i, first+k, int64(in.Res))
				if !ok {
					room = -1
				}
				r.room = append(r.room, room)
			}
		}
	}
	for v := range r.patch {
		r.patch[v] = patchOf(h, h.Problem.People[h.Visits[v].Person].Patch)
	}
	for c := range r.own {
		r.own[c] = patchOf(h, h.Problem.Carers[c].Patch)
	}
	for run := range r.period {
		s, carer := &h.Shifts[in.ShiftOf[run]], int(in.CarerOf[run])
		r.period[run] = int32(h.Problem.BlockIndex(s.Date) - first)
		switch {
		case h.Problem.Carers[carer].Contract.Kind == model.Volunteer:
			r.fixed[run] = 0
		case h.OnSite(s):
			r.fixed[run] = int64(in.RunEnd[run]-in.RunStart[run]) - int64(h.ShiftFor(s, carer).Break)
		case !h.PaidByShift(carer, s):
			r.fixed[run] = -1
		case h.Rules.Paid == model.BySpan:
			r.fixed[run], r.span[run] = -1, true
		default:
			r.fixed[run] = int64(in.Paid[run])
		}
	}
	r.used, r.part, r.now = make([]int64, len(r.room)), make([]int64, int32(in.Runs)*slots), make([]int64, slots)
	return r
}

func patchOf(h *model.Horizon, id model.PatchID) int32 {
	if i, known := h.PatchIndex[id]; known {
		return int32(i)
	}
	return -1
}

// any tells whether anything is bought.
func (r *Block) any() bool { return len(r.room) > 0 }

// reset forgets the rota: all runs are to be counted.
func (r *Block) reset(s *state.State) {
	r.s = s
	clear(r.used)
	clear(r.part)
	r.stale = r.stale[:0]
	for run := range s.Routes {
		r.routed(state.Run(run))
	}
}

// routed follows a changed run.
func (r *Block) routed(run state.Run) {
	if r.any() {
		r.stale = append(r.stale, run)
	}
}

// timed counts the changed runs, once all of them are stored: not in Delta, where a trial's lengths stand in the state.
func (r *Block) timed() {
	for _, run := range r.stale {
		route := &r.s.Routes[run]
		r.share(run, r.s.Worked[run], route.Seq, &route.Sum)
		was := r.part[int(run)*len(r.now):]
		for slot, ticks := range r.now {
			r.used[r.at(slot, run)] += ticks - was[slot]
			was[slot] = ticks
		}
	}
	r.stale = r.stale[:0]
}

func (r *Block) at(slot int, run state.Run) int { return slot*int(r.periods) + int(r.period[run]) }

// share fills now with each block's part of what a run is paid for.
func (r *Block) share(run state.Run, worked bool, seq []state.Stop, sum *state.Sum) {
	clear(r.now)
	if !worked {
		return
	}
	clear(r.with)
	all, known, events := int64(0), int64(0), int64(0)
	for _, stop := range seq {
		n := stop.Node()
		long := int64(r.s.Len[n])
		switch {
		case r.in.IsVisit(n):
			all += long
			if p := r.patch[n]; p >= 0 {
				r.with[p] += long
				known += long
			}
		case !r.in.IsBreak(n):
			events += long
		}
	}
	paid := r.fixed[run]
	switch {
	case r.span[run]:
		paid = int64(sum.Span)
	case paid < 0:
		paid = all + events
		if r.in.H.Rules.Pay.Basis != model.ByContact {
			paid += int64(sum.Travel)
		}
	}
	if known == 0 {
		if p := r.own[r.in.CarerOf[run]]; p >= 0 && r.slot[p] >= 0 {
			r.now[r.slot[p]] = paid
		}
		return
	}
	so, given := int64(0), int64(0)
	for p, ticks := range r.with {
		so += ticks
		part := paid*so/known - given
		given += part
		if slot := r.slot[p]; slot >= 0 {
			r.now[slot] = part
		}
	}
}

func (r *Block) over(at int, used int64) unit {
	x := used - r.room[at]
	if r.room[at] < 0 || x <= 0 {
		return unit{}
	}
	return unit{1, x, r.w[0] * x / (60 * int64(r.in.Res))}
}

// Delta divides the runs in view afresh.
func (r *Block) Delta(t *state.Trial, out *model.Score) {
	r.touched = r.touched[:0]
	for i := range t.Views {
		v := &t.Views[i]
		r.share(v.Run, v.Worked, v.Seq, &v.Sum)
		for slot, ticks := range r.now {
			if by := ticks - r.part[int(v.Run)*len(r.now)+slot]; by != 0 {
				r.touch(r.at(slot, v.Run), by)
			}
		}
	}
	for _, c := range r.touched {
		r.add(out, r.over(c.at, r.used[c.at]), -1)
		r.add(out, r.over(c.at, r.used[c.at]+c.by), 1)
	}
}

func (r *Block) touch(at int, by int64) {
	k := slices.IndexFunc(r.touched, func(c blockChange) bool { return c.at == at })
	if k < 0 {
		r.touched = append(r.touched, blockChange{at, by})
		return
	}
	r.touched[k].by += by
}

// Each adds up every block's part of what is paid, run by run.
func (r *Block) Each(s *state.State, report func(Finding)) {
	p := s.In.H.Problem
	for i := range p.Patches {
		for k := p.BlockIndex(p.Plan.Start); ; k++ {
			room, ok := p.BlockRoom(i, k, int64(s.In.Res))
			if !ok {
				break
			}
			used := int64(0)
			eachRun(s, func(run state.Run, carer state.Carer, shift *model.DatedShift) {
				if p.BlockIndex(shift.Date) == k {
					used += blockPart(s, run, i)
				}
			})
			if x := used - room; x > 0 {
				f := nobody
				f.Amount, f.Limit, f.unit = x, room, unit{1, x, r.w[0] * x / (60 * int64(s.In.Res))}
				report(f)
			}
		}
	}
}

// blockPart is a patch's part of what a stored run is paid for: what the patches up to it have together, less
// what those before it have.
func blockPart(s *state.State, run state.Run, patch int) int64 {
	h, carer := s.In.H, int(s.In.CarerOf[run])
	paid := blockPaid(s, run)
	upTo, before, all := int64(0), int64(0), int64(0)
	for _, stop := range s.Routes[run].Seq {
		if n := stop.Node(); s.In.IsVisit(n) {
			of, known := h.PatchIndex[h.Problem.People[h.Visits[n].Person].Patch]
			if !known {
				continue
			}
			long := int64(s.Len[n])
			all += long
			if of <= patch {
				upTo += long
			}
			if of < patch {
				before += long
			}
		}
	}
	if all > 0 {
		return paid*upTo/all - paid*before/all
	}
	if of, known := h.PatchIndex[h.Problem.Carers[carer].Patch]; known && of == patch {
		return paid
	}
	return 0
}

// blockPaid is what a stored run is paid for.
func blockPaid(s *state.State, run state.Run) int64 {
	h, carer, shift := s.In.H, int(s.In.CarerOf[run]), shiftOf(s, run)
	switch {
	case h.Problem.Carers[carer].Contract.Kind == "volunteer":
		return 0
	case h.OnSite(shift):
		return int64(shift.End - shift.Start - shift.Break)
	case h.PaidByShift(carer, shift):
		return paidOf(s, run)
	}
	sum := int64(0)
	for _, stop := range s.Routes[run].Seq {
		if n := stop.Node(); !s.In.IsBreak(n) {
			sum += int64(s.Len[n])
		}
	}
	if h.Rules.Pay.Basis != "contact" {
		placedLegs(s, run, func(ticks int32, _ bool) { sum += int64(ticks) })
	}
	return sum
}
