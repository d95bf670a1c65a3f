package check

import (
	"slices"

	"github.com/milltir/milltir/model"
)

// PayPeriod is what a carer is paid for, and works, in a pay reference period: four weeks of the plan, or what is
// left of it (National Minimum Wage Regulations 2015, regs 6 and 30 to 34). Times are minutes, rounded down;
// what falls short is worked out of ticks.
//
// Work is contact, events, travel and waits below: contact is visits, alone or along; travel is every leg of
// a run, from and to the base too, and not the way from and to home; a wait counts between two stops, if it is
// shorter than pay.gap. In a sleep-in and on call no wait does (reg. 32(2)). A run on site is work whole, less
// its break. Breaks are no work.
//
// Paid is the work of a run by contact_travel, which has no waits, of contact that without travel, and by
// shift its shift hours (its length less its break, or what rules.paid says), waits or not; nobody is paid by shift
// who has none, sleeps in or is on call: those shifts, less their breaks, are Apart.
// Whoever is salaried is paid what is owed for the period, a like part of it on each of its days, and what is paid
// beyond it where overtime is agreed. Every day is paid by the rate of that day.
type PayPeriod struct {
	Carer model.CarerID `json:"carer"`
	From  model.Date    `json:"from"`
	To    model.Date    `json:"to"` // its last day

	Contact int `json:"contact"`
	Events  int `json:"events"`
	Travel  int `json:"travel"`
	Waits   int `json:"waits"`
	OnSite  int `json:"on_site"`
	Work    int `json:"work"`
	Paid    int `json:"paid"`
	Apart   int `json:"sleep_in_and_on_call"` // neither work nor paid but for what is done in them

	// Pay is in pence, rounded down, and PerHour what it is for an hour of work; Known tells whether there is a
	// rate for every day that is paid.
	Known   bool `json:"known"`
	Pay     int  `json:"pay"`
	PerHour int  `json:"per_hour"`

	// Law is the rate that PerHour may not be less than, 0 if there is none, by the key LawKey from LawFrom on.
	Law     int        `json:"law"`
	LawKey  string     `json:"law_key,omitempty"`
	LawFrom model.Date `json:"law_from,omitzero"`
	Short   int        `json:"short"` // pence that are missing of it, rounded up

	// AtTicks is from the start of shifts, else of first visits, to the end.
	AtTicks, PaidTicks, ApartTicks int64 `json:"-"`
	PayTicks                       int64 `json:"-"` // pence × ticks: an hour's worth of ticks is a penny
}

// Pay works out every carer's pay reference periods, but for carers whom another provider lends and pays. The error is that of [Horizon].
func Pay(h *model.Horizon, r *model.Rota) ([]PayPeriod, error) {
	j, err := newJudge(h, r)
	if err != nil {
		return nil, err
	}
	var out []PayPeriod
	for c := range h.Problem.Carers {
		if h.Problem.Carers[c].Lent {
			continue
		}
		for n := range model.Periods(h.Weeks) {
			out = append(out, j.payPeriod(c, n))
		}
	}
	return out, nil
}

// workTime is the time of a run that counts, in ticks.
type workTime struct{ contact, events, travel, waits, onSite int64 }

func (w *workTime) sum() int64 { return w.contact + w.events + w.travel + w.waits + w.onSite }

func (w *workTime) add(x workTime) {
	w.contact += x.contact
	w.events += x.events
	w.travel += x.travel
	w.waits += x.waits
	w.onSite += x.onSite
}

func (j *judge) payPeriod(c, n int) PayPeriod {
	first := j.h.Calendar.Start().Add(7 * model.PeriodWeeks * n)
	weeks := model.PeriodLength(j.h.Weeks, n)
	out := PayPeriod{Carer: j.carer(c).ID, From: first, To: first.Add(7*weeks - 1), Known: true}
	var all workTime
	var apart int64
	for _, r := range j.runs {
		if r.carer != c || r.week/model.PeriodWeeks != n {
			continue
		}
		w := j.workTime(r)
		all.add(w)
		paid := j.paidFor(r, w)
		pence, rate := j.h.Problem.Pay(c, r.date)
		out.Known = out.Known && (rate >= 0 || paid == 0)
		out.AtTicks += j.spent(r)
		out.PayTicks += paid * int64(pence)
		if r.shift != nil && !r.shift.Awake() {
			apart += r.end - r.start - int64(r.shift.Break)
		}
	}
	out.ApartTicks, out.Apart = apart, j.inMinutes(apart)
	paid, salary := j.paidIn(c, n)
	if out.PaidTicks = paid; salary {
		out.PayTicks, out.Known = 0, true
		days := 7 * weeks
		for d := range days {
			pence, rate := j.h.Problem.Pay(c, first.Add(d))
			out.Known = out.Known && rate >= 0
			out.PayTicks += paid * int64(pence)
		}
		out.PayTicks /= int64(days)
	}
	hour := j.ticks(60)
	if !out.Known {
		out.PayTicks = 0
	}
	out.Contact, out.Events, out.Travel = j.inMinutes(all.contact), j.inMinutes(all.events), j.inMinutes(all.travel)
	out.Waits, out.OnSite = j.inMinutes(all.waits), j.inMinutes(all.onSite)
	out.Work, out.Paid, out.Pay = j.inMinutes(all.sum()), j.inMinutes(out.PaidTicks), int(out.PayTicks/hour)
	if all.sum() > 0 {
		out.PerHour = int(out.PayTicks / all.sum())
	}
	if law, ok := j.h.Problem.LegalWage(c, first); ok {
		out.Law, out.LawKey, out.LawFrom = law.Pence, law.Key, law.From
		if x := all.sum()*int64(law.Pence) - out.PayTicks; out.Known && x > 0 {
			out.Short = int((x + hour - 1) / hour)
		}
	}
	return out
}

// paidIn is the paid ticks of a carer in a pay reference period, and whether they are those of a salary. It is the
// one room for what is paid: the pages and the measures have it from here.
func (j *judge) paidIn(c, n int) (paid int64, salary bool) {
	periods := model.Periods(j.h.Weeks)
	if j.paidTicks == nil { // added up once: the measures ask for every carer twice
		j.paidTicks = make([]int64, len(j.h.Problem.Carers)*periods)
		for _, r := range j.runs {
			if n := r.week / model.PeriodWeeks; n >= 0 && n < periods {
				j.paidTicks[r.carer*periods+n] += j.paidFor(r, j.workTime(r))
			}
		}
	}
	paid = j.paidTicks[c*periods+n]
	k := &j.carer(c).Contract
	if owed := j.ticks(k.PeriodMin(model.PeriodLength(j.h.Weeks, n))); k.Kind == model.Salaried && owed > 0 && (owed > paid || !k.Overtime) {
		return owed, true
	}
	return paid, false
}

// workTime takes the work of a run apart.
func (j *judge) workTime(r *run) (w workTime) {
	if j.h.OnSite(r.shift) {
		return workTime{onSite: r.end - r.start - int64(r.shift.Break)}
	}
	c := j.classify(r)
	w.contact, w.events, w.travel = c.visit, c.event, c.travel
	if r.shift != nil && !r.shift.Awake() {
		return w
	}
	into, _ := j.legs(r)
	for i := 1; i < len(r.stops); i++ {
		if x := r.waitBefore(i, into); x < j.ticks(j.h.Rules.Pay.Gap) {
			w.waits += x
		}
	}
	return w
}

// paidFor is the paid ticks of a run.
func (j *judge) paidFor(r *run, w workTime) int64 {
	switch {
	case j.h.OnSite(r.shift):
		return r.end - r.start - int64(r.shift.Break)
	case j.h.PaidByShift(r.carer, r.shift):
		return j.shiftHoursOf(r)
	case j.h.Rules.Pay.Basis == model.ByContact:
		return w.contact + w.events
	}
	return w.contact + w.events + w.travel
}

// spent is the ticks from a run's start to its end: of the shift, or, where that is not what is paid, from the
// first stop that is no break to the last one.
func (j *judge) spent(r *run) int64 {
	if j.h.PaidByShift(r.carer, r.shift) {
		return r.end - r.start
	}
	stops := slices.DeleteFunc(slices.Clone(r.stops), func(s *stop) bool { return s.kind == model.StopBreak })
	if len(stops) == 0 {
		return 0
	}
	return stops[len(stops)-1].end - stops[0].start
}
