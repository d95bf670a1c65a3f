package staff

import (
	"slices"

	"github.com/milltir/milltir/model"
)

// HalfMinutes is the length of the cells in which demand and capacity are counted: cell i holds
// carer-minutes from minute 30·i after midnight of the first Monday.
const HalfMinutes = 30

// dayHalves is the half hours of a day of 24 hours.
const dayHalves = 24 * 60 / HalfMinutes

// Spread adds each minute of a span, counted each times, to the cells it falls in. What lies
// outside the cells is left out.
func Spread(cells []float64, from, to, each float64) {
	for i := max(0, int(from/HalfMinutes)); i < len(cells) && float64(i*HalfMinutes) < to; i++ {
		a, b := float64(i*HalfMinutes), float64((i+1)*HalfMinutes)
		if overlap := min(to, b) - max(from, a); overlap > 0 {
			cells[i] += each * overlap
		}
	}
}

// Duty adds a shift to cells of capacity. Nobody knows yet when its break will be: it is taken
// evenly out of the middle in which the law of the rule book wants it, edge from either end.
func Duty(cells []float64, from, to, rest, edge, each float64) {
	Spread(cells, from, to, each)
	if middle := to - from - 2*edge; rest > 0 && middle > 0 {
		Spread(cells, from+edge, to-edge, -each*rest/middle)
	}
}

// Allowance is the mean leg in minutes, access included, to a person's door from the nearest
// quarter of the others (at least three of them): the neighbours a good round comes from.
func Allowance(h *model.Horizon, mode string, person int, others []int) float64 {
	var legs []int32
	for _, o := range others {
		if o != person {
			ticks, _ := h.LegTicks(mode, h.PersonAt[o], h.PersonAt[person])
			legs = append(legs, ticks)
		}
	}
	slices.Sort(legs)
	k := min(len(legs), max(3, (len(legs)+3)/4))
	if k == 0 {
		return 0
	}
	sum := int64(0)
	for _, l := range legs[:k] {
		sum += int64(l)
	}
	return float64(sum) / float64(k) / float64(h.Calendar.Resolution())
}

// MainMode is how most carers travel, the first of equals.
func MainMode(p *model.Problem) string {
	n, best := map[string]int{}, ""
	for i := range p.Carers {
		n[p.Carers[i].Mode]++
	}
	for i := range p.Carers {
		if mode := p.Carers[i].Mode; best == "" || n[mode] > n[best] {
			best = mode
		}
	}
	return best
}
