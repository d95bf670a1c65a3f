package constraint

import (
	"github.com/milltir/milltir/model"
	"github.com/milltir/milltir/solver/internal/state"
)

// lineMemo keeps what the rules about rest and lines say of one shift opened or closed alone. It holds until a shift of the same
// carer is opened or closed: every visit that could be laid into an empty shift asks again.
type lineMemo struct {
	now   []uint32      // by carer: rises whenever a shift of theirs is opened or closed
	at    []uint32      // by run: its carer's now when score was true, 0 for never
	score []model.Score // by run
}

func newLineMemo(in *state.Instance) lineMemo {
	m := lineMemo{now: make([]uint32, in.Carers), at: make([]uint32, in.Runs), score: make([]model.Score, in.Runs)}
	for c := range m.now {
		m.now[c] = 1
	}
	return m
}

// forget is for a state counted afresh.
func (m *lineMemo) forget() { clear(m.at) }

// restDelta is the part about rest and lines, whatever is remembered.
func (r *Rules) restDelta(t *state.Trial, out *model.Score) {
	r.Rest.Delta(t, out)
	if r.on.lines || r.on.fairness {
		r.linesDelta(t, out)
	}
}

// memoDelta is restDelta, remembered where nothing but one carer's shifts decides.
func (r *Rules) memoDelta(t *state.Trial, out *model.Score) {
	if len(t.Works) != 1 || r.lines.duty.calls || r.on.fairness { // a call's times decide as well, and Fairness needs the lines
		r.restDelta(t, out)
		return
	}
	m, run := &r.memo, t.Works[0].Run
	if now := m.now[r.in.CarerOf[run]]; m.at[run] != now {
		var score model.Score
		r.restDelta(t, &score)
		m.at[run], m.score[run] = now, score
	}
	*out = out.Add(m.score[run])
}
