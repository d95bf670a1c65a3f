// Package model holds the words a coordinator uses: people, carers, shifts, visits, rotas.
//
// Outside everything is friendly: string ids, local dates, clock times, minutes.
// Inside a [Horizon] the same week is expanded to dated visits and shifts whose times are
// ticks since local midnight of the first Monday. The package holds no algorithm that
// decides anything; solver decides, model/check judges, report prints.
package model

// Every kind of thing has an id type of its own, so that the compiler refuses a carer where
// a person belongs. Ids are free text, unique within their file.
type (
	PatchID  string
	PlaceID  string
	PersonID string
	VisitID  string
	CarerID  string
	ShiftID  string
	EventID  string
	PoolID   string
	// Skill names a dated competence, e.g. "hoist" or "insulin".
	Skill string
)

// AnyCarer in [Shift].Carer means that any carer of the patch may work the shift.
const AnyCarer CarerID = "any"
