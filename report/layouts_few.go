package report

import "github.com/milltir/milltir/layout/verdict"

// suppressed is a copy without figures about fewer than five: people who are visited, the worst tenth of them, or carers who
// work, whatever the figure is of; of whole layouts, of their differences and of patches. All that is printed goes through it.
func (d *Layouts) suppressed() *Layouts {
	out, v := *d, *d.Verdict
	v.Layouts, v.Differences = nil, nil
	few := map[string]map[verdict.Key]bool{}
	for _, x := range d.Verdict.Layouts {
		x.Means, x.Hidden = withoutFew(x.Means, x.Hidden, x.Least)
		few[x.Name] = map[verdict.Key]bool{}
		for _, key := range x.Hidden {
			few[x.Name][key] = true
		}
		if x.Least.Visited < fewest {
			x.AloneOut, x.LentIn = 0, 0
		}
		var patches []verdict.PatchMeans
		for _, y := range x.Patches {
			y.Means, y.Hidden = withoutFew(y.Means, y.Hidden, y.Least)
			patches = append(patches, y)
		}
		x.Patches = patches
		v.Layouts = append(v.Layouts, x)
	}
	for _, x := range d.Verdict.Differences {
		if x.Says != verdict.Missing && (few[x.A][x.Key] || few[x.B][x.Key]) {
			x = verdict.Difference{Key: x.Key, A: x.A, B: x.B, Test: verdict.Test{Weeks: x.Weeks, P: 1, Adjusted: 1, Says: verdict.Few}}
		}
		v.Differences = append(v.Differences, x)
	}
	out.Verdict = &v
	return &out
}

// withoutFew are the means that may be shown, and the measures of which there were others.
func withoutFew(means []verdict.Mean, hidden []verdict.Key, least verdict.Heads) ([]verdict.Mean, []verdict.Key) {
	var out []verdict.Mean
	for _, x := range means {
		if m, ok := verdict.Find(x.Key); !ok || least.Few(m, fewest) {
			hidden = append(hidden[:len(hidden):len(hidden)], x.Key)
			continue
		}
		out = append(out, x)
	}
	return out, hidden
}

// tooFew tells whether a patch is not shown at all.
func tooFew(p *verdict.PatchMeans) bool { return p.Fewest < fewest || p.Least.Visited < fewest }
