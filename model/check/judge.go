package check

import "github.com/milltir/milltir/model"

// Horizon judges a rota against an expanded problem.
func Horizon(h *model.Horizon, r *model.Rota) (*Verdict, error) { return &Verdict{}, nil }
