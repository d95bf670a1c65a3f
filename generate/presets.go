package generate

import (
	"fmt"

	"github.com/milltir/milltir/model"
)

// Preset is a kind of patch, or of several patches side by side, ready to be made.
type Preset struct {
	Name    string
	Text    string // one line for a list of presets
	Patches []Params
}

// Presets lists the presets, the usual one first.
func Presets() []Preset {
	return []Preset{
		{"bala", "a rural patch: 40 people and 24 carers in Bala and Penllyn", []Params{Default()}},
		{"tywyn", "a coastal patch with long legs: 45 people from Llwyngwril to Aberdyfi", []Params{tywyn()}},
		{"mawddach", "both shores of an estuary: 36 people in Barmouth, Fairbourne and Dolgellau", []Params{Mawddach()}},
		{"undecided", "a coastal patch whose shifts are left open for four weeks: 26 people, 14 carers", []Params{Undecided()}},
		{"buurtzorg-team", "a team of 12 that plans itself: 50 people in Caernarfon, few visits each, bikes", []Params{buurtzorg()}},
		{"walkers", "a town team without drivers: 30 people and mostly walkers in Caernarfon", []Params{walkers()}},
		{"village", "a small co-operative: 12 people in and around Tywyn", []Params{village()}},
		{"county", "five patches of Gwynedd side by side: 200 people", county()},
	}
}

// Find finds a preset by name.
func Find(name string) (Preset, bool) {
	for _, p := range Presets() {
		if p.Name == name {
			return p, true
		}
	}
	return Preset{}, false
}

// Make makes the preset's problem. Several patches share one folder; their ids begin with the
// patch's.
func (s Preset) Make(seed uint64) (*model.Problem, error) {
	if len(s.Patches) == 0 {
		return nil, fmt.Errorf("generate: preset %q has no patches", s.Name)
	}
	var all *model.Problem
	for i, params := range s.Patches {
		if len(s.Patches) > 1 {
			params.prefix = params.ID + "-"
		}
		p, err := Patch(params, seed+uint64(i)*0x9e3779b97f4a7c15)
		if err != nil {
			return nil, fmt.Errorf("patch %q: %w", params.ID, err)
		}
		if all == nil {
			all = p
			continue
		}
		merge(all, p)
	}
	if len(s.Patches) > 1 {
		all.Name = s.Name
	}
	return all, nil
}

// merge adds the rows of one problem to another's.
func merge(to, from *model.Problem) {
	to.Patches = append(to.Patches, from.Patches...)
	to.Places = append(to.Places, from.Places...)
	to.People = append(to.People, from.People...)
	to.Visits = append(to.Visits, from.Visits...)
	to.Carers = append(to.Carers, from.Carers...)
	to.Shifts = append(to.Shifts, from.Shifts...)
	to.Absences = append(to.Absences, from.Absences...)
	to.Availability = append(to.Availability, from.Availability...)
	to.Events = append(to.Events, from.Events...)
	to.Baseline = append(to.Baseline, from.Baseline...)
	to.History = append(to.History, from.History...)
	mergeRoads(to, from)
	to.CarerHours = append(to.CarerHours, from.CarerHours...)
}

func tywyn() Params {
	p := Default()
	p.ID, p.Name, p.NameCy, p.Data = "tywyn", "Tywyn and Dysynni", "Tywyn a Dysynni", "tywyn"
	p.People, p.Carers, p.Welsh = 45, 28, 0.45
	return p
}

// Mawddach is both shores of an estuary, which no car crosses below its head.
func Mawddach() Params {
	p := Default()
	p.ID, p.Name, p.NameCy, p.Data = "mawddach", "Mawddach", "Mawddach", ""
	p.Box = []float64{52.675, -4.085, 52.770, -3.850}
	p.BaseLat, p.BaseLon = 52.7424, -3.8861 // Dolgellau, at the head
	p.People, p.Carers, p.Welsh, p.Bikes = 36, 23, 0.45, 0
	return p
}

// Undecided is a small patch around Tywyn for the four weeks from Monday 2 November 2026, in which
// contracts are given and shifts are not.
func Undecided() Params {
	p := tywyn()
	p.Start, p.Weeks, p.Undecided = model.NewDate(2026, 11, 2), 4, true
	p.People, p.Carers, p.Walkers, p.Bikes, p.Open, p.Bank, p.OnLeave, p.Sick = 26, 14, 0, 0, 0, 1, 0, 0
	p.Mix = Mix{Four: 0.16, Two: 0.08, Daily: 0.20, Weekdays: 0.20, Few: 0.20}
	p.Paired, p.Contact = 0.08, 0.54
	return p
}

func buurtzorg() Params {
	p := Default()
	p.ID, p.Name, p.NameCy, p.Data = "seiont", "Seiont team, Caernarfon", "Tîm Seiont, Caernarfon", "caernarfon"
	p.People, p.Carers, p.Bikes, p.Walkers, p.Bank = 50, 12, 4, 0, 1
	p.Mix = Mix{Four: 0.04, Two: 0.06, Daily: 0.12, Weekdays: 0.20, Few: 0.30}
	p.Paired, p.PeakLoad, p.Sick = 0.06, 1, 0
	p.Welsh = 0.85
	return p
}

func walkers() Params {
	p := Default()
	p.ID, p.Name, p.NameCy, p.Data = "tref", "Caernarfon town", "Tref Caernarfon", ""
	p.Places = []Settlement{{Name: "Caernarfon", Lat: 53.1413, Lon: -4.2702, Population: 9730, Spread: 700}}
	p.People, p.Carers, p.Walkers, p.Bikes, p.PeakLoad = 30, 0, 8, 2, 0.95
	return p
}

func village() Params {
	p := Default()
	p.ID, p.Name, p.NameCy, p.Data = "bro", "Bro Dysynni co-operative", "Menter Bro Dysynni", "tywyn"
	p.People, p.Carers, p.OnLeave, p.Sick, p.Walkers, p.Bikes, p.Bank, p.Open = 12, 8, 0, 0, 0, 0, 1, 2
	p.PeakLoad = 0 // with two or three on duty a half hour is full or half empty
	return p
}

func county() []Params {
	bala, west := Default(), tywyn()
	arfon := Default()
	arfon.ID, arfon.Name, arfon.NameCy, arfon.Data = "caernarfon", "Caernarfon", "Caernarfon", "caernarfon"
	eifionydd := Default()
	eifionydd.ID, eifionydd.Name, eifionydd.NameCy, eifionydd.Data = "eifionydd", "Eifionydd", "Eifionydd", ""
	eifionydd.Places = []Settlement{ // GeoNames, CC BY 4.0
		{Name: "Porthmadog", Lat: 52.92924, Lon: -4.13137, Population: 2981, Spread: 900},
		{Name: "Criccieth", Lat: 52.92053, Lon: -4.2346, Population: 1753, Spread: 700},
		{Name: "Penrhyndeudraeth", Lat: 52.93333, Lon: -4.06667, Population: 1546, Spread: 700},
	}
	llyn := Default()
	llyn.ID, llyn.Name, llyn.NameCy, llyn.Data = "llyn", "Pwllheli and Nefyn", "Pwllheli a Nefyn", ""
	llyn.Places = []Settlement{
		{Name: "Pwllheli", Lat: 52.8899, Lon: -4.41451, Population: 4076, Spread: 1000},
		{Name: "Nefyn", Lat: 52.93538, Lon: -4.5225, Population: 1373, Spread: 800},
	}
	all := []Params{bala, west, arfon, eifionydd, llyn}
	for i := range all {
		all[i].People, all[i].Carers = 40, 24
	}
	all[1].Carers = 27 // long legs
	return all
}
