package check

import "github.com/milltir/milltir/model"

// block: paid time of a patch beyond what its block leaves to the plan's days of a period. Detail is the patch, the
// date the first of those days, Limit the room.
func block(j *judge) {
	p := j.h.Problem
	used := make(map[blockKey]int64)
	for _, r := range j.runs {
		if j.carer(r.carer).Contract.Kind != model.Volunteer {
			j.split(j.paidFor(r, j.workTime(r)), j.patchTicks(r), r.carer, func(patch int, part int64) {
				used[blockKey{patch, p.BlockIndex(r.date)}] += part
			})
		}
	}
	start := j.h.Calendar.Start()
	for i := range p.Patches {
		for k := p.BlockIndex(start); ; k++ {
			room, ok := p.BlockRoom(i, k, j.perMinute)
			if !ok {
				break
			}
			if x := used[blockKey{i, k}] - room; x > 0 {
				first, _ := p.BlockSpan(k)
				out := model.Violation{Date: max(first, start), Detail: string(p.Patches[i].ID), Amount: x, Limit: room, Unit: "tick"}
				j.wish(out, j.weight(0)*x/(60*j.perMinute))
			}
		}
	}
}
