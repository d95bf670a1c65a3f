package generate

import (
	"bytes"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/milltir/milltir/model"
)

func bytesOf(t require.TestingT, p *model.Problem) []byte {
	var b bytes.Buffer
	require.NoError(t, model.WriteJSON(&b, p))
	return b.Bytes()
}

func TestPresets(t *testing.T) {
	for _, preset := range Presets() {
		t.Run(preset.Name, func(t *testing.T) {
			p, err := preset.Make(7)
			require.NoError(t, err)
			require.Empty(t, model.Validate(p).Errors())
			h, err := model.Expand(p)
			require.NoError(t, err)
			if limit := preset.Patches[0].PeakLoad; limit > 0 && len(preset.Patches) == 1 && !preset.Patches[0].Undecided {
				require.LessOrEqual(t, Describe(h).Peak.Load(), limit)
			}
			t.Log(Describe(h))
		})
	}
}

// TestBala keeps the promises of the default patch, for several seeds.
func TestBala(t *testing.T) {
	for seed := uint64(1); seed <= 4; seed++ {
		p, err := Patch(Default(), seed)
		require.NoError(t, err)
		h, err := model.Expand(p)
		require.NoError(t, err)
		s := Describe(h)
		require.InDelta(t, 62, s.ContactPct(), 4, "contact is 58 to 66 %% of paid time")
		require.LessOrEqual(t, s.Peak.Load(), 0.90)
		require.InDelta(t, 475, s.Visits, 25)
		require.InDelta(t, 11, s.PairedPct(), 1)
		require.GreaterOrEqual(t, s.LeastHours, 16.0)
		require.LessOrEqual(t, s.MostHours, 37.0)
		require.Greater(t, dealt(h), 0.90, "even a rota dealt out in a hurry carries nearly all of it")
		require.Len(t, p.Absences, 2, "one on leave, one ill")
		lawful(t, p)
		t.Log(seed, dealt(h), s.ContactPct(), s.Peak.Load())
	}
}

// dealt is the share of attendance-minutes that a simple draft places.
func dealt(h *model.Horizon) float64 {
	d := newDraft(h, func(int) []int { return everyone(len(h.Problem.Carers)) })
	done, all := 0.0, 0.0
	for v := range h.Visits {
		n := float64(h.Visits[v].Length) * float64(h.Visits[v].Need)
		all += n
		if d.start[v] != model.None {
			done += n
		}
	}
	return done / all
}

// lawful checks the given shifts of a fortnight: daily rest, days in a row, hours.
func lawful(t require.TestingT, p *model.Problem) {
	fortnight := *p
	fortnight.Plan.Weeks = 2
	fortnight.Absences = nil
	h, err := model.Expand(&fortnight)
	require.NoError(t, err)
	res := h.Calendar.Resolution()
	minutes := make([]int, 2*len(p.Carers))
	last := map[int]model.DatedShift{}
	row := map[int]int{}
	for i := range h.Shifts {
		s := h.Shifts[i]
		if s.Status != model.Given {
			continue
		}
		minutes[2*s.Carer+s.Week] += int(s.Paid() / res)
		if before, ok := last[s.Carer]; ok && before.Date != s.Date {
			require.GreaterOrEqual(t, (s.Start-before.End)/res, int32(660), "%s rests before %s", p.Carers[s.Carer].ID, s.Date)
			if s.Date != before.Date.Add(1) {
				row[s.Carer] = 0
			}
		}
		if last[s.Carer].Date != s.Date {
			row[s.Carer]++
		}
		require.LessOrEqual(t, row[s.Carer], 6, "%s days in a row", p.Carers[s.Carer].ID)
		last[s.Carer] = s
	}
	for c := range p.Carers {
		k := p.Carers[c].Contract
		for week := range 2 {
			if k.Usual() > 0 {
				require.GreaterOrEqual(t, minutes[2*c+week], k.Usual(), "%s in week %d", p.Carers[c].ID, week+1)
				require.LessOrEqual(t, float64(minutes[2*c+week]), 1.05*float64(k.Usual()), "%s in week %d", p.Carers[c].ID, week+1)
			}
		}
	}
	for _, w := range p.CarerHours {
		c := h.Carer(w.Carer)
		for i := range h.Shifts {
			if s := h.Shifts[i]; s.Carer == c && s.Status == model.Given && w.LastShiftEnd.Date != 0 {
				require.GreaterOrEqual(t, (s.Start-h.Calendar.Tick(w.LastShiftEnd.Date, w.LastShiftEnd.Clock))/res, int32(660), "%s rests after last week", w.Carer)
				break
			}
		}
	}
}

// TestUndecided: the contracts and weekends are those of the patch with its shifts, any of which its carer
// may be asked for; none is given.
func TestUndecided(t *testing.T) {
	params := Undecided()
	params.People, params.Carers, params.PeakLoad = 8, 0, 0
	open, err := Patch(params, 3)
	require.NoError(t, err)
	again, err := Patch(params, 3)
	require.NoError(t, err)
	require.Equal(t, bytesOf(t, open), bytesOf(t, again))
	m := &maker{p: params, known: map[int][]pattern{}, rng: rand.New(rand.NewPCG(3, 0))}
	m.homes, err = params.homes()
	require.NoError(t, err)
	require.NoError(t, m.build())
	require.Equal(t, bytesOf(t, open), bytesOf(t, m.out), "the first try")
	for i := range open.Shifts {
		require.Equal(t, model.Open, open.Shifts[i].Status)
	}
	for i := range m.crew {
		for d, spans := range m.crew[i].worked {
			require.LessOrEqual(t, len(spans), 1, "in one part")
			for _, s := range spans {
				require.True(t, slices.ContainsFunc(open.Shifts, func(x model.Shift) bool {
					return x.Carer == open.Carers[i].ID && x.Days.Has(d%7) && x.Start == model.Clock(s.from) && x.End == model.Clock(s.to)
				}), "%s may work what shows that the work can be done", open.Carers[i].ID)
			}
		}
	}
}

// TestShapes makes patches of many shapes: none has an error, all shifts are lawful.
func TestShapes(t *testing.T) {
	for seed := range uint64(24) {
		rng := rand.New(rand.NewPCG(seed, 1))
		p := Default()
		p.Data = pick(rng, []string{"bala", "tywyn", "caernarfon"})
		p.People, p.Carers, p.PeakLoad, p.Contact = 1+rng.IntN(15), 0, 0, 0.45+0.2*rng.Float64()
		p.Bank, p.Open, p.OnLeave, p.Sick = rng.IntN(3), rng.IntN(5), rng.IntN(2), rng.IntN(3)
		p.Walkers, p.Bikes, p.Past = rng.IntN(3), rng.IntN(2), rng.IntN(17)
		p.Paired, p.Welsh = rng.Float64()/2, rng.Float64()
		out, err := Patch(p, seed)
		require.NoError(t, err, "seed %d: %+v", seed, p)
		require.Empty(t, model.Validate(out).Errors(), "seed %d: %+v", seed, p)
		lawful(t, out)
	}
}

func TestSeedsDiffer(t *testing.T) {
	a, err := Patch(village(), 1)
	require.NoError(t, err)
	again, err := Patch(village(), 1)
	require.NoError(t, err)
	require.Equal(t, string(bytesOf(t, a)), string(bytesOf(t, again)), "the same seed makes the same bytes")
	b, err := Patch(village(), 2)
	require.NoError(t, err)
	require.NotEqual(t, string(bytesOf(t, a)), string(bytesOf(t, b)))
}

func TestParseParams(t *testing.T) {
	tests := []struct {
		text, err string
		why       string
	}{
		{`people = 20`, "", "the rest are defaults"},
		{`start = "2026-12-07"`, "", "a date in quotes"},
		{`start = "2026-12-08"`, "not a Monday", "cycles count from Mondays"},
		{`poeple = 20`, "unknown key", "a slip of the pen is told"},
		{`contact = 0.95`, "not from 0.4 to 0.8", "nobody works without travel"},
		{`[mix]` + "\nfour = 0.9", "mix as a whole", "shares over one"},
		{`paired = nan`, "not a share", "not a number"},
		{`[[places]]` + "\nname='X'\nlat=100\nlon=0\npopulation=1", "no place on earth", "latitude and longitude swapped"},
	}
	for _, tt := range tests {
		t.Run(tt.why, func(t *testing.T) {
			_, err := ParseParams(tt.text)
			if tt.err == "" {
				require.NoError(t, err)
				return
			}
			require.ErrorContains(t, err, tt.err)
		})
	}
	p, err := ParseParams("[[places]]\nname='Corwen'\nlat=52.979\nlon=-3.375\npopulation=2300")
	require.NoError(t, err)
	require.Empty(t, p.Data, "somebody's own places are not in Bala")
}
