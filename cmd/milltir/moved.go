package main

import (
	"path/filepath"

	"github.com/milltir/milltir/model"
)

// move makes the files that a workspace names by their way from it the same ones where it is written anew: a folder or
// a document elsewhere.
func move(p *model.Problem, from, to string) {
	from, to = workspaceOf(from), workspaceOf(to)
	p.Travel.Roads = fromThere(p.Travel.Roads, from, to)
	p.Travel.Factors = fromThere(p.Travel.Factors, from, to)
	if p.Travel.Server != nil && p.Travel.Server.KeyFile != "" {
		server := *p.Travel.Server // another Problem may have the same one
		server.KeyFile = fromThere(server.KeyFile, from, to)
		p.Travel.Server = &server
	}
}

// fromThere is the name of a file that one folder has, as another one names it.
func fromThere(name, folder, there string) string {
	if name == "" || filepath.IsAbs(name) {
		return name
	}
	from, err := filepath.Abs(there)
	if err != nil {
		return name
	}
	to, err := filepath.Abs(filepath.Join(folder, name))
	if err != nil {
		return name
	}
	if rel, err := filepath.Rel(from, to); err == nil {
		return filepath.ToSlash(rel)
	}
	return name
}
