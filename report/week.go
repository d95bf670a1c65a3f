package report

import (
	"cmp"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/milltir/milltir/model"
)

// call is one visit to a person with everybody who comes.
type call struct {
	visit      model.VisitID
	date       model.Date // of the run, from which the times are seen
	start, end model.Clock
	carers     []model.CarerID
	day        model.Date // of the visit
}

// calls lists a person's visits, others' to which they come along too, in the order of time; the carers of a paired visit together.
func (p *page) calls(person model.PersonID) []call {
	type dated struct {
		visit model.VisitID
		date  model.Date
	}
	at := make(map[dated]int)
	var out []call
	for i := range p.r.Runs {
		run := &p.r.Runs[i]
		for k := range run.Stops {
			s := &run.Stops[k]
			if s.Kind != model.StopVisit || !p.comesTo(person, s) {
				continue
			}
			key := dated{s.Visit, cmp.Or(s.Date, run.Date)}
			n, ok := at[key]
			if !ok {
				n, at[key] = len(out), len(out)
				out = append(out, call{s.Visit, run.Date, s.Start, s.End, nil, key.date})
			}
			out[n].carers = append(out[n].carers, run.Carer)
		}
	}
	slices.SortStableFunc(out, func(a, b call) int {
		return cmp.Or(cmp.Compare(a.date, b.date), cmp.Compare(a.start, b.start), cmp.Compare(a.visit, b.visit))
	})
	return out
}

// PersonWeek writes who comes to a person and when, with a mark for a face that is new to them,
// and what has not been arranged yet.
func PersonWeek(w io.Writer, h *model.Horizon, r *model.Rota, person model.PersonID, l *Localizer) error {
	p := newPage(h, r, nil, l)
	i, ok := h.PersonIndex[person]
	if !ok {
		return fmt.Errorf("person %q is not known", person)
	}
	p.head(l.T("person.title", D{"Person": p.person(person)}))
	p.line(p.period())
	var faces []model.CarerID
	fresh := false
	var last model.Date
	for _, c := range p.calls(person) {
		if c.date != last {
			p.line()
			p.line(p.longDate(c.date))
		}
		last = c.date
		var names []string
		for _, id := range c.carers {
			name := p.carer(id)
			if k := h.Carer(id); k >= 0 && !h.Met(i, k) {
				name, fresh = l.T("person.new", D{"Carer": name}), true
			}
			names = append(names, name)
			if !slices.Contains(faces, id) {
				faces = append(faces, id)
			}
		}
		p.line("  ", left(span(c.start, c.end), 13), " ", left(p.purpose(c.visit), 14), " ", strings.Join(names, l.T("list.and")))
		if way := p.ownWay(i, c); way != "" {
			p.wrapped(strings.Repeat(" ", 16), way, pageWidth)
		}
	}
	p.line()
	p.line(l.N("person.faces", len(faces)))
	if fresh {
		p.line(l.T("person.new_legend"))
	}
	p.personMissing(person)
	if err := p.ownPools(person); err != nil {
		return err
	}
	p.foot(pageWidth)
	return p.flush(w)
}

func (p *page) personMissing(person model.PersonID) {
	shown := false
	for _, u := range unallocated(p.r) {
		if u.Person != person {
			continue
		}
		if !shown {
			p.head(p.l.T("person.missing"))
		}
		shown = true
		p.missing(u)
	}
}

// missing writes a visit that was left out with why, and what would place it.
func (p *page) missing(u *model.Unallocated) {
	p.wrapped("  ", p.l.T("missing.visit", D{
		"When": p.wanted(u), "Person": p.person(u.Person), "Kind": p.kind(u.Visit),
		"Amount": p.minutes(u.Minutes), "Priority": u.Priority, "Visit": u.Visit,
	}), pageWidth)
	if len(u.Reasons) > 0 {
		p.wrapped("      ", p.l.T("missing.why", D{"Why": p.whyNot(u)}), pageWidth)
	}
	if change := p.remedy(u); change != "" {
		p.wrapped("      ", p.l.T("missing.change", D{"Change": change}), pageWidth)
	}
}

// wanted prints the date and the time window of a visit that was left out.
func (p *page) wanted(u *model.Unallocated) string {
	dv := p.dated(u.Visit, u.Date)
	if dv == nil || len(dv.Windows) == 0 {
		return p.date(u.Date)
	}
	cal, win := p.h.Calendar, dv.Windows[0]
	return p.l.T("date.at", D{"Date": p.date(u.Date), "Time": span(cal.Local(win.Open, u.Date), cal.Local(win.Close, u.Date))})
}

// CarerWeek writes a carer's week by class of time, her balance and the people she meets.
func CarerWeek(w io.Writer, h *model.Horizon, r *model.Rota, carer model.CarerID, l *Localizer) error {
	p := newPage(h, r, nil, l)
	i := h.Carer(carer)
	if i < 0 {
		return fmt.Errorf("carer %q is not known", carer)
	}
	p.head(l.T("carer.title", D{"Carer": p.carer(carer)}))
	p.line(p.period())
	p.line()
	t := table{right: []bool{false, false, true, true, true, true, true, true, true, true}, gap: 2}
	t.add("", l.T("carer.shift"), l.T("class.visits"), l.T("class.visit"), l.T("class.travel"), l.T("class.wait"),
		l.T("class.break"), l.T("class.event"), l.T("class.unfilled"), l.T("grid.hours"))
	var sum classes
	for _, run := range runsOf(r, carer) {
		c := p.classesOf(run)
		sum.add(c)
		t.add(p.classCells(p.date(run.Date), span(run.Start, run.End), c)...)
	}
	t.add(p.classCells(l.T("carer.total"), "", sum)...)
	t.write(p, "")
	p.line()
	p.carerBalance(i, sum.hours)
	if sum.paid != sum.hours {
		p.line(l.T("carer.paid", D{"Paid": p.hours(sum.paid)}))
	}
	if sum.commute > 0 {
		p.line(l.T("carer.commute", D{"Amount": p.minutes(sum.commute)}))
	}
	p.carerPeople(i)
	p.foot(pageWidth)
	return p.flush(w)
}

func (p *page) classCells(day, shift string, c classes) []string {
	return []string{
		day, shift, fmt.Sprint(c.visits), p.hours(c.visit), p.hours(c.travel), p.hours(c.wait),
		p.hours(c.rest), p.hours(c.event), p.hours(c.unfilled), p.hours(c.hours),
	}
}

// carerBalance compares shift hours, and leave that counts for them, with the contract.
func (p *page) carerBalance(carer, hours int) {
	least := p.h.Problem.Carers[carer].Contract.PlanMin(p.h.Weeks)
	if least == 0 {
		p.line(p.l.T("carer.no_guarantee"))
		return
	}
	credit := 0
	for _, c := range p.h.Credit[carer*p.h.Weeks : (carer+1)*p.h.Weeks] {
		credit += int(c / p.h.Calendar.Resolution())
	}
	p.line(p.l.T("carer.balance", D{
		"Hours": p.hours(hours), "Credit": p.hours(credit), "HasCredit": credit > 0,
		"Least": p.hours(least), "Balance": p.balance(hours + credit - least),
	}))
}

// carerPeople lists whom she visits and how often, new faces marked.
func (p *page) carerPeople(carer int) {
	id := p.h.Problem.Carers[carer].ID
	times := make(map[model.PersonID]int)
	for _, run := range runsOf(p.r, id) {
		for k := range run.Stops {
			if s := &run.Stops[k]; s.Kind == model.StopVisit && s.Role != model.RoleShadow {
				times[s.Person]++
			}
		}
	}
	if len(times) == 0 {
		return
	}
	p.head(p.l.N("carer.people", len(times)))
	t := table{right: []bool{false, true}, gap: 2}
	for i := range p.h.Problem.People {
		x := p.h.Problem.People[i].ID
		if times[x] == 0 {
			continue
		}
		mark := ""
		if !p.h.Met(i, carer) {
			mark = p.l.T("note.new_face")
		}
		t.add(p.person(x), p.l.N("unit.visit", times[x]), mark)
	}
	t.write(p, "  ")
}
