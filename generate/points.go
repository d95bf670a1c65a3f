package generate

import (
	"embed"
	"encoding/csv"
	"fmt"
	"math"
	"math/rand/v2"
	"strconv"

	"github.com/milltir/milltir/generate/area"
)

//go:embed data/*.csv
var data embed.FS

// Home is a point that people's homes are drawn near, in proportion to its weight.
type Home struct {
	Lat, Lon   float64
	Weight     float64 // e.g. inhabitants of 85 and over
	Settlement string  // empty in the open country
	Spread     float64 // metres
}

// homes gives the points of the parameters, in a fixed order.
func (p Params) homes() ([]Home, error) {
	var out []Home
	if p.Data != "" {
		h, err := readHomes(p.Data, p.Jitter)
		if err != nil {
			return nil, err
		}
		out = h
	}
	if len(p.Box) == 4 {
		for _, x := range area.Gwynedd().Points {
			if x.Lat >= p.Box[0] && x.Lon >= p.Box[1] && x.Lat <= p.Box[2] && x.Lon <= p.Box[3] {
				out = append(out, Home{Lat: x.Lat, Lon: x.Lon, Weight: x.Weight, Spread: p.Jitter})
			}
		}
	}
	for _, s := range p.Places {
		spread := s.Spread
		if spread == 0 {
			spread = 400
		}
		out = append(out, Home{s.Lat, s.Lon, s.Population, s.Name, max(spread, p.Jitter)})
	}
	sum := 0.0
	for _, h := range out {
		sum += h.Weight
	}
	if sum <= 0 {
		return nil, fmt.Errorf("nobody lives at the places given: every population is 0")
	}
	return out, nil
}

func readHomes(name string, spread float64) ([]Home, error) {
	f, err := data.Open("data/" + name + "_points.csv")
	if err != nil {
		return nil, fmt.Errorf("data %q is not one of bala, caernarfon, tywyn", name)
	}
	defer f.Close()
	rows, err := csv.NewReader(f).ReadAll()
	if err != nil {
		return nil, err
	}
	var out []Home
	for _, r := range rows[1:] {
		var v [3]float64
		for i := range v {
			if v[i], err = strconv.ParseFloat(r[i], 64); err != nil {
				return nil, err
			}
		}
		out = append(out, Home{v[0], v[1], v[2], r[3], spread})
	}
	return out, nil
}

// draw picks a point by weight and moves it off by up to its spread, so that no home stands
// on a postcode. Positions are rounded to about ten metres.
func draw(homes []Home, rng *rand.Rand) (lat, lon float64, settlement string) {
	sum := 0.0
	for _, h := range homes {
		sum += h.Weight
	}
	x := rng.Float64() * sum
	at := homes[len(homes)-1]
	for _, h := range homes {
		if x < h.Weight {
			at = h
			break
		}
		x -= h.Weight
	}
	lat, lon = scatter(at.Lat, at.Lon, at.Spread, rng)
	return lat, lon, at.Settlement
}

// scatter moves a point evenly over a disc. A degree of latitude is 111.2 km.
func scatter(lat, lon, metres float64, rng *rand.Rand) (float64, float64) {
	r, a := metres*math.Sqrt(rng.Float64()), 2*math.Pi*rng.Float64()
	lat += r * math.Cos(a) / 111_200
	lon += r * math.Sin(a) / (111_200 * max(0.01, math.Cos(lat*math.Pi/180)))
	return round(lat, 1e4), round(lon, 1e4)
}

func round(v, per float64) float64 { return math.Round(v*per) / per }

// town finds the heaviest settlement and the middle of its points.
func town(homes []Home) (name string, lat, lon float64) {
	type sum struct{ w, lat, lon float64 }
	sums, order := map[string]sum{}, []string{}
	for _, h := range homes {
		s, seen := sums[h.Settlement]
		if !seen {
			order = append(order, h.Settlement)
		}
		sums[h.Settlement] = sum{s.w + h.Weight, s.lat + h.Weight*h.Lat, s.lon + h.Weight*h.Lon}
	}
	best := ""
	for _, n := range order {
		if n != "" && sums[n].w > sums[best].w || best == "" {
			best = n
		}
	}
	s := sums[best]
	return best, s.lat / s.w, s.lon / s.w
}
