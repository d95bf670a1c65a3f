package report

// sheetLine names the objective sheet at the foot of a page of a rota: the one that the rota was made by, else the
// workspace's.
func (p *page) sheetLine() string {
	o, hash := &p.h.Problem.Objective, p.h.Problem.ObjectiveHash()
	s := &p.r.Stamp
	if s.Objective == "" || s.Objective == hash {
		return p.l.T("objective.footer", D{"Name": o.Name, "Version": o.Version, "Hash": short(hash)})
	}
	return p.l.T("objective.footer_other", D{"Name": s.ObjectiveName, "Version": s.ObjectiveVersion, "Hash": short(s.Objective)})
}

// foot writes that line at the end of a page.
func (p *page) foot(width int) {
	p.line()
	p.wrapped("", p.sheetLine(), width)
}
