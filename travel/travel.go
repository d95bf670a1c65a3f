// Package travel opens what a workspace names to work out its legs: a network of roads, a routing server. Tables and
// the crow need nothing of it.
package travel

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"sync"

	"github.com/milltir/milltir/geo"
	"github.com/milltir/milltir/geo/roads"
	"github.com/milltir/milltir/geo/server"
	"github.com/milltir/milltir/model"
)

// Options say where things are kept.
type Options struct {
	// Folder is the workspace's: files that it names are looked for there.
	Folder string
	// Cache is a folder for answers of a routing server; "" keeps none. See [CacheFolder].
	Cache string
}

// CacheFolder is milltir's folder among the user's caches; "" where the user has none.
func CacheFolder() string {
	base, err := os.UserCacheDir()
	if err != nil {
		return ""
	}
	return filepath.Join(base, "milltir", "legs")
}

// Open gives the Problem a source for each provider of its order that lies outside its tables. The error is a
// [model.Diagnostics] with all that is wrong, or that of the context. Nothing is asked yet of a server.
func Open(ctx context.Context, p *model.Problem, o Options) error {
	var wrong model.Diagnostics
	order := p.Order()
	if slices.Contains(order, model.ByRoads) && p.Travel.Roads != "" {
		r, setting, err := network(ctx, &p.Travel, o)
		if err != nil {
			wrong = append(wrong, said(setting, err)...)
		} else {
			p.SetSource(model.ByRoads, &once{source: r, failed: make(map[string]error)})
		}
	}
	if slices.Contains(order, model.ByServer) && p.Travel.Server != nil {
		c, err := client(server.Settings(*p.Travel.Server), o)
		if err != nil {
			wrong = append(wrong, said("travel.server", err)...)
		} else {
			p.SetSource(model.ByServer, &once{source: c, failed: make(map[string]error)})
		}
	}
	if err := ctx.Err(); err != nil {
		return err
	}
	if len(wrong) > 0 {
		return wrong
	}
	return nil
}

// network opens the roads, at the pace of the workspace's factors; with an error it names the setting that is wrong.
func network(ctx context.Context, t *model.Travel, o Options) (r *roads.Roads, setting string, err error) {
	at := func(path string) string {
		if path == "" || filepath.IsAbs(path) {
			return path
		}
		return filepath.Join(o.Folder, path)
	}
	r, err = roads.OpenAt(ctx, at(t.Roads), roads.Pace{Factors: at(t.Factors), Council: t.Council, Period: t.Period})
	setting = "travel.roads"
	var wrong *roads.Error
	if errors.As(err, &wrong) && wrong.Code == roads.CodeFactors {
		setting = "travel.period"
	}
	if errors.As(err, &wrong) && wrong.Code == roads.CodeCouncil {
		setting = "travel.council"
	}
	return r, setting, err
}

func client(s server.Settings, o Options) (*server.Client, error) {
	options, err := s.Options(o.Folder, os.Getenv)
	if err != nil {
		return nil, err
	}
	options.CacheDir = o.Cache
	return server.New(options)
}

// said turns what a source found wrong into diagnostics of milltir.toml.
func said(setting string, err error) model.Diagnostics {
	one := func(code, key, message, advice string) model.Diagnostics {
		return model.Diagnostics{{Code: code, File: model.SettingsFile, Column: key, Message: message, Advice: advice}}
	}
	var road *roads.Error
	var many roads.Errors
	var several server.Errors
	var single *server.Error
	switch {
	case errors.As(err, &many):
		var out model.Diagnostics
		for _, e := range many {
			out = append(out, model.Diagnostic{Code: e.Code, File: e.File, Line: e.Line, Message: e.Reason, Advice: e.Advice})
		}
		return out
	case errors.As(err, &road):
		return one(road.Code, setting, road.File+": "+road.Reason, road.Advice)
	case errors.As(err, &several):
		var out model.Diagnostics
		for _, e := range several {
			out = append(out, one(e.Code, setting+"."+e.Setting, e.Message, e.Advice)...)
		}
		return out
	case errors.As(err, &single):
		return one(single.Code, setting+"."+single.Setting, single.Message, single.Advice)
	}
	return one("E1630", setting, err.Error(), "")
}

// once asks a source for the legs of the same points by the same mode only once: a problem is expanded again for
// every remedy and every provider's part. A source that has failed in a mode is not asked again: one run has one
// table, and does not wait for the same server again and again.
type once struct {
	source geo.Source

	mutex  sync.Mutex
	known  []answer
	failed map[string]error // by mode
}

// Name is the source's, to be printed with a rota.
func (o *once) Name() string {
	if named, ok := o.source.(interface{ Name() string }); ok {
		return named.Name()
	}
	return ""
}

// From is the day from which the factors of roads hold; "" where there are none, or they do not say.
func (o *once) From() string {
	if dated, ok := o.source.(interface{ From() string }); ok {
		return dated.From()
	}
	return ""
}

// mostKnown is how many tables are remembered, the last ones.
const mostKnown = 16

type answer struct {
	mode    string
	points  []geo.Point
	legs    *geo.Matrix
	remarks []geo.Remark
}

// Legs implements geo.Source. The table is shared: nobody writes into it.
func (o *once) Legs(ctx context.Context, mode string, points []geo.Point) (*geo.Matrix, []geo.Remark, error) {
	o.mutex.Lock()
	defer o.mutex.Unlock()
	for i := range o.known {
		if k := &o.known[i]; k.mode == mode && slices.Equal(k.points, points) {
			return k.legs, k.remarks, nil
		}
	}
	if err := o.failed[mode]; err != nil {
		return nil, nil, err
	}
	m, remarks, err := o.source.Legs(ctx, mode, points)
	if err != nil {
		// That too many of these points are off the map says nothing of others.
		var off *server.Error
		if ctx.Err() == nil && !(errors.As(err, &off) && off.Code == server.CodePoint) {
			o.failed[mode] = err
		}
		return nil, nil, err
	}
	if len(o.known) == mostKnown {
		o.known = slices.Delete(o.known, 0, 1)
	}
	o.known = append(o.known, answer{mode, slices.Clone(points), m, remarks})
	return m, remarks, nil
}
