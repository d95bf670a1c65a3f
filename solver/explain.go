package solver

import (
	"context"

	"github.com/milltir/milltir/model"
	"github.com/milltir/milltir/solver/internal/state"
)

func explainMissing(ctx context.Context, p *model.Problem, s *state.State, rota *model.Rota) {}
