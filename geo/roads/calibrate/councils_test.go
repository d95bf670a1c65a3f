package calibrate

import (
	"strings"
	"testing"
	"time"

	"github.com/BurntSushi/toml"
	"github.com/stretchr/testify/require"
)

func section(council, mode string, factor float64) Section {
	return Section{
		Council: council, Mode: mode, From: time.Date(2026, 9, 1, 0, 0, 0, 0, time.UTC), Source: "40 journeys", Roads: "a.osm",
		Result: &Result{Journeys: 40, Factors: []Factor{{Class: "primary", Value: factor, Told: true}, {Class: "track", Value: 1}}},
	}
}

const head = "# Made by milltir roads calibrate on a.osm.\n# Mean error on journeys not used: 0.0 minutes as planned, 0.0 with these factors.\n" +
	"# Each journey takes 0.0 minutes besides; parking in [travel] is the place for them.\nfrom = 2026-09-01\nsource = \"40 journeys\"\n"

func TestMerge(t *testing.T) {
	for _, tt := range []struct {
		name, file string
		s          Section
		want       string
	}{
		{"a new file", "", section("gwynedd", "car", 1.25), "[council.gwynedd.car]\n" + head + "primary = 1.25\n"},
		{
			"behind what is there", "# ours\n[car]\nprimary = 1.1", section("Ynys Môn", "bike", 1.5),
			"# ours\n[car]\nprimary = 1.1\n\n[council.\"Ynys Môn\".bike]\n" + head + "primary = 1.50\n",
		},
		{
			"in the place of an earlier one", "[council.gwynedd.car] # old\nfrom = 2025-01-01\ntrunk = 3\n\n# of bikes\n[council.gwynedd.bike]\nfrom = 2025-01-01\n",
			section("gwynedd", "car", 0.5),
			"[council.gwynedd.car]\n" + head + "primary = 0.50\n\n# of bikes\n[council.gwynedd.bike]\nfrom = 2025-01-01\n",
		},
		{
			"one that is written in another way", "[ \"council\" . 'gwynedd'.car ]\nfrom = 2025-01-01\n# end\n", section("gwynedd", "car", 2),
			"[council.gwynedd.car]\n" + head + "primary = 2.00\n# end\n",
		},
	} {
		got, err := Merge([]byte(tt.file), tt.s)
		require.NoError(t, err, tt.name)
		require.Equal(t, tt.want, string(got), tt.name)
		again, err := Merge(got, tt.s)
		require.NoError(t, err)
		require.Equal(t, string(got), string(again), "and once more changes nothing: "+tt.name)
	}
	for file, want := range map[string]error{
		"council = \"gwynedd\"\n[car]\nprimary = 1.1\n": ErrOneCouncil,
		"[car\n": errNoTOML,
		"[council]\ngwynedd = { car = { from = 2025-01-01 } }\n":                       ErrNoSection,
		"source = '''\n[council.gwynedd.car]\n'''\n[council.gwynedd.car]\nprimary=1\n": ErrNoSection,
	} {
		_, err := Merge([]byte(file), section("gwynedd", "car", 1))
		require.ErrorIs(t, err, want, file)
	}
}

func TestByCouncil(t *testing.T) {
	rows, err := ReadJourneys("j.csv", strings.NewReader("from_lat,from_lon,to_lat,to_lon,minutes,mode,council,date\n"+
		"52.7,-4,52.8,-4,20,car,powys,2026-10-02\n52.7,-4,52.8,-4,20,car,gwynedd,\n52.7,-4,52.8,-4,20,car,powys,2026-10-01\n"+
		"52.7,-4,52.8,-4,99,walk,powys,2026-01-01\n"), nil)
	require.NoError(t, err)
	groups := ByCouncil(rows)
	require.Equal(t, []string{"gwynedd", "powys"}, []string{groups[0].Council, groups[1].Council})
	require.Len(t, groups[1].Rows, 3)
	first, last := Days(groups[1].Rows, "car")
	require.Equal(t, []string{"2026-10-01", "2026-10-02"}, []string{first.Format(time.DateOnly), last.Format(time.DateOnly)})
	first, _ = Days(groups[0].Rows, "car")
	require.Zero(t, first)
	_, err = ReadJourneys("j.csv", strings.NewReader("from_lat,from_lon,to_lat,to_lon,minutes,mode,council\n"+
		"52.7,-4,52.8,-4,20,car,\n52.7,-4,52.8,-4,20,car,\"a\"\"b\"\n"), nil)
	require.EqualError(t, err, `E1636 j.csv:2 council: "" is no name of a council. Fill it in for every journey, or leave out the column`+"\n"+
		`E1636 j.csv:3 council: "a\"b" is no name of a council. Fill it in for every journey, or leave out the column`)
}

// FuzzMerge: whatever the file and the name, what comes out is TOML in which the section is read again, and nothing else is
// another.
func FuzzMerge(f *testing.F) {
	f.Add("[car]\nprimary = 1.1\n[council.gwynedd.car]\nfrom = 2025-01-01\n# x\n", "gwynedd")
	f.Add("a = \"\"\"\n[council.x.car]\n\"\"\"\n[[b]]\n", "Ynys Môn")
	f.Add("council.gwynedd.car.from = 2025-01-01", "a.b")
	f.Fuzz(func(t *testing.T, file, council string) {
		if !GoodName(council) {
			return
		}
		out, err := Merge([]byte(file), section(council, "car", 1.25))
		if err != nil {
			return
		}
		var tree struct {
			Council map[string]map[string]map[string]any
		}
		_, err = toml.Decode(string(out), &tree)
		require.NoError(t, err)
		require.InDelta(t, 1.25, tree.Council[council]["car"]["primary"], 0)
		again, err := Merge(out, section(council, "car", 1.25))
		require.NoError(t, err)
		require.Equal(t, string(out), string(again))
	})
}
