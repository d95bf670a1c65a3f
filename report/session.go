package report

import (
	"cmp"
	"slices"
	"strings"

	"github.com/milltir/milltir/model"
)

// whereabouts says of a session or an outing where it is, and who is coming by what way; nothing of a visit at
// its person's home.
func (p *page) whereabouts(run *model.Run, e entry) string {
	if e.kind != model.StopVisit {
		return ""
	}
	v := p.datedIndex(e.stop.Visit, cmp.Or(e.stop.Date, run.Date))
	if v < 0 || p.h.Own(v) {
		return ""
	}
	where := p.where(v)
	if len(p.h.Visits[v].With) == 0 {
		return where
	}
	var people []string
	for _, c := range p.h.Comers(v) {
		people = append(people, p.comer(c))
	}
	who := p.l.T("session.coming", D{"People": strings.Join(people, p.l.T("list.separator"))})
	if where == "" {
		return who
	}
	return where + p.l.T("list.dot") + who
}

// where says where a dated visit is held and, of an outing, where it starts and ends.
func (p *page) where(v int) string {
	dv := &p.h.Visits[v]
	at, start, end := p.template(dv.ID).Place, "", ""
	name := func(location int) string {
		if location == p.h.PersonAt[dv.Person] {
			return p.l.T("session.home", D{"Person": p.person(p.h.Problem.People[dv.Person].ID)})
		}
		return p.place(p.h.Locations[location].Key)
	}
	if i, ok := p.h.PlaceIndex[at]; !ok || dv.Location != p.h.PlaceAt[i] || dv.EndAt != dv.Location {
		start, end = name(dv.Location), name(dv.EndAt)
	}
	if start == end && at == "" {
		start, end = "", ""
	}
	place := ""
	if at != "" {
		place = p.place(string(at))
	}
	if place == "" && start == "" {
		return ""
	}
	return p.l.T("session.where", D{"Place": place, "Start": start, "End": end})
}

// comer names somebody who comes, with the way that they have.
func (p *page) comer(c model.Comer) string {
	x := &p.h.Problem.People[c.Person]
	if c.Way == 0 {
		return p.person(x.ID)
	}
	return p.l.T("session.comer", D{"Person": p.person(x.ID), "Way": p.way(c)})
}

// way says how long somebody takes, and how.
func (p *page) way(c model.Comer) string {
	return p.l.T("session.way", D{"Amount": p.ticks(int64(c.Way)), "Mode": p.l.word("mode", cmp.Or(p.h.Problem.People[c.Person].GoesBy, model.ModeWalk))})
}

// ownWay says of a visit of a person's week where it is, and their way there; nothing of one at home.
func (p *page) ownWay(person int, c call) string {
	v := p.datedIndex(c.visit, c.day)
	if v < 0 || p.h.Own(v) {
		return ""
	}
	out := p.where(v)
	for _, k := range p.h.Comers(v) {
		if k.Person == person && k.Way > 0 {
			out = strings.TrimPrefix(out+p.l.T("list.dot")+p.l.T("session.leave", D{"Way": p.way(k)}), p.l.T("list.dot"))
		}
	}
	return out
}

// comesTo tells whether somebody is at a visit, be it another's.
func (w words) comesTo(person model.PersonID, s *model.Stop) bool {
	if s.Person == person {
		return true
	}
	v := w.template(s.Visit)
	return v != nil && slices.Contains(v.With, person)
}
