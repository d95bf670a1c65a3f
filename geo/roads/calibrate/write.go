package calibrate

import (
	"fmt"
	"io"
	"strings"
)

// WriteFactors writes a factor file for milltir roads: a table of the mode with the factor of each class that was told.
// Two figures behind the point are as much as journeys tell.
func WriteFactors(w io.Writer, roads, mode string, r *Result) error {
	var b strings.Builder
	fmt.Fprintf(&b, "# Made by milltir roads calibrate from %d journeys on %s.\n", r.Journeys, strings.Join(strings.Fields(roads), " "))
	r.comments(&b)
	fmt.Fprintf(&b, "source = \"%d journeys\"\n\n[%s]\n", r.Journeys, mode)
	r.factors(&b)
	_, err := io.WriteString(w, b.String())
	return err
}

// comments say how good the factors are.
func (r *Result) comments(b *strings.Builder) {
	fmt.Fprintf(b, "# Mean error on journeys not used: %.1f minutes as planned, %.1f with these factors.\n",
		r.Before.MeanSeconds/60, r.After.MeanSeconds/60)
	fmt.Fprintf(b, "# Each journey takes %.1f minutes besides; parking in [travel] is the place for them.\n",
		r.Constant/60)
}

// factors are those that were told.
func (r *Result) factors(b *strings.Builder) {
	for _, f := range r.Factors {
		if f.Told {
			fmt.Fprintf(b, "%s = %.2f\n", f.Class, f.Value)
		}
	}
}
