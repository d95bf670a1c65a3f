package check

import (
	"os"
	"reflect"
	"strings"
	"testing"

	"github.com/milltir/milltir/model"
	"github.com/stretchr/testify/require"
)

// Whoever adds a measure writes down its formula.
func TestGlossaryHasEveryMeasure(t *testing.T) {
	text, err := os.ReadFile("../../docs/GLOSSARY.md")
	require.NoError(t, err)
	_, measures, found := strings.Cut(string(text), "## Measures")
	require.True(t, found)
	for _, x := range []any{model.Measures{}, model.CarerBalance{}, model.PersonCount{}, model.CarersIn{}, model.LanguageShare{}, model.FairLoad{}, model.ContinuityBy{}, model.Continuity{}} {
		for _, f := range reflect.VisibleFields(reflect.TypeOf(x)) {
			name, _, _ := strings.Cut(f.Tag.Get("json"), ",")
			require.Contains(t, measures, "`"+name+"`", f.Name)
		}
	}
	for _, name := range EquityNames {
		require.Contains(t, measures, "`"+name+"`")
	}
}
