package check

import (
	"slices"

	"github.com/milltir/milltir/model"
)

// skill: per attendance, each skill of the visit and of the carer's role that she lacks.
func skill(j *judge) {
	for v := range j.visits {
		for i, role := range j.roles(v) {
			a := j.visits[v].by[i]
			for _, s := range j.lacks(v, a.run.carer, role) {
				out := j.ofAttendance(v, a)
				out.Amount, out.Unit, out.Detail = 1, "skill", string(s)
				j.breach(out, 1, 0)
			}
		}
	}
}

// lacks lists the different skills that a carer misses for a role in a visit.
func (j *judge) lacks(v, carer int, role model.Role) []model.Skill {
	dv := &j.h.Visits[v]
	var out []model.Skill
	for _, s := range slices.Concat(j.h.Problem.Visits[dv.Template].Skills, role.Skills) {
		if !j.carer(carer).Holds(s, dv.Date) && !slices.Contains(out, s) {
			out = append(out, s)
		}
	}
	return out
}

// roles gives each attendance of a visit its role. A role that a stop names is taken at its
// word, once; the roles left over go to the other attendances so that the fewest skills are
// missing. Carers beyond the roles have none.
func (j *judge) roles(v int) []model.Role {
	by := j.visits[v].by
	out := make([]model.Role, len(by))
	template := &j.h.Problem.Visits[j.h.Visits[v].Template]
	if len(template.Roles) == 0 {
		return out
	}
	var left []model.Role
	for i := range j.h.Visits[v].Need {
		left = append(left, template.RoleOf(i))
	}
	var unsaid []int
	for i, a := range by {
		k := slices.IndexFunc(left, func(r model.Role) bool { return a.stop.role != "" && r.Name == a.stop.role })
		if k < 0 {
			unsaid = append(unsaid, i)
			continue
		}
		out[i] = left[k]
		left = slices.Delete(left, k, k+1)
	}
	for n, role := range j.deal(v, unsaid, left) {
		out[unsaid[n]] = role
	}
	return out
}

// most carers and roles for which every way to deal is tried.
const most = 6

// deal gives roles to the attendances of a visit with these indices, the fewest missing
// skills in all; of equals the first in order. A hostile crowd gets them in order.
func (j *judge) deal(v int, unsaid []int, roles []model.Role) []model.Role {
	n := len(unsaid)
	now, best, least := make([]model.Role, n), make([]model.Role, n), -1
	copy(best, roles)
	if n > most || len(roles) > most {
		return best
	}
	used := make([]bool, len(roles))
	var try func(i, given, missing int)
	try = func(i, given, missing int) {
		if i == n {
			if least < 0 || missing < least {
				least = missing
				copy(best, now)
			}
			return
		}
		carer := j.visits[v].by[unsaid[i]].run.carer
		for k, role := range roles {
			if !used[k] {
				used[k], now[i] = true, role
				try(i+1, given+1, missing+len(j.lacks(v, carer, role)))
				used[k] = false
			}
		}
		if now[i] = (model.Role{}); n-i > len(roles)-given { // more carers than roles are left
			try(i+1, given, missing+len(j.lacks(v, carer, model.Role{})))
		}
	}
	try(0, 0, 0)
	return best
}
