package main

import (
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/urfave/cli/v2"

	"github.com/milltir/milltir/model"
	"github.com/milltir/milltir/model/check"
	"github.com/milltir/milltir/report"
)

const sheets = "runsheets"

// writable finds out before a search, not after it, that its rota can be kept. The hidden
// folder is taken away again.
func writable(flag, out string) error {
	if out == "" {
		return nil
	}
	if err := os.MkdirAll(out, 0o755); err != nil {
		return fmt.Errorf("%s: %w", flag, err)
	}
	stage, err := os.MkdirTemp(out, ".milltir-")
	if err != nil {
		return fmt.Errorf("%s: %w", flag, err)
	}
	return os.Remove(stage)
}

// sameFolder tells whether the folder of a rota is that of the workspace.
func sameFolder(out, workspace string) bool {
	if filepath.Base(workspace) == model.SettingsFile {
		workspace = filepath.Dir(workspace)
	}
	a, err := os.Stat(out)
	b, err2 := os.Stat(workspace)
	return err == nil && err2 == nil && os.SameFile(a, b)
}

// rotaFolder is the folder of -o, where rotas may be written: any but the workspace.
func rotaFolder(c *cli.Context, workspace string) (string, error) {
	out := c.String("out")
	if sameFolder(out, workspace) {
		return "", usage(c, "-o %s is the workspace itself: a rota among its tables would be read as one of them", out)
	}
	return out, nil
}

// write puts a rota and everything people read of it into a folder. All files are made in a
// hidden folder beside their places and judged there; only then do they take their names.
func (k *week) write(out string, r *model.Rota, v *check.Verdict) error {
	if err := os.MkdirAll(out, 0o755); err != nil {
		return err
	}
	stage, err := os.MkdirTemp(out, ".milltir-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(stage)
	if err := k.stage(stage, r, v); err != nil {
		return err
	}
	if err := k.reread(filepath.Join(stage, "rota.json"), v); err != nil {
		return err
	}
	written, err := publish(stage, out)
	if err != nil {
		return err
	}
	return dropStale(out, written)
}

func (k *week) stage(dir string, r *model.Rota, v *check.Verdict) error {
	h := k.Horizon
	files := map[string]func(io.Writer) error{
		"rota.json":           writesRota(r),
		"rota.csv":            func(w io.Writer) error { return report.CSV(w, r) },
		"previous_shifts.csv": func(w io.Writer) error { return report.PublishedCSV(w, h.Problem, k.whole, r) },
		"unallocated.csv":     func(w io.Writer) error { return report.UnallocatedCSV(w, h, r, k.words) },
	}
	if len(h.Problem.Baseline) > 0 {
		files["changes.csv"] = func(w io.Writer) error { return report.ChangesCSV(w, h, r) }
	}
	for _, lang := range report.Languages() {
		l, err := report.NewLocalizer(lang)
		if err != nil {
			return internal{err}
		}
		files["grid."+lang+".txt"] = func(w io.Writer) error { return report.Grid(w, h, r, l) }
		files["summary."+lang+".txt"] = func(w io.Writer) error { return report.Summary(w, h, r, v, l) }
		if len(h.Problem.Baseline) > 0 {
			files["changes."+lang+".txt"] = func(w io.Writer) error { return report.Changes(w, h, r, l) }
		}
		files["fairness."+lang+".txt"] = func(w io.Writer) error { return report.Fairness(w, h, r, v, l) }
		if len(h.Problem.Wishes) > 0 {
			files["voice."+lang+".txt"] = func(w io.Writer) error { return report.Voice(w, h, r, report.ForCoordinator, l) }
		}
		if len(h.Problem.Wishes) > 0 || slices.ContainsFunc(h.Problem.Places, func(x model.Place) bool { return x.Kind == model.PlaceScheme }) {
			files["tenants."+lang+".txt"] = func(w io.Writer) error { return report.Tenants(w, h, r, l) }
		}
		if h.Problem.PayKnown() {
			files["pay."+lang+".txt"] = func(w io.Writer) error {
				periods, err := check.Pay(h, r)
				if err != nil {
					return err
				}
				return report.Pay(w, h, periods, l)
			}
		}
		if err := report.RunSheets(dir, h, r, l); err != nil {
			return err
		}
	}
	if err := writeFiles(dir, files); err != nil {
		return err
	}
	return k.stageBlock(dir, r)
}

// writeFiles writes files into a folder by name, each whole or not at all. The order does not show: every file is
// its own.
func writeFiles(dir string, files map[string]func(io.Writer) error) error {
	for name, write := range files {
		if err := report.WriteFileAtomic(filepath.Join(dir, name), write); err != nil {
			return err
		}
	}
	return nil
}

func writesRota(r *model.Rota) func(w io.Writer) error {
	return func(w io.Writer) error { return model.WriteRota(w, r) }
}

// reread judges what was written, not what was meant.
func (k *week) reread(path string, v *check.Verdict) error {
	r, err := k.rota(path)
	if err != nil {
		return internal{fmt.Errorf("the rota just written cannot be read: %w", err)}
	}
	again, err := check.Horizon(k.Horizon, r)
	if err != nil {
		return internal{fmt.Errorf("the rota just written cannot be judged: %w", err)}
	}
	if again.Score != v.Score {
		return internal{fmt.Errorf("the rota just written is judged %v, before that %v", again.Score, v.Score)}
	}
	return nil
}

// publish moves the files of a stage to their places and names them.
func publish(stage, out string) (written map[string]bool, err error) {
	written = make(map[string]bool)
	err = filepath.WalkDir(stage, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		rel, err := filepath.Rel(stage, path)
		if err != nil {
			return err
		}
		written[rel] = true
		target := filepath.Join(out, rel)
		if err := os.MkdirAll(filepath.Dir(target), 0o755); err != nil {
			return err
		}
		return os.Rename(path, target)
	})
	return written, err
}

// dropStale removes what an earlier rota left in a folder and this one has not written: an old sheet would send
// somebody to the wrong door, and pages of wishes, pay or a block that is no more, or of the books by the rota that was,
// would be read as this one's. A ledger.csv stays: it may be the only copy of what was booked.
func dropStale(out string, written map[string]bool) error {
	names := []string{"rota.csv", "previous_shifts.csv", "unallocated.csv", "changes.csv", "block_account.csv"}
	for _, lang := range report.Languages() {
		for _, page := range []string{"grid", "summary", "changes", "fairness", "voice", "tenants", "pay", "block", "ledger", "delivered"} {
			names = append(names, page+"."+lang+".txt")
		}
	}
	for _, name := range names {
		if written[name] {
			continue
		}
		if err := os.Remove(filepath.Join(out, name)); err != nil && !os.IsNotExist(err) {
			return err
		}
	}
	return dropOldSheets(out, written)
}

func dropOldSheets(out string, written map[string]bool) error {
	old, err := os.ReadDir(filepath.Join(out, sheets))
	if os.IsNotExist(err) {
		return nil
	}
	for _, e := range old {
		rel := filepath.Join(sheets, e.Name())
		if written[rel] || !isSheet(e.Name()) {
			continue
		}
		if err := os.Remove(filepath.Join(out, rel)); err != nil {
			return err
		}
	}
	return err
}

func isSheet(name string) bool {
	for _, lang := range report.Languages() {
		if strings.HasSuffix(name, "."+lang+".txt") {
			return true
		}
	}
	return false
}
