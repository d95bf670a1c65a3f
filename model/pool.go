package model

import (
	"fmt"
	"math"
	"slices"
)

// Pool kinds of owner.
const (
	OwnPerson    = "person"
	OwnHousehold = "household"
	OwnScheme    = "scheme"
	OwnPatch     = "patch"
	OwnOutcome   = "outcome"
)

// Ways to share a pool among those who draw on it.
const (
	ShareEqual = "equal" // the same for everybody
	ShareHours = "hours" // in proportion to the hours of their visits in the plan
	ShareNeed  = "need"  // in proportion to what people.csv says of their need
	ShareTurn  = "turn"  // the same for everybody, what they have had so far with it
)

// Pool is a budget of attendance-minutes for a period, and how it may be spent: the visits that name it draw
// on it, and where it has windows the plan proposes draws of its own, see [Problem.WithDraws].
type Pool struct {
	ID             PoolID     `json:"id"`
	OwnerKind      string     `json:"owner_kind"` // person, household, scheme, patch, outcome
	Owners         []string   `json:"owners"`
	Drawers        []PersonID `json:"drawers,omitempty"`     // who may draw; see [Problem.Drawers]
	PeriodWeeks    int        `json:"period_weeks,omitzero"` // 4
	PeriodStart    Date       `json:"period_start"`          // of the period that BroughtForward comes into
	Minutes        int        `json:"minutes"`               // attendance-minutes a period
	BroughtForward int        `json:"brought_forward,omitzero"`
	BroughtSince   Date       `json:"brought_since,omitzero"` // when the oldest of it was carried over first; period_start
	CarryPct       *float64   `json:"carry_pct,omitempty"`    // 25
	ExpiresWeeks   int        `json:"expires_weeks,omitzero"` // 12
	DrawMin        int        `json:"draw_min,omitzero"`      // minutes of a draw; 30, or draw_max if that is less
	DrawMax        int        `json:"draw_max,omitzero"`      // 120, or draw_min if that is more
	DayMin         int        `json:"day_min,omitzero"`       // attendance-minutes on a date of its days
	DayMax         int        `json:"day_max,omitzero"`       // none
	Step           int        `json:"step,omitzero"`          // 5
	Windows        []Window   `json:"windows,omitempty"`      // none: only the visits that name the pool draw on it
	Days           Days       `json:"days,omitzero"`          // every day
	Skills         []Skill    `json:"skills,omitempty"`
	Sharing        string     `json:"sharing,omitzero"` // equal, hours, need, turn; none: however it falls
	Rank           int        `json:"rank,omitzero"`    // of its draws among wishes: 1, 2, 3; none
}

// Lengths of a draw where the pool names neither, in minutes: half an hour, below which a visit needs a
// condition of section 8 of the Act of 2016, to two hours (judgement).
const (
	drawLeast = 30
	drawMost  = 120
)

// DrawRange is the shortest and the longest draw in minutes, each a multiple of the step inside what the
// pool names.
func (x *Pool) DrawRange() (least, most int) {
	least, most = x.DrawMin, x.DrawMax
	if least == 0 {
		least = min(drawLeast, or(most, drawLeast))
	}
	if most == 0 {
		most = max(drawMost, least)
	}
	step := x.StepMinutes()
	least = (least + step - 1) / step * step
	return least, max(least, most/step*step)
}

// StepMinutes is what draws are multiples of.
func (x *Pool) StepMinutes() int { return or(x.Step, 5) }

// OnDay tells whether the pool may be drawn on on a date.
func (x *Pool) OnDay(d Date) bool { return x.Days == 0 || x.Days.Has(d.Weekday()) }

// Period is the index of the period that a date falls in, 0 for that of PeriodStart and below 0 before it.
func (x *Pool) Period(d Date) int {
	return floorDiv(int(d-x.PeriodStart), 7*or(x.PeriodWeeks, 4))
}

// PeriodSpan is the first and the last day of a period.
func (x *Pool) PeriodSpan(k int) (first, last Date) {
	days := 7 * or(x.PeriodWeeks, 4)
	return x.PeriodStart.Add(k * days), x.PeriodStart.Add((k+1)*days - 1)
}

// CarryMost is the most that is carried over from one period to the next, in minutes.
func (x *Pool) CarryMost() int { return int(x.carryOf(int64(x.Minutes))) }

// carryOf is the most that is carried over from a period for which so many minutes were granted, whole minutes. What is a
// whole number but for the rounding of binary fractions is that number: 4.6 per cent of 1,500 are 69, not 68.
func (x *Pool) carryOf(granted int64) int64 {
	return int64(math.Floor(float64(granted)*deref(x.CarryPct, 25)/100 + 1e-6))
}

// Expires is the day from which minutes carried over since a date are not carried any more.
func (x *Pool) Expires(since Date) Date { return since.Add(7 * or(x.ExpiresWeeks, 12)) }

// Lapses is the last day of a lot that is not drawn: that of the last period that begins before it expires.
func (x *Pool) Lapses(l Lot) Date {
	_, last := x.PeriodSpan(x.Period(x.Expires(l.Since).Add(-1)))
	return last
}

// PoolPeriod is what one period of a pool came to. Brought + Entitled − Used = Left, and Left − Lapsed is
// brought into the next one.
type PoolPeriod struct {
	First, Last Date
	Brought     int64 // from the period before; below 0 it was overdrawn
	Entitled    int64
	Used        int64
	Over        int64 // used beyond what there was
	Left        int64 // at the end; below 0 overdrawn
	Lapsed      int64 // of it at the end: carried for too long, or more than may be carried
	Carried     []Lot // what is brought into the next period, the oldest first
}

// Lot is what was carried over at one time.
type Lot struct {
	Minutes int64 // in the account's unit; below 0 overdrawn
	Since   Date  // first carried over on
}

// Account follows a pool through its periods from PeriodStart on, used[k] being what was drawn in period k, in
// units of 1/per minute. Old minutes are drawn before new ones. At the end of a period what is left is carried
// over for ExpiresWeeks from then; a lot lapses with the last period that begins before that, and of what is
// carried altogether no more than CarryPct of a period's minutes stays, the newest.
func (x *Pool) Account(used []int64, per int64) []PoolPeriod {
	granted := make([]int64, len(used))
	for k := range granted {
		granted[k] = int64(x.Minutes)
	}
	return x.AccountOf(granted, used, per)
}

// AccountOf is Account where granted[k] minutes were granted for period k: of the pool as it was then.
func (x *Pool) AccountOf(granted, used []int64, per int64) []PoolPeriod {
	out := make([]PoolPeriod, len(used))
	since := or(x.BroughtSince, x.PeriodStart)
	lots := []Lot{{int64(x.BroughtForward) * per, since}}
	for k := range used {
		t := &out[k]
		t.First, t.Last = x.PeriodSpan(k)
		for _, l := range lots {
			t.Brought += l.Minutes
		}
		t.Entitled, t.Used = granted[k]*per, used[k]
		t.Left = t.Brought + t.Entitled - t.Used
		t.Over = max(0, t.Used-max(0, t.Brought+t.Entitled))
		next := t.Last.Add(1)
		if t.Left <= 0 {
			lots = []Lot{{t.Left, next}}
			t.Carried = lots
			continue
		}
		lots = append(lots, Lot{t.Entitled + max(0, -t.Used), next}) // what a correction adds is of this period
		lots, t.Lapsed = x.carry(spend(lots, max(0, t.Used)), next, x.carryOf(granted[k])*per)
		t.Carried = lots
	}
	return out
}

// spend takes minutes from the oldest lots first; there are enough.
func spend(lots []Lot, minutes int64) []Lot {
	owed := minutes
	var out []Lot
	for _, l := range lots {
		if l.Minutes < 0 { // what was overdrawn is paid back like a draw
			owed -= l.Minutes
			continue
		}
		take := min(owed, l.Minutes)
		owed -= take
		if l.Minutes > take {
			out = append(out, Lot{l.Minutes - take, l.Since})
		}
	}
	return out
}

// carry keeps of the lots what may go into the period that starts on next, no more than room, and tells what lapses.
func (x *Pool) carry(lots []Lot, next Date, room int64) (kept []Lot, lapsed int64) {
	for _, l := range slices.Backward(lots) { // the newest first
		stays := int64(0)
		if next < x.Expires(l.Since) {
			stays = min(room, l.Minutes)
		}
		room -= stays
		lapsed += l.Minutes - stays
		if stays > 0 {
			kept = append(kept, Lot{stays, l.Since})
		}
	}
	slices.Reverse(kept)
	return kept, lapsed
}

// Correction changes what a pool has, beside plans and records: what the commissioner grants once or takes
// back, and what a record had wrong.
type Correction struct {
	Pool    PoolID `json:"pool"`
	Date    Date   `json:"date"`
	Minutes int    `json:"minutes"` // below 0 taken from the pool
	Reason  string `json:"reason"`
	By      string `json:"by,omitzero"` // who agreed it
}

// Corrected is what the corrections of one period of a pool come to, in minutes.
func (p *Problem) Corrected(x *Pool, period int) int {
	sum := 0
	for i := range p.Corrections {
		if c := &p.Corrections[i]; c.Pool == x.ID && x.Period(c.Date) == period {
			sum += c.Minutes
		}
	}
	return sum
}

// HasCorrection tells whether anything of one period of a pool was corrected, also where it comes to 0.
func (p *Problem) HasCorrection(x *Pool, period int) bool {
	return slices.ContainsFunc(p.Corrections, func(c Correction) bool { return c.Pool == x.ID && x.Period(c.Date) == period })
}

// Drawers are the people who may draw on a pool, as indices of the Problem's people, ascending: those it
// names; else those who name it in people.csv; else its owners, who lives in its schemes, or who is of its
// patches.
func (p *Problem) Drawers(x *Pool) []int {
	who := func(is func(*Person) bool) []int {
		var out []int
		for i := range p.People {
			if is(&p.People[i]) {
				out = append(out, i)
			}
		}
		return out
	}
	if len(x.Drawers) > 0 {
		return who(func(q *Person) bool { return slices.Contains(x.Drawers, q.ID) })
	}
	if named := who(func(q *Person) bool { return q.Pool == x.ID }); len(named) > 0 {
		return named
	}
	return who(func(q *Person) bool {
		key := string(q.ID)
		switch x.OwnerKind {
		case OwnScheme:
			key = string(q.Place)
		case OwnPatch:
			key = string(q.Patch)
		case OwnOutcome:
			return false
		}
		return key != "" && slices.Contains(x.Owners, key)
	})
}

// DrawID is the id of the draws of a pool by a person in its n-th window.
func DrawID(x *Pool, q *Person, n int) VisitID {
	if len(x.Windows) < 2 {
		return VisitID(fmt.Sprintf("%s:%s", x.ID, q.ID))
	}
	return VisitID(fmt.Sprintf("%s:%s:%d", x.ID, q.ID, n+1))
}

// Draws are the optional visits that the pools with windows propose, one for each of who may draw, each window
// and each day: where and when, and from what length to what; whether, how long and by whom is for a rota to
// say. By pool, person and window.
func (p *Problem) Draws() []Visit {
	var out []Visit
	for i := range p.Pools {
		x := &p.Pools[i]
		if len(x.Windows) == 0 {
			continue
		}
		least, most := x.DrawRange()
		for _, who := range p.Drawers(x) {
			q := &p.People[who]
			for n, w := range x.Windows {
				out = append(out, Visit{
					ID: DrawID(x, q, n), Person: q.ID, Days: or(x.Days, EveryDay), Kind: "care", Windows: []Window{w},
					Length: least, LengthMax: most, Skills: x.Skills, Optional: true, Pool: x.ID, Rank: x.Rank, ValidFrom: x.PeriodStart,
				})
			}
		}
	}
	return out
}

// How many draws the pools of a plan may propose: on all its dates, since each is a visit to be tried in every run; and
// to one person on a day, since each is kept apart from the person's others. A few characters of pools.csv ask for a
// million.
const (
	mostDraws     = 50_000
	mostDrawsADay = 50
)

// tooManyDraws is the pool with which the pools propose more than that, -1. It makes none of them.
func (p *Problem) tooManyDraws() int {
	days := min(max(p.Plan.Weeks, 1), 53) * 7 // longer plans are refused
	sum := 0
	daily := make(map[int]*[7]int) // by person, on each day of the week
	for i := range p.Pools {
		x := &p.Pools[i]
		if len(x.Windows) == 0 {
			continue
		}
		dates := 1 // of the visit itself, which stands in the problem also where it has no date in the plan
		for d := range days {
			if date := p.Plan.Start.Add(d); date >= x.PeriodStart && x.OnDay(date) {
				dates++
			}
		}
		drawers := p.Drawers(x)
		if sum += dates * len(x.Windows) * len(drawers); sum > mostDraws {
			return i
		}
		for _, who := range drawers {
			if daily[who] == nil {
				daily[who] = new([7]int)
			}
			for d := range daily[who] {
				if !or(x.Days, EveryDay).Has(d) {
					continue
				}
				if daily[who][d] += len(x.Windows); daily[who][d] > mostDrawsADay {
					return i
				}
			}
		}
	}
	return -1
}

// WithDraws is the problem with its pools' draws among its visits, behind those of its own; itself where no
// pool proposes any. It is what a [Horizon] is of; the hash and the files are those of the problem without.
func (p *Problem) WithDraws() *Problem {
	draws := p.Draws()
	if len(draws) == 0 || p.draws > 0 {
		return p
	}
	q := *p
	q.Visits = slices.Concat(p.Visits, draws)
	q.draws = len(draws)
	return &q
}

// own is the problem without the draws that [Problem.WithDraws] has added.
func (p *Problem) own() *Problem {
	if p.draws == 0 {
		return p
	}
	q := *p
	q.Visits = p.Visits[:len(p.Visits)-p.draws]
	q.draws = 0
	return &q
}

// Draw tells whether a visit, by its index, is a pool's proposal.
func (p *Problem) Draw(visit int) bool { return visit >= len(p.Visits)-p.draws }
