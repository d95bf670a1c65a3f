// Package calibrate works out, from journeys that were driven, by how much each class of road takes longer than planned.
//
// A journey of planned seconds p by class is taken to last
//
//	overhead + constant + Σ factor(class) × p(class)
//
// with errors that grow with the root of its length, most of them normal and some far off: a stop at the shop, a wrong
// clock. Factors and constant are fitted by Huber's method (iterated least squares by QR), drawn to 1 and 0 where the
// journeys tell little, and kept within bounds. Whether that is any good is judged on journeys it has not seen.
// Everything is a pure function of its arguments.
package calibrate

import (
	"errors"
	"fmt"
	"math"
	"slices"
)

// Part is what a route has of one class of road, as planned without factors.
type Part struct {
	Class   string
	Seconds float64
	Metres  float64
}

// Journey is one that was made, with the route that would have been planned for it.
type Journey struct {
	Seconds  float64 // observed, from door to door
	Overhead float64 // seconds of them that are planned beside the road (parking, door), known
	Parts    []Part
	Group    string // journeys of one group, such as those between the same doors, are judged together; may be empty
}

// Options of a fit. The zero value takes the defaults in brackets.
type Options struct {
	Folds       int     // parts of the journeys, each of which is foretold from the others [5]
	Least, Most float64 // a factor is from Least to Most [0.5 and 3]
	Spread      float64 // how far from 1 factors are thought to be before anything is seen, as a standard deviation [0.3]
	MinKm       float64 // a class of fewer kilometres in all journeys cannot be told; its factor is 1 [20]
	MinJourneys int     // or in fewer journeys [8]
}

// Fewest is how many journeys are needed at least.
const Fewest = 20

// What journeys and parts may be.
const (
	mostSeconds = 48 * 3600
	mostMetres  = 2_000_000
)

// Factor is what was found of one class.
type Factor struct {
	Class    string  `json:"class"`
	Value    float64 `json:"value"`    // times the planned seconds
	Spread   float64 `json:"spread"`   // standard deviation of Value, roughly; 0 if it is not told
	Km       float64 `json:"km"`       // driven on it in all journeys
	Journeys int     `json:"journeys"` // that have some of it
	Told     bool    `json:"told"`     // false: too little was driven on it, Value is 1
	AtBound  bool    `json:"at_bound"` // Value would lie beyond the bounds: look at the speeds of its class, or at the journeys
}

// Error is how far off journeys were.
type Error struct {
	MeanSeconds    float64 `json:"mean_seconds"`    // mean of the absolute errors
	MedianRelative float64 `json:"median_relative"` // median of absolute error ÷ observed
}

// Result is a calibration. Factors and Constant are to be used only if it is [Result.Useful].
type Result struct {
	Factors  []Factor `json:"factors"`  // by class, in the order of the alphabet
	Constant float64  `json:"constant"` // seconds that each journey takes beside the road and the known overhead
	Journeys int      `json:"journeys"`
	Outliers []int    `json:"outliers"` // indices of journeys that are further off than three standard deviations

	Folds      int     `json:"folds"`
	Before     Error   `json:"before"`      // of journeys that were not seen, as planned
	After      Error   `json:"after"`       // by factors fitted to the others
	Gain       float64 `json:"gain"`        // seconds by which the mean error is less
	GainSpread float64 `json:"gain_spread"` // standard deviation of Gain
	Better     bool    `json:"better"`      // Gain is more than chance would give; else no calibration is better
}

// Useful tells whether there are factors to be used: any that are told, and better than none.
func (r *Result) Useful() bool {
	return r.Better && slices.ContainsFunc(r.Factors, func(f Factor) bool { return f.Told })
}

// ErrFew is that there are fewer than [Fewest] journeys.
var ErrFew = fmt.Errorf("fewer than %d journeys", Fewest)

// Fit calibrates. The same journeys in the same order give the same result. Errors: ErrFew, or what is wrong with the
// figures of a journey.
func Fit(journeys []Journey, o Options) (*Result, error) {
	o = o.complete()
	if len(journeys) < Fewest {
		return nil, ErrFew
	}
	var errs []error
	for i, j := range journeys {
		if err := j.check(); err != nil {
			errs = append(errs, fmt.Errorf("journey %d: %w", i+1, err))
		}
	}
	if len(errs) > 0 {
		return nil, errors.Join(errs...)
	}
	r := &Result{Journeys: len(journeys)}
	all := fit(journeys, o)
	r.Factors, r.Constant, r.Outliers = all.factors, all.constant, all.outliers(journeys)
	r.judge(journeys, o)
	return r, nil
}

func (o Options) complete() Options {
	for _, d := range []struct {
		to    *float64
		value float64
	}{{&o.Least, 0.5}, {&o.Most, 3}, {&o.Spread, 0.3}, {&o.MinKm, 20}} {
		if !(*d.to > 0) {
			*d.to = d.value
		}
	}
	if o.Folds < 2 {
		o.Folds = 5
	}
	if o.MinJourneys < 1 {
		o.MinJourneys = 8
	}
	o.Least, o.Most = min(o.Least, 1), max(o.Most, 1)
	return o
}

func (j Journey) check() error {
	if !(j.Seconds > 0 && j.Seconds <= mostSeconds) {
		return fmt.Errorf("%g seconds", j.Seconds)
	}
	if !(j.Overhead >= 0 && j.Overhead <= mostSeconds) {
		return fmt.Errorf("an overhead of %g seconds", j.Overhead)
	}
	if !(j.planned() > 0) {
		return errors.New("no planned route")
	}
	for _, p := range j.Parts {
		if !(p.Seconds >= 0 && p.Seconds <= mostSeconds && p.Metres >= 0 && p.Metres <= mostMetres) {
			return fmt.Errorf("%g seconds and %g metres of %s", p.Seconds, p.Metres, p.Class)
		}
	}
	return nil
}

// planned is the seconds on the road, without factors.
func (j Journey) planned() float64 {
	sum := 0.0
	for _, p := range j.Parts {
		sum += p.Seconds
	}
	return sum
}

// seen adds up what was driven by class, and says which classes can be told.
func seen(journeys []Journey, o Options) []Factor {
	at := map[string]int{}
	var out []Factor
	for _, j := range journeys {
		counted := map[string]bool{}
		for _, p := range j.Parts {
			i, ok := at[p.Class]
			if !ok {
				i = len(out)
				at[p.Class] = i
				out = append(out, Factor{Class: p.Class, Value: 1})
			}
			out[i].Km += p.Metres / 1000
			if !counted[p.Class] && p.Seconds > 0 {
				counted[p.Class] = true
				out[i].Journeys++
			}
		}
	}
	slices.SortFunc(out, func(a, b Factor) int {
		if a.Class < b.Class {
			return -1
		}
		return 1
	})
	for i := range out {
		out[i].Told = out[i].Km >= o.MinKm && out[i].Journeys >= o.MinJourneys
	}
	return out
}

// judge foretells each fold from the others.
func (r *Result) judge(journeys []Journey, o Options) {
	fold := folds(journeys, o.Folds)
	r.Folds = 1 + slices.Max(fold)
	before, after := make([]float64, len(journeys)), make([]float64, len(journeys))
	for f := range r.Folds {
		var rest []Journey
		for i, j := range journeys {
			if fold[i] != f {
				rest = append(rest, j)
			}
		}
		m := &model{} // with one group alone there is nothing to foretell from
		if len(rest) > 0 {
			m = fit(rest, o)
		}
		for i, j := range journeys {
			if fold[i] == f {
				before[i] = math.Abs(j.Seconds - j.Overhead - j.planned())
				after[i] = math.Abs(j.Seconds - m.seconds(j))
			}
		}
	}
	r.Before, r.After = errorOf(journeys, before), errorOf(journeys, after)
	r.Gain, r.GainSpread = gain(journeys, before, after)
	// One in twenty would be called better by chance, were it none.
	r.Better = r.Folds > 1 && r.Gain > 1.645*r.GainSpread && r.Gain > 0
}

// folds puts journeys of one group into one fold: a route that was seen is no test.
func folds(journeys []Journey, n int) []int {
	of := map[string]int{}
	out, next := make([]int, len(journeys)), 0
	for i, j := range journeys {
		f, ok := of[j.Group]
		if !ok || j.Group == "" {
			f = next % n
			next++
			if j.Group != "" {
				of[j.Group] = f
			}
		}
		out[i] = f
	}
	return out
}

func errorOf(journeys []Journey, off []float64) Error {
	e := Error{}
	relative := make([]float64, len(off))
	for i, d := range off {
		e.MeanSeconds += d / float64(len(off))
		relative[i] = d / journeys[i].Seconds
	}
	e.MedianRelative = median(relative)
	return e
}

// gain is the mean of what errors became less, and its standard deviation with groups as a whole.
func gain(journeys []Journey, before, after []float64) (mean, spread float64) {
	n := float64(len(before))
	for i := range before {
		mean += (before[i] - after[i]) / n
	}
	at := map[string]int{}
	var sums []float64
	for i, j := range journeys {
		d := before[i] - after[i] - mean
		k, ok := at[j.Group]
		if !ok || j.Group == "" {
			k = len(sums)
			sums = append(sums, 0)
			if j.Group != "" {
				at[j.Group] = k
			}
		}
		sums[k] += d
	}
	for _, s := range sums {
		spread += s * s
	}
	if g := float64(len(sums)); g > 1 {
		spread *= g / (g - 1)
	}
	return mean, math.Sqrt(spread) / n
}

// median sorts its argument.
func median(v []float64) float64 {
	if len(v) == 0 {
		return 0
	}
	slices.Sort(v)
	if n := len(v); n%2 == 0 {
		return (v[n/2-1] + v[n/2]) / 2
	}
	return v[len(v)/2]
}
