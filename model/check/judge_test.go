package check

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/milltir/milltir/model"
	"github.com/stretchr/testify/require"
)

func TestEveryRuleOfTheBookIsJudged(t *testing.T) {
	for _, r := range model.RuleBook {
		require.Contains(t, rules, r.Code)
	}
	require.Len(t, rules, len(model.RuleBook))
}

func TestUnfit(t *testing.T) {
	for _, row := range []struct {
		name, rota string
		edit       func(r *model.Rota)
		want       Unfit
	}{
		{
			"unknown carer", "c1 s1", func(r *model.Rota) { r.Runs = append(r.Runs, model.Run{Carer: "nobody", Date: r.Runs[0].Date}) },
			Unfit{`run of "nobody" on 2026-11-23: carer "nobody" is not known`},
		},
		{"unknown shift", "c1 s1", func(r *model.Rota) {
			r.Runs = append(r.Runs, model.Run{Carer: "c2", Date: r.Runs[0].Date, Shift: "s1"})
		}, Unfit{`run of "c2" on 2026-11-23: there is no shift "s1" for this carer on this date`}},
		{"another week", "c1 s1", func(r *model.Rota) {
			r.Runs = append(r.Runs, model.Run{Carer: "c1", Date: r.Runs[0].Date + 7})
		}, Unfit{`run of "c1" on 2026-11-30: the date is not one of the plan's (2026-11-23 to 2026-11-29)`}},
		{"duplicate run", "c1 s1\nc1 s1", nil, Unfit{`run of "c1" on 2026-11-23: shift "s1" is worked twice`}},
		{
			"duplicate run outside", "c1 s1\nc1 - | v1 14:00-14:30\nc1 - | v2 15:00-15:30", nil,
			Unfit{`run of "c1" on 2026-11-23 outside all shifts is there twice`},
		},
		{
			"other times", "c1 s1", func(r *model.Rota) { r.Runs[0].End = model.At(14, 0) },
			Unfit{`run of "c1" on 2026-11-23: shift "s1" is 07:00–13:00, the rota has 07:00–14:00`},
		},
		{
			"other status", "c1 s1", func(r *model.Rota) { r.Runs[0].Status = model.Open },
			Unfit{`run of "c1" on 2026-11-23: shift "s1" is "given", the rota has "open"`},
		},
		{"given shift left out", "", nil, Unfit{`the given shift "s1" of "c1" on 2026-11-23 is not in the rota`}},
		{
			"ends before it starts", "c1 s1 | v1 08:30-08:00", nil,
			Unfit{`run of "c1" on 2026-11-23: a visit ends at 08:00 before it starts at 08:30`},
		},
		{"no such role", "c1 s1 | v1/lead 08:00-08:30", nil, Unfit{`run of "c1" on 2026-11-23: visit "v1" has no role "lead"`}},
		{"no such event", "c1 s1 | event:e9 08:00-08:30", nil, Unfit{`run of "c1" on 2026-11-23: the carer has no event "e9"`}},
		{
			"no such time", "c1 s1 | v1 08:00-08:30", func(r *model.Rota) { r.Runs[0].Stops[0].Start = -5 },
			Unfit{`run of "c1" on 2026-11-23: a visit at -1:55–08:30 is out of range`},
		},
		{"everything at once", "c1 s1 | v9 08:00-08:30 | v1@2026-11-24 09:00-09:30", func(r *model.Rota) {
			r.Runs[0].Stops = append(r.Runs[0].Stops, model.Stop{Kind: "tea", Start: model.At(10, 0), End: model.At(10, 10)})
		}, Unfit{
			`run of "c1" on 2026-11-23: there is no visit "v9" on 2026-11-23`,
			`run of "c1" on 2026-11-23: there is no visit "v1" on 2026-11-24`,
			`run of "c1" on 2026-11-23: a stop's kind "tea" is none of visit, break, event`,
		}},
	} {
		t.Run(row.name, func(t *testing.T) {
			h := expand(t, threeVisits(t))
			r := rota(t, h, row.rota)
			if row.edit != nil {
				row.edit(r)
			}
			_, err := Horizon(h, r)
			var unfit Unfit
			require.ErrorAs(t, err, &unfit)
			if row.name == "no such time" { // how a negative clock prints is its own affair
				require.Len(t, unfit, 1)
				require.Contains(t, unfit[0], "out of range")
				return
			}
			require.Empty(t, cmp.Diff(row.want, unfit))
		})
	}
	_, err := Horizon(nil, nil)
	require.Error(t, err)
	_, err = Rota(threeVisits(t), nil)
	require.Error(t, err)
}

func TestOnlyCoverCountsAtLevelCover(t *testing.T) {
	p := threeVisits(t)
	weigh(model.RuleTravel, model.Covers)(p)
	_, err := Rota(p, rota(t, expand(t, p), "c1 s1"))
	require.EqualError(t, err, `rule "travel" cannot count at level "cover"`)
}

// busy is a rota that breaks a good many rules at once.
func busy(t testing.TB) (*model.Problem, string) {
	p := threeVisits(t)
	addShift(t, p, monday, "c2 s2 07:00-17:00 given")
	addShift(t, p, monday, "any s3 12:00-20:00 open")
	addVisit(t, p, "v4 p1 09:00-10:00/09:15 45")
	p.Visits[3].Carers, p.Visits[3].Skills = 2, []model.Skill{"hoist", "peg"}
	addVisit(t, p, "v5 p2 14:00-15:00/14:00 30")
	p.Visits[4].Priority = 1
	p.People[1].Never = []model.CarerID{"c2"}
	p.People[0].NamedTeam = []model.CarerID{"c3"}
	p.Carers[1].Patch = "tywyn"
	p.Carers[1].Contract = model.Contract{Kind: model.Bank, MaxWeek: 315}
	return p, `
c1 s1 | v1 06:50-07:20 | v4 10:15-11:00 | v3 11:05-11:30
c2 s2 | v2 08:00-08:30 | v4 10:20-11:05 | break 16:00-16:20
c1 s3 | break 12:00-12:20`
}

func TestVerdictAddsUpAndKeepsItsOrder(t *testing.T) {
	p, text := busy(t)
	h := expand(t, p)
	r := rota(t, h, text)
	want, err := Horizon(h, r)
	require.NoError(t, err)
	requireSums(t, want)
	require.Positive(t, want.Score.Breaches)
	require.Equal(t, [4]int64{1800}, want.Score.Cover, "v5: 30 min at priority 1")

	rnd := rand.New(rand.NewPCG(1, 2))
	for range 20 {
		rnd.Shuffle(len(r.Runs), func(i, j int) { r.Runs[i], r.Runs[j] = r.Runs[j], r.Runs[i] })
		for i := range r.Runs {
			s := r.Runs[i].Stops
			rnd.Shuffle(len(s), func(i, j int) { s[i], s[j] = s[j], s[i] })
		}
		got, err := Horizon(h, r)
		require.NoError(t, err)
		require.Empty(t, cmp.Diff(want, got))
	}
}

// tell prints violations the way the test below reads them.
func tell(vs []model.Violation) []string {
	var out []string
	for _, v := range vs {
		out = append(out, fmt.Sprintf("%s %s %s/%s/%s %d of %d %s (%s): %d %d %d", v.Rule, v.At, v.Visit, v.Person, v.Carer,
			v.Amount, v.Limit, v.Unit, v.Detail, v.Score.Breaches, v.Score.Excess, v.Score.Wishes))
	}
	return out
}

func TestViolationsSayWhoWhenAndHowMuch(t *testing.T) {
	p, text := busy(t)
	h := expand(t, p)
	v, err := Horizon(h, rota(t, h, text))
	require.NoError(t, err)
	laws := slices.DeleteFunc(slices.Clone(v.Violations), func(v model.Violation) bool { return v.Level != model.Law })
	require.Empty(t, cmp.Diff([]string{
		"skill 10:15 v4/p1/c1 1 of 0 skill (hoist): 1 0 0",
		"skill 10:15 v4/p1/c1 1 of 0 skill (peg): 1 0 0",
		"skill 10:20 v4/p1/c2 1 of 0 skill (hoist): 1 0 0",
		"skill 10:20 v4/p1/c2 1 of 0 skill (peg): 1 0 0",
		"list 08:00 v2/p2/c2 1 of 0 visit (never): 1 0 0",
		"short 11:05 v3/p3/c1 1500 of 1800 tick (none): 1 0 0",
		"window 06:50 v1/p1/ 600 of 0 tick (07:00): 1 600 0",
		"window 10:15 v4/p1/ 900 of 0 tick (10:00): 1 900 0",
		"shift 07:00 //c1 600 of 0 tick (before): 1 600 0",
		"shift 12:00 //c1 3600 of 0 tick (overlap): 1 3600 0",
		"leg 11:05 v3/p3/c1 300 of 600 tick (v4): 1 300 0",
		"length 11:05 v3/p3/ 300 of 1800 tick (): 1 300 0",
		"pair 10:15 v4/p1/ 300 of 0 tick (): 1 300 0",
		"break 12:00 //c1 1200 of 1200 tick (edge): 1 1200 0",
		"break 16:00 //c2 1200 of 1200 tick (edge): 1 1200 0",
		"span 00:00 //c1 46800 of 43200 tick (): 1 3600 0",       // 07:00 to 20:00
		"max_hours 00:00 //c2 15900 of 18900 tick (): 1 15900 0", // 580 paid min, 300 + 5 % = 315 allowed
	}, tell(laws)))
	require.Contains(t, tell(v.Violations), "cover 14:00 v5/p2/ 1800 of 0 tick (): 0 0 0")
	require.Contains(t, tell(v.Violations), "shortened 11:05 v3/p3/ 300 of 1800 tick (): 0 0 5000")
}
