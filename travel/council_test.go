package travel_test

import (
	"context"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/milltir/milltir/model"
	"github.com/milltir/milltir/travel"
)

// TestCouncil: the workspace names a council, and goes at the pace of its section.
func TestCouncil(t *testing.T) {
	dir := t.TempDir()
	village(t, filepath.Join(dir, "village.roads"))
	require.NoError(t, os.WriteFile(filepath.Join(dir, "factors.toml"), []byte("[car]\nprimary = 1.5\n[council.gwynedd.car]\n"+
		"from = 2026-12-01\nsource = \"journeys\"\nprimary = 2\n"), 0o600))
	legs := func(settings string) (seconds int32, h *model.Horizon) {
		p := workspace(t, "roads = \"village.roads\"\n"+settings)
		require.NoError(t, travel.Open(context.Background(), p, travel.Options{Folder: dir}))
		h, err := model.Expand(p)
		require.NoError(t, err)
		seconds, _, _ = h.Legs["car"].At(h.PersonAt[0], h.PersonAt[1])
		return seconds, h
	}
	plain, _ := legs("")
	all, _ := legs("factors = \"factors.toml\"\n")
	own, h := legs("factors = \"factors.toml\"\ncouncil = \"gwynedd\"\n")
	require.InDelta(t, 1.5*float64(plain), all, 2)
	require.InDelta(t, 2*float64(plain), own, 2)
	require.Contains(t, h.TravelFrom(), "factors factors.toml gwynedd")
	require.Contains(t, h.TravelWarnings().Error(), "W2105 milltir.toml", "it holds a week later than the plan")

	p := workspace(t, "roads = \"village.roads\"\nfactors = \"factors.toml\"\ncouncil = \"powys\"\n")
	err := travel.Open(context.Background(), p, travel.Options{Folder: dir})
	require.ErrorContains(t, err, `E1624 milltir.toml travel.council: factors.toml: it has no council "powys". It has: gwynedd`)
	p.Travel.Factors = ""
	require.ErrorContains(t, model.Validate(p), "council is of factors, and [travel] factors names no file")
}
