package report

import (
	"fmt"
	"io"

	"github.com/milltir/milltir/layout/design"
)

// LayoutScore writes what a layout is worth by the units that it was made of: a row for each patch, and the sums. before, if not
// nil, is that of the layout that it was made from. Of a patch of fewer than five people, or carers, it says nothing, and hours of
// areas it gives to whole tens ([design.Score.Shown]).
func LayoutScore(w io.Writer, name string, s, before *design.Score, l *Localizer) error {
	p := &page{words: words{l: l}}
	if s = s.Shown(); before != nil {
		before = before.Shown()
	}
	p.line(l.N("layout.title", len(s.Patches), D{"Name": name, "Hours": fullHours(s.Contact)}))
	p.line()
	t := table{right: []bool{false, false, true, true, true, true, true, true}, gap: 2}
	t.add(l.T("layout.patch"), l.T("layout.name"), l.T("layout.units"), l.T("layout.contact"), l.T("layout.off"), l.T("layout.carers"), l.T("layout.to_base"), l.T("layout.between"))
	apart, few := false, false
	for i := range s.Patches {
		x := &s.Patches[i]
		id := x.ID
		if x.Pieces > 1 {
			id, apart = id+" *", true
		}
		hours, off, carers, toBase, between := fullHours(x.Contact), fmt.Sprintf("%+.0f%%", 100*x.Off), fullHours(x.Carers), inMinutes(x.ToBase), inMinutes(x.Between)
		if x.Few {
			hours, off, toBase, between = "–", "–", "–", "–"
		}
		if x.FewCarers {
			carers = "–"
		}
		few = few || x.Few || x.FewCarers
		t.add(id, fit(x.Name, min(30, width(x.Name))), fmt.Sprint(x.Units), hours, off, carers, toBase, between)
	}
	t.write(p, "  ")
	p.line()
	if apart {
		p.wrapped("", l.T("layout.pieces"), pageWidth)
	}
	if few {
		p.wrapped("", l.T("layout.few"), pageWidth)
	}
	if s.People == 0 {
		p.wrapped("", l.T("layout.tens"), pageWidth)
	}
	if before != nil {
		p.wrapped("", l.T("layout.before", layoutSums(before)), pageWidth)
	}
	p.wrapped("", l.T("layout.after", layoutSums(s)), pageWidth)
	p.wrapped("", l.T("layout.how"), pageWidth)
	return p.flush(w)
}

func layoutSums(s *design.Score) D {
	return D{
		"ToBase": inMinutes(s.Seconds()), "Between": inMinutes(s.Between()), "Near": inMinutes(s.Near()), "Off": fmt.Sprintf("%.0f", 100*s.WorstHours),
		"Homes": fmt.Sprintf("%.0f", 100*s.WorstHomes), "Points": s.Objective / 3600,
	}
}

func fullHours(minutes int64) string { return fmt.Sprint((minutes + 30) / 60) }

func inMinutes(seconds int64) string { return fmt.Sprintf("%.1f", float64(seconds)/60) }

// LayoutSound says of a file that its layout can be used.
func LayoutSound(file string, patches int, l *Localizer) string {
	return l.N("layout.sound", patches, D{"File": file})
}

// LayoutApplied says what a workspace with a layout's patches has, and where it is.
func LayoutApplied(patches, people, carers int, out string, l *Localizer) string {
	return l.N("layout.applied", patches, D{"People": people, "Carers": carers, "Out": out})
}

// LayoutMoved says how many units changed their patch.
func LayoutMoved(units int, l *Localizer) string { return l.N("layout.moved", units) }

// LayoutWritten says where a layout is.
func LayoutWritten(out string, l *Localizer) string { return l.T("layout.written", D{"Out": out}) }
