package model

import "slices"

// AgreementDiff is what one objective sheet says otherwise than another.
type AgreementDiff struct {
	Words      []WordChange    `json:"words,omitempty"`
	Rules      []RuleChange    `json:"rules,omitempty"`
	Parameters []ParameterPair `json:"parameters,omitempty"`
}

// WordChange is a change of what a sheet says of itself: name, version, agreed_by, agreed_on or review.
type WordChange struct {
	Field string `json:"field"`
	From  string `json:"from"`
	To    string `json:"to"`
}

// RuleChange is a rule that counts otherwise.
type RuleChange struct {
	Rule Code       `json:"rule"`
	From AgreedRule `json:"from"`
	To   AgreedRule `json:"to"`
}

// ParameterPair is a value of [rules] that differs.
type ParameterPair struct {
	Key  string `json:"key"`
	From string `json:"from"`
	To   string `json:"to"`
}

// Empty tells that the sheets are the same, words and all.
func (d *AgreementDiff) Empty() bool { return len(d.Words)+len(d.Rules)+len(d.Parameters) == 0 }

// Diff says what the other sheet changes against this one. Without rules and parameters in it the two have one hash.
func (a *Agreement) Diff(b *Agreement) *AgreementDiff {
	d := &AgreementDiff{}
	was, is := a.Objective, b.Objective
	for _, x := range []WordChange{
		{"name", was.Name, is.Name},
		{"version", was.Version, is.Version},
		{"agreed_by", was.AgreedBy, is.AgreedBy},
		{"agreed_on", was.AgreedOn.String(), is.AgreedOn.String()},
		{"review", was.Review.String(), is.Review.String()},
	} {
		if x.From != x.To {
			d.Words = append(d.Words, x)
		}
	}
	for i, from := range a.Rules {
		to := b.Rules[i]
		if from.Level != to.Level || !slices.Equal(from.Weights, to.Weights) {
			d.Rules = append(d.Rules, RuleChange{from.Rule, from, to})
		}
	}
	d.Parameters = parameterPairs(a.Parameters, b.Parameters)
	return d
}

// parameterPairs sets two lists beside each other: what only one has is as by default in the other.
func parameterPairs(from, to []Parameter) []ParameterPair {
	var out []ParameterPair
	find := func(list []Parameter, key string) int {
		return slices.IndexFunc(list, func(x Parameter) bool { return x.Key == key })
	}
	for _, x := range from {
		is := x.Default
		if k := find(to, x.Key); k >= 0 {
			is = to[k].Value
		}
		if is != x.Value {
			out = append(out, ParameterPair{x.Key, x.Value, is})
		}
	}
	for _, x := range to {
		if find(from, x.Key) < 0 {
			out = append(out, ParameterPair{x.Key, x.Default, x.Value})
		}
	}
	return out
}
