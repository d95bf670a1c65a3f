package report

import (
	"bytes"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"github.com/milltir/milltir/model"
)

// WriteFileAtomic writes a file whole or not at all: write fills a temporary file beside it,
// which then takes its name. The folder is made if need be.
func WriteFileAtomic(path string, write func(io.Writer) error) (err error) {
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return err
	}
	f, err := os.CreateTemp(filepath.Dir(path), ".milltir-*")
	if err != nil {
		return err
	}
	defer func() {
		if err != nil {
			_ = os.Remove(f.Name())
		}
	}()
	if err = write(f); err == nil {
		err = f.Chmod(0o644)
	}
	if err == nil {
		err = f.Sync()
	}
	if e := f.Close(); err == nil {
		err = e
	}
	if err == nil {
		err = os.Rename(f.Name(), path)
	}
	return err
}

// RunSheets writes one run sheet per carer with work in the rota, as
// dir/runsheets/<carer>.<lang>.txt. All of them are made before the first is written.
func RunSheets(dir string, h *model.Horizon, r *model.Rota, l *Localizer) error {
	names := fileNames(h)
	var sheets []func() error
	for i := range h.Problem.Carers {
		id := h.Problem.Carers[i].ID
		if !works(r, id) {
			continue
		}
		var b bytes.Buffer
		if err := RunSheet(&b, h, r, id, l); err != nil {
			return err
		}
		path := filepath.Join(dir, "runsheets", fmt.Sprintf("%s.%s.txt", names[id], l.Lang()))
		sheets = append(sheets, func() error {
			return WriteFileAtomic(path, func(w io.Writer) error { _, err := b.WriteTo(w); return err })
		})
	}
	for _, write := range sheets {
		if err := write(); err != nil {
			return err
		}
	}
	return nil
}

func works(r *model.Rota, id model.CarerID) bool {
	for i := range r.Runs {
		if r.Runs[i].Carer == id {
			return true
		}
	}
	return false
}

// fileNames gives every carer a file name of their own: ids are free text, and two that differ
// only in signs or case must not share a file.
func fileNames(h *model.Horizon) map[model.CarerID]string {
	ids := make([]string, len(h.Problem.Carers))
	for i := range ids {
		ids[i] = string(h.Problem.Carers[i].ID)
	}
	names := make(map[model.CarerID]string)
	for i, name := range FileNames(ids) {
		names[h.Problem.Carers[i].ID] = name
	}
	return names
}

// FileNames gives each of some texts a name that every file system takes, and no two the same, whatever the
// case of their letters.
func FileNames(texts []string) []string {
	taken := make(map[string]bool)
	out := make([]string, len(texts))
	for i, text := range texts {
		base := safeName(text)
		name := base
		for k := 2; taken[strings.ToLower(name)]; k++ {
			name = fmt.Sprintf("%s_%d", base, k)
		}
		taken[strings.ToLower(name)] = true
		out[i] = name
	}
	return out
}

// safeName keeps letters, digits and a few signs that every file system takes.
func safeName(id string) string {
	name := strings.Map(func(r rune) rune {
		if r < ' ' || strings.ContainsRune(`/\:*?"<>| `, r) {
			return '_'
		}
		return r
	}, id)
	if name = strings.TrimLeft(name, "."); name == "" {
		return "_"
	}
	return name
}
