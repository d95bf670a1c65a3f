package generate

import (
	"errors"
	"fmt"
	"strings"

	"github.com/BurntSushi/toml"

	"github.com/milltir/milltir/model"
)

// Params says what a patch is like. [Default] gives every field a value (Bala); a TOML table
// read by [ParseParams] changes the fields it names. Shares are 0 to 1.
type Params struct {
	ID     string     `toml:"id"`      // of the patch: "bala"
	Name   string     `toml:"name"`    // in English
	NameCy string     `toml:"name_cy"` // in Welsh
	Start  model.Date `toml:"start"`   // a Monday in quotes, week 1 of every two-week cycle

	Data    string       `toml:"data"`     // points that come with milltir: bala, tywyn, caernarfon; or none
	Places  []Settlement `toml:"places"`   // added to the points of Data
	Area    string       `toml:"area"`     // whose main roads come along: gwynedd; none: travel is as the crow flies
	Box     []float64    `toml:"box"`      // south, west, north, east, degrees: the points of Area in it are added to those of Data
	BaseLat float64      `toml:"base_lat"` // where the team meets; 0: the middle of the heaviest settlement
	BaseLon float64      `toml:"base_lon"`
	Jitter  float64      `toml:"jitter"` // metres by which a home is moved off its point, at most

	People int `toml:"people"`
	Carers int `toml:"carers"` // with a contract; 0: as many as the visits need

	Mix     Mix     `toml:"mix"`
	Lengths Lengths `toml:"lengths"`
	Paired  float64 `toml:"paired"` // share of visits that take two carers

	Contact  float64 `toml:"contact"`   // visit minutes per paid minute of the given shifts; lowered a little where the peak needs it
	PeakLoad float64 `toml:"peak_load"` // most demand ÷ capacity in any half hour; 0: nothing is promised

	Welsh   float64 `toml:"welsh"`      // share of people whose first language is Welsh
	Walkers int     `toml:"walkers"`    // carers who walk; they live near the base
	Bikes   int     `toml:"bikes"`      // carers with a bike
	Bank    int     `toml:"bank"`       // bank carers with open shifts, beside Carers
	Open    int     `toml:"open"`       // open shifts that anybody may work
	OnLeave int     `toml:"on_leave"`   // contracted carers away for the week
	Sick    int     `toml:"sick"`       // contracted carers away for a day
	Past    int     `toml:"past_weeks"` // weeks of carer_hours

	Weeks     int  `toml:"weeks"`     // of the plan
	Undecided bool `toml:"undecided"` // who works when is left to the solver: shifts are open, see leaveOpen

	prefix string // of every id, where several patches share a folder
}

// Settlement is a village or town people live in.
type Settlement struct {
	Name       string  `toml:"name"`
	Lat        float64 `toml:"lat"`
	Lon        float64 `toml:"lon"`
	Population float64 `toml:"population"` // people are drawn in proportion
	Spread     float64 `toml:"spread"`     // metres; homes lie within; 400
}

// Mix is the share of people by package; the rest have one or two visits a week.
type Mix struct {
	Four     float64 `toml:"four"`     // four visits every day
	Two      float64 `toml:"two"`      // two visits every day
	Daily    float64 `toml:"daily"`    // one visit every day
	Weekdays float64 `toml:"weekdays"` // one visit Monday to Friday
	Few      float64 `toml:"few"`      // two or three visits a week
}

// Lengths is the share of visits by length (domain.md §5.4).
type Lengths struct {
	Short float64 `toml:"short"` // 15 or 20 minutes
	Half  float64 `toml:"half"`  // 30
	Three float64 `toml:"three"` // 45
	Hour  float64 `toml:"hour"`  // 60
	Long  float64 `toml:"long"`  // 90 to 180: sits
}

// Default is the Bala patch in the week of Monday 30 November 2026.
func Default() Params {
	return Params{
		ID: "bala", Name: "Bala and Penllyn", NameCy: "Y Bala a Phenllyn",
		Start: model.NewDate(2026, 11, 30),
		Data:  "bala", Area: "gwynedd", Jitter: 200,
		People: 40, Carers: 24,
		Mix:     Mix{Four: 0.25, Two: 0.10, Daily: 0.20, Weekdays: 0.20, Few: 0.15},
		Lengths: Lengths{Short: 0.08, Half: 0.45, Three: 0.25, Hour: 0.15, Long: 0.07},
		Paired:  0.11, Contact: 0.64, PeakLoad: 0.90,
		Welsh: 0.75, Walkers: 1, Bikes: 1, Bank: 2, Open: 4, OnLeave: 1, Sick: 1, Past: 16, Weeks: 1,
	}
}

// ParseParams reads a TOML table over the defaults; an unknown key is an error.
func ParseParams(text string) (Params, error) {
	p := Default()
	meta, err := toml.Decode(text, &p)
	if err != nil {
		return Params{}, err
	}
	if extra := meta.Undecoded(); len(extra) > 0 {
		return Params{}, fmt.Errorf("unknown key %q", extra[0].String())
	}
	if !meta.IsDefined("data") && len(p.Places) > 0 {
		p.Data = "" // somebody's own places are not in Bala
		if !meta.IsDefined("area") {
			p.Area = ""
		}
	}
	return p, p.check()
}

// check tells of every field that makes no sense.
func (p Params) check() error {
	var errs []error
	bad := func(wrong bool, format string, args ...any) {
		if wrong {
			errs = append(errs, fmt.Errorf(format, args...))
		}
	}
	bad(strings.TrimSpace(p.ID) == "", "id is empty")
	bad(p.ID == placeBase, "id %q is the name of the team's base: choose another", p.ID)
	bad(p.Start == 0 || p.Start.Weekday() != 0, "start %s is not a Monday", p.Start)
	bad(p.People < 1 || p.People > 2000, "people %d is not from 1 to 2000", p.People)
	bad(p.Carers < 0 || p.Carers > 2000, "carers %d is not from 0 to 2000", p.Carers)
	bad(p.Area != "" && p.Area != "gwynedd", "area %q is not gwynedd, nor none", p.Area)
	bad(len(p.Box) != 0 && (len(p.Box) != 4 || p.Area == ""), "box is not south, west, north, east of an area")
	bad(len(p.Box) == 4 && !(place(p.Box[0], p.Box[1]) && place(p.Box[2], p.Box[3]) && p.Box[0] < p.Box[2] && p.Box[1] < p.Box[3]), "box %v is no part of the earth: south, west, north, east", p.Box)
	bad(p.Data == "" && len(p.Places) == 0 && len(p.Box) == 0, "there is neither data nor places to draw homes from")
	bad(p.Jitter < 0 || p.Jitter > 5000, "jitter %g is not from 0 to 5000 metres", p.Jitter)
	shares := []struct {
		name string
		v    float64
	}{
		{"mix.four", p.Mix.Four},
		{"mix.two", p.Mix.Two},
		{"mix.daily", p.Mix.Daily},
		{"mix.weekdays", p.Mix.Weekdays},
		{"mix.few", p.Mix.Few},
		{"mix as a whole", p.Mix.Four + p.Mix.Two + p.Mix.Daily + p.Mix.Weekdays + p.Mix.Few},
		{"lengths.short", p.Lengths.Short},
		{"lengths.half", p.Lengths.Half},
		{"lengths.three", p.Lengths.Three},
		{"lengths.hour", p.Lengths.Hour},
		{"lengths.long", p.Lengths.Long},
		{"paired", p.Paired},
		{"welsh", p.Welsh},
	}
	for _, s := range shares {
		bad(!(s.v >= 0 && s.v <= 1.0001), "%s %g is not a share from 0 to 1", s.name, s.v)
	}
	bad(!(p.Contact >= 0.4 && p.Contact <= 0.8), "contact %g is not from 0.4 to 0.8", p.Contact)
	bad(p.PeakLoad != 0 && !(p.PeakLoad >= 0.6 && p.PeakLoad <= 1.2), "peak_load %g is neither 0 nor from 0.6 to 1.2", p.PeakLoad)
	bad(min(p.Walkers, p.Bikes, p.Bank, p.Open, p.OnLeave, p.Sick, p.Past) < 0, "a count is negative")
	bad(max(p.Bank, p.Open, p.Past) > 200, "bank, open or past_weeks is over 200")
	bad(p.Weeks < 1 || p.Weeks > 8, "weeks %d is not from 1 to 8", p.Weeks)
	bad(p.Carers > 0 && p.OnLeave+p.Walkers+p.Bikes > p.Carers, "more carers on leave, walking or cycling than there are")
	bad(!place(p.BaseLat, p.BaseLon), "base_lat, base_lon %g, %g are no place on earth", p.BaseLat, p.BaseLon)
	for _, s := range p.Places {
		bad(!place(s.Lat, s.Lon), "place %q: lat, lon %g, %g are no place on earth", s.Name, s.Lat, s.Lon)
		bad(!(s.Population >= 0 && s.Population < 1e9) || !(s.Spread >= 0 && s.Spread < 1e5), "place %q: population or spread is out of range", s.Name)
	}
	return errors.Join(errs...)
}

func place(lat, lon float64) bool {
	return lat >= -90 && lat <= 90 && lon >= -180 && lon <= 180 // false for NaN
}
