package layout

import (
	"bytes"
	"fmt"
	"os"
	"regexp"
	"strings"
	"testing"

	"github.com/paulmach/orb"
	"github.com/stretchr/testify/require"

	"github.com/milltir/milltir/geo"
)

// file makes a layout of features, each on a line of its own, from line 2 on.
func file(features ...string) string {
	return "{\"type\": \"FeatureCollection\", \"name\": \"Penllyn\", \"features\": [\n" + strings.Join(features, ",\n") + "\n]}"
}

// square is a patch of a hundredth of a degree: 1.1 km from south to north, 0.67 km across.
func square(id string, lon, lat float64, more ...string) string {
	return polygon(id, box(lon, lat, 0.01, 0.01), more...)
}

func box(lon, lat, w, h float64) string {
	return fmt.Sprintf("[[%g,%g],[%g,%g],[%g,%g],[%g,%g],[%g,%g]]", lon, lat, lon+w, lat, lon+w, lat+h, lon, lat+h, lon, lat)
}

func polygon(id, ring string, more ...string) string {
	extra := strings.Join(more, "")
	return fmt.Sprintf(`{"type":"Feature","properties":{"id":%q%s},"geometry":{"type":"Polygon","coordinates":[%s]}}`, id, extra, ring)
}

func read(t *testing.T, text string) *Layout {
	t.Helper()
	l, found, err := Read("l.geojson", strings.NewReader(text))
	require.NoError(t, err)
	require.Empty(t, found)
	return l
}

func TestReadAndWrite(t *testing.T) {
	text := file(
		square("bala", -3.61, 52.9, `,"name_en":"Bala","name_cy":"Y Bala","provider":"Gofal","colour":"#1F77B4","base_lat":52.905,"base_lon":-3.605`),
		square("llan", -3.60, 52.9),
		`{"type":"Feature","id":"cwm","properties":{"base_lat":"52.95","base_lon":-3.6},"geometry":null}`,
		`{"type":"Feature","properties":{"id":7,"name":"Hill"},"geometry":{"type":"Point","coordinates":[-3.7,53,120]}}`,
		`{"type":"Feature","properties":{"base_of":"llan"},"geometry":{"type":"Point","coordinates":[-3.595,52.905]}}`,
	)
	text = strings.Replace(text, `"features"`, `"attribution":"© Somebody","note":"Not the council's","features"`, 1)
	l := read(t, text)
	require.Equal(t, []string{"Penllyn", "© Somebody", "Not the council's"}, []string{l.Name, l.Attribution, l.Note})
	require.Len(t, l.Patches, 4)
	x := l.Patches[0]
	require.Equal(t, []string{"bala", "Bala", "Y Bala", "Gofal", "#1f77b4"}, []string{x.ID, x.NameEn, x.NameCy, x.Provider, x.Colour})
	require.Equal(t, geo.LatLon(52.905, -3.605), x.Base)
	require.Equal(t, geo.LatLon(52.905, -3.595), l.Patches[1].Base, "by a point that is the base of it")
	require.Equal(t, []any{"cwm", true, 0}, []any{l.Patches[2].ID, l.Patches[2].HasBase, len(l.Patches[2].Area)}, "a patch that is a base")
	require.Equal(t, []any{"7", "Hill"}, []any{l.Patches[3].ID, l.Patches[3].NameEn})

	var b, again bytes.Buffer
	require.NoError(t, l.Write(&b))
	back, found, err := Read("l.geojson", bytes.NewReader(b.Bytes()))
	require.NoError(t, err)
	require.Empty(t, found)
	require.Equal(t, l, back)
	require.NoError(t, back.Write(&again))
	require.Equal(t, b.String(), again.String())
}

func TestOf(t *testing.T) {
	l := read(t, file(
		square("west", -3.61, 52.9, `,"base_lat":52.901,"base_lon":-3.609`),
		square("east", -3.60, 52.9, `,"base_lat":52.909,"base_lon":-3.591`),
		`{"type":"Feature","properties":{"id":"far","base_lat":53,"base_lon":-3.6},"geometry":null}`,
	))
	for _, tt := range []struct {
		lat, lon float64
		want     string
		why      string
	}{
		{52.905, -3.605, "west", "inside"},
		{52.905, -3.6, "west", "on the border: the first"},
		{52.91, -3.6, "west", "on a corner of both"},
		{52.905, -3.59, "east", "on its outer edge"},
		{52.99, -3.6, "far", "outside all: the nearest base"},
		{52.89, -3.61, "west", "outside all: the nearest base"},
	} {
		k, ok := l.Of(geo.LatLon(tt.lat, tt.lon))
		require.True(t, ok)
		require.Equal(t, tt.want, l.Patches[k].ID, tt.why)
	}
	l = read(t, file(square("one", -3.6, 52.9)))
	_, ok := l.Of(geo.LatLon(53, -3.6))
	require.False(t, ok, "outside, and there is no base")
}

func TestReadTellsAllProblems(t *testing.T) {
	for _, tt := range []struct {
		name string
		text string
		want []string
	}{
		{"nothing", "", []string{"E1640 l.geojson:1: the file ends too early"}},
		{"cut short", file(square("a", 0, 52))[:120], []string{"E1640 l.geojson:2: the file ends too early"}},
		{"no text", "\xff\xfe{", []string{"E1640 l.geojson: the file is not UTF-8 text"}},
		{"a single feature", square("a", 0, 52), []string{`E1641 l.geojson:1: the file is a "Feature" and no FeatureCollection of patches`}},
		{"no patch", file(), []string{"E1641 l.geojson:1 features: there is no patch"}},
		{"ids and bases", file(
			polygon("", box(0, 52, 1, 1), `,"MSOA11CD":"W02000023"`), square("a", 3, 52), square("a", 4, 52),
			`{"type":"Feature","properties":{"base_of":"b"},"geometry":{"type":"Point","coordinates":[0,52]}}`,
			`{"type":"Feature","properties":{"id":"c"},"geometry":null}`,
			square("d", 5, 52, `,"base_lat":52`),
			square("e", 6, 52, `,"base_lat":152,"base_lon":6`),
		), []string{
			"E1642 l.geojson:2 features[0].properties.id: the patch has no id. Maybe MSOA11CD is meant: call it id",
			`E1642 l.geojson:4 features[2].properties.id: id "a" is that of the patch of line 3 too`,
			`E1647 l.geojson:5 features[3].properties.base_of: there is no patch "b"`,
			"E1647 l.geojson:6 features[4] (c): the patch has neither an area nor a base",
			"E1647 l.geojson:7 features[5].properties.base_lat (d): base_lat and base_lon are not two numbers",
			"E1643 l.geojson:8 features[6] (e): latitude 152, longitude 6 is nowhere on the earth",
		}},
		{"geometry", file(
			`{"type":"Feature","properties":{"id":"line"},"geometry":{"type":"LineString","coordinates":[[0,52],[1,52]]}}`,
			polygon("open", "[[0,52],[1,52],[1,53]]"),
			polygon("two", "[[0,52],[1,52],[0,52]]"),
			polygon("flat", "[[0,52],[1,52],[2,52],[0,52]]"),
			polygon("cut", "[[0,52],[1],[1,53],[0,52]]"),
			polygon("deep", "[[[0,52]]]"),
			polygon("metres", "[[268000,334000],[269000,334000],[269000,335000],[268000,334000]]"),
			`[]`,
		), []string{
			`E1641 l.geojson:2 features[0] (line): "LineString" is no geometry of a patch`,
			"E1644 l.geojson:3 features[1] (open): the outer ring at 52.00000, 0.00000 is open: it ends at 53.00000, 1.00000. Repeat",
			"E1644 l.geojson:4 features[2] (two): the outer ring at 52.00000, 0.00000 has fewer than three corners",
			"E1644 l.geojson:5 features[3] (flat): the outer ring at 52.00000, 0.00000 goes out and back",
			"E1641 l.geojson:6 features[4] (cut): 1 positions are not two numbers",
			"E1641 l.geojson:7 features[5] (deep): the coordinates are no lists of positions",
			"E1643 l.geojson:8 features[6] (metres): 4 positions are nowhere on the earth",
			"E1641 l.geojson:9 features[7]: this is no GeoJSON feature",
		}},
		{"a bow", file(polygon("bow", "[[0,52],[0.2,52.2],[0.2,52],[0,52.1],[0,52]]")), []string{
			`E1645 l.geojson:2 bow: the edge of patch "bow" crosses itself at 52.06667, 0.06667`,
		}},
		{"parts on one another", file(`{"type":"Feature","properties":{"id":"m"},"geometry":{"type":"MultiPolygon","coordinates":[[` + box(0, 52, 0.1, 0.1) + `],[` + box(0.02, 52.02, 0.01, 0.01) + `]]}}`), []string{
			`E1645 l.geojson:2 m: parts of patch "m" lie over one another at 52.02500, 0.02500`,
		}},
		{"overlap", file(square("a", 0, 52), polygon("b", box(0.009, 52, 0.01, 0.01))), []string{
			`E1646 l.geojson:3 b: patches "a" and "b" overlap at 52.00500, 0.00950, 76114 m², about 68 m wide`,
		}},
		{"one in another", file(polygon("a", box(0, 52, 0.1, 0.1)), square("b", 0.05, 52.05)), []string{`E1646 l.geojson:3 b: patches "a" and "b" overlap at 52.05500, 0.05500, 0.76 km²`}},
		{"far apart", file(square("a", -3, 52), square("b", 3, 52), square("c", 30, 52)), []string{"E1643 l.geojson:1: the layout spans 33 degrees"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			l, _, err := Read("l.geojson", strings.NewReader(tt.text))
			require.Error(t, err)
			require.Nil(t, l)
			lines := strings.Split(err.Error(), "\n")
			require.Len(t, lines, len(tt.want), err.Error())
			for i, want := range tt.want {
				require.Truef(t, strings.HasPrefix(lines[i], want), "%s\n%s", lines[i], want)
			}
		})
	}
}

func TestReadWarns(t *testing.T) {
	for _, tt := range []struct{ name, text, want string }{
		{"a gap inside", file(
			polygon("south", box(0, 52, 0.03, 0.01)), polygon("north", box(0, 52.02, 0.03, 0.01)),
			polygon("west", box(0, 52.01, 0.01, 0.01)), polygon("east", box(0.02, 52.01, 0.01, 0.01)),
		), "W2130 l.geojson:1: there is a gap of no patch at 52.01500, 0.01500, 0.76 km², about"},
		{"a sliver open at its ends", file(polygon("west", box(0, 52, 0.01, 0.05)), polygon("east", box(0.01005, 52, 0.01, 0.05))), `W2130 l.geojson:3 east: between patches "west" and "east" there is a narrow gap`},
		{"a sliver along a parallel", file(polygon("south", box(0, 52, 0.05, 0.01)), polygon("north", box(0, 52.01003, 0.05, 0.01))), `W2130 l.geojson:3 north: between patches "south" and "north" there is a narrow gap`},
		{"a base elsewhere", file(square("a", 0, 52, `,"base_lat":52.005,"base_lon":0.015`), square("b", 0.01, 52)), `W2131 l.geojson:2 a: the base of patch "a" (52.00500, 0.01500) lies in patch "b"`},
		{"swapped", file(square("a", 52.9, -3.6)), "W2132 l.geojson:1: the layout lies at -3.59500, 52.90500"},
		{"a colour's name", file(square("a", 0, 52, `,"colour":"red"`)), `W2133 l.geojson:2 features[0].properties.colour (a): colour "red" is not of the form`},
	} {
		t.Run(tt.name, func(t *testing.T) {
			l, found, err := Read("l.geojson", strings.NewReader(tt.text))
			require.NoError(t, err)
			require.NotNil(t, l)
			require.Len(t, found, 1)
			require.True(t, strings.HasPrefix(found[0].Error(), tt.want), found[0].Error())
		})
	}
}

// Towers that stand apart, a bay and a wide strait are no gaps, and an edge with more corners on one side is no overlap.
func TestReadLetsPass(t *testing.T) {
	read(t, file(
		polygon("u", "[[0,52],[0.05,52],[0.05,52.02],[0.04,52.02],[0.04,52.01],[0.01,52.01],[0.01,52.02],[0,52.02],[0,52]]"),
		polygon("tower", box(0.06, 52, 0.01, 0.03)),
		polygon("plain", box(0, 52.03, 0.02, 0.01)),
		polygon("corners", "[[0.02,52.03],[0.03,52.03],[0.03,52.04],[0.02,52.04],[0.02,52.037],[0.0200001,52.033],[0.02,52.03]]"),
	))
}

// Real boundaries share their edges, after fifteen digits are put on the grid.
func TestReadRealBoundaries(t *testing.T) {
	for _, tt := range []struct {
		name, key string
		patches   int
	}{
		{"msoa11_gwynedd", "MSOA11CD", 17}, {"lsoa11_nwwales", "lsoa11_code", 188}, {"wards2011_gwynedd", "WD13CD", 71},
	} {
		b, err := os.ReadFile("../../shared/geo/" + tt.name + ".geojson")
		if err != nil {
			t.Skip("../shared/geo is not there")
		}
		l := read(t, string(regexp.MustCompile(`"`+tt.key+`"`).ReplaceAll(b, []byte(`"id"`))))
		require.Len(t, l.Patches, tt.patches, tt.name)
		var out bytes.Buffer
		require.NoError(t, l.Write(&out))
		require.Equal(t, l.Patches, read(t, out.String()).Patches)
	}
}

func TestSideInWideNumbers(t *testing.T) {
	far := node{1_800_000_000, 900_000_000}
	require.Positive(t, side(node{-1_800_000_000, -900_000_000}, far, node{0, 1}))
	require.Negative(t, side(node{-1_800_000_000, -900_000_000}, far, node{0, -1}))
	require.Zero(t, side(node{-1_800_000_000, -900_000_000}, far, node{0, 0}))
	ring := orb.Ring{{-180, -90}, {180, -90}, {180, 90}, {-180, 90}, {-180, -90}}
	require.Positive(t, doubled(ring).compare(wide{}), "anticlockwise around the whole earth")
}

func FuzzRead(f *testing.F) {
	for _, text := range []string{
		file(square("a", 0, 52), polygon("b", box(0.009, 52, 0.01, 0.01))),
		file(polygon("bow", "[[0,52],[0.2,52.2],[0.2,52],[0,52.1],[0,52]]")),
		file(`{"type":"Feature","properties":{"id":"m"},"geometry":{"type":"MultiPolygon","coordinates":[[` + box(0, 52, 0.1, 0.1) + `],[` + box(0.02, 52.02, 0.01, 0.01) + `]]}}`),
		file(`{"type":"Feature","properties":{"base_of":"b"},"geometry":{"type":"Point","coordinates":[0,52]}}`),
		`{"features":[null,1,"x",{"type":"Feature"}],"type":"FeatureCollection","crs":{"EPSG":1}}`,
	} {
		f.Add([]byte(text))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		l, found, err := Read("f", bytes.NewReader(data))
		if err != nil {
			require.Nil(t, l)
			return
		}
		for _, d := range found {
			require.True(t, d.Warning())
		}
		var b bytes.Buffer
		require.NoError(t, l.Write(&b))
		back, _, err := Read("f", &b)
		require.NoError(t, err, "what was accepted is accepted again")
		require.Equal(t, l.Patches, back.Patches)
		l.Of(geo.LatLon(52, 0))
	})
}

func TestAttributedSaysEachOnce(t *testing.T) {
	require.Empty(t, Attributed("", ""))
	require.Equal(t, []string{"A. B.", "C."}, Attributed("A. ", "A. B.", "", "C.", "C."), "what another one holds is left out")
	require.Equal(t, []string{"B", "A"}, Attributed("B", "A", "B"), "in the order in which they come")
}
