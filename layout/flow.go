package layout

import "math"

// transport ships whole units from sources to sinks, all of them (both sum up to the same), at the least cost: successive
// shortest paths over the sinks, since there are few of them. flow[i][j] is what source i sends to sink j. Among plans of equal
// cost it gives the one that comes first in the order of sources and sinks. A cost of noWay is not taken.
func transport(supply, demand []int, cost [][]int64) (flow [][]int) {
	t := &transporter{cost: cost, left: append([]int(nil), demand...), flow: make([][]int, len(supply))}
	k := len(demand)
	t.swap, t.whose = make([][]int64, k), make([][]int, k)
	for j := range demand {
		t.swap[j], t.whose[j] = make([]int64, k), make([]int, k)
		t.price(j)
	}
	for i := range supply {
		t.flow[i] = make([]int, k)
	}
	for i, n := range supply {
		for n > 0 {
			pushed := t.push(i, n)
			if pushed == 0 {
				break // no sink that this source may go to has room, even by moving others
			}
			n -= pushed
		}
	}
	return t.flow
}

const noWay = math.MaxInt64 / 4

type transporter struct {
	cost  [][]int64
	left  []int // by sink: what it still wants
	flow  [][]int
	swap  [][]int64 // [j][l]: the least that moving a unit from sink j to sink l costs
	whose [][]int   // [j][l]: the source whose unit that is
}

// price works out what moving units away from a sink costs.
func (t *transporter) price(j int) {
	for l := range t.left {
		t.swap[j][l], t.whose[j][l] = noWay, -1
		for i := range t.flow {
			if t.flow[i] == nil || t.flow[i][j] == 0 || t.cost[i][l] >= noWay {
				continue
			}
			if d := t.cost[i][l] - t.cost[i][j]; d < t.swap[j][l] {
				t.swap[j][l], t.whose[j][l] = d, i
			}
		}
	}
}

// push sends as much as one path takes from a source, at most n, and tells how much.
func (t *transporter) push(i, n int) int {
	k := len(t.left)
	dist, prev := make([]int64, k), make([]int, k)
	for j := range dist {
		dist[j], prev[j] = t.cost[i][j], -1
	}
	for range k { // Bellman and Ford: moving back may cost less than nothing
		changed := false
		for j := range k {
			for l := range k {
				if j != l && dist[j] < noWay && t.swap[j][l] < noWay && dist[j]+t.swap[j][l] < dist[l] {
					dist[l], prev[l], changed = dist[j]+t.swap[j][l], j, true
				}
			}
		}
		if !changed {
			break
		}
	}
	end := -1
	for j := range k {
		if t.left[j] > 0 && dist[j] < noWay && (end < 0 || dist[j] < dist[end]) {
			end = j
		}
	}
	if end < 0 {
		return 0
	}
	n = min(n, t.left[end])
	path := []int{end}
	for j := end; prev[j] >= 0 && len(path) <= k; j = prev[j] {
		n = min(n, t.flow[t.whose[prev[j]][j]][prev[j]])
		path = append(path, prev[j])
	}
	t.left[end] -= n
	for at, j := range path {
		if at == len(path)-1 {
			t.flow[i][j] += n
			break
		}
		from := path[at+1]
		who := t.whose[from][j]
		t.flow[who][from] -= n
		t.flow[who][j] += n
	}
	for _, j := range path {
		t.price(j)
	}
	return n
}
