package vrptw

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"math"
	"strconv"
	"strings"

	"github.com/milltir/milltir/benchmarks/suite"
	"github.com/milltir/milltir/model"
)

// Write writes the runs of a rota as routes, and their cost in as many digits as give the very
// number back.
func (in *instance) Write(w io.Writer, r *model.Rota) error {
	if r == nil {
		return errors.New("there is no rota to write")
	}
	var routes [][]int
	for i := range r.Runs {
		var route []int
		for _, s := range r.Runs[i].Stops {
			if s.Kind != model.StopVisit {
				continue
			}
			c, err := in.customerOf(s.Visit)
			if err != nil {
				return fmt.Errorf("run %d of carer %q: %w", i+1, r.Runs[i].Carer, err)
			}
			route = append(route, c)
		}
		if len(route) > 0 {
			routes = append(routes, route)
		}
	}
	out := bufio.NewWriter(w)
	for k, route := range routes {
		fmt.Fprintf(out, "Route #%d:", k+1)
		for _, c := range route {
			fmt.Fprintf(out, " %d", c)
		}
		fmt.Fprintln(out)
	}
	fmt.Fprintln(out, "Cost", plain(in.judge(routes).Cost))
	return out.Flush()
}

func plain(x float64) string { return strconv.FormatFloat(x, 'f', -1, 64) }

// Score re-scores a solution. The cost that it claims is not looked at: under the other
// convention it would be another.
func (in *instance) Score(solution io.Reader) (*suite.Verdict, error) {
	routes, err := in.readRoutes(solution)
	if err != nil {
		return nil, err
	}
	return in.judge(routes), nil
}

// readRoutes reads `Route #1: 5 3` lines with `Cost 12.3` after them, or SINTEF's form of
// the same: `Route 1 : 5 3` after some lines about the author.
func (in *instance) readRoutes(r io.Reader) ([][]int, error) {
	rows, err := readRows(r)
	if err != nil {
		return nil, err
	}
	var routes [][]int
	f := &faults{}
	ended, last := false, 0
	for _, row := range rows {
		last = row.line
		line := strings.Join(row.fields, " ")
		word := strings.ToLower(row.fields[0])
		switch {
		case ended:
			f.at(row.line, "%q stands after the cost", short(line))
		case strings.HasPrefix(word, "route"):
			routes = append(routes, in.readRoute(row.line, line, f))
		case strings.TrimSuffix(word, ":") == "cost":
			if _, err := strconv.ParseFloat(row.fields[len(row.fields)-1], 64); err != nil || len(row.fields) != 2 {
				f.at(row.line, "%q is no cost", short(line))
			}
			ended = true
		case len(routes) > 0 || (word != "solution" && !strings.Contains(line, ":")):
			f.at(row.line, "%q is neither a route nor a cost", short(line))
		}
	}
	if len(routes) == 0 {
		f.at(last+1, "the solution ends without a route")
	}
	return routes, f.err()
}

// readRoute reads a line like "Route #1: 5 3".
func (in *instance) readRoute(n int, line string, f *faults) []int {
	front, list, colon := strings.Cut(line[len("route"):], ":")
	number := strings.TrimPrefix(strings.TrimSpace(front), "#")
	if _, err := strconv.ParseUint(strings.TrimSpace(number), 10, 31); err != nil || !colon {
		f.at(n, "%q is not of the form Route #1: 5 3", short(line))
		return nil
	}
	var route []int
	for field := range strings.FieldsSeq(list) {
		c, err := strconv.Atoi(field)
		if err != nil || c < 1 || c >= len(in.customers) {
			f.at(n, "customer %q is none of 1 to %d", short(field), len(in.customers)-1)
			continue
		}
		route = append(route, c)
	}
	return route
}

// judge scores routes by the family's definition. An empty route is no vehicle.
func (in *instance) judge(routes [][]int) *suite.Verdict {
	v := &suite.Verdict{}
	breach := func(format string, args ...any) { v.Breaches = append(v.Breaches, fmt.Sprintf(format, args...)) }
	served := make([]int, len(in.customers))
	vehicles, total := 0, 0.0
	for k, route := range routes {
		if len(route) == 0 {
			continue
		}
		vehicles++
		for _, c := range route {
			served[c]++
		}
		total = in.drive(k+1, route, total, breach)
	}
	for c, times := range served[1:] {
		if times != 1 {
			breach("customer %d is served %d times", c+1, times)
		}
	}
	if vehicles > in.fleet {
		breach("%d vehicles are used, there are %d", vehicles, in.fleet)
	}
	v.Cost = total / in.conv.scale
	v.Feasible = len(v.Breaches) == 0
	v.Parts = []suite.Part{{Name: "distance", Amount: v.Cost, Cost: v.Cost}, {Name: "vehicles", Amount: float64(vehicles)}}
	if in.conv.vehicle > 0 {
		v.Units = vehicles
	}
	return v
}

// drive follows a route, reports what is wrong with it and adds its legs to a distance.
func (in *instance) drive(k int, route []int, total float64, breach func(string, ...any)) float64 {
	c := in.conv
	home := &in.customers[0]
	at, now, load := home, float64(home.ready)*c.scale, 0
	for _, i := range route {
		next := &in.customers[i]
		leg := c.leg(at, next)
		total += leg
		now = math.Max(now+leg, float64(next.ready)*c.scale)
		if now > float64(next.due)*c.scale+c.slack {
			breach("route %d: customer %d is served at %s, due %d", k, i, plain(now/c.scale), next.due)
		}
		now += float64(next.service) * c.scale
		load += next.demand
		at = next
	}
	leg := c.leg(at, home)
	if now += leg; now > float64(home.due)*c.scale+c.slack {
		breach("route %d: it is back at %s, due %d", k, plain(now/c.scale), home.due)
	}
	if load > in.capacity {
		breach("route %d: the load is %d, the capacity %d", k, load, in.capacity)
	}
	return total + leg
}
