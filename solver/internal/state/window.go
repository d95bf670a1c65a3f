package state

import "github.com/milltir/milltir/model"

// opening is the earliest start of a visit: that of its windows, or the end of the night in which
// nobody may be there alone, where some of a window lies after it.
func opening(h *model.Horizon, v *model.DatedVisit, closing int32) int32 {
	open := v.Windows[0].Open
	if v.Least == 1 && law(h, model.RuleLone) && v.LoneEnd != model.None && v.LoneEve-v.LengthMin < open && closing >= v.LoneDawn {
		open = max(open, v.LoneDawn)
	}
	return open
}

// lawClose is the latest start of a visit at its shortest that its windows and latest end allow.
func lawClose(h *model.Horizon, v *model.DatedVisit) int32 {
	closing := latest(v.Windows)
	if h.Rules.Lateness.At == model.AtEnd {
		closing -= v.LengthMin
	}
	if v.LatestEnd != model.None {
		closing = min(closing, v.LatestEnd-v.LengthMin)
	}
	return closing
}

func latest(ws []model.DatedWindow) int32 {
	c := ws[0].Close
	for _, w := range ws {
		c = max(c, w.Close)
	}
	return c
}
