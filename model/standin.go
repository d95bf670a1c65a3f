package model

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/milltir/milltir/geo"
)

// TravelRemark is what a provider says of a location, or of itself.
type TravelRemark struct {
	Provider string
	Mode     string
	Location int // -1: the provider failed as a whole
	Kind     geo.RemarkKind
	Metres   float64
	Instead  string // who makes its legs, where that is another: providers, joined by " and "
	Failure  string
}

// Kinds of remarks that are the model's own.
const (
	stoodIn geo.RemarkKind = "stood_in" // somebody else makes the legs of this location
	gaveUp  geo.RemarkKind = "gave_up"  // somebody else makes all legs
)

// passOn tells whether the failure of a provider can be made good by one behind it in the order, and remembers it.
// The end of the context is no failure of a provider.
func (h *Horizon) passOn(ctx context.Context, name, mode string, err error) bool {
	if ctx.Err() != nil || errors.Is(err, context.Canceled) || name != ByRoads && name != ByServer {
		return false
	}
	next := h.behind(name)
	var unopened *unopenedError
	if next == "" || h.Problem.firm || errors.As(err, &unopened) {
		return false
	}
	h.legwork.remarks = append(h.legwork.remarks, TravelRemark{Provider: name, Mode: mode, Location: -1, Kind: gaveUp, Instead: next, Failure: err.Error()})
	return true
}

// behind is the next provider of the order that guesses; "" where there is none.
func (h *Horizon) behind(name string) string {
	order := h.Problem.Order()
	i := slices.Index(order, name)
	if i+1 >= len(order) || order[i+1] == ByTable {
		return ""
	}
	return order[i+1]
}

// unopenedError is a provider that nobody has given the Problem: a mistake in a program, not a failure in the world.
type unopenedError struct{ provider string }

func (e *unopenedError) Error() string {
	return fmt.Sprintf("travel by %s: nothing works out its legs; give the Problem a source (see package travel)", e.provider)
}

// standIns remarks on the locations of which roads or a server know nothing though they know others: on as few as
// account for all of these legs, with who makes them instead. The skeleton's are told by [Validate]. That nobody makes
// the legs of a location that is on no map is an error, unless the order says that nobody should guess.
func (h *Horizon) standIns(mode string, made *made, exact []int32) error {
	if mode == ModeBus && h.bus != nil {
		return nil // all legs are the timetable's
	}
	n := len(h.Locations)
	var wrong Diagnostics
	for _, name := range []string{ByRoads, ByServer} {
		if len(made.gaps[name]) == 0 || !slices.Contains(made.by, name) {
			continue // a mode that it does not do
		}
		at := make([][]int, n) // by location: its legs
		for _, k := range made.gaps[name] {
			i, j := k/n, k%n
			if made.by[k] == ByTable || exact != nil && exact[k] != None || h.Locations[i].Building == h.Locations[j].Building {
				continue
			}
			at[i], at[j] = append(at[i], k), append(at[j], k)
		}
		unplaced := func(i int) bool { return h.offMap(name, mode, i) }
		for _, r := range h.fewest(at, made.by, unplaced) {
			r.Provider, r.Mode = name, mode
			if r.Instead == "" && h.offMap(name, mode, r.Location) && !slices.Contains(h.Problem.Order(), ByTable) {
				wrong = append(wrong, h.onNoMap(r)...)
			}
			h.legwork.remarks = append(h.legwork.remarks, r)
		}
	}
	if len(wrong) > 0 {
		return wrong
	}
	return nil
}

// fewest picks locations until all legs are accounted for: of those that the provider cannot place, then of the others,
// whoever has most of them first.
func (h *Horizon) fewest(at [][]int, by []string, unplaced func(int) bool) []TravelRemark {
	var out []TravelRemark
	order, n := h.Problem.Order(), len(at)
	told, left, off := make([]bool, n*n), make([]int, n), make([]bool, n)
	for i := range at {
		left[i], off[i] = len(at[i]), unplaced(i)
	}
	for {
		most := -1
		for i := range at {
			if left[i] > 0 && (most < 0 || off[i] && !off[most] || off[i] == off[most] && left[i] > left[most]) {
				most = i
			}
		}
		if most < 0 {
			return out
		}
		var instead []string
		for _, k := range at[most] {
			if told[k] {
				continue
			}
			told[k] = true
			left[k/n]--
			left[k%n]--
			if by[k] != "" && !slices.Contains(instead, by[k]) {
				instead = append(instead, by[k])
			}
		}
		slices.SortFunc(instead, func(a, b string) int { return slices.Index(order, a) - slices.Index(order, b) })
		out = append(out, TravelRemark{Location: most, Kind: stoodIn, Instead: strings.Join(instead, " and ")})
	}
}

// offMap tells whether a provider has said that a location is not on its map.
func (h *Horizon) offMap(name, mode string, location int) bool {
	return slices.ContainsFunc(h.legwork.remarks, func(r TravelRemark) bool {
		return r.Kind == geo.OffMap && r.Provider == name && r.Mode == mode && r.Location == location
	})
}

// onNoMap is the error about a location whose legs nobody makes.
func (h *Horizon) onNoMap(r TravelRemark) Diagnostics {
	v := &validator{p: h.Problem, wrong: make(map[string]map[int]bool)}
	if row := v.locationRow(h.Locations[r.Location].Key); row.t != nil {
		row.say("E1634", positionColumn(row), "", fmt.Sprintf("travel by %s cannot put it on its map, and nobody behind it in the order makes its legs", r.Provider),
			"Maybe the position is wrong; or add crow to [travel] provider, or rows of travel.csv")
	}
	return v.found
}
