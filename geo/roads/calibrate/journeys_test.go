package calibrate

import (
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"
	"testing/iotest"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/milltir/milltir/geo"
)

func TestReadJourneys(t *testing.T) {
	rows, err := ReadJourneys("journeys.csv", strings.NewReader("\ufeffdate,time,Minutes,mode,from_lat,from_lon,to_lat,to_lon,driver\n"+
		"2026-11-23,08:15,35.5,car,52.72377,-4.05748,52.6967,-4.0520,\"not, read\"\n"+
		",,,,\n"+
		"23/11/2026,,12,ebike,52.6967,-4.0520,52.72377,-4.05748,\n"), nil)
	require.NoError(t, err)
	day := time.Date(2026, 11, 23, 0, 0, 0, 0, time.UTC)
	b, f := geo.LatLon(52.72377, -4.05748), geo.LatLon(52.6967, -4.0520)
	require.Equal(t, []Row{
		{Line: 2, From: b, To: f, Minutes: 35.5, Mode: "car", Date: day, Start: 495},
		{Line: 4, From: f, To: b, Minutes: 12, Mode: "ebike", Date: day, Start: -1},
	}, rows)
	require.NotEqual(t, rows[0].Group(), rows[1].Group(), "there and back may differ")
}

func TestReadJourneysByID(t *testing.T) {
	points, err := ReadPoints("people.csv", strings.NewReader("name,id,lat,lon\nA,p1,52.72377,-4.05748\nB,p2,52.6967,-4.0520\nC,p3,,\n"))
	require.NoError(t, err)
	require.Len(t, points, 2)
	rows, err := ReadJourneys("j.csv", strings.NewReader("from,to,minutes,mode,from_lat,from_lon,to_lat,to_lon\n"+
		"p1,p2,35,car\np1,,40,car,,,52.7429,-3.8861\n"), points)
	require.NoError(t, err)
	require.Equal(t, []string{"p1", "p2", "p1", ""}, []string{rows[0].FromID, rows[0].ToID, rows[1].FromID, rows[1].ToID})
	require.Equal(t, geo.LatLon(52.7429, -3.8861), rows[1].To)
	_, err = ReadJourneys("j.csv", strings.NewReader("from,to,minutes,mode,from_lat,from_lon,to_lat,to_lon\n"+
		"p3,p9,35,car\n,p1,40,car\np1,p2,5,car,52,,,\n"), points)
	require.EqualError(t, err, strings.Join([]string{
		`E1637 j.csv:2 from: "p3" is not among the points, or has no coordinates there. Maybe a slip, or a row is missing in the file of points`,
		`E1637 j.csv:2 to: "p9" is not among the points, or has no coordinates there. Maybe a slip, or a row is missing in the file of points`,
		`E1637 j.csv:3 from: nothing says where it is. Give latitude and longitude, or the id of a point`,
		`E1637 j.csv:4 from: is given by id and by coordinates. Keep one of them`,
	}, "\n"))
}

// TestReadJourneysErrors tells all at once, with lines that an editor shows, also below a cell of several lines.
func TestReadJourneysErrors(t *testing.T) {
	head := "from_lat,from_lon,to_lat,to_lon,minutes,mode,date,time,note\n"
	_, err := ReadJourneys("j.csv", strings.NewReader(head+
		"95,-4,52.7,-4,35,car,,,\"two\nlines\"\n"+
		"52.7,x,52.7,,0:35,bus,,,\n"+
		"52.7,-4,52.8,-4,\"12,5\",walk,tomorrow,25:00,\n"+
		"52.7,-4,52.8,-4,0,car,,,\n"+
		"52.7,-4,52.7,-4,5,car,,,\n"+
		"52.7,-4,52.9,-4,5,car,,,\n"+
		",,52.9,-4,700,,,,\n"), nil)
	require.EqualError(t, err, strings.Join([]string{
		`E1636 j.csv:2 from_lat: 95 is out of range. From -90 to 90`,
		`E1636 j.csv:4 from_lon: "x" is no number. A number from -180 to 180`,
		`E1636 j.csv:4 to_lon: is empty. A number from -180 to 180`,
		`E1636 j.csv:4 minutes: "0:35" is no number. Minutes as a number: 12.5`,
		`E1636 j.csv:4 mode: "bus" is no mode. car, bike, ebike or walk`,
		`E1636 j.csv:5 minutes: "12,5" is no number. A point before decimals: 12.5`,
		`E1636 j.csv:5 date: "tomorrow" is no date. 2026-11-23 or 23/11/2026`,
		`E1636 j.csv:5 time: "25:00" is no time of the day. 08:15`,
		`E1636 j.csv:6 minutes: a journey of no time. Maybe it is in hours, or was not made`,
		`E1638 j.csv:7: it leads to where it starts. Maybe one of its ends is another, or it is a round, which tells nothing`,
		`E1638 j.csv:8 minutes: 22.3 km as the crow flies in 5 minutes is more than anybody does by car. Maybe latitude and longitude are swapped, the clock was stopped, or the mode is another`,
		`E1637 j.csv:9 from_lat: nothing says where it is. Give latitude and longitude, or the id of a point`,
		`E1636 j.csv:9 minutes: 700 is out of range. From 0 to 600`,
		`E1636 j.csv:9 mode: "" is no mode. car, bike, ebike or walk`,
	}, "\n"))
}

func TestReadTableErrors(t *testing.T) {
	for _, tt := range []struct{ text, want, why string }{
		{"", "E1635 j.csv:1: there is no header", ""},
		{"minutes;mode\n", "E1635 j.csv:1 minutes: the column is missing. Maybe the cells are separated by something else than commas", ""},
		{"minutes,mode\n", "E1635 j.csv:1: there are no columns for where a journey starts and ends. Maybe from_lat, from_lon, to_lat and to_lon are wanted", ""},
		{"minutes,mode,from,to\n", "E1635 j.csv:1: there are no columns for where a journey starts and ends. Maybe a file of points is wanted, since from and to are ids: --points FILE", ""},
		{"minutes,mode,from_lat,from_lon,to_lat,to_lon,mode\n", "E1635 j.csv:1 mode: stands in the header twice. Rename or remove one of them", ""},
		{"minutes,mode,from_lat,from_lon,to_lat,to_lon,note,note\n", "", "columns that are not read may be anything"},
		{"minutes,mode\nx\xff,1\n", "E1635 j.csv:2: it is not UTF-8 text. Save it as “CSV UTF-8” in the spreadsheet", ""},
		{"minutes,mode,from_lat,from_lon,to_lat,to_lon\n1,\"car\n", `E1635 j.csv:2: extraneous or missing " in quoted-field. Look at quotation marks and commas`, "no end of a cell"},
	} {
		_, err := ReadJourneys("j.csv", strings.NewReader(tt.text), nil)
		if tt.want == "" {
			require.NoError(t, err, tt.why)
			continue
		}
		require.ErrorContains(t, err, tt.want, tt.why)
	}
	_, err := ReadJourneys("j.csv", iotest.ErrReader(errors.New("disk on fire")), nil)
	require.ErrorContains(t, err, "disk on fire")
	_, err = ReadJourneys("j.csv", io.LimitReader(zeros{}, mostBytes+9), nil)
	require.ErrorContains(t, err, "larger than 64 MiB")
	_, err = ReadPoints("p.csv", strings.NewReader("id,lat,lon\n,1,1\na,1,1\na,2,2\nb,1,\n"))
	require.EqualError(t, err, "E1636 p.csv:2 id: is empty. Give each point an id of its own\n"+
		`E1636 p.csv:4 id: "a" was given on line 3 already. Rename or remove one of the rows`+"\n"+
		"E1636 p.csv:5 lon: is empty. A number from -180 to 180")
}

type zeros struct{}

func (zeros) Read(p []byte) (int, error) {
	for i := range p {
		p[i] = ' '
	}
	return len(p), nil
}

// TestManyErrors ends the list where nobody reads on.
func TestManyErrors(t *testing.T) {
	_, err := ReadJourneys("j.csv", strings.NewReader("minutes,mode,from_lat,from_lon,to_lat,to_lon\n"+strings.Repeat("x,y,z,a,b,c\n", 1000)), nil)
	var all Findings
	require.ErrorAs(t, err, &all)
	require.Len(t, all, mostWrong+1)
	require.Contains(t, all[mostWrong].Message, "more is wrong")
	_, err = ReadPoints("p.csv", strings.NewReader("id,lat,lon\n"+strings.Repeat("a", 90)+",1,1\n"+strings.Repeat("a", 90)+",1,1\n"))
	require.ErrorContains(t, err, fmt.Sprintf("%q was", strings.Repeat("a", 40)+"…"))
}

// FuzzJourneys: no file makes it fall; what it reads is in range and possible.
func FuzzJourneys(f *testing.F) {
	f.Add("from_lat,from_lon,to_lat,to_lon,minutes,mode,date,time\n52.7,-4,52.8,-4,20,car,2026-11-23,08:15\n")
	f.Add("from,to,minutes,mode\na,b,20,walk\n")
	f.Add("id,lat,lon\na,1,2\n\"b\n\",1,2\n")
	points := map[string]geo.Point{"a": geo.LatLon(52.7, -4), "b": geo.LatLon(52.71, -4)}
	f.Fuzz(func(t *testing.T, text string) {
		if got, err := ReadPoints("p", strings.NewReader(text)); err == nil {
			for id, p := range got {
				require.True(t, id != "" && p.Lat() >= -90 && p.Lat() <= 90 && p.Lon() >= -180 && p.Lon() <= 180)
			}
		}
		rows, err := ReadJourneys("j", strings.NewReader(text), points)
		if err != nil {
			require.Nil(t, rows)
			return
		}
		for _, r := range rows {
			require.True(t, r.Minutes > 0 && r.Minutes <= mostMinutes && fastest[r.Mode] > 0 && r.From != r.To && r.Line > 1, r)
		}
	})
}
