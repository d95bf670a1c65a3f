package suite

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestFiles(t *testing.T) {
	dir := t.TempDir()
	put := func(path, text string) {
		path = filepath.Join(dir, path)
		require.NoError(t, os.MkdirAll(filepath.Dir(path), 0o755))
		require.NoError(t, os.WriteFile(path, []byte(text), 0o644))
	}
	put("b/one.txt", "an instance")
	put("a/two.x.TXT", "an instance")
	put("a/two.sol", "another ending")
	put("a/said.txt", "a solution, as its text says")
	put("a/named.solution.txt", "an instance, but for its name")
	put("a/readme.txt", "an explanation")
	put("scored/three.txt", "an instance, but for its folder")
	require.NoError(t, os.MkdirAll(filepath.Join(dir, "folder.txt"), 0o755))
	put(".two.x.txt", "a copy that a system makes")
	links := os.Symlink(filepath.Join(dir, "b", "one.txt"), filepath.Join(dir, "c.txt")) == nil &&
		os.Symlink(filepath.Join(dir, "a"), filepath.Join(dir, "d.txt")) == nil // to a folder
	_ = os.Symlink("nowhere", filepath.Join(dir, ".#one.txt")) // an editor's lock

	said := func(head []byte) bool { return bytes.HasPrefix(head, []byte("a solution")) }
	best := map[string]Best{"one": {Known: true, Value: 7}}
	want := []File{
		{Name: "two.x", Path: filepath.Join(dir, "a", "two.x.TXT")},
		{Name: "one", Path: filepath.Join(dir, "b", "one.txt"), Best: best["one"]},
	}
	if links {
		want = append(want, File{Name: "c", Path: filepath.Join(dir, "c.txt")})
	}
	files, err := Files(dir, ".txt", best, said)
	require.NoError(t, err)
	require.Equal(t, want, files, "by path")
	files, err = Files(filepath.Join(dir, "scored"), ".txt", best, said)
	require.NoError(t, err)
	require.Len(t, files, 1, "a folder that is asked for by name")

	put("e/one.txt", "")
	put("e/two.x.txt", "")
	_, err = Files(dir, ".txt", best, said)
	require.ErrorContains(t, err, "two instances are called one: "+filepath.Join(dir, "b", "one.txt"))
	require.ErrorContains(t, err, "two instances are called two.x", "all at once")
	_, err = Files(filepath.Join(dir, "nowhere"), ".txt", nil, nil)
	require.ErrorIs(t, err, os.ErrNotExist)
	if links {
		link := filepath.Join(t.TempDir(), "link")
		require.NoError(t, os.Symlink(filepath.Join(dir, "b"), link))
		files, err = Files(link, ".txt", best, nil)
		require.NoError(t, err)
		require.Equal(t, []File{{Name: "one", Path: filepath.Join(link, "one.txt"), Best: best["one"]}}, files, "dir may be a link")
	}
}

func TestBestTable(t *testing.T) {
	value := func(row []string) (Best, error) { return Best{Known: true, Value: float64(len(row))}, nil }
	best, err := BestTable([]byte("# from nowhere\nset,instance\ns,a\ns,b\n"), value)
	require.NoError(t, err)
	require.Equal(t, map[string]Best{"a": {Known: true, Value: 2}, "b": {Known: true, Value: 2}}, best)
	for _, bad := range []string{"a,b\n1,2\n", "instance\na,b\n", ""} {
		_, err = BestTable([]byte(bad), value)
		require.ErrorContains(t, err, "best_known.csv", bad)
	}
}
