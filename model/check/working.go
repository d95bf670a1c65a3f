package check

import (
	"cmp"
	"errors"
	"slices"

	"github.com/milltir/milltir/model"
)

// CarerTime is a carer's working time in a rota, as the Working Time Regulations 1998 ask for it. Times are
// minutes, rounded down.
type CarerTime struct {
	Carer    model.CarerID `json:"carer"`
	Contract string        `json:"contract"`
	MinWeek  int           `json:"min_week"` // what the contract has, 0 for nothing
	MaxWeek  int           `json:"max_week"`
	Weeks    []WeekTime    `json:"weeks"`
	// Average is the mean week of the reference period that ends with the plan, as the rule hours48 has it,
	// over AverageWeeks, the weeks that are known of it.
	Average      int         `json:"average"`
	AverageWeeks int         `json:"average_weeks"`
	ShortestRest *ShortRest  `json:"shortest_rest,omitempty"` // from one date's work to the next
	Breaks       []BreakTime `json:"breaks"`
	Debts        []RestDebt  `json:"debts"`
	Owed         int         `json:"owed"` // compensatory rest at the end of the plan
}

// WeekTime is a week of it.
type WeekTime struct {
	Monday      model.Date `json:"monday"`
	Work        int        `json:"work"`         // paid time and what is worked for another employer
	LongestRest int        `json:"longest_rest"` // as the rule weekly_rest counts it; at the edges of the plan at most the week
	SplitDays   int        `json:"split_days"`   // as the rule split has them
	Nights      int        `json:"nights"`       // shifts of kind night, and others worked three hours past midnight
}

// ShortRest is the rest before the work of a date.
type ShortRest struct {
	Date    model.Date `json:"date"`
	Minutes int        `json:"minutes"`
}

// BreakTime is a break of a rota. Place is where its carer is: an id of a person, a place or a patch.
type BreakTime struct {
	Date    model.Date  `json:"date"`
	Start   model.Clock `json:"start"`
	Minutes int         `json:"minutes"`
	Place   string      `json:"place,omitempty"`
}

// RestDebt is rest that was missing and is owed as compensatory rest (reg. 24): what the rules rest and
// weekly_rest find, whatever their level. Date is that of the work that came too early, or the Monday after
// a week without its rest.
type RestDebt struct {
	Date    model.Date `json:"date"`
	Minutes int        `json:"minutes"`
	Weekly  bool       `json:"weekly,omitempty"`
	Repaid  int        `json:"repaid"`
	On      model.Date `json:"on,omitzero"` // the day on which the last of it was repaid; none while some is owed
}

// Hours works out the working time of every carer in a rota. The error is that of [Horizon].
func Hours(h *model.Horizon, r *model.Rota) ([]CarerTime, error) {
	j, err := newJudge(h, r)
	if err != nil {
		return nil, err
	}
	out := make([]CarerTime, 0, len(h.Problem.Carers))
	for c := range h.Problem.Carers {
		out = append(out, j.working(c))
	}
	return out, nil
}

// newJudge reads a rota that belongs to the problem.
func newJudge(h *model.Horizon, r *model.Rota) (*judge, error) {
	if h == nil || h.Problem == nil || h.Calendar.Resolution() == 0 || r == nil {
		return nil, errors.New("there is nothing to judge: no horizon or no rota")
	}
	j := &judge{h: h, o: &h.Problem.Objective, perMinute: int64(h.Calendar.Resolution())}
	var unfit Unfit
	j.runs, unfit = read(h, r)
	if len(unfit) > 0 {
		return nil, unfit
	}
	j.visits = attendances(h, j.runs)
	return j, nil
}

func (j *judge) inMinutes(ticks int64) int { return int(ticks / j.perMinute) }

func (j *judge) working(c int) CarerTime {
	k := &j.carer(c).Contract
	out := CarerTime{
		Carer: j.carer(c).ID, Contract: k.Kind, MinWeek: k.WeekMin(), MaxWeek: k.WeekMax(),
		Breaks: []BreakTime{}, Debts: []RestDebt{},
	}
	rests := j.rests(c)
	for w := range j.h.Weeks {
		monday := j.h.Calendar.Start().Add(7 * w)
		longest, _ := j.longest(rests, w, 1, j.ticks(j.h.Rules.Rest.Daily))
		whole := int64(j.h.Calendar.Tick(monday.Add(7), 0) - j.h.Calendar.Tick(monday, 0))
		out.Weeks = append(out.Weeks, WeekTime{Monday: monday, Work: j.inMinutes(j.paid(c, w)) + j.carer(c).OtherWeek, LongestRest: j.inMinutes(min(longest, whole))})
	}
	p := j.reference(c, j.h.Weeks-1, j.pastWeeks(c))
	if p.weeks > 0 {
		sum := p.work + j.ticks(j.carer(c).OtherWeek)*p.weeks + j.madeUp(c, j.h.Weeks-1, &p)
		out.Average, out.AverageWeeks = j.inMinutes(sum/p.weeks), int(p.weeks)
	}
	j.daysOf(c, &out)
	j.shifts(func(r *run) {
		if r.carer == c {
			out.Breaks = append(out.Breaks, j.breaksOf(r)...)
		}
	})
	j.ledger(c, rests, &out)
	return out
}

// daysOf fills in split days, nights and the shortest daily rest.
func (j *judge) daysOf(c int, out *CarerTime) {
	for _, d := range j.splitDays(c) {
		out.Weeks[d.day/7].SplitDays++
	}
	j.shifts(func(r *run) {
		if r.carer != c || !r.shift.Awake() {
			return
		}
		if r.shift.Kind == "night" || r.end-int64(j.h.Calendar.Tick(r.date.Add(1), 0)) >= j.ticks(180) {
			out.Weeks[r.week].Nights++
		}
	})
	end, known := j.historyEnd(c)
	for _, d := range j.workdaysOf(c, (*model.DatedShift).AtWork) {
		if m := j.inMinutes(d.start - end); known && (out.ShortestRest == nil || m < out.ShortestRest.Minutes) {
			out.ShortestRest = &ShortRest{d.date, m}
		}
		end, known = d.end, true
	}
}

// breaksOf lists the breaks of a run; one without a place of its own is where the stop before it was.
func (j *judge) breaksOf(r *run) []BreakTime {
	var out []BreakTime
	place := -1
	for _, s := range r.stops {
		if s.place >= 0 {
			place = s.place
		}
		if s.kind != model.StopBreak {
			continue
		}
		b := BreakTime{Date: r.date, Start: j.clock(s.start, r.date), Minutes: j.inMinutes(s.length())}
		if place >= 0 {
			b.Place = j.h.Locations[place].Key
		}
		out = append(out, b)
	}
	return out
}

// repayDays is in how many days compensatory rest is to be had (C48: practice; reg. 24 says "wherever possible").
const repayDays = 14

// ledger fills in the debts: what is short of a daily rest arises with the work that came too early, what
// is short of a week's rest with the Monday after. It is repaid, the oldest first, by what rests that begin later,
// within 14 days, have beyond a daily rest, and the longest of a week beyond a weekly one.
func (j *judge) ledger(c int, rests []stint, out *CarerTime) {
	type debt struct {
		RestDebt
		at, left int64
	}
	var debts []debt
	owe := func(date model.Date, at, x int64, weekly bool) {
		if x > 0 {
			debts = append(debts, debt{RestDebt{Date: date, Minutes: int((x + j.perMinute - 1) / j.perMinute), Weekly: weekly}, at, x})
		}
	}
	end, known := j.historyEnd(c)
	for _, d := range j.workdaysOf(c, (*model.DatedShift).AtWork) {
		if known {
			owe(d.date, d.start, j.ticks(j.h.DailyRest(c, d.date))-(d.start-end), false)
		}
		end, known = d.end, true
	}
	j.code, j.now, j.found = model.RuleWeeklyRest, model.Law, nil
	weeklyRest(j)
	for _, v := range j.found {
		if v.Carer == out.Carer {
			next := v.Date.Add(7)
			if j.twoWeeks(c, int(v.Date-j.h.Calendar.Start())/7) {
				next = v.Date.Add(14)
			}
			owe(next, int64(j.h.Calendar.Tick(next, 0)), v.Score.Excess, true)
		}
	}
	slices.SortStableFunc(debts, func(a, b debt) int { return cmp.Compare(a.at, b.at) })
	over := int64(j.h.Calendar.Tick(j.h.Calendar.Start().Add(7*j.h.Weeks), 0))
	for _, r := range rests {
		spare := min(r.to, over) - r.from - j.needOf(c, rests, r)
		for i := range debts {
			d := &debts[i]
			due := int64(j.h.Calendar.Tick(d.Date.Add(repayDays+1), 0))
			if d.left == 0 || d.at > r.from || r.from >= due || spare <= 0 {
				continue
			}
			x := min(spare, d.left)
			d.left, spare = d.left-x, spare-x
			if d.left == 0 {
				d.On = j.dateOf(r.from)
			}
		}
	}
	for i := range debts {
		d := &debts[i]
		left := int((d.left + j.perMinute - 1) / j.perMinute)
		d.Repaid = d.Minutes - left
		out.Owed += left
		out.Debts = append(out.Debts, d.RestDebt)
	}
}

// needOf is what of a rest is no compensation: the weekly rest, of the longest that begins in a week of the plan,
// else the daily one.
func (j *judge) needOf(c int, rests []stint, r stint) int64 {
	week := func(s stint) model.Date { return j.dateOf(s.from).Add(-j.dateOf(s.from).Weekday()) }
	for _, s := range rests {
		if s != r && week(s) == week(r) && (s.to-s.from > r.to-r.from || s.to-s.from == r.to-r.from && s.from < r.from) {
			return j.ticks(j.h.DailyRest(c, j.dateOf(r.from)))
		}
	}
	return j.ticks(j.h.Rules.WeeklyRest.Week)
}

// dateOf is the date of a tick, of one before the plan its first day.
func (j *judge) dateOf(tick int64) model.Date {
	d := j.h.Calendar.Start()
	for int64(j.h.Calendar.Tick(d.Add(1), 0)) <= tick {
		d = d.Add(1)
	}
	return d
}
