package constraint

import (
	"github.com/milltir/milltir/model"
	"github.com/milltir/milltir/solver/internal/state"
)

// ShortStint: whoever comes to work does so for some days in a row.
// Counts the days by which a stretch of work is shorter than the carer's least; one that touches the last
// day of the plan, or the first where nothing is known of the day before, may go on outside it.
// Example: two days at least, one day worked between days off: one.
// Source: C23; Curtois and Qu 2014.
type ShortStint struct{ shortRule }

func shortStintLeast(c *model.Carer) (least, most int) { return c.MinDaysInRow, 0 }

func newShortStint(b base, l *lines) ShortStint {
	return ShortStint{newShortRule(b, l, true, shortStintLeast)}
}

// Delta looks at the carers whose shifts were opened or closed.
func (r *ShortStint) Delta(_ *state.Trial, out *model.Score) { r.delta(out) }

// Each goes along every carer's dates.
func (r *ShortStint) Each(s *state.State, report func(Finding)) { r.each(s, shortStintLeast, report) }
