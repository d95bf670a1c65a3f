package state

import "github.com/milltir/milltir/model"

// Export writes the rota in the words of the model. It is [Compile]'s way back: the only other
// seam by which names enter.
func (s *State) Export() *model.Rota {
	in := s.In
	h := in.H
	rota := &model.Rota{Format: 1, Name: h.Problem.Name, Start: h.Calendar.Start(), Weeks: h.Weeks, Shifts: s.Log}
	for r := range s.Routes {
		if !s.Worked[r] {
			continue
		}
		shift := &h.Shifts[in.ShiftOf[r]]
		run := model.Run{
			Carer: h.Problem.Carers[in.CarerOf[r]].ID, Date: shift.Date, Shift: shift.ID, Status: shift.Status,
			Start: h.Calendar.Local(shift.Start, shift.Date), End: h.Calendar.Local(shift.End, shift.Date),
		}
		for i, stop := range s.Routes[r].Seq {
			run.Stops = append(run.Stops, s.exportStop(stop, s.Routes[r].At[i], shift.Date))
		}
		rota.Runs = append(rota.Runs, run)
	}
	model.Annotate(h, rota)
	return rota
}

func (s *State) exportStop(stop Stop, at int32, day model.Date) model.Stop {
	in := s.In
	h := in.H
	n := stop.Node()
	out := model.Stop{Kind: model.StopBreak}
	out.Start, out.StartTicks = h.Calendar.Split(at, day)
	out.End, out.EndTicks = h.Calendar.Split(at+s.Len[n], day)
	if in.IsVisit(n) {
		v := &h.Visits[n]
		out.Kind, out.Visit = model.StopVisit, v.ID
		out.Role = h.Problem.Visits[v.Template].RoleOf(stop.Seat()).Name
		if in.IsShadow(stop) {
			out.Role = model.RoleShadow
		}
		if v.Date != day {
			out.Date = v.Date
		}
	} else if e := in.EventOf[int(n)-in.Visits]; e >= 0 {
		out.Kind, out.Event = model.StopEvent, h.Events[e].ID
	}
	return out
}
