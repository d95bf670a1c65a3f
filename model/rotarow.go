package model

// RotaRow is one carer at one stop: a row of a rota in table form, ours or a coordinator's
// own. [Assemble] makes a Rota of such rows, [ReadRota] reads them from a file.
type RotaRow struct {
	Visit VisitID // the template's id; empty for a break or an event without one
	Date  Date    // of the visit; of the shift for other stops
	Start Clock
	End   Clock
	Carer CarerID
	Kind  string  // StopVisit (also when empty), StopBreak or StopEvent
	Role  string  // the carer's part in a paired visit, where the file says it
	Shift ShiftID // where the file says it
	Place string  // location key, where the file says it
	Line  int     // in the file, 1 is the header row; 0 unknown
}
