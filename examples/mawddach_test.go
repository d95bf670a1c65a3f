package examples

import (
	"bytes"
	"cmp"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/milltir/milltir/geo"
	"github.com/milltir/milltir/model"
	"github.com/milltir/milltir/model/check"
	"github.com/milltir/milltir/report"
	"github.com/milltir/milltir/solver"
)

// mawddachIterations made both kept rotas of examples/mawddach: the workspace's, and that of the crow.
const mawddachIterations = 20_000

var mawddachRotas = map[string]string{
	"skeleton": filepath.Join("testdata", "mawddach-rota.csv"),
	"crow":     filepath.Join("testdata", "mawddach-crow-rota.csv"),
}

// TestMawddach: what legs the crow makes over an estuary, and what became of a rota that is planned by them. With
// -update both rotas are solved anew, which takes minutes.
func TestMawddach(t *testing.T) {
	p, err := model.ReadDir("mawddach")
	require.NoError(t, err)
	require.Len(t, p.Barriers, 1)
	byCrow := *p
	byCrow.Travel.Provider, byCrow.Barriers = model.ByCrow, nil
	problems := map[string]*model.Problem{"skeleton": p, "crow": &byCrow}
	if *update {
		for name, q := range problems {
			r, err := solver.Solve(context.Background(), q, solver.Options{Iterations: mawddachIterations})
			require.NoError(t, err)
			var b bytes.Buffer
			require.NoError(t, report.CSV(&b, r.Rota))
			require.NoError(t, os.WriteFile(mawddachRotas[name], b.Bytes(), 0o644))
		}
	}
	shownIn(t, "mawddach", "legs between five places", func(b *bytes.Buffer, _ *report.Localizer) {
		legs := fiveLegs(t, p)
		for _, l := range legs {
			require.InDelta(t, l.roads, l.barrier, 3*60, "%s to %s: with the barrier no leg is wrong by more", l.from, l.to)
		}
		fiveTable(b, legs)
	})
	ours, theirs := mawddachRota(t, p, "skeleton"), mawddachRota(t, &byCrow, "crow")
	require.Len(t, ours.H.Problem.People, 36)
	require.Len(t, ours.H.Visits, 414)
	contracts := slices.DeleteFunc(slices.Clone(p.Carers), func(c model.Carer) bool { return c.Contract.Kind == model.Bank })
	require.Len(t, contracts, 23)

	a, b := drive(ours, ours.H), drive(theirs, ours.H)
	require.Zero(t, a.late, "who plans by the roads is on time on them")
	for _, d := range a.legs {
		require.LessOrEqual(t, d.real, d.planned)
	}
	require.Positive(t, b.late, "who plans by the crow is not")
	names := namesOf(t, ours.H)
	south := func(i int) bool {
		return slices.Contains([]string{"Arthog", "Fairbourne", "Penmaenpool", "Llwyngwril"}, names[i])
	}
	north := func(i int) bool { return slices.Contains([]string{"Barmouth", "Bontddu", "Dyffryn Ardudwy"}, names[i]) }
	for _, l := range b.legs {
		across := south(l.from) && north(l.to) || north(l.from) && south(l.to)
		require.Equal(t, across, l.real-l.planned >= 10*60, "%s to %s: what is wrong by ten minutes lies across the water", names[l.from], names[l.to])
		require.True(t, across || l.real-l.planned <= 6*60, "%s to %s: nothing else by more than six", names[l.from], names[l.to])
		require.GreaterOrEqual(t, l.real, l.planned-60, "%s to %s: no leg takes a minute less", names[l.from], names[l.to])
	}
	shownIn(t, "mawddach", "two rotas, driven on the roads", func(w *bytes.Buffer, _ *report.Localizer) {
		drivenTable(w, ours, theirs, a, b)
	})
	shownIn(t, "mawddach", "the ten legs that are wrong by most", func(w *bytes.Buffer, _ *report.Localizer) {
		worstTable(w, b, names)
	})
}

// mawddachRota reads a kept rota, lawful by the legs that it was planned with.
func mawddachRota(t *testing.T, p *model.Problem, name string) *report.Compared {
	t.Helper()
	h, err := model.Expand(p)
	require.NoError(t, err)
	r, err := model.ReadRota(mawddachRotas[name], p)
	require.NoError(t, err)
	v, err := check.Horizon(h, r)
	require.NoError(t, err)
	require.True(t, v.Score.Lawful(), "%s: %v", name, v.Score)
	return &report.Compared{H: h, Rota: r, Verdict: v}
}

// fiveLeg is a leg by car between two places of the skeleton, from door to door, in seconds.
type fiveLeg struct {
	from, to             string
	roads, crow, barrier int32
}

// fiveLegs makes all pairs of the places on the estuary: by the workspace, by its crow alone, and by its crow round
// the barrier.
func fiveLegs(t *testing.T, p *model.Problem) (out []fiveLeg) {
	five := []string{"barmouth", "bontddu", "dolgellau", "arthog", "fairbourne"}
	legs := func(provider string, barriers []model.Barrier) *geo.Matrix {
		q := &model.Problem{
			Format: 1, Plan: p.Plan, Travel: p.Travel, Barriers: barriers, SkeletonNodes: p.SkeletonNodes, SkeletonLinks: p.SkeletonLinks,
			Carers: []model.Carer{{ID: "c", Mode: model.ModeCar}},
		}
		q.Travel.Provider = provider
		for _, id := range five {
			n := p.SkeletonNodes[slices.IndexFunc(p.SkeletonNodes, func(n model.SkeletonNode) bool { return n.ID == id })]
			q.People = append(q.People, model.Person{ID: model.PersonID(id), Name: n.NameEn, Lat: n.Lat, Lon: n.Lon, Access: new(int)})
		}
		h, err := model.Expand(q)
		require.NoError(t, err)
		return h.Legs[model.ModeCar]
	}
	roads, crow, barrier := legs(model.BySkeleton, p.Barriers), legs(model.ByCrow, nil), legs(model.ByCrow, p.Barriers)
	for i := range five {
		for j := i + 1; j < len(five); j++ {
			r, _, far := roads.At(i, j)
			c, _, _ := crow.At(i, j)
			w, _, far2 := barrier.At(i, j)
			require.False(t, far || far2)
			out = append(out, fiveLeg{five[i], five[j], r, c, w})
		}
	}
	return out
}

func minutes(seconds int32) string { return fmt.Sprintf("%.1f", float64(seconds)/60) }

func signed(seconds int32) string { return fmt.Sprintf("%+.1f", float64(seconds)/60) }

func fiveTable(b *bytes.Buffer, legs []fiveLeg) {
	fmt.Fprintf(b, "%-24s%9s%9s%9s%13s%9s\n", "minutes by car", "skeleton", "crow", "wrong by", "crow, round", "wrong by")
	fmt.Fprintf(b, "%-24s%9s%9s%9s%13s%9s\n", "", "", "", "", "the barrier", "")
	title := func(s string) string { return string(s[0]-'a'+'A') + s[1:] }
	for _, l := range legs {
		fmt.Fprintf(b, "%-24s%9s%9s%9s%13s%9s\n", title(l.from)+" – "+title(l.to), minutes(l.roads), minutes(l.crow),
			signed(l.crow-l.roads), minutes(l.barrier), signed(l.barrier-l.roads))
	}
}

// drivenLeg is a leg of a rota in seconds as it was planned, and as it is.
type drivenLeg struct {
	from, to      int // locations
	mode          string
	planned, real int32
}

// driven is a rota as it would go.
type driven struct {
	legs        []drivenLeg
	late        int // visits that start more than a quarter of an hour after their time
	most        int32
	short, long int   // legs, of those that are wrong
	sum, worst  int32 // seconds short
	water       int   // legs that are short by ten minutes or more: those across the water
	waterSum    int32
}

// drive goes a rota's runs with the legs of another horizon over the same places, one carer at a time: nobody starts
// before the time that was planned, or before the leg is gone; nobody waits for the other one of a pair, and nobody
// leaves a visit early.
func drive(c *report.Compared, on *model.Horizon) (out driven) {
	at := make(map[string]int)
	for i := range on.Locations {
		at[on.Locations[i].Key] = i
	}
	late := make(map[string]bool)
	for _, r := range c.Rota.Runs {
		mode := on.Problem.Carers[on.CarerIndex[r.Carer]].Mode
		end, from := int32(-1<<30), ""
		for _, s := range r.Stops {
			start, stop := clockSeconds(s.Start), clockSeconds(s.End)
			leg := int32(0)
			if to := s.Place; from != "" && to != "" && from != to {
				i, j := at[from], at[to]
				planned, _, _ := c.H.Legs[mode].At(i, j)
				leg, _, _ = on.Legs[mode].At(i, j)
				out.legs = append(out.legs, drivenLeg{i, j, mode, planned, leg})
			}
			begin := max(start, end+leg)
			if d := begin - start; s.Kind == model.StopVisit {
				out.most = max(out.most, d)
				if d > 15*60 {
					late[fmt.Sprint(s.Visit, s.Date, r.Date)] = true
				}
			}
			end = begin + stop - start
			if from = cmp.Or(s.EndsAt, s.Place, from); s.Place == "" && s.Travel > 0 {
				panic("a stop that has a way and no place")
			}
		}
	}
	for _, l := range out.legs {
		switch d := l.real - l.planned; {
		case d > 0:
			out.short++
			out.sum += d
			out.worst = max(out.worst, d)
			if d >= 10*60 {
				out.water++
				out.waterSum += d
			}
		case d < 0:
			out.long++
		}
	}
	out.late = len(late)
	return out
}

func clockSeconds(c model.Clock) int32 { return int32(c) * 60 }

func drivenTable(b *bytes.Buffer, ours, theirs *report.Compared, x, y driven) {
	row := func(what string, a, b any) string { return fmt.Sprintf("%-52s%14v%14v\n", what, a, b) }
	gone := func(legs []drivenLeg, of func(l drivenLeg) int32) string {
		var sum int64
		for _, l := range legs {
			sum += int64(of(l))
		}
		return fmt.Sprintf("%.1f", float64(sum)/3600)
	}
	planned, real := func(l drivenLeg) int32 { return l.planned }, func(l drivenLeg) int32 { return l.real }
	left := func(c *report.Compared) int { return c.Verdict.Measures.Visits - c.Verdict.Measures.VisitsAllocated }
	b.WriteString(row("planned by", "the skeleton", "the crow"))
	b.WriteString(row("visits left out", left(ours), left(theirs)))
	b.WriteString(row("legs between stops", len(x.legs), len(y.legs)))
	b.WriteString(row("hours of travel as planned", gone(x.legs, planned), gone(y.legs, planned)))
	b.WriteString(row("hours of travel as they are", gone(x.legs, real), gone(y.legs, real)))
	b.WriteString(row("legs that take longer than planned", x.short, y.short))
	b.WriteString(row("  minutes short, in all", x.sum/60, y.sum/60))
	b.WriteString(row("  minutes short, at worst", minutes(x.worst), minutes(y.worst)))
	b.WriteString(row("  by ten minutes or more", x.water, y.water))
	b.WriteString(row("  minutes short, of these", x.waterSum/60, y.waterSum/60))
	b.WriteString(row("legs that take less than planned", x.long, y.long))
	b.WriteString(row("visits that start more than 15 minutes late", x.late, y.late))
	b.WriteString(row("  the latest, minutes", x.most/60, y.most/60))
}

// worstTable lists the ten legs that are short by most.
func worstTable(b *bytes.Buffer, d driven, names []string) {
	legs := slices.Clone(d.legs)
	slices.SortStableFunc(legs, func(a, b drivenLeg) int {
		return cmp.Or(cmp.Compare(b.real-b.planned, a.real-a.planned), a.from-b.from, a.to-b.to)
	})
	fmt.Fprintf(b, "%-36s%9s%9s%9s\n", "minutes by car", "planned", "really", "short by")
	for _, l := range legs[:min(10, len(legs))] {
		what := names[l.from] + " → " + names[l.to]
		if l.mode != model.ModeCar {
			what += ", " + l.mode
		}
		fmt.Fprintf(b, "%-36s%9s%9s%9s\n", what, minutes(l.planned), minutes(l.real), minutes(l.real-l.planned))
	}
}

// namesOf is for each location the place of the skeleton that is nearest, not across the water.
func namesOf(t *testing.T, h *model.Horizon) []string {
	p := h.Problem
	var line geo.Barrier
	for _, c := range p.Barriers[0].Line {
		line.Line = append(line.Line, geo.LatLon(c.Lat, c.Lon))
	}
	var points []geo.Point
	for i := range h.Locations {
		points = append(points, h.Locations[i].Point)
	}
	n := len(points)
	for _, x := range p.SkeletonNodes {
		points = append(points, geo.LatLon(x.Lat, x.Lon))
	}
	m := geo.Crow{KmH: 36, Detour: 1, Barriers: []geo.Barrier{line}}.Matrix(points)
	out := make([]string, n)
	for i := range out {
		best := slices.MinFunc(seq(n, len(points)), func(a, b int) int {
			_, x, _ := m.At(i, a)
			_, y, _ := m.At(i, b)
			return cmp.Compare(x, y)
		})
		_, _, far := m.At(i, best)
		require.False(t, far)
		out[i] = p.SkeletonNodes[best-n].NameEn
	}
	return out
}

func seq(from, to int) (out []int) {
	for i := from; i < to; i++ {
		out = append(out, i)
	}
	return out
}
