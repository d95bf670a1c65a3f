package main

import (
	"fmt"
	"io"
	"os"
	"time"

	"github.com/schollz/progressbar/v3"
	"golang.org/x/term"

	"github.com/milltir/milltir/solver"
)

// every is the pause between two progress lines where there is no terminal.
const every = 2 * time.Second

// barSteps is how finely the bar shows the budget.
const barSteps = 1000

// lineWidth is about what the line and the percentage take of a terminal's columns.
const lineWidth = 80

// live shows the progress of a search: a bar with a changing line on a terminal, a plain line
// every two seconds elsewhere, nothing when quiet.
type live struct {
	w     io.Writer // nil when quiet
	bar   *progressbar.ProgressBar
	shown time.Duration // elapsed at the last plain line
}

func newLive(w io.Writer, quiet bool) *live {
	if quiet {
		return &live{}
	}
	l := &live{w: w}
	if f, ok := w.(*os.File); ok && term.IsTerminal(int(f.Fd())) {
		l.bar = progressbar.NewOptions(barSteps, progressbar.OptionSetWriter(w), progressbar.OptionSetWidth(barWidth(f)),
			progressbar.OptionSetPredictTime(false), progressbar.OptionClearOnFinish(), progressbar.OptionSetElapsedTime(false))
	}
	return l
}

// barWidth keeps bar and line together within one row of the terminal.
func barWidth(f *os.File) int {
	columns, _, err := term.GetSize(int(f.Fd()))
	if err != nil {
		columns = 80
	}
	return min(max(columns-lineWidth, 5), 30)
}

func (l *live) show(p solver.Progress) {
	switch {
	case l.w == nil:
	case l.bar != nil:
		l.bar.Describe(line(p))
		_ = l.bar.Set(min(max(int(p.Fraction*barSteps), 0), barSteps-1)) // a full bar would be cleared
	case p.Elapsed-l.shown >= every:
		l.shown = p.Elapsed
		fmt.Fprintf(l.w, "%5.0f s  %s\n", p.Elapsed.Seconds(), line(p))
	}
}

func (l *live) close() {
	if l.bar != nil {
		_ = l.bar.Finish()
	}
}

// line is the rota so far: the score by level, travel, and the mean of different carers per
// person and week ("faces").
func line(p solver.Progress) string {
	return fmt.Sprintf("law %d · unallocated %d min · wishes %.0f · travel %.1f h · faces %.1f",
		p.Score.Breaches, p.Unallocated, float64(p.Score.Wishes)/1000, float64(p.Travel)/60, p.Carers)
}
