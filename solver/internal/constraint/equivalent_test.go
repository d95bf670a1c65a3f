package constraint

// equivalent is a fault that changes nothing anybody could see, with the reason. It is named by
// its line's text, not its number, so that an edit above it does not lose it.
type equivalent struct{ file, source, kind, reason string }

// equivalents are the faults that were looked at one by one and left standing.
var equivalents = []equivalent{
	{"pin.go", "if n := t.Changed[i].Node; len(r.of[n]) «>» 0 {", "operator", "without pins there is nothing to book: the guard saves a call"},
	{"pin.go", "if len(r.of[n]) «>» 0 && t.FirstMove(i) && t.ChangeOf(n) == nil {", "operator", "without pins there is nothing to book: the guard saves a call"},
	{"constraints.go", "r.add(&sum, r.cell(visit, seat, carer), «1»)", "off by one", "only whether there is a breach is asked"},
	{"window.go", "r.end[v] = 1<<31 - «1»", "off by one", "a tick less than never is never"},
	{"window.go", "if x := r.outside(c.Node, c.Old, c.OldLen); x «>» 0 {", "operator", "nothing outside books nothing either way"},
	{"window.go", "if x := r.outside(c.Node, c.New, c.NewLen); x «>» 0 {", "operator", "nothing outside books nothing either way"},
	{"preferred.go", "if k := r.cost(c.Node, c.Old); k «>» 0 {", "operator", "a cost of nothing books nothing either way"},
	{"preferred.go", "if k := r.cost(c.Node, c.New); k «>» 0 {", "operator", "a cost of nothing books nothing either way"},
	{"available.go", "if x.End <= at || x.Start «>=» s.End {", "operator", "a span that begins where the other ends cuts it at its own end"},
	{"available.go", "if x.End «<=» at || x.Start >= s.End {", "operator", "a span that ends where the other begins moves its begin to itself"},
	{"rest.go", "for i := range «7» * s.In.Weeks {", "off by one", "no shift is on a date after the plan"},
	{"runs.go", "if arrive := done + leg; i > 0 && route.At[i] «>» arrive && !opening {", "operator", "no time waited adds nothing either way"},
	{"window.go", "if late.Against == model.LatestOpen && opened || late.Against != model.LatestOpen && (nearest < 0 || d «<» nearest) {", "operator", "of two windows equally far the distance is one"},
	{"over_hours.go", "if r.least[carer] == 0 || over «<=» 0 {", "operator", "nothing over costs nothing either way"},
	{"over_hours.go", "if over «>» tolerance {", "operator", "at the edge of the tolerance the second step has no ticks"},
	{"rest.go", "if x := r.least - (r.in.RunStart[run] - end); x «>» 0 {", "operator", "nothing missing books nothing either way"},
	{"rest.go", "end, day := r.ended[carer], model.Date(«0»)", "off by one", "no shift is on either date"},
	{"length.go", "if s.Len[v] «<» dv.LengthMin {", "operator", "at the limit the excess is nothing, and nothing is not reported"},
	{"length.go", "} else if s.Len[v] «>» dv.LengthMax {", "operator", "at the limit the excess is nothing, and nothing is not reported"},
	{"faces.go", "if before == 0 && *v «>» 0 {", "operator", "a count changes by one: from none it is never none again"},
	{"over_hours.go", "if low == 0 || over «<=» 0 {", "operator", "nothing over costs nothing, and nothing is not reported"},
	{"under_hours.go", "if missing «<=» 0 {", "operator", "nothing missing costs nothing, and nothing is not reported"},
	{"cover.go", "r.addUnit(out, unit{1, ticks, r.w[min(prio-1, len(r.w)«-»1)] * ticks / int64(r.in.Res)}, sign)", "operator", "there is a weight for every priority: the guard is for priorities yet to come"},
	{"active.go", "faces: r.Carer.counts() || r.ExtraCarer.counts(), load: r.Load.counts() «&&» r.Load.any(),", "operator", "asked where there is nothing to add up, the rule has nothing to say"},
	{"active.go", "on.sameTime = len(r.SameTime.weeks) > 0 «&&» r.SameTime.counts()", "operator", "asked where nobody wants it, the rule has nothing to say"},
	{"active.go", "on.preferred = on.preferred || w.Preferred != state.Unset «&&» r.Preferred.counts()", "operator", "asked where nobody prefers a time, or at no level, the rule has nothing to say"},
	{"load.go", "if r.in.MaxLoad[run] == 0 «||» r.level != model.Law {", "operator", "room only prunes; the search's own tests hold it to the law"},
	{"split.go", "if gap := int64(shift.Start - end); end >= «0» && gap >= int64(s.In.H.Rules.Split.Gap)*int64(s.In.Res) {", "off by one", "no shift of a date ends at the plan's first tick"},
	{"gap.go", "to = «min»(to, at+most)", "min and max", "starts only proposes a place, which Delta prices as any other; the search's own tests hold it to the law"},
	{"event.go", "r := Event{b, make([]eventAt, b.in.Nodes«-»b.in.Visits)}", "operator", "the list is longer than it need be"},
}

// excuse finds a fault among the equivalents.
func excuse(f fault) (reason string, ok bool) {
	for _, e := range equivalents {
		if e.file == f.file && e.source == f.source && e.kind == f.kind {
			return e.reason, true
		}
	}
	return "", false
}
