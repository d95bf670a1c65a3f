package main

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/milltir/milltir/generate/area"
)

// TestRunSmall makes an area of two postcodes: names are left out, positions rounded, one moved inside its unit.
func TestRunSmall(t *testing.T) {
	from, out := t.TempDir(), t.TempDir()
	for name, text := range map[string]string{
		"gwynedd_lsoa11_mid2020.csv": "lsoa11_code,lsoa11_name,ward24_names,pop_mid2020,pop65plus,pop75plus,pop85plus\n" +
			"W1,Gwynedd 001A,Y Bala,1000,200,90,30\n",
		"lsoa11_nwwales.geojson": `{"features": [{"properties": {"lsoa11_code": "W1"}, "geometry": {"type": "Polygon",
			"coordinates": [[[-3.6, 52.9], [-3.5, 52.9], [-3.5, 53], [-3.6, 53], [-3.6, 52.9]]]}}]}`,
		"postcodes_nwwales_2025-10.csv": "postcode,lat,lon,lad,lsoa11\nLL23 7AA,52.912345,-3.55,W06000002,W1\n" +
			"LL23 7AB,52.8995,-3.55,W06000002,W1\nLL99 9ZZ,53.3,-3.5,W06000003,W9\nLL23 7AC,52.95,-3.55,W06000002,NA\n",
		"gwynedd_skeleton_nodes.csv": "id,name_cy,name_en,lat,lon,source\nbala,Y Bala,Bala,52.91,-3.6,k\npen,Pen,Pen,52.95,-3.6,k\n",
		"gwynedd_skeleton_edges.csv": "from,to,road,class,km_est,min_est\nbala,pen,A55,M,4,3\n",
	} {
		require.NoError(t, os.WriteFile(filepath.Join(from, name), []byte(text), 0o644))
	}
	require.NoError(t, run(from, out))
	points, err := os.ReadFile(filepath.Join(out, "points.csv"))
	require.NoError(t, err)
	require.Equal(t, "lat,lon,weight,unit\n52.9000,-3.5500,15.000,W1\n52.9123,-3.5500,15.000,W1\n", string(points))
	require.NoError(t, os.WriteFile(filepath.Join(out, area.SettingsFile), []byte("people = 3"), 0o644))
	a, found, err := area.Read(out)
	require.NoError(t, err)
	require.Empty(t, found)
	require.Equal(t, "Gwynedd 001A Bala", a.Units[0].NameEn)
	require.Equal(t, "Gwynedd 001A Y Bala", a.Units[0].NameCy)
	require.Equal(t, "Gwynedd 001", a.Units[0].Group)
	require.Equal(t, "T", a.SkeletonLinks[0].Class)
	require.Error(t, run(t.TempDir(), out), "no data")
}

// TestRunGwynedd: what is inside the program is what the open data give.
func TestRunGwynedd(t *testing.T) {
	const from = "../../../../shared/geo"
	if _, err := os.Stat(filepath.Join(from, "postcodes_nwwales_2025-10.csv")); err != nil {
		t.Skip("the open data are not here: ", from)
	}
	out := t.TempDir()
	require.NoError(t, run(from, out))
	made, err := os.ReadDir(out)
	require.NoError(t, err)
	for _, f := range made {
		want, err := os.ReadFile(filepath.Join(out, f.Name()))
		require.NoError(t, err)
		have, err := os.ReadFile(filepath.Join("..", "gwynedd", f.Name()))
		require.NoError(t, err)
		require.True(t, string(want) == string(have), "%s: run go generate ./generate/area", f.Name())
	}
}
