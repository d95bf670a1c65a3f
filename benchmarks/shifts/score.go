package shifts

import (
	"fmt"
	"io"

	"github.com/milltir/milltir/benchmarks/suite"
)

// Of the week, counted from Monday, which day 0 is.
const (
	weekDays = 7
	saturday = 5
)

// Score re-scores a solution by the published definition. The cost is that of requests and cover,
// with the weights of the file; all else is hard, and a breach names employee and day. Parts:
// requests for a shift that are not met, requests against one that are broken, who is missing and
// who is too many on a shift of a day.
func (in *instance) Score(solution io.Reader) (*suite.Verdict, error) {
	r, err := in.readRoster(solution)
	if err != nil {
		return nil, err
	}
	v := &suite.Verdict{Parts: []suite.Part{in.unmet(r), in.broken(r)}}
	under, over := in.missing(r)
	v.Parts = append(v.Parts, under, over)
	for _, p := range v.Parts {
		v.Cost += p.Cost
	}
	for e := range in.employees {
		v.Breaches = append(v.Breaches, in.wrong(e, r[e])...)
	}
	v.Feasible = len(v.Breaches) == 0
	return v, nil
}

// unmet are the requests for a shift that somebody else, or nobody, works.
func (in *instance) unmet(r roster) suite.Part {
	p := suite.Part{Name: "on_requests"}
	for _, q := range in.on {
		if r[q.employee][q.day] != q.shift {
			p.Amount++
			p.Cost += float64(q.weight)
		}
	}
	return p
}

// broken are the requests against a shift by those who work it all the same.
func (in *instance) broken(r roster) suite.Part {
	p := suite.Part{Name: "off_requests"}
	for _, q := range in.off {
		if r[q.employee][q.day] == q.shift {
			p.Amount++
			p.Cost += float64(q.weight)
		}
	}
	return p
}

// missing compares who works with who is wanted, for every shift of every day.
func (in *instance) missing(r roster) (under, over suite.Part) {
	under.Name, over.Name = "cover_under", "cover_over"
	for d := range in.days {
		for s, c := range in.cover[d] {
			there := 0
			for _, days := range r {
				if days[d] == s {
					there++
				}
			}
			short, much := max(0, c.need-there), max(0, there-c.need)
			under.Amount += float64(short)
			under.Cost += float64(short * c.under)
			over.Amount += float64(much)
			over.Cost += float64(much * c.over)
		}
	}
	return under, over
}

// wrong tells what is wrong with an employee's line. That there is one shift a day at most is in
// the format.
func (in *instance) wrong(e int, days []int) (breaches []string) {
	who := &in.employees[e]
	say := func(format string, args ...any) {
		breaches = append(breaches, who.id+": "+fmt.Sprintf(format, args...))
	}
	times, minutes := make([]int, len(in.shifts)), 0
	for d, s := range days {
		if s == free {
			continue
		}
		times[s]++
		minutes += in.shifts[s].minutes
		if who.off[d] {
			say("shift %s on day %d, a day off", in.shifts[s].id, d)
		}
		if d > 0 && days[d-1] != free && in.shifts[days[d-1]].bars[s] {
			say("shift %s on day %d follows %s", in.shifts[s].id, d, in.shifts[days[d-1]].id)
		}
	}
	for s, n := range times {
		if n > who.most[s] {
			say("shift %s on %d days of at most %d", in.shifts[s].id, n, who.most[s])
		}
	}
	if minutes < who.minMinutes || minutes > who.maxMinutes {
		say("%d minutes, not %d to %d", minutes, who.minMinutes, who.maxMinutes)
	}
	for _, x := range runs(days) {
		// What touches an end of the horizon may go on outside it, so that it is never too short. It is
		// not taken to be longer either.
		inside := x.first > 0 && x.last < len(days)-1
		switch n := x.last - x.first + 1; {
		case x.works && n > who.maxRun:
			say("%d shifts in a row from day %d, more than %d", n, x.first, who.maxRun)
		case x.works && inside && n < who.minRun:
			say("%d shifts in a row from day %d, fewer than %d", n, x.first, who.minRun)
		case !x.works && inside && n < who.minOff:
			say("%d days off in a row from day %d, fewer than %d", n, x.first, who.minOff)
		}
	}
	if n := weekends(days); n > who.weekends {
		say("%d weekends of at most %d", n, who.weekends)
	}
	return breaches
}

// run is days in a row that are all worked or all free.
type run struct {
	works       bool
	first, last int // days
}

// runs cuts a line into its runs.
func runs(days []int) (list []run) {
	for d, s := range days {
		if d > 0 && (s != free) == (days[d-1] != free) {
			list[len(list)-1].last = d
		} else {
			list = append(list, run{s != free, d, d})
		}
	}
	return list
}

// weekends counts those with work on Saturday or Sunday; the horizon may end between the two.
func weekends(days []int) (n int) {
	for d := saturday; d < len(days); d += weekDays {
		if days[d] != free || (d+1 < len(days) && days[d+1] != free) {
			n++
		}
	}
	return n
}
