// Package generate makes realistic patches from a seed: people at places where people live,
// packages of care with the mix that home care has (docs: domain.md §5.4), a team with
// contracts and lawful two-week shift patterns that fit the work, and the past that a rota
// needs (last week's rota, who knows whom, hours worked). Nobody in it is real.
//
// The same parameters and seed give the same problem, on one processor architecture (costs of
// cover are floating point).
package generate

import (
	"errors"
	"fmt"
	"math/rand/v2"

	"github.com/milltir/milltir/model"
)

// placeBase ends the id of the place where the team meets.
const placeBase = "base"

// maker carries one patch through the stages, in the order of Patch.
type maker struct {
	p     Params
	rng   *rand.Rand
	homes []Home
	out   *model.Problem

	allowance []float64 // by person: travel minutes before each attendance
	near      [][]int   // by person: minutes by car from each other person's door
	calls     []call    // templates in the making
	crew      []member  // contracted carers in the making, in the order of out.Carers

	demand, capacity grid // of the patch; of a county, what is seen from a place, see local
	local            *local
	known            map[int][]pattern // by guaranteed minutes
	costs            spanCosts         // while a member's pattern is chosen
}

// Patch makes one patch. It fails on parameters that make no sense, or where the
// carers asked for cannot carry the visits at the load asked for.
func Patch(params Params, seed uint64) (*model.Problem, error) {
	if err := params.check(); err != nil {
		return nil, fmt.Errorf("generate: %w", err)
	}
	homes, err := params.homes()
	if err != nil {
		return nil, fmt.Errorf("generate: %w", err)
	}
	// Shifts come in lumps, so the share of contact that was asked for may not go with the
	// load that was asked for: pay for a little more time until it does.
	known := map[int][]pattern{}
	for try := range 60 {
		m := &maker{p: params, homes: homes, known: known, rng: rand.New(rand.NewPCG(seed, uint64(try)))}
		m.p.Contact -= 0.001 * float64(try)
		if err = m.build(); err == nil {
			return m.out, nil
		}
		if !errors.Is(err, errTight) {
			break
		}
	}
	return nil, fmt.Errorf("generate: %w", err)
}

var errTight = errors.New("the shifts do not carry the visits at the load asked for: allow more carers, a lower contact or a higher peak_load")

// build goes through the stages once.
func (m *maker) build() error {
	m.settle()
	m.makePeople()
	if err := m.measure(); err != nil {
		return err
	}
	m.makeCalls()
	if err := m.makeCrew(); err != nil {
		return err
	}
	m.roster()
	m.writeCarers()
	m.writeVisits()
	m.grantSkills()
	m.writeShifts()
	m.addAbsences()
	m.addEvents()
	m.addOpenShifts()
	if err := m.audit(); err != nil {
		return err
	}
	m.nameTeams()
	m.addLists()
	m.addHistory()
	m.addHours()
	if err := m.addPrevious(); err != nil {
		return err
	}
	if m.p.Undecided {
		m.leaveOpen()
		m.out.Rates = []model.Rate{RealLivingWage}
	}
	return nil
}

// settle makes the empty problem with its patch and base.
func (m *maker) settle() {
	p := m.p
	name, lat, lon := town(m.homes)
	if p.BaseLat != 0 || p.BaseLon != 0 {
		lat, lon = p.BaseLat, p.BaseLon
	}
	m.p.BaseLat, m.p.BaseLon = round(lat, 1e4), round(lon, 1e4)
	defer m.addRoads()
	m.out = &model.Problem{
		Format: 1, Name: p.Name,
		Plan:    model.Plan{Start: p.Start, Weeks: p.Weeks, CycleAnchor: p.Start, Timezone: "Europe/London"},
		Patches: []model.Patch{{ID: model.PatchID(p.ID), NameEn: p.Name, NameCy: p.NameCy, BaseLat: m.p.BaseLat, BaseLon: m.p.BaseLon}},
		Places: []model.Place{{
			ID: m.base(), NameEn: "Team base, " + or(name, p.Name), NameCy: "Canolfan y tîm, " + or(name, p.Name),
			Kind: model.PlaceBase, Lat: m.p.BaseLat, Lon: m.p.BaseLon,
		}},
	}
}

// audit keeps the promise of the peak; see Summary.
func (m *maker) audit() error {
	h, err := model.Expand(m.out)
	if err != nil {
		return err
	}
	if s := Describe(h); m.p.PeakLoad > 0 && s.Peak.Load() > m.p.PeakLoad {
		return fmt.Errorf("%w (%.2f at %s %s)", errTight, s.Peak.Load(), s.Peak.Date, s.Peak.Start)
	}
	return nil
}

func or(s, fallback string) string {
	if s == "" {
		return fallback
	}
	return s
}

// pick draws one of a list.
func pick[T any](rng *rand.Rand, list []T) T { return list[rng.IntN(len(list))] }

// shuffled draws an order of n things.
func (m *maker) shuffled(n int) []int { return m.rng.Perm(n) }

// count turns a share of n into a number, at least 0.
func count(n int, share float64) int { return int(float64(n)*share + 0.5) }

// number makes an id such as p07 with as many digits as n things need, at least two.
func (m *maker) number(kind string, i, n int) string {
	digits := max(2, len(fmt.Sprint(n)))
	return fmt.Sprintf("%s%s%0*d", m.p.prefix, kind, digits, i+1)
}

// serial makes an id such as v-101.
func (m *maker) serial(kind string, i int) string {
	return fmt.Sprintf("%s%s%d", m.p.prefix, kind, 101+i)
}

// base is the id of the place where the team meets.
func (m *maker) base() model.PlaceID { return model.PlaceID(m.p.prefix + placeBase) }
