package report

import (
	"cmp"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"github.com/milltir/milltir/model"
	"github.com/milltir/milltir/model/check"
)

// pageWidth is the columns of pages read on a screen.
const pageWidth = 100

// How many rows the parts of the summary show, so that the page stays under 70 lines.
const (
	mostMissing  = 3
	mostBreaches = 3
	mostRules    = 7 // less what familiar faces take beyond a week and no language
	mostCarers   = 4 // likewise, two at least
	mostHard     = 2 // three for people
)

// Summary writes the page that a coordinator reads after a solve: what is covered and what is
// not and why, the score and where it comes from, continuity, time by class, the balance of
// the contracts, what was hard, and how the rota was made. Without any visit in the workspace it says
// nothing of care: cover on site, shifts and hours are what there is.
func Summary(w io.Writer, h *model.Horizon, r *model.Rota, v *check.Verdict, l *Localizer) error {
	p := newPage(h, r, v, l)
	p.line(l.T("summary.title", D{"Name": cmp.Or(r.Name, h.Problem.Name)}))
	p.line(p.period())
	if !p.roster() {
		p.coverage()
	}
	p.onSite()
	p.section(l.T("score.head"))
	p.scoreByRule(max(1, p.rows(mostRules)-p.breachLines()-p.beyond()))
	if !p.roster() {
		p.continuity()
	}
	p.timeTable()
	p.contracts()
	p.hard()
	p.made()
	p.wrapped("  ", p.sheetLine(), pageWidth)
	return p.flush(w)
}

// breachLines says which law is broken, the first few times, and gives the lines it took.
func (p *page) breachLines() int {
	shown, all, said := 0, 0, p.joined(p.v.Violations, nil)
	for i, x := range p.v.Violations {
		if x.Level != model.Law || said[i] == nil {
			continue
		}
		if all++; shown < p.rows(mostBreaches) {
			shown++
			p.wrapped(fmt.Sprintf("  [%s/%s] ", x.Level, x.Rule), p.finding(x, *said[i]), pageWidth)
		}
	}
	if all > shown {
		p.line("  ", p.l.N("score.more_breaches", all-shown))
		shown++
	}
	return shown
}

func (p *page) coverage() {
	m := p.measures()
	p.section(p.l.T("cover.head"))
	p.line("  ", p.l.T("cover.allocated", D{
		"Hours": p.hours(m.MinutesAllocated), "Needed": p.hours(m.MinutesNeeded),
		"Percent": percent(m.AllocatedPct), "Visits": m.VisitsAllocated, "All": m.Visits,
	}))
	list := unallocated(p.r)
	if len(list) == 0 {
		p.line("  ", p.l.T("cover.all"))
		return
	}
	minutes := 0
	for _, u := range list {
		minutes += u.Minutes
	}
	p.line("  ", p.l.N("cover.unallocated", len(list), D{"Hours": p.hours(minutes)}))
	for i, u := range list {
		if i == p.rows(mostMissing) {
			p.line("  ", p.l.N("cover.more", len(list)-p.rows(mostMissing)))
			break
		}
		p.missing(u)
	}
}

func (p *page) continuity() {
	m := p.measures()
	p.section(p.l.T("continuity.head"))
	p.familiar()
	p.line("  ", p.l.N("continuity.new", m.NewFaces))
	if slices.ContainsFunc(p.h.Problem.People, func(x model.Person) bool { return len(x.NamedTeam) > 0 }) {
		p.line("  ", p.l.T("continuity.team", D{"Percent": percent(m.TeamPct)}))
	}
	if len(p.h.Problem.Baseline) > 0 {
		p.line("  ", p.l.T("continuity.same", D{"Percent": percent(m.SamePct)}))
	}
	for _, x := range m.Languages {
		key := "spoken." + x.Language
		if !p.l.Has(key) {
			key = "spoken.other"
		}
		p.line("  ", p.l.N(key, x.People, D{"Language": x.Language, "Percent": percent(x.Pct), "Hours": p.hours(x.Minutes)}))
	}
	p.wrapped("  ", p.l.T("continuity.time", D{"Percent": percent(m.Within15Pct), "Mean": fmt.Sprintf("%.1f", m.DeviationMean)}), pageWidth)
}

// beyond is the lines of familiar faces and times beyond those of a week in which nobody needs a
// language.
func (p *page) beyond() int {
	m := p.measures()
	return max(0, len(m.CarersIn)-1) + len(m.Languages)
}

// familiar are the figures of continuity: different carers in 7, 14 and 28 days as far as the rota
// goes, and the indices, by visit, where anybody is visited twice.
func (p *page) familiar() {
	m := p.measures()
	if len(m.CarersIn) == 0 {
		return
	}
	t := table{right: []bool{false, true, true, true, true}, gap: 3}
	t.add(p.l.T("familiar.carers"), p.l.T("familiar.mean"), p.l.T("familiar.worst"), p.l.T("familiar.p90"), p.l.T("familiar.most"))
	for _, x := range m.CarersIn {
		t.add(p.l.N("familiar.days", x.Days), fmt.Sprintf("%.1f", x.Mean), fmt.Sprintf("%.1f", x.Worst), fmt.Sprintf("%g", x.P90), fmt.Sprint(x.Max))
	}
	t.write(p, "  ")
	if !slices.ContainsFunc(m.People, func(x model.PersonCount) bool { return x.Continuity != nil }) {
		return
	}
	t = table{right: []bool{false, true, true, true, true, true, true}, gap: 3}
	t.add(p.l.T("familiar.index"), "UPC", "COC", "SECON", p.l.T("familiar.slot"), "MMCI", "HHI")
	for _, x := range []struct {
		key string
		by  model.ContinuityBy
	}{{"familiar.mean", m.ContinuityMean}, {"familiar.worst", m.ContinuityWorst}} {
		cells := []string{p.l.T(x.key)}
		for _, index := range []float64{x.by.Visit.UPC, x.by.Visit.COC, x.by.Visit.SECON, x.by.Visit.SlotSECON, x.by.Visit.MMCI, x.by.Visit.HHI} {
			cells = append(cells, fmt.Sprintf("%.2f", index))
		}
		t.add(cells...)
	}
	t.write(p, "  ")
}

// timeTable keeps the classes of time apart (SI 2017/1264 reg. 41).
func (p *page) timeTable() {
	m := p.measures()
	p.section(p.l.T("time.head"))
	t := table{right: []bool{true, true, true, true, true, true, true, true, true}, gap: 3}
	if p.roster() {
		t.add(p.l.T("class.hours"), p.l.T("class.paid"), p.l.T("class.break"), p.l.T("class.event"))
		t.add(p.seconds(m.Hours), p.seconds(m.Paid), p.seconds(m.Break), p.seconds(m.Event))
	} else {
		p.wrapped("  ", p.l.T("time.shares", D{"Contact": percent(m.ContactPct), "Travel": percent(m.TravelPct), "TravelPaid": percent(m.TravelPaidPct)}), pageWidth)
		t.add(p.l.T("class.hours"), p.l.T("class.paid"), p.l.T("class.visit"), p.l.T("class.travel"), p.l.T("class.wait"), p.l.T("class.break"),
			p.l.T("class.event"), p.l.T("class.unfilled"), p.l.T("class.commute"))
		t.add(p.seconds(m.Hours), p.seconds(m.Paid), p.seconds(m.Visit), p.seconds(m.Travel), p.seconds(m.Wait), p.seconds(m.Break),
			p.seconds(m.Event), p.seconds(m.Unfilled), p.seconds(m.Commute))
	}
	t.write(p, "  ")
	key := "time.shifts"
	if p.roster() {
		key = "time.shifts_roster"
	}
	p.wrapped("  ", p.l.N(key, m.Runs, D{"Open": m.OpenRuns}), pageWidth)
	for _, line := range p.paidNote() {
		p.line("  ", line)
	}
}

// paidNote says what is counted, where that which is paid is not the hours of the shifts.
func (p *page) paidNote() []string {
	if m := p.measures(); m.Paid == m.Hours {
		return nil
	}
	return wrap(p.l.T("time.paid"), pageWidth-2)
}

// contracts lists the carers who are furthest from their contract.
func (p *page) contracts() {
	type row struct {
		c       model.CarerBalance
		balance int
	}
	var rows []row
	for _, c := range p.measures().Carers {
		if c.MinMinutes > 0 || c.HoursMinutes > 0 || c.PaidMinutes > 0 {
			rows = append(rows, row{c, p.offContract(c)})
		}
	}
	if len(rows) == 0 {
		return
	}
	slices.SortStableFunc(rows, func(a, b row) int {
		return cmp.Or(cmp.Compare(max(b.balance, -b.balance), max(a.balance, -a.balance)), cmp.Compare(a.c.Carer, b.c.Carer))
	})
	p.section(p.l.T("contracts.head"))
	t := table{right: []bool{false, true, true, true, true, true, true}, gap: 3}
	cells := []string{p.l.T("contracts.carer"), p.l.T("class.hours"), p.l.T("contracts.least"), p.l.T("grid.balance"), p.l.T("class.paid")}
	if !p.roster() {
		cells = append(cells, p.l.T("class.visits"), p.l.T("class.travel"))
	}
	t.add(cells...)
	most := max(2, mostCarers-p.beyond())
	for i, x := range rows {
		if i == most {
			break
		}
		least, balance := "–", "–"
		if x.c.MinMinutes > 0 {
			least, balance = p.hours(x.c.MinMinutes), p.balance(x.balance)
		}
		cells := []string{p.carer(x.c.Carer), p.hours(x.c.HoursMinutes), least, balance, p.hours(x.c.PaidMinutes)}
		if !p.roster() {
			cells = append(cells, fmt.Sprint(x.c.Visits), p.hours(x.c.Travel))
		}
		t.add(cells...)
	}
	t.write(p, "  ")
	if n := len(rows) - most; n > 0 {
		p.line("  ", p.l.N("contracts.more", n))
	}
}

// offContract is shift hours in minutes, with leave that counts, less the guaranteed ones; 0 without a
// guarantee.
func (p *page) offContract(c model.CarerBalance) int {
	i := p.h.Carer(c.Carer)
	if c.MinMinutes == 0 || i < 0 {
		return 0
	}
	credit := int32(0)
	for _, x := range p.h.Credit[i*p.h.Weeks : (i+1)*p.h.Weeks] {
		credit += x
	}
	return c.HoursMinutes + int(credit/p.h.Calendar.Resolution()) - c.MinMinutes
}

// travelBy says who made the legs: one provider, or several each with its legs ("skeleton 870;crow 12").
func (p *page) travelBy(stamp string) string {
	var parts []string
	for part := range strings.SplitSeq(stamp, ";") {
		name, legs, counted := strings.Cut(part, " ")
		said := p.l.word("provider", name)
		if n, err := strconv.Atoi(legs); counted && err == nil {
			said = p.l.N("made.legs", n, D{"Provider": said})
		}
		parts = append(parts, said)
	}
	return strings.Join(parts, ", ")
}

// made says how to make the rota again.
func (p *page) made() {
	s := p.r.Stamp
	if s == (model.Stamp{}) {
		return
	}
	p.section(p.l.T("made.head"))
	p.wrapped("  ", p.l.T("made.search", D{
		"Version": s.Version, "Seed": s.Seed, "Islands": p.l.N("made.islands", s.Islands), "Iterations": s.Iterations,
		"Problem": short(s.Problem), "Travel": p.travelBy(s.Travel),
	}), pageWidth)
	if s.TravelFrom != "" {
		p.wrapped("  ", p.l.T("made.from", D{"Source": s.TravelFrom}), pageWidth)
	}
	if log := p.r.Shifts; log != (model.ShiftLog{}) {
		p.line("  ", p.l.T("made.shifts", D{"Opened": log.Opened, "Closed": log.Closed, "Moved": log.Moved}))
	}
}
