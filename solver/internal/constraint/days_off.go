package constraint

import (
	"github.com/milltir/milltir/model"
	"github.com/milltir/milltir/solver/internal/state"
)

// DaysOff: days off come in a row, and not too many.
// Counts the days by which a stretch of days off is shorter than the carer's least or longer than the
// most; one that touches the last day of the plan, or the first where nothing is known of the day before,
// may go on outside it and is not too short.
// Example: two days off at least, one between two stretches of work: one.
// Source: C23; Curtois and Qu 2014.
type DaysOff struct{ shortRule }

func daysOffBounds(c *model.Carer) (least, most int) { return c.MinDaysOff, c.MaxDaysOff }

func newDaysOff(b base, l *lines) DaysOff { return DaysOff{newShortRule(b, l, false, daysOffBounds)} }

// Delta looks at the carers whose shifts were opened or closed.
func (r *DaysOff) Delta(_ *state.Trial, out *model.Score) { r.delta(out) }

// Each goes along every carer's dates.
func (r *DaysOff) Each(s *state.State, report func(Finding)) { r.each(s, daysOffBounds, report) }
