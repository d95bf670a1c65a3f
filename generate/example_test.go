package generate_test

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/milltir/milltir/generate"
	"github.com/milltir/milltir/model"
)

var update = flag.Bool("update", false, "write examples/bala anew")

const bala = "../examples/bala"

// balaSeed makes examples/bala.
const balaSeed = 2

// TestBalaExample keeps examples/bala what the generator makes.
func TestBalaExample(t *testing.T) {
	p, err := generate.Patch(generate.Default(), balaSeed)
	require.NoError(t, err)
	if *update {
		require.NoError(t, model.WriteDir(bala, p))
	}
	fresh := t.TempDir()
	require.NoError(t, model.WriteDir(fresh, p))
	names, err := filepath.Glob(filepath.Join(fresh, "*"))
	require.NoError(t, err)
	require.NotEmpty(t, names)
	for _, name := range names {
		want, err := os.ReadFile(name)
		require.NoError(t, err)
		have, err := os.ReadFile(filepath.Join(bala, filepath.Base(name)))
		require.NoError(t, err)
		require.Equal(t, string(want), string(have), "%s: run go test ./generate -run TestBalaExample -update", filepath.Base(name))
	}
	_, found, err := model.Read(bala, model.ReadOptions{Strict: true})
	require.NoError(t, err)
	for _, d := range found {
		t.Log(d)
	}
	for _, d := range model.Validate(p) {
		t.Log(d)
		require.True(t, d.Warning(), "%v", d)
	}
}

func Example() {
	p, err := generate.Patch(generate.Default(), balaSeed)
	if err != nil {
		fmt.Println(err)
		return
	}
	h, err := model.Expand(p)
	if err != nil {
		fmt.Println(err)
		return
	}
	s := generate.Describe(h)
	fmt.Printf("%d people, %d carers\n", s.People, s.Carers)
	fmt.Println("contact between 58 and 66 %:", s.ContactPct() >= 58 && s.ContactPct() <= 66)
	fmt.Println("demand at most 0.90 of capacity:", s.Peak.Load() <= 0.90)
	// Output:
	// 40 people, 24 carers
	// contact between 58 and 66 %: true
	// demand at most 0.90 of capacity: true
}
