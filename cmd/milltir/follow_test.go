package main

import (
	"bytes"
	"context"
	"flag"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"
)

var updateDocs = flag.Bool("update-docs", false, "rewrite docs/FOLLOW-ONE-VISIT.md")

const followHead = `# Follow one visit

What ` + "`milltir trace examples/one-day --visit v-105`" + ` prints: one visit's way through the program,
with the values it has at each hop. This page is that output, made by a test, so it cannot rot.
docs/ARCHITECTURE.md says which room each hop is in.

| hop | where the code is |
|---|---|
| read, validate, expand | ` + "`model/`" + ` |
| travel | ` + "`model/legs.go`, `geo/`" + ` |
| compile, export | ` + "`solver/internal/state/`" + ` |
| recreate, move | ` + "`solver/internal/search/`, `ruin/`, `move/`; what a change costs: `constraint/`" + ` |
| judge | ` + "`model/check/`" + ` |
| print | ` + "`report/`" + ` |

`

// TestFollowOneVisit keeps docs/FOLLOW-ONE-VISIT.md what the trace prints.
func TestFollowOneVisit(t *testing.T) {
	var out, errs bytes.Buffer
	root := filepath.Join("..", "..")
	code := run(context.Background(), []string{"milltir", "trace", filepath.Join(root, "examples", "one-day"), "--visit", "v-105"}, &out, &errs)
	require.Zero(t, code, errs.String())
	got := followHead + "```\n" + out.String() + "```\n"
	file := filepath.Join(root, "docs", "FOLLOW-ONE-VISIT.md")
	if *updateDocs {
		require.NoError(t, os.WriteFile(file, []byte(got), 0o644))
	}
	want, err := os.ReadFile(file)
	require.NoError(t, err)
	require.Equal(t, string(want), got, "go test ./cmd/milltir -run TestFollowOneVisit -update-docs rewrites it")
}
