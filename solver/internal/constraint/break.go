package constraint

import (
	"cmp"
	"slices"

	"github.com/milltir/milltir/model"
	"github.com/milltir/milltir/solver/internal/state"
)

// Break: whoever works long has a real break, in the middle of the shift and not at its edge.
// Counts the ticks of the break outside the middle part. (A worked run always holds its break
// at full length: the state opens it with one.) Who is under 18 has half an hour over 4.5 hours. Shifts that follow
// on from one another are one stretch of work: what is missing of a break between them, free of work and travel, or
// in one of them.
// Example: a shift from 07:00 to 15:00 has its break inside 08:36–13:24; a break from 13:14 to
// 13:34 is one breach of 10 minutes. Of two shifts from 08:00 to 12:00 and 12:25 to 16:00, with visits to their ends
// and 15 minutes from the last door to the first, ten are missing.
// Source: Working Time Regulations 1998 reg. 12; C18, C21.
type Break struct {
	base
	whole bool          // one that is not wholly inside counts as missed, whatever its length
	least []int32       // by run: the break of a stretch of work that begins with it
	after []int32       // by run: how long that stretch may be without
	row   []int32       // by run: index into rows, -1 where none of its carer's could follow on from another
	rows  [][]state.Run // those that could, with all that may stand between; by start
	near  int32         // what could be less than a break and the longest way
}

func newBreak(b base) Break {
	in, h := b.in, b.in.H
	rule := &h.Rules.Break
	r := Break{base: b, whole: rule.Per == model.PerBreak, least: make([]int32, in.Runs), after: make([]int32, in.Runs), row: make([]int32, in.Runs)}
	for run := range r.row {
		r.row[run], r.least[run], r.after[run] = -1, h.Calendar.Ticks(rule.Length), h.Calendar.Ticks(rule.After)
		if h.Young(int(in.CarerOf[run]), h.Shifts[in.ShiftOf[run]].Date) {
			r.least[run], r.after[run] = h.Calendar.Ticks(rule.YoungLength), h.Calendar.Ticks(rule.YoungAfter)
		}
	}
	if !r.counts() {
		return r
	}
	for _, legs := range in.Legs {
		for _, leg := range legs {
			r.near = max(r.near, leg.Exact)
		}
	}
	r.near += h.Calendar.Ticks(max(rule.Length, rule.YoungLength))
	for _, runs := range in.RunsBy {
		r.join(runs)
	}
	return r
}

// join makes rows of a carer's runs with less between them than a break and the longest way.
func (r *Break) join(runs []state.Run) {
	in := r.in
	id := func(run state.Run) model.ShiftID { return in.H.Shifts[in.ShiftOf[run]].ID }
	runs = slices.DeleteFunc(slices.Clone(runs), func(run state.Run) bool { return !in.H.Shifts[in.ShiftOf[run]].AtWork() })
	slices.SortFunc(runs, func(a, b state.Run) int {
		return cmp.Or(cmp.Compare(in.RunStart[a], in.RunStart[b]), cmp.Compare(in.RunEnd[a], in.RunEnd[b]), cmp.Compare(id(a), id(b)))
	})
	from, end := 0, int32(0)
	for i, run := range runs {
		if i > from && in.RunStart[run]-end >= r.near {
			r.addRow(runs[from:i])
			from = i
		}
		end = max(end, in.RunEnd[run])
	}
	r.addRow(runs[from:])
}

// addRow keeps a row of which two could be worked that need no break each.
func (r *Break) addRow(runs []state.Run) {
	n := 0
	for _, run := range runs {
		if r.own(run) < r.least[run] {
			n++
		}
	}
	if n < 2 {
		return
	}
	for _, run := range runs {
		r.row[run] = int32(len(r.rows))
	}
	r.rows = append(r.rows, runs)
}

// own is the length of the break that a run's shift needs by itself.
func (r *Break) own(run state.Run) int32 {
	if b := r.in.Break[run]; b >= 0 {
		return r.in.Length[b]
	}
	return 0
}

// nights tells whether shifts of two dates, one of each, may be one stretch of work.
func (r *Break) nights() bool {
	in := r.in
	for _, row := range r.rows {
		for i, a := range row {
			for _, z := range row[i+1:] {
				apart := in.H.Shifts[in.ShiftOf[a]].Date != in.H.Shifts[in.ShiftOf[z]].Date
				short := r.own(a) < r.least[a] && r.own(z) < r.least[z]
				if apart && short && in.RunStart[z]-in.RunEnd[a] < r.near && in.RunEnd[z]-in.RunStart[a] > r.after[a] {
					return true
				}
			}
		}
	}
	return false
}

// outside uses what the timing knows of a break: Open is the start of the middle part, Close
// its end less the break.
func (r *Break) outside(n state.Node, start int32) int32 {
	from, to := r.in.Open[n], r.in.Close[n]+r.in.Length[n]
	length := r.in.Length[n]
	inside := max(0, min(start+length, to)-max(start, from))
	return length - inside
}

// needed tells whether a run, by its stops, needs its break and has it where it counts: with a
// break at the next stop's place, only a run with visits needs one, and only before a visit.
func (r *Break) needed(seq []state.Stop) (needs, has bool) {
	for i := len(seq) - 1; i >= 0; i-- {
		n := seq[i].Node()
		switch {
		case r.in.IsVisit(n):
			needs = true
		case r.in.IsBreak(n):
			has = needs
		}
	}
	return needs, has
}

// unit is what a worked run's break counts.
func (r *Break) unit(run state.Run, route *state.Route) unit {
	b := r.in.Break[run]
	if r.in.BreakNext {
		if needs, has := r.needed(route.Seq); !needs {
			return unit{}
		} else if !has {
			return r.missed(r.in.Length[b], r.in.Length[b])
		}
	}
	for i, stop := range route.Seq {
		if stop.Node() == b {
			return r.missed(r.outside(b, route.At[i]), r.in.Length[b])
		}
	}
	return r.missed(r.in.Length[b], r.in.Length[b])
}

// missed is the unit of so many ticks of a break missed.
func (r *Break) missed(x, length int32) unit {
	if x > 0 && r.whole {
		return unit{1, int64(length), r.w[0]}
	}
	return r.timed(x)
}

// spell is a stretch of work: runs with less than a break between them.
type spell struct {
	runs       int
	first      state.Run
	start, end int32
	at         state.Place // where its carer is at the end
	idle       int32       // and for how long already
	off, rest  int32       // pauses, and the longest of them and of the breaks
	kept       bool        // one of its shifts needs a break by itself
}

// work is a run's route, before the trial or under it; nil where it is not worked.
func (r *Break) work(t *state.Trial, run state.Run, now bool) *state.Route {
	if v := t.ViewOf(run); now && v != nil {
		if !v.Worked {
			return nil
		}
		return &v.Route
	}
	if !t.S.Worked[run] {
		return nil
	}
	return &t.S.Routes[run]
}

// from is where a run with a placed stop begins: at the base, else there.
func (r *Break) from(run state.Run, seq []state.Stop) state.Place {
	for _, stop := range seq {
		if at := r.in.Place[stop.Node()]; at >= 0 {
			if base := r.in.From[run]; base >= 0 {
				return base
			}
			return at
		}
	}
	return state.NoPlace
}

// to is where it ends: at the base, else at its last placed stop.
func (r *Break) to(run state.Run, seq []state.Stop) state.Place {
	for i := len(seq) - 1; i >= 0; i-- {
		if at := r.in.EndAt[seq[i].Node()]; at >= 0 {
			if base := r.in.To[run]; base >= 0 {
				return base
			}
			return at
		}
	}
	return state.NoPlace
}

// spells adds what there is to say of a row, before the trial or under it.
func (r *Break) spells(t *state.Trial, row int32, now bool, out *model.Score, sign int64) {
	var s spell
	for _, run := range r.rows[row] {
		route := r.work(t, run, now)
		if route == nil {
			continue
		}
		if s.runs > 0 {
			way := r.in.Leg(run, s.at, r.from(run, route.Seq)).Exact - s.idle - max(0, route.Sum.Before)
			pause := max(0, r.in.RunStart[run]-s.end-max(0, way))
			if pause >= r.least[s.first] {
				r.add(out, r.lack(&s), sign)
				s = spell{}
			}
			s.off, s.rest = s.off+pause, max(s.rest, pause)
		}
		if s.runs == 0 {
			s = spell{first: run, start: r.in.RunStart[run]}
		}
		if s.runs++; r.in.RunEnd[run] > s.end {
			s.end, s.at, s.idle = r.in.RunEnd[run], r.to(run, route.Seq), max(0, r.in.RunEnd[run]-route.Sum.Last)
		}
		if length := r.own(run); length >= r.least[s.first] {
			s.kept = true
		} else if length > s.rest && slices.Contains(route.Seq, state.StopOf(r.in.Break[run], 0)) {
			s.rest = length
		}
	}
	r.add(out, r.lack(&s), sign)
}

// lack is what a stretch of work counts.
func (r *Break) lack(s *spell) unit {
	if s.runs < 2 || s.kept || s.end-s.start-s.off <= r.after[s.first] {
		return unit{}
	}
	return r.missed(r.least[s.first]-s.rest, r.least[s.first])
}

// shifted tells whether a trial changes of a run what matters to those before and after it: when and where its work
// begins and ends, and whether it holds its break.
func (r *Break) shifted(t *state.Trial, v *state.View) bool {
	run, was, is := v.Run, &t.S.Routes[v.Run], &v.Route
	switch {
	case v.Worked != t.S.Worked[run]:
		return true
	case !v.Worked:
		return false
	case was.Sum.Before != is.Sum.Before, was.Sum.Last != is.Sum.Last, r.from(run, was.Seq) != r.from(run, is.Seq), r.to(run, was.Seq) != r.to(run, is.Seq):
		return true
	}
	b := state.StopOf(r.in.Break[run], 0)
	return r.own(run) > 0 && slices.Contains(was.Seq, b) != slices.Contains(is.Seq, b)
}

// Delta looks at the breaks of the runs in view, and at what follows on from them.
func (r *Break) Delta(t *state.Trial, out *model.Score) {
	for i := range t.Views {
		v := &t.Views[i]
		if r.in.Break[v.Run] >= 0 {
			if t.S.Worked[v.Run] {
				r.add(out, r.unit(v.Run, &t.S.Routes[v.Run]), -1)
			}
			if v.Worked {
				r.add(out, r.unit(v.Run, &v.Route), 1)
			}
		}
		row := r.row[v.Run]
		if row < 0 || !r.shifted(t, v) {
			continue
		}
		for k := range t.Views[:i] {
			if r.row[t.Views[k].Run] == row && r.shifted(t, &t.Views[k]) {
				row = -1 // it has been looked at
			}
		}
		if row >= 0 {
			r.spells(t, row, false, out, -1)
			r.spells(t, row, true, out, 1)
		}
	}
}

// Each walks the worked runs whose shift needs a break, and those that follow on from one another.
func (r *Break) Each(s *state.State, report func(Finding)) {
	h := s.In.H
	for run := range s.In.Runs {
		shift := shiftOf(s, state.Run(run))
		next := h.Rules.Break.At == model.Next
		if !s.Worked[run] || shift.Break == 0 || next && !visited(s, state.Run(run)) {
			continue
		}
		from, to := h.BreakSpan(shift)
		x := int64(shift.Break) // missing, until one is found
		for i, stop := range s.Routes[run].Seq {
			behind := false
			for _, after := range s.Routes[run].Seq[i+1:] {
				behind = behind || s.In.IsVisit(after.Node())
			}
			if stop.Node() == s.In.Break[run] && (behind || !next) {
				start, end := s.Routes[run].At[i], s.Routes[run].At[i]+shift.Break
				x = int64(min(shift.Break, max(0, from-start)+max(0, end-to)))
			}
		}
		u := unit{1, x, r.w[0] * x / int64(s.In.Res)}
		if h.Rules.Break.Per == model.PerBreak && x > 0 {
			x = int64(shift.Break)
			u = unit{1, x, r.w[0]}
		}
		if x > 0 {
			f := runFinding(s, state.Run(run), x, u)
			report(f)
		}
	}
	for c, runs := range workedBy(s) {
		runs = slices.DeleteFunc(runs, func(run state.Run) bool { return !shiftOf(s, run).AtWork() })
		slices.SortFunc(runs, func(a, b state.Run) int {
			x, y := shiftOf(s, a), shiftOf(s, b)
			return cmp.Or(cmp.Compare(x.Start, y.Start), cmp.Compare(x.End, y.End), cmp.Compare(x.ID, y.ID))
		})
		for len(runs) > 0 {
			runs = runs[r.stretch(s, c, runs, report):]
		}
	}
}

// stretch looks at the stretch of work that begins with the first of a carer's runs, and gives their number.
func (r *Break) stretch(s *state.State, c int, runs []state.Run, report func(Finding)) int {
	h := s.In.H
	first := shiftOf(s, runs[0])
	need, after := h.Calendar.Ticks(h.Rules.Break.Length), h.Calendar.Ticks(h.Rules.Break.After)
	if h.Young(c, first.Date) {
		need, after = h.Calendar.Ticks(h.Rules.Break.YoungLength), h.Calendar.Ticks(h.Rules.Break.YoungAfter)
	}
	end, off, longest, own := first.End, int32(0), int32(0), false
	var where edge // of the end
	n := 0
	for ; n < len(runs); n++ {
		shift := shiftOf(s, runs[n])
		begins, ends := edges(s, runs[n])
		if n > 0 {
			pause := shift.Start - end
			if where.place >= 0 && begins.place >= 0 {
				way, _ := h.LegTicks(h.Problem.Carers[c].Mode, where.place, begins.place)
				pause -= max(0, way-where.idle-begins.idle)
			}
			if pause >= need {
				break
			}
			off += max(0, pause)
			longest = max(longest, pause)
		}
		if n == 0 || shift.End > end {
			end, where = shift.End, ends
		}
		own = own || shift.Break >= need
		for _, stop := range s.Routes[runs[n]].Seq {
			if s.In.IsBreak(stop.Node()) {
				longest = max(longest, shift.Break)
			}
		}
	}
	if x := int64(need - longest); n > 1 && !own && end-first.Start-off > after && x > 0 {
		u := unit{1, x, r.w[0] * x / int64(s.In.Res)}
		if h.Rules.Break.Per == model.PerBreak {
			u = unit{1, int64(need), r.w[0]}
		}
		report(runFinding(s, runs[0], u.x, u))
	}
	return n
}

// edge is where a run begins or ends, -1 if no stop says so, and how long its carer has been idle there.
type edge struct {
	place int
	idle  int32
}

// edges are those of a run.
func edges(s *state.State, run state.Run) (first, last edge) {
	shift, route := shiftOf(s, run), &s.Routes[run]
	from, to := s.In.H.Ends(int(s.In.CarerOf[run]), shift)
	first, last = edge{place: -1}, edge{place: -1}
	for i, stop := range route.Seq {
		if at := int(s.In.Place[stop.Node()]); at >= 0 {
			if last.place = int(s.In.EndAt[stop.Node()]); first.place < 0 {
				first.place = at
			}
		}
		last.idle = shift.End - route.At[i] - s.Len[stop.Node()]
	}
	if first.place < 0 {
		return first, last
	}
	first.idle, last.idle = max(0, route.At[0]-firstLeg(s, run)-shift.Start), max(0, last.idle-lastLeg(s, run))
	if from >= 0 {
		first.place = from
	}
	if to >= 0 {
		last.place = to
	}
	return first, last
}
