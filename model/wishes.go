package model

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// Wish is one of the up to three things that somebody would like best of a rota: a row of wishes.csv, of a
// person or of a carer. The search does not read it; what was met is judged from a rota (check.Wishes).
type Wish struct {
	Person PersonID `json:"person,omitzero"`
	Carer  CarerID  `json:"carer,omitzero"`
	Rank   int      `json:"rank"` // 1 the first
	Wish   string   `json:"wish"`
	Value  string   `json:"value,omitzero"` // what [WishKind].Value says
}

// Ranks is how many wishes one may rank.
const Ranks = 3

// What people and carers may wish.
const (
	WishFaces     = "same_faces"
	WishTime      = "same_time"
	WishPreferred = "preferred_time"
	WishLanguage  = "language"
	WishGender    = "gender"
	WishLength    = "length"
	WishCompany   = "company"

	WishWeekends  = "weekends"
	WishEarly     = "early"
	WishLate      = "late"
	WishHours     = "hours"
	WishSplits    = "few_splits"
	WishNear      = "near_home"
	WishPeople    = "same_people"
	WishColleague = "with_colleague"
)

// wishForm is what the value of a wish may be.
type wishForm int

const (
	formCount wishForm = iota
	formMinutes
	formClock
	formLanguage
	formGender
	formCarer
)

// WishKind is what one may wish, and when it is met.
type WishKind struct {
	Wish  string
	Carer bool   // a carer's; else a person's
	Value string // what the value says, and what an empty one means
	Means string // the definition: amount against limit
	Rules []Code // what the search weighs that leads to it; none: nothing does
	form  wishForm
}

// WishKinds is every wish, people's first. Each can be judged from a rota's own times; what is not in the rota
// (a visit left out, a carer without a shift) meets no wish and breaks none.
var WishKinds = []WishKind{
	{WishFaces, false, "most different carers in a week; max_carers_7d, else rules.carers.per_week", "In no week of the plan more different carers come than that.", []Code{RuleExtraCarer, RuleCarer, RuleTeam, RuleNewFace}, formCount},
	{WishTime, false, "minutes; 30", "The starts of none of their visits lie further apart in a week than that, by what the clock shows.", []Code{RuleSameTime}, formMinutes},
	{WishPreferred, false, "minutes; 15", "No visit with a preferred start begins further from it than that.", []Code{RulePreferred}, formMinutes},
	{WishLanguage, false, "its code; that of language_need", "No carer comes whose level in it is below language.level.", []Code{RuleLanguage, RulePreferLanguage}, formLanguage},
	{WishGender, false, "f or m; that of gender_need", "No carer of another gender comes.", []Code{RuleGender, RulePreferGender}, formGender},
	{WishLength, false, "least minutes of a visit; of each visit its length", "No visit is planned shorter than that; without a value draws on a pool, which are as long as there is room for, do not count.", []Code{RuleLength, RuleShortened}, formMinutes},
	{WishCompany, false, "minutes a week; 60", "In each week sits, outings, groups and draws on a pool come to as much.", []Code{RulePoolWish, RuleOptional, RuleCover}, formMinutes},

	{WishWeekends, true, "weekends of the plan; half of them, rounded down", "On no more weekends than that is a day worked.", []Code{RuleWeekends, RuleFairWeekend, RuleParity}, formCount},
	{WishEarly, true, "a clock time; 16:00", "Every shift has ended by then.", []Code{RuleAvoid, RuleRequest}, formClock},
	{WishLate, true, "a clock time; 12:00", "No shift starts before then.", []Code{RuleAvoid, RuleRequest}, formClock},
	{WishHours, true, "minutes a week; those of the contract", "In no week are shift hours, leave that is paid with them, further from it than the contract's tolerance_pct.", []Code{RuleUnderHours, RuleOverHours}, formMinutes},
	{WishSplits, true, "split days in the plan; 0", "No more days than that are split, as the rule split has them.", []Code{RuleSplit, RuleSplitMost}, formCount},
	{WishNear, true, "minutes; 40", "Of no shift do the ways from home and back home together take longer.", nil, formMinutes},
	{WishPeople, true, "people; 0", "No more people than that are visited to whom they had not come before (history.csv).", []Code{RuleNewFace}, formCount},
	{WishColleague, true, "the colleague's id; required", "In every week in which both work, a shift of theirs lies partly in one of the colleague's.", []Code{RuleTogether}, formCarer},
}

// WishOf finds what one may wish by its word, nil where there is none.
func WishOf(wish string) *WishKind {
	if i := slices.IndexFunc(WishKinds, func(k WishKind) bool { return k.Wish == wish }); i >= 0 {
		return &WishKinds[i]
	}
	return nil
}

// wishWords lists the wishes of people or of carers.
func wishWords(carers bool) []string {
	var out []string
	for i := range WishKinds {
		if WishKinds[i].Carer == carers {
			out = append(out, WishKinds[i].Wish)
		}
	}
	return out
}

// Number is a value that counts, or is minutes, or a clock time in minutes; fallback where there is none.
func (x *Wish) Number(fallback int) int {
	if x.Value == "" {
		return fallback
	}
	if c, err := ParseClock(x.Value); err == nil && strings.Contains(x.Value, ":") {
		return c.Minutes()
	}
	n, err := strconv.Atoi(x.Value)
	if err != nil {
		return fallback
	}
	return n
}

// fits tells whether a value is of the form that the wish takes; what says what that is.
func (k *WishKind) fits(value string) (what string, ok bool) {
	switch k.form {
	case formClock:
		_, err := ParseClock(value)
		return "a time of day like 15:30", err == nil && strings.Contains(value, ":")
	case formLanguage:
		letters := strings.Trim(value, "abcdefghijklmnopqrstuvwxyz") == ""
		return "the code of a language like cy", letters && len(value) >= 2 && len(value) <= 3
	case formGender:
		return "f or m", value == "f" || value == "m"
	case formCarer:
		return "a carer's id", true
	}
	n, err := strconv.Atoi(value)
	return "a whole number from 0 to 10080", err == nil && n >= 0 && n <= 10080
}

// wishes checks who wishes what.
func (v *validator) wishes() {
	type asked struct{ who, what string }
	ranks, words := map[asked]int{}, map[asked]int{}
	each(v, wishTable, len(v.p.Wishes), func(a at, i int) {
		x := &v.p.Wishes[i]
		if (x.Person == "") == (x.Carer == "") {
			a.say("E1580", "person", string(x.Person), "a wish is of one: a person or a carer", "Maybe keep the one whose wish it is")
			return
		}
		who := asked{string(x.Person) + "\x1f" + string(x.Carer), fmt.Sprint(x.Rank)}
		if first, twice := ranks[who]; twice {
			a.say("E1581", "rank", who.what, fmt.Sprintf("rank %d stands there twice for %q%s", x.Rank, string(x.Person)+string(x.Carer), v.lineOf(wishTable, first)), "Maybe one of them is the next wish")
		} else {
			ranks[who] = i
		}
		who.what = x.Wish + "\x1f" + x.Value
		if first, twice := words[who]; twice {
			a.say("E1584", "wish", x.Wish, fmt.Sprintf("%q wishes %s twice%s", string(x.Person)+string(x.Carer), x.Wish, v.lineOf(wishTable, first)), "")
		} else {
			words[who] = i
		}
		a.wish(x)
	})
}

// wish checks what is wished, and its value.
func (a at) wish(x *Wish) {
	k := WishOf(x.Wish)
	of := wishWords(x.Carer != "")
	switch {
	case k == nil:
		a.say("E1582", "wish", x.Wish, fmt.Sprintf("wish %q is not one of %s", x.Wish, strings.Join(of, ", ")), maybe(x.Wish, of))
		return
	case k.Carer && x.Person != "":
		a.say("E1583", "wish", x.Wish, fmt.Sprintf("%s is what carers wish, and %q is a person; people wish %s", x.Wish, x.Person, strings.Join(of, ", ")), maybe(x.Wish, of))
		return
	case !k.Carer && x.Carer != "":
		a.say("E1583", "wish", x.Wish, fmt.Sprintf("%s is what people wish, and %q is a carer; carers wish %s", x.Wish, x.Carer, strings.Join(of, ", ")), maybe(x.Wish, of))
		return
	case x.Value == "":
		a.wishNeeds(k, x)
		return
	}
	if what, ok := k.fits(x.Value); !ok {
		a.say("E1585", "value", x.Value, fmt.Sprintf("the value of %s is %s, and %q is not", x.Wish, what, x.Value), "")
	} else if k.form == formCarer {
		a.reference(&colInfo{name: "value", refs: []string{"carers"}}, x.Value)
		if x.Value == string(x.Carer) {
			a.say("E1585", "value", x.Value, "the colleague is the carer themselves", "")
		}
	}
}

// wishNeeds checks a wish without a value, which has then to be known from elsewhere.
func (a at) wishNeeds(k *WishKind, x *Wish) {
	lacks := ""
	switch k.form {
	case formLanguage, formGender:
		if i := slices.IndexFunc(a.v.p.People, func(q Person) bool { return q.ID == x.Person }); i >= 0 && k.needed(&a.v.p.People[i]) == "" {
			lacks = "people.csv does not say which either"
		}
	case formCarer:
		lacks = "nobody is named"
	case formMinutes:
		if i := slices.IndexFunc(a.v.p.Carers, func(c Carer) bool { return c.ID == x.Carer }); k.Wish == WishHours && i >= 0 && a.v.p.Carers[i].Contract.Usual() == 0 {
			lacks = "the contract owes none"
		}
	}
	if lacks != "" {
		a.say("E1586", "value", "", fmt.Sprintf("%s has no value, and %s", x.Wish, lacks), "")
	}
}

// needed is what people.csv says of a wish for a language or a gender, "" where it says nothing.
func (k *WishKind) needed(q *Person) string {
	need := q.LanguageNeed
	if k.form == formGender {
		need = q.GenderNeed
	}
	_, what, _ := strings.Cut(need, "_")
	return what
}

// Of is what a person wishes of language or gender: the value, else what people.csv has.
func (x *Wish) Of(q *Person) string {
	return or(x.Value, WishOf(x.Wish).needed(q))
}
