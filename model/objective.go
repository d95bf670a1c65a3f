package model

import (
	"encoding/json"
	"fmt"
	"math"
)

// Objective says what counts how much: levels and weights of the [RuleBook] that differ from
// the defaults, and who agreed them.
type Objective struct {
	Name     string           `json:"name,omitzero"`
	Version  string           `json:"version,omitzero"`
	AgreedBy string           `json:"agreed_by,omitzero"`
	AgreedOn Date             `json:"agreed_on,omitzero"`
	Review   Date             `json:"review,omitzero"` // by when who agreed look at it again
	Levels   map[Code]Level   `json:"levels,omitempty"`
	Weights  map[Code]Weights `json:"weights,omitempty"`
}

// Weights are travel minutes per unit of a rule: one number, or a list where the cost has steps.
type Weights []float64

// MarshalJSON writes a single weight as a number.
func (w Weights) MarshalJSON() ([]byte, error) {
	if len(w) == 1 {
		return json.Marshal(w[0])
	}
	return json.Marshal([]float64(w))
}

// UnmarshalJSON reads a number or a list.
func (w *Weights) UnmarshalJSON(b []byte) error {
	var one float64
	if json.Unmarshal(b, &one) == nil {
		*w = Weights{one}
		return nil
	}
	return json.Unmarshal(b, (*[]float64)(w))
}

// UnmarshalTOML reads a number or an array of numbers.
func (w *Weights) UnmarshalTOML(v any) error {
	list, ok := v.([]any)
	if !ok {
		list = []any{v}
	}
	*w = nil
	for _, x := range list {
		switch x := x.(type) {
		case int64:
			*w = append(*w, float64(x))
		case float64:
			*w = append(*w, x)
		default:
			return fmt.Errorf("a weight is a number or a list of numbers, not %v", x)
		}
	}
	return nil
}

// RuleOf finds a rule by its code.
func RuleOf(code Code) (Rule, bool) {
	for i := range RuleBook {
		if RuleBook[i].Code == code {
			return RuleBook[i], true
		}
	}
	return Rule{}, false
}

// Level of a rule under this objective.
func (o *Objective) Level(code Code) Level {
	if l, ok := o.Levels[code]; ok {
		return l
	}
	r, _ := RuleOf(code)
	return r.Level
}

// Weighs tells whether a rule can make any difference under this objective: it is law, or it has a
// weight.
func (o *Objective) Weighs(code Code) bool {
	switch o.Level(code) {
	case Off:
		return false
	case Law:
		return true
	}
	r, _ := RuleOf(code)
	for i := range max(len(o.Weights[code]), len(r.Weights)) {
		if o.Thousandths(code, i) > 0 {
			return true
		}
	}
	return false
}

// Thousandths gives the i-th weight of a rule in thousandths of a travel minute, rounded to
// the nearest integer. A rule with fewer weights than asked for repeats its last one.
func (o *Objective) Thousandths(code Code, i int) int64 {
	w := o.Weights[code]
	if len(w) == 0 {
		r, _ := RuleOf(code)
		w = r.Weights
	}
	if len(w) == 0 {
		return 0
	}
	return int64(math.Round(w[min(i, len(w)-1)] * 1000))
}

// PreferWeight is what a shift costs outside the spans that its carer prefers, in thousandths of a travel
// minute: the second weight of the rule avoid. Of a single one, set when there was no second, it is a quarter,
// as 5 of 20. Where the rule is law it is 0: what carers would rather is never law.
func (o *Objective) PreferWeight() int64 {
	switch {
	case o.Level(RuleAvoid) == Law:
		return 0
	case len(o.Weights[RuleAvoid]) == 1:
		return o.Thousandths(RuleAvoid, 0) / 4
	}
	return o.Thousandths(RuleAvoid, 1)
}
