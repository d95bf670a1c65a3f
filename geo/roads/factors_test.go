package roads

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/milltir/milltir/geo"
)

func TestFactorsAreWorkedIn(t *testing.T) {
	r := sample(t)
	f, err := ReadFactors("slow.toml", strings.NewReader("council = 'x'\nfrom = '2026-09-01'\nsource = 'y'\n"+
		"[car]\nprimary = 1.5\nservice = 2\n[period.school_run.car]\nresidential = 1.4\nprimary = 2\n"))
	require.NoError(t, err)
	require.Equal(t, "2026-09-01", f.From)
	slow, err := r.WithFactors(context.Background(), f, "school_run")
	require.NoError(t, err)
	require.Contains(t, slow.Name(), "factors slow.toml school_run")
	require.NotEqual(t, r.Name(), slow.Name())
	for mode := range modes {
		at, _ := slow.snap(slow.lane(mode), r.spread(12))
		cells, err := slow.cells(context.Background(), mode, at, 2)
		require.NoError(t, err)
		require.Equal(t, slow.plain(mode, at), cells, modes[mode])
	}
	for s, ms := range r.rides[0].ms[0] {
		want := map[Class]float64{Primary: 3, Service: 2, Residential: 1.4}[r.net.class[s]]
		if want == 0 {
			want = 1
		}
		require.InDelta(t, float64(ms)*want, slow.rides[0].ms[0][s], 1)
	}
	require.Equal(t, r.rides[3], slow.rides[3], "walkers are as before")
	_, err = slow.WithFactors(context.Background(), f, "")
	require.Error(t, err, "not twice")
	_, err = r.WithFactors(context.Background(), f, "flood")
	require.EqualError(t, err, `E1622 slow.toml: it has no period "flood". It has: school_run`)
	for period := range DefaultFactors().Periods {
		_, err := r.WithFactors(context.Background(), DefaultFactors(), period)
		require.NoError(t, err)
	}
}

func TestFactorErrors(t *testing.T) {
	_, err := ReadFactors("f.toml", strings.NewReader("from = 'soon'\ncouncil = 1\nbus = 2\n[car]\nprimary = 0.1\nsecondary = 'x'\nroad = 1\n"+
		"[period]\nnight = 1\n[period.day]\ncar = 2\ntram = {}\n"))
	require.Equal(t, []string{
		`E1622 f.toml: [bus] is not known. Sections are car, bike, ebike, walk, period.NAME.MODE and council.NAME.MODE`,
		`E1622 f.toml: [car] primary is no number from 0.2 to 5. 1.1 makes it a tenth longer`,
		`E1622 f.toml: [car] road is no class of road. Classes are those of docs/ROADS.md: trunk, primary, secondary and so on`,
		`E1622 f.toml: [car] secondary is no number from 0.2 to 5. 1.1 makes it a tenth longer`,
		`E1622 f.toml: council is no text. Put it in quotation marks`,
		`E1622 f.toml: from "soon" is no day. Write from = 2026-11-28`,
		`E1622 f.toml: [period.day.car] is not known. Sections are car, bike, ebike, walk, period.NAME.MODE and council.NAME.MODE`,
		`E1622 f.toml: [period.day.tram] is not known. Sections are car, bike, ebike, walk, period.NAME.MODE and council.NAME.MODE`,
		`E1622 f.toml: period.night has no section of a mode. Write [period.night.car]`,
	}, strings.Split(err.Error(), "\n"), "all at once")
	_, err = ReadFactors("f.toml", strings.NewReader("[car]\nprimary =\n"))
	require.ErrorContains(t, err, "E1622 f.toml:2: it is not valid TOML")
	_, err = ReadFactorsFile(filepath.Join(t.TempDir(), "none.toml"))
	require.ErrorContains(t, err, "E1622 none.toml: it cannot be opened")
}

func TestKept(t *testing.T) {
	r, dir := sample(t), filepath.Join(t.TempDir(), "kept")
	points := append(r.spread(8), geo.LatLon(0, 0))
	want, remarks, err := r.Legs(context.Background(), "car", points)
	require.NoError(t, err)
	require.NotEmpty(t, remarks)
	for range 2 {
		got, told, err := r.Kept(context.Background(), dir, "car", points)
		require.NoError(t, err)
		require.Equal(t, want, got)
		require.Equal(t, remarks, told)
	}
	files, err := os.ReadDir(dir)
	require.NoError(t, err)
	require.Len(t, files, 1, "one table, no temporary files")
	path := filepath.Join(dir, files[0].Name())
	b, err := os.ReadFile(path)
	require.NoError(t, err)
	for _, damaged := range [][]byte{b[:len(b)/2], append(b[:30:30], b[31:]...), nil} {
		require.NoError(t, os.WriteFile(path, damaged, 0o600))
		got, _, err := r.Kept(context.Background(), dir, "car", points)
		require.NoError(t, err)
		require.Equal(t, want, got, "what is damaged is worked out anew")
	}
	keys := map[string]bool{r.key("car", points): true, r.key("walk", points): true, r.key("car", points[1:]): true}
	slow, err := r.WithFactors(context.Background(), DefaultFactors(), "summer")
	require.NoError(t, err)
	keys[slow.key("car", points)] = true
	require.Len(t, keys, 4, "mode, points and factors are of the key")
	_, _, err = r.Kept(context.Background(), filepath.Join(path, "no folder"), "car", points)
	require.NoError(t, err, "no place to keep it is no reason to have none")
	_, _, err = r.Kept(context.Background(), dir, "tram", points)
	require.ErrorIs(t, err, ErrMode)
}

const councils = `source = "everybody"
from = "2026-01-01"
[car]
primary = 1.1
trunk = 1.2
[bike]
primary = 1.3
[period.night.car]
primary = 0.9
[council.gwynedd.car]
from = 2026-09-01
source = "412 journeys"
primary = 1.4
[council.gwynedd.bike]
from = "2026-10-01"
track = 1.5
[council.gwynedd.period.night.car]
primary = 0.8
[council."Ynys Môn".car]
from = 2026-02-01
primary = 1
`

// TestCouncils: a council's section stands in place of the file's own of the mode, and of the period.
func TestCouncils(t *testing.T) {
	f, err := ReadFactors("f.toml", strings.NewReader(councils))
	require.NoError(t, err)
	for _, tt := range []struct {
		council, period, mode string
		class                 Class
		want                  float64
		why                   string
	}{
		{"", "", "car", Primary, 1.1, "nobody in particular"},
		{"", "night", "car", Primary, 1.1 * 0.9, "at night"},
		{"gwynedd", "", "car", Primary, 1.4, "its own"},
		{"gwynedd", "", "car", Trunk, 1, "and not the file's, class by class: journeys were fitted without it"},
		{"gwynedd", "night", "car", Primary, 1.4 * 0.8, "its own night"},
		{"gwynedd", "", "bike", Track, 1.5, "and bikes"},
		{"Ynys Môn", "night", "car", Primary, 0.9, "the night of all"},
		{"Ynys Môn", "", "bike", Primary, 1.3, "the bikes of all"},
	} {
		own, err := f.For(tt.council)
		require.NoError(t, err, tt.why)
		all, _ := own.of(tt.mode, tt.period)
		require.InDelta(t, tt.want, all[tt.class], 1e-12, tt.why)
	}
	own, err := f.For("gwynedd")
	require.NoError(t, err)
	require.Equal(t, []string{"2026-10-01", "412 journeys"}, []string{own.From, own.Source}, "the later of two sections")
	r, err := sample(t).WithFactors(context.Background(), own, "night")
	require.NoError(t, err)
	require.Contains(t, r.Name(), "factors f.toml gwynedd night")
	require.Equal(t, "2026-10-01", r.From())
	_, err = f.For("powys")
	require.EqualError(t, err, `E1624 f.toml: it has no council "powys". It has: Ynys Môn, gwynedd`)

	whole, err := ReadFactors("f.toml", strings.NewReader("council = 'powys'\nfrom = 2026-03-01\n[car]\nprimary = 1.1\n"))
	require.NoError(t, err)
	own, err = whole.For("powys")
	require.NoError(t, err, "the whole file is of that council")
	require.Equal(t, "2026-03-01", own.From)
	_, err = whole.For("gwynedd")
	require.ErrorContains(t, err, "It has: powys")
	_, err = DefaultFactors().For("gwynedd")
	require.ErrorContains(t, err, "E1624 built in: it has no council")

	_, err = ReadFactors("f.toml", strings.NewReader("[council]\nx = 1\n[council.a.car]\nprimary = 9\n[council.b.car]\nfrom = 'soon'\n"+
		"[council.c.car]\nfrom = 2026-02-30\n"))
	require.ErrorContains(t, err, "E1622 f.toml:8: it is not valid TOML", "no such day")
	_, err = ReadFactors("f.toml", strings.NewReader("[council]\nx = 1\n[council.a.car]\nprimary = 9\n[council.b.car]\nfrom = 'soon'\n"+
		"source = 1\n[council.b.tram]\nfrom = '2026-02-30'\n[council.c]\ncar = 1\n[council.c.period]\nnight = 1\n"))
	require.Equal(t, []string{
		`E1624 f.toml: [council.a.car] has no from: the day from which it holds. Write from = 2026-11-28`,
		`E1622 f.toml: [council.a.car] primary is no number from 0.2 to 5. 1.1 makes it a tenth longer`,
		`E1624 f.toml: [council.b.car] from "soon" is no day. Write from = 2026-11-28`,
		`E1624 f.toml: [council.b.car] source is no text. Put it in quotation marks`,
		`E1624 f.toml: [council.b.tram] from "2026-02-30" is no day. Write from = 2026-11-28`,
		`E1622 f.toml: [council.b.tram] is not known. Sections are car, bike, ebike, walk, period.NAME.MODE and council.NAME.MODE`,
		`E1622 f.toml: [council.c.car] is not known. Sections are car, bike, ebike, walk, period.NAME.MODE and council.NAME.MODE`,
		`E1622 f.toml: council.c.period.night has no section of a mode. Write [council.c.period.night.car]`,
		`E1624 f.toml: council.x has no section of a mode. Write [council.x.car]`,
	}, strings.Split(err.Error(), "\n"), "all at once")
}

func FuzzReadFactors(f *testing.F) {
	f.Add(councils)
	f.Add("from = '2026-09-01'\n[car]\nprimary = 1.5\n[period.night.car]\ntrunk = 0.9\n")
	f.Add("[period]\nnight = [1]\n")
	f.Add("[car]\nprimary = nan\n")
	f.Fuzz(func(t *testing.T, text string) {
		x, err := ReadFactors("f.toml", strings.NewReader(text))
		if err == nil {
			for council := range x.Councils {
				x, err = x.For(council)
				require.NoError(t, err)
				require.Len(t, x.From, len("2006-01-02"))
				break
			}
			for period := range x.Periods {
				all, _ := x.of("car", period)
				for _, v := range all {
					require.True(t, v >= leastFactor*leastFactor && v <= mostFactor*mostFactor)
				}
			}
		}
	})
}

func FuzzReadPoints(f *testing.F) {
	f.Add("id,lat,lon\na,52.9,-3.6\n")
	f.Add("\ufefflon,id,x,lat\n1,b\n\"")
	f.Fuzz(func(t *testing.T, text string) {
		ids, points, err := ReadPoints("p.csv", strings.NewReader(text))
		require.Equal(t, len(ids), len(points))
		require.True(t, err == nil || ids == nil)
	})
}
