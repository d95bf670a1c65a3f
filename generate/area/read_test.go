package area

import (
	"strconv"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/stretchr/testify/require"
)

// bro is a small area of two units in one group and one in another.
func bro() fstest.MapFS {
	return folder(map[string]string{
		SettingsFile: "id = \"bro\"\nname = \"Bro\"\nname_cy = \"Y Fro\"\nattribution = \"Made up.\"\nwelsh = 0.5\n",
		PointsFile: "postcode,lat,lon,pop85plus,unit\nBR1 1AA,52.91,-3.61,10,a\nBR1 1AB,52.91,-3.59,30,a\n" +
			"BR1 2AA,52.93,-3.61,20,b\nBR1 3AA,52.95,-3.61,40,c\n",
		UnitsFile: `{"type": "FeatureCollection", "features": [` + strings.Join([]string{
			feature("a", "Bro 1", 52.90), feature("b", "Bro 1", 52.92), feature("c", "Bro 2", 52.94),
		}, ",\n") + "]}",
		NodesFile: "id,name_cy,name_en,lat,lon\nllan,Y Llan,Church,52.91,-3.6\npen,Y Pen,The Top,52.95,-3.6\n",
		LinksFile: "from,to,road,class,km,minutes\nllan,pen,B1,B,5,6\n",
	})
}

func folder(files map[string]string) fstest.MapFS {
	dir := fstest.MapFS{}
	for name, text := range files {
		dir[name] = &fstest.MapFile{Data: []byte(text)}
	}
	return dir
}

// feature is a unit of 0.02 degrees from south to north.
func feature(id, group string, south float64) string {
	at := func(x, y float64) string { return strings.Join([]string{"[", ftoa(x), ",", ftoa(y), "]"}, "") }
	w, e, n := -3.62, -3.58, south+0.02
	ring := strings.Join([]string{at(w, south), at(e, south), at(e, n), at(w, n), at(w, south)}, ",")
	return `{"type": "Feature", "properties": {"id": "` + id + `", "group": "` + group + `", "ward": "Ward ` + id +
		`"}, "geometry": {"type": "Polygon", "coordinates": [[` + ring + `]]}}`
}

func TestReadFS(t *testing.T) {
	a, found, err := ReadFS(bro())
	require.NoError(t, err)
	require.Empty(t, found)
	require.Equal(t, "Y Fro", a.NameCy)
	require.Equal(t, 100.0, a.Weight())
	require.Equal(t, 13, a.People, "13.4 of a hundred of 85 and over")
	require.Equal(t, []int{0, 0, 1, 2}, []int{a.Points[0].Unit, a.Points[1].Unit, a.Points[2].Unit, a.Points[3].Unit})
	require.Equal(t, 40.0, a.Units[0].Weight)
	areas := a.Areas()
	require.Len(t, areas, 2)
	require.Equal(t, "bro-1", areas[0].ID)
	require.Equal(t, "Statistics area Bro 1 (Church)", areas[0].NameEn)
	require.Equal(t, "Ardal ystadegau Bro 1 (Y Llan)", areas[0].NameCy)
	require.Len(t, areas[0].Boundary, 1, "the two units are one piece")
	require.Equal(t, 2, a.UnitOf(52.97, -3.6), "outside all, the unit of the nearest point")
}

// TestReadLittle: a table of points is enough, whatever its weights are called.
func TestReadLittle(t *testing.T) {
	for _, tt := range []struct {
		files  map[string]string
		people int
		why    string
	}{
		{map[string]string{PointsFile: "lat,lon,population\n52.9,-3.6,40000\n"}, 180, "0.45 of a hundred inhabitants"},
		{map[string]string{PointsFile: "\xef\xbb\xbfLat, Lon ,pop75plus\n52.9,-3.6,1000\n"}, 41, "a spreadsheet's UTF-8; 4.1 of a hundred"},
		{map[string]string{PointsFile: "lat,lon,weight\n52.9,-3.6,3\n", SettingsFile: "people = 25"}, 25, "as was said"},
		{map[string]string{PointsFile: "lat,lon,population,pop85plus\n52.9,-3.6,4000,100\n"}, 13, "the oldest count, if they are known"},
		{map[string]string{
			PointsFile: "lat,lon\n52.91,-3.6\n52.905,-3.6\n",
			UnitsFile:  `{"type":"FeatureCollection","features":[` + strings.Replace(feature("a", "", 52.9), `"group": ""`, `"pop85plus": 50`, 1) + `]}`,
		}, 7, "the units' inhabitants, found by where the points lie"},
	} {
		t.Run(tt.why, func(t *testing.T) {
			a, _, err := ReadFS(folder(tt.files))
			require.NoError(t, err)
			require.Equal(t, tt.people, a.People)
		})
	}
}

func TestReadErrors(t *testing.T) {
	for _, tt := range []struct{ file, text, want, why string }{
		{PointsFile, "", "E1651 points.csv:1 lat: the column \"lat\" is missing", "an empty file"},
		{PointsFile, "lat,lon,weight\n53,x,1\n", "E1652 points.csv:2 lon", "no number"},
		{PointsFile, "lat,lon,weight\n-3.6,152.9,1\n53,200,NaN\n", "E1652 points.csv:3 weight", "all of them at once"},
		{PointsFile, "lat,lon,weight,unit\n53,-3,1,zz\n", `E1653 points.csv:2 unit: there is no unit "zz"`, "codes of another year"},
		{PointsFile, "lat,lon,weight\n53,-3,0\n", "E1655", "nobody"},
		{PointsFile, "lat,lon\n53,-3\n", "E1651 points.csv:1: no column says how many live where", "no weights"},
		{PointsFile, "lat,lon,weight\n53,-3,1\n", "E1652 area.toml people", "weights of what"},
		{PointsFile, "lat,lon,weight\n\"53,-3,1\n", "E1651 points.csv:2: this is not a table", "a quotation mark"},
		{PointsFile, "lat,lat,lon,weight\n1,2,3,4\n", "twice", "two columns of a name"},
		{SettingsFile, "id = 3", "E1651 area.toml", "a number for a name"},
		{SettingsFile, "peeple = 3", `the key "peeple" is not known`, "a slip"},
		{SettingsFile, "welsh = 65", "E1652 area.toml welsh", "per cent"},
		{SettingsFile, "id = \"a;b\"", "E1652 area.toml id", "separates ids"},
		{UnitsFile, "{\n]", "E1656 units.geojson:2", "no JSON"},
		{UnitsFile, `{"type":"Feature"}`, "E1656", "a single one"},
		{UnitsFile, `{"type":"FeatureCollection","features":[{"properties":{"id":1}}]}`, "E1656 units.geojson:1 features.properties.id", "a number for an id"},
		{UnitsFile, `{"type":"FeatureCollection","features":[{},{"properties":{"id":"a"},"geometry":{"type":"Point","coordinates":[1,2]}}]}`, `E1656 units.geojson features[1]: the geometry is "Point"`, "no area"},
		{UnitsFile, `{"type":"FeatureCollection","features":[{}]}`, "E1654 units.geojson features[0]", "no id"},
		{UnitsFile, strings.ReplaceAll(`{"type":"FeatureCollection","features":[X]}`, "X", strings.ReplaceAll(feature("a", "", 52.9), "52.9", "352000")), "a corner is no place on earth", "a national grid"},
		{UnitsFile, `{"type":"FeatureCollection","features":[{"properties":{"id":"a","population":-1}}]}`, "E1652", "fewer than none"},
		{NodesFile, "id,lat,lon\na,53,-3\na,53,-3\n", "E1654 skeleton_nodes.csv:3 id", "twice"},
		{LinksFile, "from,to,km\nllan,nowhere,3\n", `E1653 skeleton_links.csv:2 to: there is no node "nowhere"`, "no such node"},
		{LinksFile, "from,to,km,class\nllan,pen,3,Z\n", "E1652 skeleton_links.csv:2 class", "no such class"},
		{LinksFile, "from,to,km\nllan,pen,3\npen,llan,3\n", "E1654 skeleton_links.csv:3 to", "there and back are one"},
	} {
		t.Run(tt.why, func(t *testing.T) {
			dir := bro()
			dir[tt.file] = &fstest.MapFile{Data: []byte(tt.text)}
			_, _, err := ReadFS(dir)
			require.ErrorContains(t, err, tt.want)
		})
	}
	_, _, err := Read(t.TempDir() + "/nowhere")
	require.ErrorContains(t, err, "E1650")
	_, _, err = Read(t.TempDir())
	require.ErrorContains(t, err, "E1650 points.csv: the file is not there")
	dir := bro()
	delete(dir, NodesFile)
	_, _, err = ReadFS(dir)
	require.ErrorContains(t, err, "there are links and no nodes")
}

// TestReadNotes: what is not known is a note.
func TestReadNotes(t *testing.T) {
	_, found, err := ReadFS(folder(map[string]string{PointsFile: "lat,lon,pop85plus,colour\n53,-3,100,red\n"}))
	require.NoError(t, err)
	require.Len(t, found, 1)
	require.Equal(t, "W2140", found[0].Code)
}

// FuzzRead: nothing that is read panics, and what is accepted can be worked with.
func FuzzRead(f *testing.F) {
	for name, file := range bro() {
		f.Add(name, file.Data)
	}
	f.Add(UnitsFile, []byte(`{"type":"FeatureCollection","features":[{"properties":{"id":"a"},"geometry":{"type":"MultiPolygon","coordinates":[[[[0,0],[1,0],[0,0],[0,0]]]]}}]}`))
	f.Fuzz(func(t *testing.T, name string, data []byte) {
		dir := bro()
		dir[name] = &fstest.MapFile{Data: data}
		if name == "" || strings.ContainsAny(name, "/\\") || len(data) > 1<<16 {
			return
		}
		a, _, err := ReadFS(dir)
		if err != nil {
			require.Nil(t, a)
			return
		}
		require.Positive(t, a.People)
		require.Positive(t, a.Weight())
		a.StandIns()
		a.Open()
		a.UnitOf(52.9, -3.6)
	})
}

func ftoa(x float64) string { return strconv.FormatFloat(x, 'f', 4, 64) }
