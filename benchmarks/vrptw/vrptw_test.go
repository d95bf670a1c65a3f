package vrptw

import (
	"cmp"
	"flag"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/milltir/milltir/benchmarks/suite"
	"github.com/milltir/milltir/model"
)

var update = flag.Bool("update", false, "rewrite the golden solutions in testdata")

func hand(t testing.TB, convention string) *instance {
	in, err := New(convention).Read("testdata/hand10.txt")
	require.NoError(t, err)
	return in.(*instance)
}

// data is the folder of public instances, where there is one: the project's own tests need none.
func data(t *testing.T) string {
	dir := filepath.Join(cmp.Or(os.Getenv("MILLTIR_DATA"), "../../../shared/benchmarks"), "vrptw")
	if _, err := os.Stat(dir); err != nil {
		t.Skip("the public data are not here (MILLTIR_DATA)")
	}
	return dir
}

// rota makes runs of routes, each customer a stop; the times do not matter to Write.
func rota(in *instance, routes ...[]int) *model.Rota {
	r := &model.Rota{Format: 1}
	for _, route := range routes {
		run := model.Run{Stops: []model.Stop{{Kind: model.StopBreak}}}
		for _, c := range route {
			run.Stops = append(run.Stops, model.Stop{Kind: model.StopVisit, Visit: model.VisitID(in.id("v", c))})
		}
		r.Runs = append(r.Runs, run)
	}
	return r
}

func TestFamily(t *testing.T) {
	f := New("")
	require.Equal(t, "vrptw", f.Name())
	in, err := f.Read("testdata/hand10.txt")
	require.NoError(t, err)
	require.Equal(t, "hand10", in.Name(), "the file's stem")
	require.Equal(t, Distance, in.(*instance).conv.name, "the convention where none is named")

	bad := New("shortest")
	require.Equal(t, "vrptw", bad.Name())
	_, err = bad.Read("testdata/hand10.txt")
	require.EqualError(t, err, `convention "shortest" is not one of distance, lexicographic`)
	_, err = bad.Find("testdata")
	require.Error(t, err)
	_, err = f.Read("testdata/nowhere.txt")
	require.ErrorIs(t, err, os.ErrNotExist)
	_, err = f.Read("testdata/hand10.distance.sol")
	require.ErrorContains(t, err, "line 2:")
}

func TestFind(t *testing.T) {
	dir := t.TempDir()
	text, err := os.ReadFile("testdata/hand10.txt")
	require.NoError(t, err)
	put := func(path, text string) {
		path = filepath.Join(dir, filepath.FromSlash(path))
		require.NoError(t, os.MkdirAll(filepath.Dir(path), 0o755))
		require.NoError(t, os.WriteFile(path, []byte(text), 0o644))
	}
	put("solomon/R101.txt", string(text))
	put("homberger/R1_6_1.TXT", string(text))
	put("own/deep/mine.txt", string(text))
	put("scored/R101.lexicographic.txt", "Instance name : R101\nSolution\nRoute 1 : 2 21\n")
	put("scored/R101.distance.sol", string(text))
	put("README.txt", "")
	put("own/copied.txt", "Route #1: 2 21\n")
	put("own/cut.txt", "R101\n")
	require.NoError(t, os.Mkdir(filepath.Join(dir, "folder.txt"), 0o755))

	path := func(p string) string { return filepath.Join(dir, filepath.FromSlash(p)) }
	found, err := New(Distance).Find(dir)
	require.NoError(t, err)
	require.Equal(t, []suite.File{
		{Name: "R1_6_1", Path: path("homberger/R1_6_1.TXT"), Best: suite.Best{Known: true, Value: 21274.2}},
		{Name: "cut", Path: path("own/cut.txt")},
		{Name: "mine", Path: path("own/deep/mine.txt")},
		{Name: "R101", Path: path("solomon/R101.txt"), Best: suite.Best{Known: true, Value: 1637.7}},
	}, found)

	found, err = New(Lexicographic).Find(dir)
	require.NoError(t, err)
	require.Equal(t, suite.Best{}, found[0].Best, "the published figure for R1_6_1 is impossible")
	require.Equal(t, suite.Best{Known: true, Value: 1650.80, Units: 19}, found[3].Best)

	_, err = suite.Select(New(Distance), dir, "cut")
	require.ErrorContains(t, err, path("own/cut.txt")+":\n", "what is neither a solution nor an instance is told")

	link := filepath.Join(t.TempDir(), "link")
	if os.Symlink(dir, link) == nil {
		found, err = New(Distance).Find(link)
		require.NoError(t, err)
		require.Len(t, found, 4, "a folder may be a link")
	}
	found, err = New(Distance).Find(t.TempDir())
	require.NoError(t, err)
	require.Empty(t, found)
	_, err = New(Distance).Find(filepath.Join(dir, "nowhere"))
	require.ErrorIs(t, err, os.ErrNotExist)

	put("copy/R101.txt", string(text))
	_, err = New(Distance).Find(dir)
	require.ErrorContains(t, err, "two instances are called R101", "their solutions would overwrite each other")
}

// A published instance that lost its last lines is easier than what was published.
func TestCutInstance(t *testing.T) {
	text, err := os.ReadFile("testdata/hand10.txt")
	require.NoError(t, err)
	path := filepath.Join(t.TempDir(), "R101.txt")
	require.NoError(t, os.WriteFile(path, text, 0o644))
	_, err = New(Distance).Read(path)
	require.EqualError(t, err, "R101 has 100 customers, and this file 10: is it whole?")
	require.Len(t, customers(), 77)
}

func TestBestKnown(t *testing.T) {
	for i := range conventions {
		best, err := bestKnown(&conventions[i])
		require.NoError(t, err)
		for name, b := range best {
			if !b.Known {
				require.Equal(t, "R1_6_1", name, "the one figure that is impossible")
				continue
			}
			require.Greater(t, b.Value, 500.0, name)
			require.Equal(t, conventions[i].name == Lexicographic, b.Units > 0, name)
		}
		require.Len(t, best, 77)
	}
}

// Legs of the fixture, worked by hand: 5 + 4 + 3 + 8 = 20; 12 + 5 + 13 = 30;
// √50 + √50 + √125 + 5 is 7.0 + 7.0 + 11.1 + 5 = 30.1 in tenths rounded down; 10 + √40 + 10 is
// 10 + 6.3 + 10 = 26.3. Customer 7 closes at 24: by 6 (served 7.0 to 17.0) it is reached at 24.0
// in tenths, but at 10 + 2√50 = 24.14 in doubles. There 7 goes first: √200 + √50 + 5 + 5.
var (
	asTenths  = [][]int{{1, 2, 3}, {4, 5}, {6, 7, 8}, {9, 10}}
	asDoubles = [][]int{{1, 2, 3}, {4, 5}, {7, 6, 8}, {9, 10}}
)

func TestGolden(t *testing.T) {
	for _, x := range []struct {
		convention string
		routes     [][]int
		cost       float64
		units      int
		why        string
	}{
		{Distance, asTenths, 106.4, 0, "20 + 30 + 30.1 + 26.3, and exactly so"},
		{Lexicographic, asDoubles, 20 + 30 + math.Sqrt(200) + math.Sqrt(50) + 10 + 20 + math.Sqrt(40), 4, "in doubles, vehicles counted"},
	} {
		in := hand(t, x.convention)
		golden := filepath.Join("testdata", "hand10."+x.convention+".sol")
		var b strings.Builder
		require.NoError(t, in.Write(&b, rota(in, append([][]int{nil}, x.routes...)...)), x.why)
		if *update {
			require.NoError(t, os.WriteFile(golden, []byte(b.String()), 0o644))
		}
		want, err := os.ReadFile(golden)
		require.NoError(t, err)
		require.Equal(t, string(want), b.String(), "an empty run is no route")

		v, err := in.Score(strings.NewReader(b.String()))
		require.NoError(t, err)
		if x.convention == Distance {
			require.Equal(t, x.cost, v.Cost, x.why)
		} else {
			require.InDelta(t, x.cost, v.Cost, 1e-9, x.why)
		}
		require.Equal(t, &suite.Verdict{
			Cost: v.Cost, Units: x.units, Feasible: true,
			Parts: []suite.Part{{Name: "distance", Amount: v.Cost, Cost: v.Cost}, {Name: "vehicles", Amount: 4}},
		}, v)
	}
}

func TestWriteRefuses(t *testing.T) {
	in := hand(t, Distance)
	var b strings.Builder
	require.Error(t, in.Write(&b, nil))
	for _, id := range []model.VisitID{"", "v", "v00", "v1", "v11", "p01", "v01 ", "v-1", "v99999999999999999999"} {
		r := rota(in, []int{1})
		r.Runs[0].Stops[1].Visit = id
		require.ErrorContains(t, in.Write(&b, r), "none of this instance", "%q", id)
	}
	require.Empty(t, b.String(), "nothing half-way")
}

func TestScoreBreaches(t *testing.T) {
	route := func(list ...string) string {
		var b strings.Builder
		for i, l := range list {
			fmt.Fprintf(&b, "Route #%d: %s\n", i+1, l)
		}
		return b.String() + "Cost 1\n"
	}
	for _, x := range []struct {
		convention, solution string
		cost                 float64
		breaches             []string
		why                  string
	}{
		{Distance, route("1 2 3", "4 5", "7 6 8", "9 10"), 107.4, nil, "14.1 + 7.0 + 5 + 5 instead of 30.1"},
		{Lexicographic, route("1 2 3", "4 5", "6 7 8", "9 10"), 106.64703, []string{"route 3: customer 7 is served at 24.14213562373095, due 24"}, "in time in tenths only"},
		{Distance, route("1 2", "4 5", "6 7 8", "9 10"), 103.9, []string{"customer 3 is served 0 times"}, "5 + 4 + 8.5 (√73 = 8.54) instead of 20"},
		{Distance, route("1 2 3 3", "4 5", "6 7 8", "9 10"), 106.4, []string{"route 1: the load is 25, the capacity 20", "customer 3 is served 2 times"}, "twice in place is no further"},
		{Distance, route("1 2 3", "5 4", "6 7 8", "9 10"), 106.4, []string{"route 2: customer 4 is served at 28, due 12"}, "the same round the other way"},
		{Distance, route("1", "2", "3", "4 5", "6 7 8", "9 10", ""), 129.4, []string{"6 vehicles are used, there are 5"}, "10 + 2 · 8.5 + 16 instead of 20; an empty route is none"},
		{Distance, route("2 1 3", "4 5", "6 7 8", "9 10"), 111.9, nil, "8.5 + 4 + 5 (1 and 3 are 3, 4 apart) + 8 instead of 20; wait at 2 until 30"},
		{Distance, route("1 2 3", "4 5", "6 7", "9 10 8"), 113, []string{"route 4: the load is 24, the capacity 20"}, "6 to 7 and home is 7.0 + 7.0 + 14.1; 10 + 6.3 + 13.6 + 5 (10 and 8 are √185 apart)"},
	} {
		v, err := hand(t, x.convention).Score(strings.NewReader(x.solution))
		require.NoError(t, err, x.why)
		require.InDelta(t, x.cost, v.Cost, 1e-5, x.why)
		require.ElementsMatch(t, x.breaches, v.Breaches, x.why)
		require.Equal(t, len(x.breaches) == 0, v.Feasible, x.why)
	}
}

// The depot closes at 120. Customer 8 is 5 away: served at 105 for 10 it is just in time, for 11
// it is not.
func TestBackAtTheDepot(t *testing.T) {
	in := hand(t, Distance)
	in.customers[8].ready = 105
	v, err := in.Score(strings.NewReader("Route #1: 8\n"))
	require.NoError(t, err)
	require.NotContains(t, strings.Join(v.Breaches, "\n"), "back", "105 + 10 + 5 = 120")
	in.customers[8].service = 11
	v, err = in.Score(strings.NewReader("Route #1: 8\n"))
	require.NoError(t, err)
	require.Contains(t, v.Breaches, "route 1: it is back at 121, due 120")
}

func TestReadSolution(t *testing.T) {
	for _, x := range []struct{ text, wrong, why string }{
		{"Route #1: 1 2\nRoute #2: 3\nCost 12.5\n", "", "the form of CVRPLIB"},
		{"Instance name : x\nAuthors : a b\nSolution\nRoute 1 : 1 2\nRoute 2 : 3\n", "", "the form of SINTEF, without a cost"},
		{"\r\nroute #1: 1 2\r\n\r\nROUTE #2: 3\r\ncost: 7\r\n", "", "case, carriage returns and blank lines"},
		{"", "line 1: the solution ends without a route", "empty"},
		{"Cost 0\n", "line 2: the solution ends without a route", "a cost alone"},
		{"{\"routes\": []}\n", "line 2: the solution ends without a route", "another family's"},
		{"hello\nRoute #1: 1\n", `line 1: "hello" is neither a route nor a cost`, "prose"},
		{"Route #1: 1\nsome: 2\n", `line 2: "some: 2" is neither a route nor a cost`, "lines of the head after a route"},
		{"Route #1: 0 1 0\n", "line 1: customer \"0\" is none of 1 to 10\nline 1: customer \"0\" is none of 1 to 10", "the depot is left out"},
		{"Route #1: 11 x 1.5\n", "line 1: customer \"11\" is none of 1 to 10\nline 1: customer \"x\" is none of 1 to 10\nline 1: customer \"1.5\" is none of 1 to 10", "all mistakes at once"},
		{"Route 1 2 3\n", `line 1: "Route 1 2 3" is not of the form Route #1: 5 3`, "no colon"},
		{"Route #x: 1\n", `line 1: "Route #x: 1" is not of the form Route #1: 5 3`, "no number"},
		{"Routes: 1\n", `line 1: "Routes: 1" is not of the form Route #1: 5 3`, "another word"},
		{"Route #1: 1\nCost\n", `line 2: "Cost" is no cost`, "no figure"},
		{"Route #1: 1\nCost a lot\n", `line 2: "Cost a lot" is no cost`, "words"},
		{"Route #1: 1\nCost 5\nRoute #2: 2\n", `line 3: "Route #2: 2" stands after the cost`, "the cost comes last"},
	} {
		_, err := hand(t, Distance).Score(strings.NewReader(x.text))
		if x.wrong == "" {
			require.NoError(t, err, x.why)
		} else {
			require.EqualError(t, err, x.wrong, x.why)
		}
	}
	_, err := hand(t, Distance).Score(strings.NewReader(strings.Repeat("x\n", mostBytes)))
	require.ErrorContains(t, err, "larger than")
	_, err = hand(t, Distance).Score(strings.NewReader(strings.Repeat("x\n", 100)))
	require.ErrorContains(t, err, "and 81 more", "nobody reads a hundred")
}

func FuzzScore(f *testing.F) {
	for _, convention := range []string{Distance, Lexicographic} {
		b, err := os.ReadFile("testdata/hand10." + convention + ".sol")
		require.NoError(f, err)
		f.Add(string(b))
	}
	f.Add("Authors : a\nSolution\nRoute 1 : 1 1 1\nRoute 2 :\n")
	f.Add("Route: 1\nrouté #1: 2\nCost NaN")
	in := hand(f, Lexicographic)
	f.Fuzz(func(t *testing.T, text string) {
		routes, err := in.readRoutes(strings.NewReader(text))
		if err != nil {
			return
		}
		v := in.judge(routes)
		require.Equal(t, len(v.Breaches) == 0, v.Feasible)
		// what was read comes back from what is written, empty routes apart
		var b strings.Builder
		require.NoError(t, in.Write(&b, rota(in, routes...)))
		if v.Parts[1].Amount == 0 {
			return
		}
		again, err := in.Score(strings.NewReader(b.String()))
		require.NoError(t, err)
		require.Equal(t, v.Cost, again.Cost)
		require.Equal(t, v.Units, again.Units)
	})
}

func scoreFile(t *testing.T, in *instance, path string) *suite.Verdict {
	file, err := os.Open(path)
	require.NoError(t, err)
	defer file.Close()
	v, err := in.Score(file)
	require.NoError(t, err)
	return v
}
