package calibrate

import (
	"context"
	"errors"
	"fmt"
)

// Router gives the route that would be planned.
type Router interface {
	// Plan gives, without any factors, what of the way lies on roads of each class, and the seconds beside them, such as
	// the walk from door to road. ErrNoRoute: there is none.
	Plan(mode string, row Row) (parts []Part, beside float64, err error)
}

// ErrNoRoute is what a [Router] has no way for.
var ErrNoRoute = errors.New("no way on these roads")

// Gathered are the journeys of one mode with their routes.
type Gathered struct {
	Journeys []Journey
	Lines    []int    // by journey: its line
	Left     Findings // journeys of the mode that no route was found for, as warnings W2120
	Others   int      // journeys of other modes
}

// CodeLeft warns of a journey without a route.
const CodeLeft = "W2120"

// Gather finds the route of each journey of a mode. overhead is the seconds of each that are planned beside the road,
// parking and door. An error is the router's, or that of the context, or [Findings] with E1639 if there are fewer
// than [Fewest] journeys.
func Gather(ctx context.Context, file string, rows []Row, router Router, mode string, overhead float64) (*Gathered, error) {
	g := &Gathered{}
	for _, r := range rows {
		if r.Mode != mode {
			g.Others++
			continue
		}
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		parts, beside, err := router.Plan(mode, r)
		j := Journey{Seconds: 60 * r.Minutes, Overhead: overhead + beside, Parts: parts, Group: r.Group()}
		switch {
		case errors.Is(err, ErrNoRoute):
			g.Left = append(g.Left, Finding{
				CodeLeft, file, r.Line, "", "there is no way between its ends on these roads, and it is left out",
				"Maybe an end is on an island or off the map",
			})
			continue
		case err != nil:
			return nil, err
		case j.check() != nil:
			g.Left = append(g.Left, Finding{
				CodeLeft, file, r.Line, "", "the way between its ends has nothing on a road, and it is left out",
				"Maybe both ends are on one drive",
			})
			continue
		}
		g.Journeys, g.Lines = append(g.Journeys, j), append(g.Lines, r.Line)
	}
	if n := len(g.Journeys); n < Fewest {
		advice := fmt.Sprintf("At least %d are needed; some hundreds tell more", Fewest)
		if g.Others > 0 {
			advice = fmt.Sprintf("%d are of other modes: maybe --mode. %s", g.Others, advice)
		}
		if len(g.Left) > 0 {
			advice = fmt.Sprintf("%d have no way on these roads: maybe they are of another country. %s", len(g.Left), advice)
		}
		return nil, Findings{{CodeTooFew, file, 0, "", fmt.Sprintf("too few journeys by %s to go by: %d", mode, n), advice}}
	}
	return g, nil
}
