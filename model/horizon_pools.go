package model

import "slices"

// DatedPool is what a pool has for the plan.
type DatedPool struct {
	Pool int
	// Drawers are the people who may draw or have visits that do, ascending; Shares, in their order, what each
	// one's part is in, nil where nobody says how it is shared; Had the ticks that each has drawn before the
	// plan ([Horizon.PastDraws]), 0 unless they take turns.
	Drawers []int
	Shares  []int64
	Had     []int64
	// First is the period of the plan's first day, below 0 before the pool begins; Used, by period from the
	// pool's first one to that of the plan's last day, the ticks drawn before the plan ([Horizon.PastDraws])
	// less the corrections of the period; below 0 where these are more.
	First int
	Used  []int64
}

// poolIndex finds a pool by id, -1.
func (p *Problem) poolIndex(id PoolID) int {
	if id == "" {
		return -1
	}
	return slices.IndexFunc(p.Pools, func(x Pool) bool { return x.ID == id })
}

// LengthStep is what a visit's length changes by, in ticks: its pool's step, else five minutes.
func (h *Horizon) LengthStep(v *DatedVisit) int32 {
	step := 5
	if v.Pool >= 0 {
		step = h.Problem.Pools[v.Pool].StepMinutes()
	}
	return h.Calendar.Ticks(step)
}

// OfPool tells whether a choice is of a visit that may be moved and draws on a pool.
func (h *Horizon) OfPool(c *Choice) bool {
	return c.Movable && len(c.Options) > 0 && len(c.Options[0]) > 0 && h.Visits[c.Options[0][0]].Pool >= 0
}

// expandPools makes what the pools have for the plan.
func (h *Horizon) expandPools() {
	p := h.Problem
	if len(p.Pools) == 0 {
		return
	}
	h.Pools = make([]DatedPool, len(p.Pools))
	start, days := h.Calendar.Start(), 7*h.Weeks
	for i := range p.Pools {
		x, d := &p.Pools[i], &h.Pools[i]
		d.Pool, d.First = i, x.Period(start)
		d.Used = make([]int64, max(0, x.Period(start.Add(days-1))+1))
		d.Drawers = p.Drawers(x)
		for v := range p.Visits {
			if who := h.PersonIndex[p.Visits[v].Person]; p.Visits[v].Pool == x.ID && !slices.Contains(d.Drawers, who) {
				d.Drawers = append(d.Drawers, who)
			}
		}
		slices.Sort(d.Drawers)
		d.Had = make([]int64, len(d.Drawers))
		h.shares(x, d)
	}
	h.drawn()
}

// shares says what each drawer's part of a pool is in.
func (h *Horizon) shares(x *Pool, d *DatedPool) {
	if x.Sharing == "" || len(d.Drawers) < 2 {
		return
	}
	d.Shares = make([]int64, len(d.Drawers))
	sum := int64(0)
	for i, who := range d.Drawers {
		switch x.Sharing {
		case ShareNeed:
			d.Shares[i] = int64(or(h.Problem.People[who].Need, 1))
		case ShareHours:
			d.Shares[i] = h.hoursOf(who)
		default:
			d.Shares[i] = 1
		}
		sum += d.Shares[i]
	}
	if sum == 0 { // nobody has hours of their own
		for i := range d.Shares {
			d.Shares[i] = 1
		}
	}
}

// hoursOf is the attendance-minutes of a person's visits of the plan that have to take place and draw on no pool; of
// a package those of its cheapest way.
func (h *Horizon) hoursOf(person int) int64 {
	sum := int64(0)
	add := func(v int) {
		if dv := &h.Visits[v]; dv.Person == person && dv.Pool < 0 && !dv.Optional {
			sum += int64(dv.Length/h.Calendar.res) * int64(dv.Need)
		}
	}
	for v := range h.Visits {
		if !h.Visits[v].Patterned {
			add(v)
		}
	}
	for i := range h.Choices {
		if c := &h.Choices[i]; c.Person == person && c.Group == "" {
			option, _ := h.Cheapest(c)
			for _, v := range c.Options[option] {
				add(v)
			}
		}
	}
	return sum
}

// drawn counts what was drawn before the plan, less what was corrected.
func (h *Horizon) drawn() {
	p := h.Problem
	for i := range p.Corrections {
		c := &p.Corrections[i]
		if pool := p.poolIndex(c.Pool); pool >= 0 {
			if k, d := p.Pools[pool].Period(c.Date), &h.Pools[pool]; k >= 0 && k < len(d.Used) {
				d.Used[k] -= int64(c.Minutes) * int64(h.Calendar.res)
			}
		}
	}
	for _, x := range h.PastDraws() {
		d := &h.Pools[x.Pool]
		d.Used[x.Period] += x.Ticks
		if p.Pools[x.Pool].Sharing == ShareTurn {
			if n := slices.Index(d.Drawers, x.Person); n >= 0 {
				d.Had[n] += x.Ticks
			}
		}
	}
}

// PastDraw is what one carer's visit drew on a pool before the plan.
type PastDraw struct {
	Pool, Person int // indices of the Problem's
	Period       int // see [Pool.Period]
	Ticks        int64
}

// PastDraws are the draws on each date before the plan, from the first period of their pool on: what was given, by
// actuals.csv, and of visits without a record what was published, by previous.csv, on the dates of which nobody can
// know yet what became of them (knownTo). The books of the pools count alike (docs/adr/0018).
func (h *Horizon) PastDraws() []PastDraw {
	p, start := h.Problem, h.Calendar.Start()
	of := make(map[VisitID]*Visit)
	visits := p.WithDraws().Visits
	for v := range visits {
		if visits[v].Pool != "" {
			of[visits[v].ID] = &visits[v]
		}
	}
	var out []PastDraw
	add := func(id VisitID, date Date, from, to Clock) {
		v := of[id]
		if v == nil || date >= start {
			return
		}
		pool := p.poolIndex(v.Pool)
		if pool < 0 {
			return
		}
		if k := p.Pools[pool].Period(date); k >= 0 {
			out = append(out, PastDraw{pool, h.PersonIndex[v.Person], k, int64(h.Calendar.Tick(date, to) - h.Calendar.Tick(date, from))})
		}
	}
	type visitOn struct {
		visit VisitID
		date  Date
	}
	recorded := make(map[visitOn]bool)
	for i := range p.Actuals {
		a := &p.Actuals[i]
		recorded[visitOn{a.Visit, a.Date}] = true
		add(a.Visit, a.Date, a.CheckIn, a.CheckOut)
	}
	known := p.knownTo()
	for i := range p.Baseline {
		b := &p.Baseline[i]
		if b.Role != RoleShadow && b.Date >= known && !recorded[visitOn{b.Visit, b.Date}] {
			add(b.Visit, b.Date, b.Start, b.End)
		}
	}
	return out
}

// knownTo is the day up to which records are known, this day in part: plan.as_of, or the day of the last record if that
// is later. What was published for a day before it and has no record was not given. 0 where there is no record at all:
// then nobody knows.
func (p *Problem) knownTo() Date {
	last := Date(0)
	for i := range p.Actuals {
		last = max(last, p.Actuals[i].Date)
	}
	if last == 0 {
		return 0
	}
	return max(last, p.Plan.AsOf.Date)
}

// PlanDays is the first and the last day of a period that lie in the plan; last is before first where none does.
func (h *Horizon) PlanDays(x *Pool, period int) (first, last Date) {
	first, last = x.PeriodSpan(period)
	start := h.Calendar.Start()
	return max(first, start), min(last, start.Add(7*h.Weeks-1))
}
