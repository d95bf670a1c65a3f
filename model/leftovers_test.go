package model

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"
)

// TestLenientRota reads rotas with something that the small workspace does not have.
func TestLenientRota(t *testing.T) {
	p, err := ReadDir("testdata/valid/small")
	require.NoError(t, err)
	h, err := Expand(p)
	require.NoError(t, err)
	v := h.Visits[0]
	good := []RotaRow{{Visit: v.ID, Date: v.Date, Start: h.Calendar.Local(v.Windows[0].Open, v.Date), End: h.Calendar.Local(v.Windows[0].Open+v.Length, v.Date), Carer: p.Carers[0].ID}}
	want, err := Assemble(h, good)
	require.NoError(t, err)
	dir := t.TempDir()
	write := func(name, text string) string {
		path := filepath.Join(dir, name)
		require.NoError(t, os.WriteFile(path, []byte(text), 0o644))
		return path
	}
	lenient := ReadRotaOptions{Lenient: true}

	old := *want
	old.Runs = append([]Run{{Carer: "gone", Date: v.Date}, {Carer: p.Carers[0].ID, Date: v.Date.Add(700)}}, want.Runs...)
	var text strings.Builder
	require.NoError(t, WriteRota(&text, &old))
	path := write("old.json", text.String())
	got, passed, err := ReadRotaWith(path, p, lenient)
	require.NoError(t, err)
	require.Empty(t, cmp.Diff(want.Runs, got.Runs, cmp.Transformer("none", func(s []Stop) []Stop { return append([]Stop{}, s...) })), "all but the two runs")
	require.Equal(t, []string{"E1801", "E1802"}, []string{passed[0].Code, passed[1].Code})
	require.Len(t, passed, 2)
	_, _, err = ReadRotaWith(path, p, ReadRotaOptions{})
	require.ErrorContains(t, err, "E1801")

	row := func(visit string) string {
		return strings.Join([]string{visit, v.Date.String(), good[0].Start.String(), good[0].End.String(), string(good[0].Carer)}, ",") + "\n"
	}
	const head = "visit,date,start,end,carer\n"
	got, passed, err = ReadRotaWith(write("old.csv", head+row("gone")+row(string(v.ID))), p, lenient)
	require.NoError(t, err)
	require.Empty(t, cmp.Diff(want, got), "all but one row")
	require.Len(t, passed, 1)
	require.Equal(t, 2, passed[0].Line)
	_, _, err = ReadRotaWith(write("bad.csv", head+row("gone")+strings.Replace(row(string(v.ID)), good[0].End.String(), "00:01", 1)), p, lenient)
	require.ErrorContains(t, err, "E1803", "nobody can pass over a mistake")
}
