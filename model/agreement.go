package model

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"
	"strings"
)

// Agreement is an objective sheet as it counts: every rule of the book with level and weights in force, whether the
// sheet names it or the default holds, and what [rules] says otherwise than its defaults.
type Agreement struct {
	Objective  *Objective   `json:"-"`
	Hash       string       `json:"hash"`
	Rules      []AgreedRule `json:"rules"`                // in the order of the book
	Parameters []Parameter  `json:"parameters,omitempty"` // by key
	InForce    Rules        `json:"-"`
}

// AgreedRule is a rule as a sheet has it.
type AgreedRule struct {
	Rule           Code    `json:"rule"`
	Heading        Heading `json:"heading"`
	Level          Level   `json:"level"`             // off too for a wish that weighs nothing
	Weights        Weights `json:"weights,omitempty"` // of a wish, one for each step
	DefaultLevel   Level   `json:"default_level"`
	DefaultWeights Weights `json:"default_weights,omitempty"`
}

// Differs tells whether the rule counts otherwise than by default.
func (r *AgreedRule) Differs() bool {
	return r.Level != r.DefaultLevel || !slices.Equal(r.Weights, r.DefaultWeights)
}

// Parameter is a value of [rules] and what it is by default; a figure of the law has the law's for one.
type Parameter struct {
	Key     string `json:"key"` // "carers.per_week"
	Value   string `json:"value"`
	Default string `json:"default,omitzero"`
}

// Agreement works the objective sheet of the problem out.
func (p *Problem) Agreement() *Agreement {
	rules := p.RulesInForce()
	a := &Agreement{Objective: &p.Objective, InForce: rules, Hash: p.ObjectiveHash(), Parameters: p.parameters()}
	for i := range RuleBook {
		code := RuleBook[i].Code
		x := AgreedRule{Rule: code, Heading: p.Objective.Heading(code), DefaultLevel: RuleBook[i].Level}
		x.Level, x.Weights = p.Objective.counts(code, &rules)
		x.DefaultLevel, x.DefaultWeights = (&Objective{}).counts(code, &rules)
		a.Rules = append(a.Rules, x)
	}
	return a
}

// counts gives the level at which a rule makes a difference, and the weights of a wish by step.
func (o *Objective) counts(code Code, rules *Rules) (Level, Weights) {
	level := o.Level(code)
	if level != Wishes {
		return level, nil
	}
	if !o.Weighs(code) {
		return Off, nil
	}
	var w Weights
	for i := range Steps(code, rules) {
		t := o.Thousandths(code, i)
		if code == RuleAvoid && i == 1 {
			t = o.PreferWeight()
		}
		w = append(w, float64(t)/1000)
	}
	return level, w
}

// priorities are as many as the weights of what is left out.
const priorities = 4

// Steps is the number of weights that a rule can tell apart.
func Steps(code Code, rules *Rules) int {
	switch code {
	case RulePreferred:
		return len(rules.Preferred.Bands) + 1
	case RuleNotice:
		return len(rules.Notice.Bands) + 1
	case RuleCover:
		return priorities
	}
	r, _ := RuleOf(code)
	return len(r.Weights)
}

// ObjectiveHash names what the objective sheet makes count: SHA-256 of the level and weights of every rule that makes a
// difference, and of the parameters of [rules] as they hold. Who agreed it, its name and its version are left out, and
// so are figures that are as the law of the plan has them: docs/adr/0020 says why.
func (p *Problem) ObjectiveHash() string {
	rules := p.RulesInForce()
	var lines []string
	for i := range RuleBook {
		code := RuleBook[i].Code
		if level, w := p.Objective.counts(code, &rules); level != Off {
			lines = append(lines, fmt.Sprintln(code, level, []float64(w)))
		}
	}
	slices.Sort(lines) // the order of the book is no part of what was agreed
	for _, x := range agreedValues(p.agreedRules()) {
		lines = append(lines, fmt.Sprintln(x.Key, x.Value))
	}
	sum := sha256.Sum256([]byte(strings.Join(lines, "")))
	return hex.EncodeToString(sum[:])
}

// lawful are the rules of the plan if its workspace says nothing of them.
func (p *Problem) lawful() Rules {
	q := Problem{Plan: p.Plan}
	for i := range p.Rates {
		if p.Rates[i].Law {
			q.Rates = append(q.Rates, p.Rates[i])
		}
	}
	return q.RulesInForce()
}

// agreedRules are the rules in force without the figures that are the law's, which nobody agrees on.
func (p *Problem) agreedRules() *Rules {
	r, law := p.RulesInForce(), p.lawful()
	for i := range legalFigures {
		if f := &legalFigures[i]; f.ours() && f.get(&r) == f.get(&law) {
			f.set(&r, 0)
		}
	}
	return &r
}

// parameters are the values of [rules] that differ from the defaults.
func (p *Problem) parameters() []Parameter {
	is, law := agreedValues(p.agreedRules()), p.lawful()
	was := make(map[string]string)
	for _, x := range agreedValues(&law) {
		was[x.Key] = x.Value
	}
	var out []Parameter
	for _, x := range is {
		if x.Default = was[x.Key]; x.Value != x.Default {
			out = append(out, x)
		}
	}
	return out
}

// agreedValues sets rules out by key, in the order of the struct.
func agreedValues(r *Rules) []Parameter {
	b, err := encode(r)
	if err != nil {
		return nil // no number of the rules can be infinite
	}
	tree, _, err := parseJSON(b)
	if err != nil {
		return nil
	}
	var out []Parameter
	var walk func(n *node, path string)
	walk = func(n *node, path string) {
		for i := range n.members {
			m := &n.members[i]
			if at := join(path, m.key); m.value.kind == isTable {
				walk(&m.value, at)
			} else {
				out = append(out, Parameter{Key: at, Value: tomlValue(&m.value)})
			}
		}
	}
	walk(&tree, "")
	return out
}
