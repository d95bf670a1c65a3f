package check

import (
	"errors"

	"github.com/milltir/milltir/model"
)

// CarerTime is a carer's working time in a rota, as the Working Time Regulations 1998 ask for it. Times are
// minutes, rounded down.
type CarerTime struct {
	Carer    model.CarerID `json:"carer"`
	Contract string        `json:"contract"`
	MinWeek  int           `json:"min_week"` // what the contract has, 0 for nothing
	MaxWeek  int           `json:"max_week"`
	Without  int           `json:"max_week_without_overtime"` // less where overtime is not agreed (rule max_hours)
	Weeks    []WeekTime    `json:"weeks"`
	// Average is the mean week of the reference period that ends with the plan, as the rule hours48 has it,
	// over AverageWeeks, the weeks that are known of it. UnknownWeeks are those before the plan that are not: the
	// rule then holds each week to its cap.
	Average      int         `json:"average"`
	AverageWeeks int         `json:"average_weeks"`
	UnknownWeeks int         `json:"unknown_weeks"`
	Young        bool        `json:"young"`                   // a young worker when the plan begins
	OptOut48     bool        `json:"opt_out_48"`              // of the week of 48 hours
	Highest      *Average    `json:"highest,omitempty"`       // of what the rule hours48 holds to 48 hours
	Night        *Average    `json:"night_average,omitempty"` // of a night worker, a day, as the rule night_work has it
	ShortestRest *ShortRest  `json:"shortest_rest,omitempty"` // from one date's work to the next, or too short a one of a day
	Breaks       []BreakTime `json:"breaks"`
	Debts        []RestDebt  `json:"debts"`
	Owed         int         `json:"owed"` // compensatory rest at the end of the plan
	// Findings are what the judge finds of breaks, of the week of 48 hours, of night work and of young workers,
	// where these rules are not off; rest is in Debts.
	Findings []model.Violation `json:"findings"`
}

// Average is the highest average of the reference periods that end with a week of the plan.
type Average struct {
	Monday  model.Date `json:"monday"`  // of the week with which it ends
	Minutes int        `json:"minutes"` // a week, of night work a day
	Weeks   int        `json:"weeks"`   // of the reference period; 1 where each week is held to the limit
	Limit   int        `json:"limit"`
	Over    bool       `json:"over"` // beyond it, be it by less than a minute
}

// WeekTime is a week of it.
type WeekTime struct {
	Monday      model.Date `json:"monday"`
	Work        int        `json:"work"`         // shift hours
	Other       int        `json:"other"`        // worked for other employers
	LongestRest int        `json:"longest_rest"` // as the rule weekly_rest counts it; at the edges of the plan at most the week
	SplitDays   int        `json:"split_days"`   // as the rule split has them
	Nights      int        `json:"nights"`       // dates of night work, as the rule night_work has them
	Asleep      int        `json:"asleep"`       // those of them that are so for sleep-ins
}

// ShortRest is the rest before the work of a date; InDay, the longest in the 24 hours from its start.
type ShortRest struct {
	Date    model.Date `json:"date"`
	Minutes int        `json:"minutes"`
	InDay   bool       `json:"in_day,omitempty"`
}

// BreakTime is a break of a rota. Place is where its carer is: an id of a person, a place or a patch.
type BreakTime struct {
	Date    model.Date  `json:"date"`
	Start   model.Clock `json:"start"`
	Minutes int         `json:"minutes"`
	Place   string      `json:"place,omitempty"`
	Implied bool        `json:"implied,omitempty"` // the rota lists none: milltir has put it where the carer idles
}

// RestDebt is rest that was missing and is owed as compensatory rest (reg. 24): what the rules rest and
// weekly_rest find, whatever their level and the derogation; and what was owed before the plan. Date is that of
// the work that came too early or took too much of its 24 hours, the Monday after a week without its rest, or the plan's first.
type RestDebt struct {
	Date    model.Date `json:"date"`
	Minutes int        `json:"minutes"`
	Weekly  bool       `json:"weekly,omitempty"`
	Before  bool       `json:"before,omitempty"` // the plan
	Breach  bool       `json:"breach,omitempty"` // no derogation: that it is had later mends nothing
	InDay   bool       `json:"in_day,omitempty"` // of the 24 hours from the start of the work of Date
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
	found, err := j.findings()
	if err != nil {
		return nil, err
	}
	for c := range h.Problem.Carers {
		x := j.working(c)
		x.Findings = append(x.Findings, found[x.Carer]...)
		out = append(out, x)
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
		Breaks: []BreakTime{}, Debts: []RestDebt{}, Findings: []model.Violation{},
		Without: j.inMinutes(mostHours(j.carer(c), j.ticks(k.WeekMin()), j.ticks(k.WeekMax()))),
		Young:   j.h.Young(c, j.h.Calendar.Start()), OptOut48: j.carer(c).OptOut48,
	}
	rests := j.rests(c)
	for w := range j.h.Weeks {
		monday := j.h.Calendar.Start().Add(7 * w)
		longest, _ := j.longest(rests, w, 1, j.ticks(j.h.Rules.Rest.Daily))
		whole := int64(j.h.Calendar.Tick(monday.Add(7), 0) - j.h.Calendar.Tick(monday, 0))
		out.Weeks = append(out.Weeks, WeekTime{Monday: monday, Work: j.inMinutes(j.shiftHours(c, w)), Other: j.carer(c).OtherWeek, LongestRest: j.inMinutes(min(longest, whole))})
	}
	past, missing := j.pastWeeks(c, j.h.Rules.Hours48.Weeks)
	out.UnknownWeeks = missing
	off := j.onLeave(c)
	p := j.reference(c, j.h.Weeks-1, past, off)
	if p.weeks > 0 {
		sum := p.work + j.ticks(j.carer(c).OtherWeek)*p.weeks + j.madeUp(c, j.h.Weeks-1, &p)
		out.Average, out.AverageWeeks = j.inMinutes(sum/p.weeks), int(p.weeks)
	}
	for w := range j.h.Weeks {
		work, weeks := j.of48(c, w, past, off, missing)
		out.Highest = j.higher(out.Highest, w, work, weeks, weeks, j.h.Rules.Hours48.Cap)
	}
	j.nightsOf(c, &out)
	j.daysOf(c, &out)
	j.shifts(func(r *run) {
		if r.carer == c {
			out.Breaks = append(out.Breaks, j.breaksOf(r)...)
		}
	})
	j.ledger(c, rests, &out)
	return out
}

// higher is the higher of two averages: the highest so far, and one of so much work in so many weeks and parts, each
// of which may have limit minutes.
func (j *judge) higher(a *Average, w int, work, weeks, parts int64, limit int) *Average {
	if parts == 0 {
		return a
	}
	b := &Average{j.h.Calendar.Start().Add(7 * w), j.inMinutes(work / parts), int(weeks), limit, work > j.ticks(limit)*parts}
	if a != nil && (a.Minutes > b.Minutes || a.Minutes == b.Minutes && (a.Over || !b.Over)) {
		return a
	}
	return b
}

// nightsOf fills in the average of a night worker.
func (j *judge) nightsOf(c int, out *CarerTime) {
	rule := j.h.Rules.Night
	runs := j.runsOf(c, (*model.DatedShift).AtWork)
	past, missing := j.pastWeeks(c, rule.Weeks)
	if !j.nightWorker(runs, past) {
		return
	}
	for w := range j.h.Weeks {
		work, weeks := j.nightPeriod(c, runs, past, missing > 0, w)
		out.Night = j.higher(out.Night, w, work, weeks, weeks*int64(rule.Days), rule.Day)
	}
}

// findings are what the rules of working time find, by carer.
func (j *judge) findings() (map[model.CarerID][]model.Violation, error) {
	out := make(map[model.CarerID][]model.Violation)
	for _, code := range []model.Code{model.RuleBreak, model.RuleYoung, model.RuleNightWork, model.RuleHours48} {
		level, err := j.level(code)
		if err != nil {
			return nil, err
		}
		if level == model.Off {
			continue
		}
		j.open(code, level)
		for _, v := range j.found {
			out[v.Carer] = append(out[v.Carer], v)
		}
	}
	return out, nil
}

// daysOf fills in split days, nights and the shortest daily rest.
func (j *judge) daysOf(c int, out *CarerTime) {
	for _, d := range j.splitDays(c) {
		out.Weeks[d.day/7].SplitDays++
	}
	waking := j.nights(j.runsOf(c, (*model.DatedShift).Awake))
	for d, night := range j.nights(j.runsOf(c, (*model.DatedShift).AtWork)) {
		if !night {
			continue
		}
		w := &out.Weeks[int(d-j.h.Calendar.Start())/7]
		w.Nights++
		if !waking[d] {
			w.Asleep++
		}
	}
	for _, r := range j.dailyRests(c) {
		if m := j.inMinutes(r.length); out.ShortestRest == nil || m < out.ShortestRest.Minutes {
			out.ShortestRest = &ShortRest{r.date, m, r.inDay}
		}
	}
}

// breaksOf lists the breaks of a run; one without a place of its own is where the stop before it was.
func (j *judge) breaksOf(r *run) []BreakTime {
	var out []BreakTime
	place := -1
	for _, s := range r.stops {
		if s.place >= 0 {
			place = s.endAt
		}
		if s.kind != model.StopBreak {
			continue
		}
		b := BreakTime{Date: r.date, Start: j.clock(s.start, r.date), Minutes: j.inMinutes(s.length()), Implied: s.implied}
		if place >= 0 {
			b.Place = j.h.Locations[place].Key
		}
		out = append(out, b)
	}
	return out
}

// ledger fills in the debts, derogation or not.
func (j *judge) ledger(c int, rests []stint, out *CarerTime) {
	minutes := func(ticks int64) int { return int((ticks + j.perMinute - 1) / j.perMinute) }
	for _, d := range j.debts(c, rests, true) {
		e := RestDebt{Date: d.date, Minutes: minutes(d.owed), Weekly: d.order == weeklyDebt, Before: d.order == olderDebt, InDay: d.inDay}
		e.Repaid = e.Minutes - minutes(d.left)
		e.Breach = d.order != olderDebt && !j.h.Derogated(c, d.of)
		if d.left == 0 {
			e.On = j.dateOf(d.done)
		}
		out.Owed += minutes(d.left)
		out.Debts = append(out.Debts, e)
	}
}

// dateOf is the date of a tick, of one before the plan its first day.
func (j *judge) dateOf(tick int64) model.Date {
	d := j.h.Calendar.Start()
	for int64(j.h.Calendar.Tick(d.Add(1), 0)) <= tick {
		d = d.Add(1)
	}
	return d
}
