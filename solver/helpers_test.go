package solver_test

import (
	"bytes"
	"context"
	"math/rand/v2"
	"reflect"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/milltir/milltir/model"
	"github.com/milltir/milltir/solver"
	"github.com/milltir/milltir/solver/internal/tiny"
)

// tinyProblem makes the tiny problem of a seed.
func tinyProblem(seed uint64) *model.Problem { return tiny.Problem(rand.New(rand.NewPCG(seed, 2))) }

// tinyProblems makes the first n tiny problems, from a seed on.
func tinyProblems(t testing.TB, seed uint64, n int) []*model.Problem {
	t.Helper()
	var out []*model.Problem
	for i := range n {
		p := tinyProblem(seed + uint64(i))
		require.Empty(t, model.Validate(p).Errors())
		out = append(out, p)
	}
	return out
}

// solve solves with a context of its own and fails the test on an error.
func solve(t testing.TB, p *model.Problem, o solver.Options) *solver.Result {
	t.Helper()
	result, err := solver.Solve(context.Background(), p, o)
	require.NoError(t, err)
	return result
}

// rotaBytes is a rota as written.
func rotaBytes(t testing.TB, r *model.Rota) string {
	t.Helper()
	var b bytes.Buffer
	require.NoError(t, model.WriteRota(&b, r))
	return b.String()
}

// problemBytes is a problem in normal form.
func problemBytes(t testing.TB, p *model.Problem) string {
	t.Helper()
	var b bytes.Buffer
	require.NoError(t, model.WriteJSON(&b, p))
	return b.String()
}

// copyOf gives a problem of its own, as read from its normal form.
func copyOf(t testing.TB, p *model.Problem) *model.Problem {
	t.Helper()
	q, err := model.ReadJSON(strings.NewReader(problemBytes(t, p)))
	require.NoError(t, err)
	return q
}

// copyRota gives a rota of its own.
func copyRota(t testing.TB, p *model.Problem, r *model.Rota) *model.Rota {
	t.Helper()
	q, err := model.ReadRotaJSON(strings.NewReader(rotaBytes(t, r)), p)
	require.NoError(t, err)
	return q
}

// walk calls visit for every settable value inside v.
func walk(v reflect.Value, visit func(reflect.Value)) {
	visit(v)
	switch v.Kind() {
	case reflect.Pointer:
		if !v.IsNil() {
			walk(v.Elem(), visit)
		}
	case reflect.Struct:
		for i := range v.NumField() {
			if v.Type().Field(i).IsExported() {
				walk(v.Field(i), visit)
			}
		}
	case reflect.Slice:
		for i := range v.Len() {
			walk(v.Index(i), visit)
		}
	}
}

// shuffleRows shuffles every table of a problem, and nothing inside a row.
func shuffleRows(p *model.Problem, rng *rand.Rand) {
	v := reflect.ValueOf(p).Elem()
	for i := range v.NumField() {
		if f := v.Field(i); f.Kind() == reflect.Slice && v.Type().Field(i).IsExported() {
			rng.Shuffle(f.Len(), reflect.Swapper(f.Interface()))
		}
	}
}

// requireSame fails with the first line that differs, not with two whole rotas.
func requireSame(t testing.TB, want, got, format string, args ...any) {
	t.Helper()
	if want == got {
		return
	}
	a, b := strings.Split(want, "\n"), strings.Split(got, "\n")
	i := 0
	for i < min(len(a), len(b)) && a[i] == b[i] {
		i++
	}
	require.Failf(t, "not the same bytes", format+": line %d: %q, then %q", append(args, i+1, line(a, i), line(b, i))...)
}

func line(lines []string, i int) string {
	if i < len(lines) {
		return lines[i]
	}
	return "(end)"
}
