package roads

import (
	"context"
	"encoding/hex"
	"errors"
	"fmt"
	"runtime"
	"sync"
)

// Roads is a built network with every mode. It may be used by several goroutines at once.
type Roads struct {
	name, date string
	profiles   string   // version of the speeds
	hash       [32]byte // of the extract
	report     Report
	net        *network
	rides      []*ride      // by mode
	ch         []*hierarchy // by mode
	factors    string       // how the factors in use are named; empty: none
	from       string       // the day from which they hold; empty: always

	ready   [len(modes)]sync.Once
	readied [len(modes)]*lane
	around  sync.Once
	out     around
	gridded sync.Once
	grid    *grid
}

// lane is what answering one mode needs beyond what the file holds.
type lane struct {
	graph  *graph
	rankOf []int32 // by node of the graph
	flags  []uint8 // by segment
}

// What a segment is to a mode.
const (
	flagUsed  = 1 << iota // the mode goes there
	flagMain              // from there it is possible to go to most of the network, and back
	flagShore             // and so without a ferry
	flagStop              // a point may lie on it
)

// Options say how to build; the zero value works.
type Options struct {
	Threads  int                               // 0: one for each processor
	Progress func(stage string, share float64) // share from 0 to 1; by one goroutine at a time
}

// Build makes the network of an extract and a hierarchy for every mode. The result does not depend on the number of threads.
// What is wrong with the extract is an [*Error].
func Build(ctx context.Context, x *Extract, o Options) (*Roads, error) {
	profiles := Profiles()
	m := makeNetwork(x, profiles)
	if m.net.segments() == 0 {
		return nil, x.fail("it has no roads that anybody may use")
	}
	r := &Roads{
		name: x.Name, date: x.Date, profiles: ProfileVersion, hash: x.Hash,
		net: m.net, rides: m.rides, ch: make([]*hierarchy, len(profiles)),
	}
	out := r.arcs()
	err := out.loose()
	for i := range profiles {
		if err == nil {
			err = m.forbid(ctx, i, out)
		}
	}
	r.report = m.report
	if err == nil {
		err = r.contractAll(ctx, o)
	}
	if errors.Is(err, errTangled) {
		return nil, x.fail(errTangled.Error())
	}
	if err != nil {
		return nil, err
	}
	return r, nil
}

func (x *Extract) fail(reason string) error {
	return &Error{Code: CodeExtract, File: x.Name, Reason: reason, Advice: "Maybe it is of another place, or damaged"}
}

// alike are the modes by the order of whose nodes the hierarchy is made: those of the second have the same graph as the
// first and times much like its, so that the first one's order serves both, and finding it is most of the work.
var alike = [][]int{{0}, {1, 2}, {3}}

// contractAll makes the hierarchies, each group of modes by one thread.
func (r *Roads) contractAll(ctx context.Context, o Options) error {
	threads := o.Threads
	if threads < 1 {
		threads = runtime.GOMAXPROCS(0)
	}
	var mu sync.Mutex
	done := make([]float64, len(modes))
	errs := make([]error, len(modes))
	out := r.arcs()
	share(ctx, min(threads, len(alike)), len(alike), func(_, group int) {
		var order []int32
		for _, i := range alike[group] {
			g := newGraph(r.net, r.rides[i], out)
			if len(order) != len(g.base) {
				order = nil
			}
			r.ch[i], errs[i] = contract(ctx, g, order, func(part float64) {
				mu.Lock()
				defer mu.Unlock()
				done[i] = part
				if o.Progress != nil {
					sum := 0.0
					for _, d := range done {
						sum += d
					}
					o.Progress("hierarchies", sum/float64(len(done)))
				}
			})
			if errs[i] != nil {
				return
			}
			order = r.ch[i].order
		}
	})
	return errors.Join(append(errs, ctx.Err())...)
}

// arcs gives the arcs around junctions, which are sorted out once.
func (r *Roads) arcs() around {
	r.around.Do(func() { r.out = r.net.arcsOut() })
	return r.out
}

// lane makes a mode ready to answer, once.
func (r *Roads) lane(mode int) *lane {
	r.ready[mode].Do(func() {
		l := &lane{graph: newGraph(r.net, r.rides[mode], r.arcs())}
		l.rankOf = make([]int32, len(l.graph.base))
		for rank, v := range r.ch[mode].order {
			l.rankOf[v] = int32(rank)
		}
		l.flags = l.graph.flags(r.rides[modeIndex("walk")])
		r.readied[mode] = l
	})
	return r.readied[mode]
}

func (r *Roads) places() *grid {
	r.gridded.Do(func() { r.grid = newGrid(r.net) })
	return r.grid
}

// Name says what the figures come from: the extract, the date of its data, the version of the profiles, and its hash.
func (r *Roads) Name() string {
	date := r.date
	if date == "" {
		date = "unknown"
	}
	name := fmt.Sprintf("%s, data of %s, profiles %s, extract %s", r.name, date, r.profiles, hex.EncodeToString(r.hash[:6]))
	if r.factors != "" {
		name += ", factors " + r.factors
	}
	return name
}

// From is the day from which the factors in use hold, 2006-01-02; empty where there are none, or they do not say.
func (r *Roads) From() string { return r.from }

// Report says what the network was built from.
func (r *Roads) Report() Report { return r.report }

// Hash is the SHA-256 of the extract.
func (r *Roads) Hash() [32]byte { return r.hash }
