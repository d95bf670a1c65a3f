// Package check is the judge. Given a Problem and any rota, ours or a coordinator's own, it
// lists every violation and works out score and measures from the definitions in
// [model.RuleBook]. It is slow and obvious, reads the rota's own times, never re-times, and
// knows nothing of the solver.
//
// What a violation holds: Visit and Person if it is about a visit, Carer if about one carer.
// Date and At are those of the visit, else of the run (its date and its shift's start), else
// the Monday of the week. Amounts of time are in ticks (unit "tick"), counts in the unit that
// they name.
//
//	skill                     Amount 1 skill; Detail the skill
//	papers                    Amount 1 paper; Detail "start", "registered" or "dbs"
//	list                      Detail "never" or "only"
//	language, gender, prefer_language, prefer_gender  Detail what is asked for: "cy", "f", …
//	door                      Amount 1 hazard; Detail "pets", "smoking" or "stairs"
//	trainee                   Carer the first of them
//	key_holder                Detail the first who holds a key
//	lone                      Amount past it; Detail the person's lone_after
//	short                     Limit the least length without a condition; Detail "none", or "A": the
//	                          carer has not been there before
//	order                     Limit the least or most after the other visit, Detail the other visit
//	same_carer                Carer who comes; Detail the other visit
//	group                     of the first visit left out; Detail the group
//	other_carer               one per carer at both; Detail the other visit
//	window                    Amount past the bound; Detail the bound's clock time
//	shift                     Detail "before", "after", "both"; "outside" with a visit; "overlap"
//	leg                       Amount too little, Limit the leg, Detail the stop before;
//	                          Amount 0: the mode (Detail) cannot go it
//	lift                      to the stop; Detail the driver
//	length, shortened         Limit the bound
//	pair                      carers there, Limit the need; 1 visit: Carer stands there twice;
//	                          ticks: carers start so far apart (they only end apart, if not more than
//	                          Limit, the tolerance)
//	gap                       on the later visit; Limit the least or most, Detail the earlier visit
//	break                     Limit its length; Detail "missing" (with break.per break also where it
//	                          lies partly outside its span); "edge" or, past the shift's own
//	                          span, "span" (At is then the break's)
//	event                     Detail the event; Amount its length if it is missing
//	weekly_rest               of a week, or two: the longest rest; Limit the least
//	span                      of a date: from the first start to the last end; Limit the most
//	rest, hours48, max_hours, under_hours, over_hours  Limit what was allowed or promised
//	pin                       1 pin: Carer is not there; ticks: Detail the pinned start
//	tied                      Detail the other visit. 1 visit: it is left out and the other is not;
//	                          1 carer: Carer is at both; ticks: the starts lie past Limit, the
//	                          least or most (below 0: before the other)
//	load                      Amount beyond Limit, the shift's max_load
//	cover, optional           without a visit: a person's package; Detail its smallest pattern; with
//	                          Detail: a visit that may be moved; Detail its days
//	preferred                 Amount the whole deviation, Limit the free ticks, Detail the preferred start
//	same_time                 of a visit's week: Limit the tolerance, Detail the earliest and the
//	                          latest start, as 08:00-08:40
//	stability                 Detail a carer of the last published rota
//	lending, bank             Detail the carer's patch, the kind of contract
//	carer, extra_carer        different carers; Limit the person's number
//	extra_carer_14d, _28d     likewise, in so many days up to the end of the week
//	agency_share              attendances of bank and agency; Limit the most
//	main_carer                attendances of Carer, who has the most; Limit the least
//	single                    carers there; Limit the need
//	introduction              Carer's first time there; 1 carer
//	slot                      of a visit's week: different carers; Limit those it takes
//	available, avoid, open_shift  Detail the shift; avoid also Detail prefer, with Shift, for a shift outside the preferred times
//	worst_late, worst_idle    of the one visit, the one run with the most
//	balance                   Amount minutes over all runs; about nobody, Date the plan's start
package check

import "github.com/milltir/milltir/model"

// Verdict is what the judge says of a rota.
type Verdict struct {
	Score      model.Score
	Shares     []model.Share     // by rule, in the order of the rule book; every rule that is not off
	Violations []model.Violation // in the order of the rule book, then date, time, carer, visit
	Measures   *model.Measures
}

// Rota judges a rota of a problem that has passed validation. The error tells of a rota that
// does not belong to the problem (an unknown carer, a visit on a date it does not have); it is
// then an [Unfit].
func Rota(p *model.Problem, r *model.Rota) (*Verdict, error) {
	h, err := model.Expand(p)
	if err != nil {
		return nil, err
	}
	return Horizon(h, r)
}
