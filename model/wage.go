package model

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
)

// The minimum wage (C28): National Minimum Wage Regulations 2015. Rates of an hour, in pence, are [[rates]]:
// those of the law by the keys below, which are known here from their first days on, and what is paid.

// PayPerHour is the name of the rate that is paid where a band has none of its own; that of a band is called
// pay. and the band.
const (
	PayPerHour = "pay_per_hour"
	payBand    = "pay."
)

// PayRule is what is paid of a run, and what counts as work in it (C28).
type PayRule struct {
	// Basis is the paid time: the shift less its break; contact, that is visits and meetings; contact_travel,
	// with the legs between; or as the contract is, contact_travel to zero hours and else the shift. contract.
	Basis string `json:"basis,omitzero"`
	// Gap: a wait between two stops that is shorter than so many minutes counts as work. 60.
	Gap int `json:"gap,omitzero"`
}

// What is paid of a run.
const (
	ByContract      = "contract"
	ByContact       = "contact"
	ByContactTravel = "contact_travel"
)

// OnSite tells whether a shift that is worked awake is at a place from its start to its end, or is all that a
// problem without visits has.
func (h *Horizon) OnSite(s *DatedShift) bool {
	if s == nil || !s.Awake() {
		return false
	}
	_, at := h.PlaceIndex[PlaceID(s.Location)]
	return len(h.Problem.Visits) == 0 || at
}

// PaidByShift tells whether a carer is paid for a shift, not for what is done in it: nobody is who has none,
// sleeps in or is on call.
func (h *Horizon) PaidByShift(carer int, s *DatedShift) bool {
	switch {
	case s == nil || !s.Awake():
		return false
	case h.Rules.Pay.Basis == ByContract:
		return h.Problem.Carers[carer].Contract.Kind != ZeroHours || h.OnSite(s)
	}
	return h.Rules.Pay.Basis == ByShift || h.OnSite(s)
}

// Wage is a legal rate of an hour's work. It is that of a band, whose ages its key says: from the one it
// names up to that of the next band with a rate on the day, the first one reaching down to all who are younger;
// or that of apprentices.
type Wage struct {
	Key    string // as [[rates]] have it: nmw. and the age from which it holds, or [Apprentices]
	From   Date
	Pence  int
	Source string
}

// What keys of legal rates begin with, and the key of that of apprentices.
const (
	legalWage   = "nmw."
	Apprentices = "nmw.apprentice"
)

// wages are what the law has where [[rates]] say nothing later. The bands are those since 1 April 2024, when that
// from 23 went (SI 2024/432).
var wages = []Wage{
	{"nmw.21", NewDate(2025, 4, 1), 1221, "National Minimum Wage Regulations 2015, reg. 4 (SI 2025/401)"},
	{"nmw.18", NewDate(2025, 4, 1), 1000, "National Minimum Wage Regulations 2015, reg. 4A(1)(b) (SI 2025/401)"},
	{"nmw.16", NewDate(2025, 4, 1), 755, "National Minimum Wage Regulations 2015, reg. 4A(1)(c) (SI 2025/401)"},
	{Apprentices, NewDate(2025, 4, 1), 755, "National Minimum Wage Regulations 2015, reg. 4A(1)(d) (SI 2025/401)"},
	{"nmw.21", NewDate(2026, 4, 1), 1271, "National Minimum Wage Regulations 2015, reg. 4"},
	{"nmw.18", NewDate(2026, 4, 1), 1085, "National Minimum Wage Regulations 2015, reg. 4A"},
	{"nmw.16", NewDate(2026, 4, 1), 800, "National Minimum Wage Regulations 2015, reg. 4A"},
	{Apprentices, NewDate(2026, 4, 1), 800, "National Minimum Wage Regulations 2015, reg. 4A"},
}

func wageKeys() []string {
	var out []string
	for _, w := range wages {
		if !slices.Contains(out, w.Key) {
			out = append(out, w.Key)
		}
	}
	return out
}

// bandAge reads the age from which a band holds from the key of its rate.
func bandAge(key string) (age int, ok bool) {
	text, ok := strings.CutPrefix(key, legalWage)
	age, err := strconv.Atoi(text)
	return age, ok && err == nil && age > 0 && age < 100 && strconv.Itoa(age) == text
}

// LegalWage is the rate of a carer's work in a pay reference period that begins on a day (reg. 4B): that of
// apprentices, if it holds for them then (reg. 5), and else that of the band of their age on it; of the oldest
// where nothing is said of it. Volunteers have none, nor has anybody before the first rate that is known.
func (p *Problem) LegalWage(carer int, on Date) (Wage, bool) {
	c := &p.Carers[carer]
	if c.Contract.Kind == Volunteer {
		return Wage{}, false
	}
	if p.apprentice(c, on) {
		if w := p.wageOn(Apprentices, on); w.Pence > 0 {
			return w, true
		}
	}
	keys := wageKeys()
	for _, r := range p.Rates {
		keys = append(keys, r.Name)
	}
	var out Wage
	best := 0
	for _, key := range keys {
		age, ok := bandAge(key)
		if !ok || best == age {
			continue
		}
		w := p.wageOn(key, on)
		if w.Pence == 0 {
			continue
		}
		// The oldest band whose age the carer has goes before those for which they are too young, and of
		// these the youngest.
		is, was := !c.younger(age, on), best > 0 && !c.younger(best, on)
		if best == 0 || is && (!was || age > best) || !is && !was && age < best {
			out, best = w, age
		}
	}
	return out, best > 0
}

// apprentice tells whether the rate of apprentices holds for a carer on a day: in an apprenticeship, while they are
// under 19 or in its first twelve months (reg. 5(1)).
func (p *Problem) apprentice(c *Carer, on Date) bool {
	if c.ApprenticeFrom == 0 || on < c.ApprenticeFrom || c.ApprenticeUntil != 0 && on > c.ApprenticeUntil {
		return false
	}
	return c.younger(p.lawOf("apprentice.under", on).value, on) || on < c.ApprenticeFrom.AddMonths(p.lawOf("apprentice.months", on).value)
}

// wageOn is the rate of a key on a day, of [[rates]] or known here.
func (p *Problem) wageOn(key string, on Date) Wage {
	out := statutory(key, on)
	if i := p.rateOn(key, on); i >= 0 && p.Rates[i].From >= out.From {
		r := p.Rates[i]
		pence, _, _ := r.pence()
		return Wage{key, r.From, pence, r.Source}
	}
	return out
}

// statutory is the last rate of a key that is known here and begins by a day.
func statutory(key string, on Date) (out Wage) {
	for _, w := range wages {
		if w.Key == key && w.From <= on && w.From >= out.From {
			out = w
		}
	}
	return out
}

// Pay is what an hour is paid on a day, in pence, by the carer's band; rate is its row of Rates, -1 if
// nothing is known.
func (p *Problem) Pay(carer int, on Date) (pence, rate int) {
	rate = -1
	if band := p.Carers[carer].PayBand; band != "" {
		rate = p.rateOn(payBand+band, on)
	}
	if rate < 0 {
		rate = p.rateOn(PayPerHour, on)
	}
	if rate < 0 {
		return 0, -1
	}
	pence, _, _ = p.Rates[rate].pence()
	return pence, rate
}

// rateOn finds the row of a rate of an hour that holds on a day, -1 if none does; one with a fault is none.
func (p *Problem) rateOn(name string, on Date) int {
	found := -1
	for i, r := range p.Rates {
		if r.Name != name || r.From > on || found >= 0 && r.From < p.Rates[found].From {
			continue
		}
		if _, fault, _ := r.pence(); fault == "" {
			found = i
		}
	}
	return found
}

// hourly tells whether a rate is money for an hour, and not a key of [rules].
func (r *Rate) hourly() bool {
	return r.Name == PayPerHour || strings.HasPrefix(r.Name, legalWage) || strings.HasPrefix(r.Name, payBand)
}

// maxPence is more than anybody is paid an hour.
const maxPence = 100_000

// pence reads a rate of an hour, or words what is wrong with it. PayPerHour is in pounds where no unit is given.
func (r *Rate) pence() (pence int, fault, advice string) {
	unit, _, _ := strings.Cut(strings.TrimSpace(r.Unit), " ")
	if r.Name == PayPerHour && unit == "" {
		unit = "pounds"
	}
	value := r.Value
	switch strings.ToLower(unit) {
	case "pence":
	case "pounds":
		value = math.Round(value*1e6) / 1e4 // 12.71 is no whole number of pence else
	default:
		advice = `Maybe unit = "pence" is meant`
		if r.Value < 100 {
			advice = `Maybe unit = "pounds" is meant`
		}
		return 0, fmt.Sprintf("the unit of rate %q is %q, not pence or pounds", r.Name, r.Unit), advice
	}
	if !(value >= 1 && value <= maxPence) || value != math.Trunc(value) {
		return 0, fmt.Sprintf("rate %q, %v, is not a whole number of pence from 1 to %d", r.Name, r.Value, maxPence), ""
	}
	return int(value), "", ""
}

// wageFault words what is wrong with a rate of an hour, "" if nothing is.
func (r *Rate) wageFault() (message, advice string) {
	if _, band := bandAge(r.Name); strings.HasPrefix(r.Name, legalWage) && !slices.Contains(wageKeys(), r.Name) && !(r.Law && band) {
		return fmt.Sprintf("rate %q is none of %s; that of a new band says law = true", r.Name, strings.Join(wageKeys(), ", ")), maybe(r.Name, wageKeys())
	}
	_, message, advice = r.pence()
	return message, advice
}

// wages warns of rates of the law that are less than the law's, unless a newer one has them, and of pay that is on
// some day less than an hour of somebody's work has to be paid, each once.
func (v *validator) wages() {
	p := v.p
	for i, r := range p.Rates {
		law := statutory(r.Name, r.From)
		if pence, fault, _ := r.pence(); law.Pence > 0 && !r.Law && fault == "" && pence < law.Pence {
			v.rate("W2024", i, fmt.Sprint(r.Value), fmt.Sprintf("%s is %d pence an hour from %s, and the law has %d (%s)", r.Name, pence, r.From, law.Pence, law.Source), "")
		}
	}
	if !p.PayKnown() {
		return
	}
	said, old := make(map[int]bool), make(map[string]bool)
	for n := range Periods(or(p.Plan.Weeks, 1)) {
		first := p.Plan.Start.Add(7 * PeriodWeeks * n)
		for c := range p.Carers {
			law, known := p.LegalWage(c, first)
			// New rates come every April.
			if known && first >= NewDate(law.From.Year()+1, 4, 1) && !old[law.Key] {
				old[law.Key] = true
				v.setting("W2061", "rates."+law.Key, "", fmt.Sprintf("the last rate of %s that is known is of %s, and pay from %s is held against it", law.Key, law.From, first), "")
			}
			if !known {
				continue
			}
			for d := first; d < first.Add(7*PeriodLength(or(p.Plan.Weeks, 1), n)); d++ {
				pence, rate := p.Pay(c, d)
				if rate < 0 || pence >= law.Pence || said[rate] {
					continue
				}
				said[rate] = true
				v.rate("W2060", rate, fmt.Sprint(p.Rates[rate].Value), fmt.Sprintf("%s is %d pence an hour, and carer %q has a right to %d from %s (%s, %s)", p.Rates[rate].Name, pence, p.Carers[c].ID, law.Pence, law.From, law.Key, or(law.Source, "by its rate here")), "")
			}
		}
	}
}

// PayKnown tells whether anything is said of what is paid.
func (p *Problem) PayKnown() bool {
	return slices.ContainsFunc(p.Rates, func(r Rate) bool { return r.Name == PayPerHour || strings.HasPrefix(r.Name, payBand) })
}
