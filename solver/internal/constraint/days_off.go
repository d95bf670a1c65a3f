package constraint

import (
	"github.com/milltir/milltir/model"
	"github.com/milltir/milltir/solver/internal/state"
)

// DaysOff: days off come in a row.
// Counts the days by which a stretch of days off is shorter than the carer's least; one that touches the
// first or the last day of the plan may go on outside it.
// Example: two days off at least, one between two stretches of work: one.
// Source: C23; Curtois and Qu 2014.
type DaysOff struct{ shortRule }

func daysOffLeast(c *model.Carer) int { return c.MinDaysOff }

func newDaysOff(b base, l *lines) DaysOff { return DaysOff{newShortRule(b, l, false, daysOffLeast)} }

// Delta looks at the carers whose shifts were opened or closed.
func (r *DaysOff) Delta(_ *state.Trial, out *model.Score) { r.delta(out) }

// Each goes along every carer's dates.
func (r *DaysOff) Each(s *state.State, report func(Finding)) { r.each(s, daysOffLeast, report) }
