package main

import (
	"io"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/milltir/milltir/model"
	"github.com/milltir/milltir/model/check"
	"github.com/milltir/milltir/report"
	"github.com/milltir/milltir/solver"
)

// embedded is the week that `milltir new` writes, with the rota of its given shifts only.
func embedded(t *testing.T) (*week, *model.Rota, *check.Verdict) {
	t.Helper()
	dir := t.TempDir()
	require.Equal(t, exitLawful, run(t.Context(), []string{"milltir", "new", dir, "--start", "2026-11-30"}, io.Discard, os.Stderr))
	p, err := model.ReadDir(dir)
	require.NoError(t, err)
	h, err := model.Expand(p)
	require.NoError(t, err)
	words, err := report.NewLocalizer(report.English)
	require.NoError(t, err)
	r, err := model.Assemble(h, nil)
	require.NoError(t, err)
	v, err := check.Horizon(h, r)
	require.NoError(t, err)
	r.Score = v.Score
	return &week{h, words, "", h.Problem}, r, v
}

func TestJudgeHasTheLastWord(t *testing.T) {
	k, r, v := embedded(t)
	_, err := k.judge(&solver.Result{Rota: r, Score: v.Score})
	require.NoError(t, err)

	boast := v.Score
	boast.Wishes--
	_, err = k.judge(&solver.Result{Rota: r, Score: boast})
	require.ErrorAs(t, err, &internal{}, "a solver that thinks better of its rota than the judge is our fault")

	stranger := *r
	stranger.Runs = append([]model.Run{}, r.Runs...)
	stranger.Runs[0].Carer = "nobody"
	_, err = k.judge(&solver.Result{Rota: &stranger, Score: v.Score})
	require.ErrorAs(t, err, &internal{}, "as is a rota that does not belong to the week")
}

func TestWriteKeepsWhatItCannotReplace(t *testing.T) {
	k, r, v := embedded(t)
	out := filepath.Join(t.TempDir(), "out")
	require.NoError(t, k.write(out, r, v))
	before, err := os.ReadFile(filepath.Join(out, "rota.json"))
	require.NoError(t, err)

	boast := *v
	boast.Score.Wishes--
	require.ErrorAs(t, k.write(out, r, &boast), &internal{}, "what was written is judged before it takes its place")
	after, err := os.ReadFile(filepath.Join(out, "rota.json"))
	require.NoError(t, err)
	require.Equal(t, string(before), string(after))
	left, err := filepath.Glob(filepath.Join(out, ".milltir-*"))
	require.NoError(t, err)
	require.Empty(t, left)
}

func TestDropOldSheets(t *testing.T) {
	out := t.TempDir()
	require.NoError(t, dropOldSheets(out, nil), "no sheets, nothing to do")
	require.NoError(t, os.Mkdir(filepath.Join(out, sheets), 0o755))
	for _, name := range []string{"c01.en.txt", "c02.en.txt", "c02.cy.txt", "notes.txt"} {
		require.NoError(t, os.WriteFile(filepath.Join(out, sheets, name), nil, 0o644))
	}
	require.NoError(t, dropOldSheets(out, map[string]bool{filepath.Join(sheets, "c01.en.txt"): true}))
	left, err := os.ReadDir(filepath.Join(out, sheets))
	require.NoError(t, err)
	var names []string
	for _, e := range left {
		names = append(names, e.Name())
	}
	require.Equal(t, []string{"c01.en.txt", "notes.txt"}, names, "sheets of the old rota go, notes stay")
}

// Pages of an earlier rota that this one has none of go, whatever is not a rota's stays.
func TestWriteDropsStalePages(t *testing.T) {
	k, r, v := embedded(t)
	out := t.TempDir()
	plant := func(names ...string) {
		for _, name := range names {
			require.NoError(t, os.WriteFile(filepath.Join(out, name), []byte("old"), 0o644))
		}
	}
	stale := []string{"voice.en.txt", "tenants.cy.txt", "block.en.txt", "block_account.csv", "changes.csv", "pay.cy.txt", "ledger.en.txt", "delivered.cy.txt"}
	kept := []string{"ledger.csv", "menu.en.txt", "notes.txt"}
	plant(append(append([]string{"grid.en.txt"}, stale...), kept...)...)
	require.NoError(t, k.write(out, r, v))
	for _, name := range stale {
		require.NoFileExists(t, filepath.Join(out, name))
	}
	for _, name := range kept {
		require.FileExists(t, filepath.Join(out, name))
	}
	text, err := os.ReadFile(filepath.Join(out, "grid.en.txt"))
	require.NoError(t, err)
	require.NotEqual(t, "old", string(text))
	require.NoError(t, dropStale(out, nil))
	require.NoFileExists(t, filepath.Join(out, "grid.en.txt"), "beside folders of several providers no page is left")
	require.FileExists(t, filepath.Join(out, "rota.json"))
}

func TestWritable(t *testing.T) {
	dir := t.TempDir()
	file := filepath.Join(dir, "file")
	require.NoError(t, os.WriteFile(file, nil, 0o644))
	require.NoError(t, writable("-o", ""), "nothing will be written")
	require.NoError(t, writable("-o", filepath.Join(dir, "a", "b")), "folders are made")
	require.Error(t, writable("-o", file), "a file is no folder")
	require.Error(t, writable("-o", filepath.Join(file, "out")), "nor can it hold one")
}
