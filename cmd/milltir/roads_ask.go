package main

import (
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"github.com/paulmach/orb/geojson"
	"github.com/urfave/cli/v2"

	"github.com/milltir/milltir/geo"
	"github.com/milltir/milltir/geo/roads"
	"github.com/milltir/milltir/model"
	"github.com/milltir/milltir/report"
)

// openRoads opens a network with the factors that are asked for.
func openRoads(c *cli.Context, path string) (*roads.Roads, error) {
	if m := c.String("mode"); !slices.Contains(roads.Modes(), m) {
		return nil, usage(c, "--mode is %q: it is one of %s", m, strings.Join(roads.Modes(), ", "))
	}
	if c.String("council") != "" && c.String("factors") == "" {
		return nil, usage(c, "--council wants --factors: the file with its section")
	}
	r, err := roads.OpenAt(c.Context, path, roads.Pace{
		Factors: c.String("factors"), Council: c.String("council"), Period: c.String("period"),
	})
	if err != nil {
		return nil, roadError(err)
	}
	return r, nil
}

func tableOfRoads(c *cli.Context) error {
	args, err := words(c, 2, 2)
	if err != nil {
		return err
	}
	if err := spares(c, legsBegin, args[0], args[1], c.String("factors")); err != nil {
		return err
	}
	r, err := openRoads(c, args[0])
	if err != nil {
		return err
	}
	ids, points, err := roads.ReadPointsFile(args[1])
	if err != nil {
		return roadError(err)
	}
	legs := func() (*geo.Matrix, []geo.Remark, error) {
		return r.LegsBy(c.Context, c.String("mode"), points, c.Int("threads"))
	}
	if dir, err := os.UserCacheDir(); err == nil && !c.Bool("no-cache") {
		legs = func() (*geo.Matrix, []geo.Remark, error) {
			return r.Kept(c.Context, filepath.Join(dir, "milltir", "roads"), c.String("mode"), points)
		}
	}
	m, remarks, err := legs()
	if err != nil {
		return err
	}
	if !c.Bool("quiet") {
		for _, d := range remarksAbout(filepath.Base(args[1]), ids, remarks) {
			fmt.Fprintln(c.App.ErrWriter, d.Error())
		}
	}
	write := func(w io.Writer) error { return writeLegs(w, c.String("mode"), ids, m) }
	out := c.String("out")
	if out == "" {
		return write(c.App.Writer)
	}
	if err := report.WriteFileAtomic(out, write); err != nil {
		return err
	}
	if !c.Bool("quiet") {
		fmt.Fprintf(c.App.ErrWriter, "%s\nWritten to %s.\n", r.Name(), out)
	}
	return nil
}

// remarksAbout are warnings about rows of the points.
func remarksAbout(file string, ids []string, remarks []geo.Remark) (found model.Diagnostics) {
	for _, r := range remarks {
		d := model.Diagnostic{Code: "W2100", File: file, Line: r.Point + 2, Column: ids[r.Point]}
		switch {
		case r.Kind == geo.CutOff && r.Metres > 0:
			d.Code, d.Message = "W2101", fmt.Sprintf("its roads do not join those of most others, the nearest of which is %.0f m away", r.Metres)
		case r.Kind == geo.CutOff:
			d.Code, d.Message = "W2101", "its roads do not join those of most others"
		case r.Kind == geo.Island && r.Metres > 0:
			d.Code, d.Message = "W2102", fmt.Sprintf("only a ferry goes there; the nearest road on the other side is %.0f m away", r.Metres)
		case r.Kind == geo.Island:
			d.Code, d.Message = "W2102", "only a ferry goes there"
		case r.Metres == 0:
			d.Message = "no road is there to stop on: it has no legs"
		case r.Metres > roads.Farthest:
			d.Message = fmt.Sprintf("the nearest road is %.1f km away, more than %d: it has no legs", r.Metres/1000, roads.Farthest/1000)
		default:
			d.Message = fmt.Sprintf("the nearest road is %.0f m away; the walk to it is in the minutes", r.Metres)
		}
		found = append(found, d)
	}
	return found
}

// writeLegs writes rows of travel.csv; minutes are rounded up to hundredths. A pair without a way has none.
func writeLegs(out io.Writer, mode string, ids []string, m *geo.Matrix) error {
	w := csv.NewWriter(out)
	_ = w.Write([]string{"from", "to", "mode", "minutes", "metres"})
	for i, from := range ids {
		for j, to := range ids {
			s, metres, far := m.At(i, j)
			if i == j || far || s == geo.Unknown {
				continue
			}
			hundredths := (int64(s)*100 + 59) / 60
			_ = w.Write([]string{from, to, mode, strconv.FormatFloat(float64(hundredths)/100, 'f', -1, 64), strconv.Itoa(int(metres))})
		}
	}
	w.Flush()
	return w.Error()
}

func routeOnRoads(c *cli.Context) error {
	args, err := words(c, 1, 1)
	if err != nil {
		return err
	}
	var ends [2]geo.Point
	for i, flag := range []string{"from", "to"} {
		lat, lon, ok := strings.Cut(c.String(flag), ",")
		p, err := roads.ParsePoint(lat, lon)
		if !ok || err != nil {
			return usage(c, "--%s is %q: it is latitude and longitude, 52.9111,-3.5972", flag, c.String(flag))
		}
		ends[i] = p
	}
	if err := spares(c, routeBegin, args[0], c.String("factors")); err != nil {
		return err
	}
	r, err := openRoads(c, args[0])
	if err != nil {
		return err
	}
	route, err := r.Route(c.String("mode"), ends[0], ends[1])
	if errors.Is(err, roads.ErrNoRoad) {
		return farFromRoads(c, r, ends, err)
	}
	if err != nil {
		return fmt.Errorf("%w (mode %s)", err, c.String("mode"))
	}
	write := func(w io.Writer) error {
		b, err := feature(r, c.String("mode"), route).MarshalJSON()
		if err == nil {
			_, err = w.Write(append(b, '\n'))
		}
		return err
	}
	if out := c.String("out"); out != "" {
		return report.WriteFileAtomic(out, write)
	}
	return write(c.App.Writer)
}

// farFromRoads says which end of a route lies how far from any road.
func farFromRoads(c *cli.Context, r *roads.Roads, ends [2]geo.Point, none error) error {
	mode := c.String("mode")
	_, remarks, err := r.LegsBy(c.Context, mode, ends[:], 1)
	if err != nil {
		return err
	}
	var said []string
	for _, m := range remarks {
		if m.Kind == geo.FarFromRoad {
			said = append(said, fmt.Sprintf("--%s lies %.1f km from the nearest road", []string{"from", "to"}[m.Point], m.Metres/1000))
		}
	}
	if len(said) == 0 {
		return none
	}
	return fmt.Errorf("no way by %s: %s; five are the most. Maybe latitude and longitude are swapped, or it is another country's extract", mode, strings.Join(said, ", "))
}

// osmAttribution is what has to stand beside whatever was made with roads of an extract.
const osmAttribution = "© OpenStreetMap contributors, ODbL"

// feature is a route for a map.
func feature(r *roads.Roads, mode string, route roads.Route) *geojson.Feature {
	f := geojson.NewFeature(route.Line)
	var shares []map[string]any
	for _, p := range route.ByClass {
		shares = append(shares, map[string]any{"class": p.Class.String(), "minutes": hundredths(p.Millis), "metres": p.Metres})
	}
	f.Properties = geojson.Properties{
		"mode": mode, "minutes": hundredths(route.Millis), "metres": route.Metres, "by_class": shares, "roads": r.Name(),
		"attribution": osmAttribution,
	}
	return f
}

// hundredths gives minutes of milliseconds, rounded up to two digits.
func hundredths(ms int64) float64 { return math.Ceil(float64(ms)/600) / 100 }
