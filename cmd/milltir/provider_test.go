package main

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"io/fs"
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/milltir/milltir/generate"
	"github.com/milltir/milltir/model"
	"github.com/milltir/milltir/report"
)

// Two providers: the carers of Cartref may be lent to Gofal, not the other way.
const (
	gofal   = "Gofal"
	cartref = "Cartref"
)

// TestNothingOfAnotherProvider: whatever is written for one provider, in both languages, nothing of
// the other's people, visits, carers and shifts is in it, but for id and name of carers who are lent.
func TestNothingOfAnotherProvider(t *testing.T) {
	day, err := model.ReadDir(filepath.Join("..", "..", "examples", "one-day"))
	require.NoError(t, err)
	village, known := generate.Find("village")
	require.True(t, known)
	made, err := village.Make(5)
	require.NoError(t, err)
	for name, p := range map[string]*model.Problem{"one-day": day, "random": made} {
		t.Run(name, func(t *testing.T) {
			divide(t, p, rand.New(rand.NewPCG(uint64(len(p.People)), 9)))
			dir := t.TempDir()
			ws, whole := filepath.Join(dir, "ws.json"), filepath.Join(dir, "whole")
			keep(t, ws, p)
			printed := t.TempDir()
			milltir(t, printed, "solve", ws, "-o", whole, "--iterations", "60", "--islands", "1")
			milltir(t, printed, "solve", ws, "--iterations", "60", "--islands", "1", "--json")
			milltir(t, printed, "staff", ws, "--rota", filepath.Join(whole, "rota.json"), "-o", filepath.Join(printed, "staff"))
			milltir(t, printed, "compare", ws, filepath.Join(whole, "rota.json"), ws, filepath.Join(whole, "rota.json"))
			writeFindings(t, p, ws, whole, printed)
			r, err := model.ReadRota(filepath.Join(whole, "rota.json"), p)
			require.NoError(t, err)
			require.NoError(t, report.WriteFileAtomic(filepath.Join(whole, "rota.csv"), func(w io.Writer) error { return report.CSV(w, r) }))
			for _, provider := range []string{gofal, cartref} {
				planned, judged := t.TempDir(), t.TempDir()
				writePlans(t, ws, provider, planned)
				writeJudgements(t, p, ws, provider, filepath.Join(whole, "rota"), judged)
				_, theirs := marks(p, provider, nil)
				require.Empty(t, found(t, planned, theirs), "what is planned for %s", provider)
				own, theirs := marks(p, provider, r)
				require.Empty(t, found(t, judged, theirs), "what is said to %s of the rota of all", provider)
				require.NotEmpty(t, own)
				require.Len(t, found(t, judged, own), len(own), "its own is there, so the search finds what it looks for")
				require.NotEmpty(t, found(t, whole, theirs), "the rota of all holds it")
				folder := filepath.Join(whole, provider)
				require.FileExists(t, filepath.Join(folder, "grid.en.txt"))
				require.Empty(t, found(t, folder, theirs), "the folder of %s beside the rota of all", provider)
			}
			require.Empty(t, found(t, printed, everybody(p)), "what is said of all names nobody")
		})
	}
}

// TestLeakIsFound plants what a mistake could let through, one at a time, where a provider's pages have it.
func TestLeakIsFound(t *testing.T) {
	p, err := model.ReadDir(filepath.Join("..", "..", "examples", "one-day"))
	require.NoError(t, err)
	divide(t, p, rand.New(rand.NewPCG(3, 9)))
	_, theirs := marks(p, cartref, nil)
	for _, mark := range theirs {
		dir := t.TempDir()
		part, _, err := p.OfProvider(cartref, nil)
		require.NoError(t, err)
		part.People[0].Name = "Ann " + mark
		keep(t, filepath.Join(dir, "part.json"), part)
		require.Equal(t, []string{mark}, found(t, dir, theirs))
	}
	dir := t.TempDir()
	ws := filepath.Join(dir, "ws.json")
	i := slices.IndexFunc(p.People, func(x model.Person) bool { return x.Patch == "second" })
	p.People[i].Name = "Ann " + theirs[0]
	keep(t, ws, p)
	out := t.TempDir()
	writePlans(t, ws, cartref, out)
	require.Equal(t, theirs[:1], found(t, out, theirs), "in the pages that the commands write")
}

// writeFindings writes what is said of the tables of all, odd and wrong, and of a rota that does not fit them.
func writeFindings(t *testing.T, p *model.Problem, ws, whole, dir string) {
	all, odd := everybody(p), t.TempDir()
	require.NoError(t, os.WriteFile(filepath.Join(odd, "odd.txt"), []byte(model.Validate(p).Warnings().Error()), 0o644))
	require.NotEmpty(t, found(t, odd, all), "the workspace has warnings that name somebody")
	milltir(t, dir, "check", ws)
	milltir(t, dir, "check", ws, "--json")

	q := *p
	q.Shifts = slices.Clone(p.Shifts)
	for i := range q.Shifts {
		if q.Shifts[i].Carer != model.AnyCarer {
			q.Shifts[i].Carer += "x"
		}
	}
	require.NotEmpty(t, model.Validate(&q).Errors())
	wrong := filepath.Join(t.TempDir(), "wrong.json")
	keep(t, wrong, &q)
	rota := filepath.Join(whole, "rota.json")
	for _, args := range [][]string{{"check", wrong}, {"check", wrong, "--json"}, {"solve", wrong}, {"staff", wrong}, {"compare", wrong, rota, wrong, rota}} {
		refused(t, dir, args...)
	}

	text, err := os.ReadFile(rota)
	require.NoError(t, err)
	foreign := filepath.Join(t.TempDir(), "foreign.json")
	require.NoError(t, os.WriteFile(foreign, regexp.MustCompile(`"carer": "([^"]*)"`).ReplaceAll(text, []byte(`"carer": "${1}x"`)), 0o644))
	refused(t, dir, "compare", ws, foreign, ws, foreign)
	refused(t, dir, "staff", ws, "--rota", foreign)
	milltir(t, dir, "solve", ws, "--from", foreign, "--iterations", "5", "--islands", "1")
}

func keep(t *testing.T, path string, p *model.Problem) {
	require.NoError(t, report.WriteFileAtomic(path, func(w io.Writer) error { return model.WriteJSON(w, p) }))
}

// milltir runs a command and keeps what it prints in a file of a folder, if one is named.
func milltir(t *testing.T, into string, args ...string) {
	code, text := output(t, into, args...)
	require.LessOrEqual(t, code, exitBroken, "%v: %s", args, text)
}

// refused is milltir with an input that is wrong.
func refused(t *testing.T, into string, args ...string) {
	code, text := output(t, into, args...)
	require.Equal(t, exitInput, code, "%v: %s", args, text)
	require.Regexp(t, `E\d{4}`, text)
}

func output(t *testing.T, into string, args ...string) (code int, text string) {
	var stdout, stderr bytes.Buffer
	code = run(context.Background(), append([]string{"milltir"}, args...), &stdout, &stderr)
	text = stdout.String() + stderr.String()
	if into == "" {
		return code, text
	}
	entries, err := os.ReadDir(into)
	require.NoError(t, err)
	name := filepath.Join(into, fmt.Sprintf("printed-%d.txt", len(entries)))
	require.NoError(t, os.WriteFile(name, []byte(text), 0o644))
	return code, text
}

// writePlans writes what is made of a provider's tables alone.
func writePlans(t *testing.T, ws, provider, dir string) {
	for _, lang := range []string{"en", "cy"} {
		out := filepath.Join(dir, "solve-"+lang)
		milltir(t, dir, "solve", ws, "--provider", provider, "-o", out, "--iterations", "60", "--islands", "1", "--lang", lang)
		milltir(t, dir, "solve", ws, "--provider", provider, "--iterations", "60", "--islands", "1", "--lang", lang, "--json")
		milltir(t, dir, "check", ws, filepath.Join(out, "rota.json"), "--provider", provider, "--lang", lang)
		milltir(t, dir, "staff", ws, "--provider", provider, "-o", filepath.Join(dir, "staff-"+lang), "--lang", lang)
	}
	milltir(t, dir, "check", ws, "--provider", provider)
	milltir(t, dir, "check", ws, "--provider", provider, "--json")
	milltir(t, dir, "convert", ws, filepath.Join(dir, "tables"), "--provider", provider)
}

// writeJudgements writes what a provider may see of the rota of all.
func writeJudgements(t *testing.T, p *model.Problem, ws, provider, rota, dir string) {
	var visit, person, carer string
	for i := range p.Visits {
		x := &p.People[slices.IndexFunc(p.People, func(x model.Person) bool { return x.ID == p.Visits[i].Person })]
		if patchOf(p, x.Patch) == provider {
			visit, person = string(p.Visits[i].ID), string(x.ID)
		}
	}
	for i := range p.Carers {
		if patchOf(p, p.Carers[i].Patch) == provider {
			carer = string(p.Carers[i].ID)
		}
	}
	for _, lang := range []string{"en", "cy"} {
		of := func(args ...string) { milltir(t, dir, append(args, "--provider", provider, "--lang", lang)...) }
		of("check", ws, rota+".json")
		of("check", ws, rota+".csv", "--json")
		of("check", ws, rota+".json", "--hours")
		of("check", ws, rota+".json", "--hours", "--json")
		of("explain", ws, rota+".json", "--visit", visit, "--all")
		of("check", ws, rota+".json", "--pay")
		of("explain", ws, rota+".json", "--person", person)
		of("explain", ws, rota+".json", "--carer", carer)
		of("staff", ws, "--rota", rota+".json", "--json")
		of("compare", ws, rota+".json", ws, rota+".csv")
		of("ledger", ws, rota+".json", "--json")
		of("solve", ws, "--from", rota+".json", "--iterations", "50", "--islands", "1", "-o", filepath.Join(dir, "from-"+lang))
	}
	milltir(t, dir, "check", ws, rota+".json", "--provider", provider, "--fixes", "--json")
}

func patchOf(p *model.Problem, id model.PatchID) string {
	return p.Patches[slices.IndexFunc(p.Patches, func(x model.Patch) bool { return x.ID == id })].Provider
}

// divide gives half of the people and carers of a patch to another provider, and everybody a name, id,
// postcode and position that no other text has in it.
func divide(t *testing.T, p *model.Problem, rng *rand.Rand) {
	first := &p.Patches[0]
	first.Provider = gofal
	second := *first
	second.ID, second.NameEn, second.NameCy, second.Provider, second.LendsTo = "second", "Second", "Ail", cartref, []string{gofal}
	p.Patches = append(p.Patches, second)
	people, carers := map[model.PersonID]model.PatchID{}, map[model.CarerID]model.PatchID{}
	half := rng.Perm(len(p.Carers))
	for i := range p.Carers {
		x := &p.Carers[i]
		if half[i]%2 == 0 {
			x.Patch = "second"
			if rng.IntN(4) == 0 {
				x.OtherPatches = []model.PatchID{p.Patches[0].ID}
			}
		}
		carers[x.ID] = x.Patch
		x.HomeLat, x.HomeLon, x.HomePostcode = spot(x.HomeLat, 5000+i), spot(x.HomeLon, 7000+i), fmt.Sprintf("QX%02d %dZZ", i/10, i%10)
		x.Name = fmt.Sprintf("Carer%03dQ", i)
	}
	half = rng.Perm(len(p.People))
	for i := range p.People {
		x := &p.People[i]
		if half[i]%2 == 0 {
			x.Patch = "second"
		}
		people[x.ID] = x.Patch
		if x.Name = fmt.Sprintf("Person%03dQ", i); x.Place == "" {
			x.Lat, x.Lon, x.Postcode = spot(x.Lat, 1000+i), spot(x.Lon, 3000+i), fmt.Sprintf("QZ%02d %dZZ", i/10, i%10)
		}
		barred := func(c model.CarerID) bool { return !p.MayServe(carers[c], x.Patch) }
		x.NamedTeam, x.Only, x.KeyHolders = slices.DeleteFunc(x.NamedTeam, barred), slices.DeleteFunc(x.Only, barred), slices.DeleteFunc(x.KeyHolders, barred)
	}
	for i := range p.Visits {
		x := &p.Visits[i]
		x.ParallelWith, x.After = "", nil
	}
	for i := range p.Carers {
		p.Carers[i].RidesWith = ""
	}
	renamed(reflect.ValueOf(p).Elem(), map[string]string{})
	wrong := model.Validate(p).Errors()
	require.Empty(t, wrong)
}

// spot moves a coordinate by centimetres so that no other has its last digits.
func spot(at float64, n int) float64 {
	return math.Round((math.Round(at*100)/100+math.Copysign(float64(10*n+7)/1e7, at))*1e7) / 1e7
}

// renamed gives every id of a person, visit, carer, shift or event another name, of one length.
func renamed(v reflect.Value, names map[string]string) {
	switch v.Kind() {
	case reflect.Pointer:
		if !v.IsNil() {
			renamed(v.Elem(), names)
		}
	case reflect.Slice:
		for i := range v.Len() {
			renamed(v.Index(i), names)
		}
	case reflect.Struct:
		for i := range v.NumField() {
			if v.Type().Field(i).IsExported() {
				renamed(v.Field(i), names)
			}
		}
	case reflect.String:
		switch kind := v.Type().Name(); kind {
		case "PersonID", "VisitID", "CarerID", "ShiftID", "EventID":
			if s := v.String(); s != "" && s != string(model.AnyCarer) {
				if names[kind+s] == "" {
					names[kind+s] = fmt.Sprintf("%cx%04dq", kind[0], len(names))
				}
				v.SetString(names[kind+s])
			}
		}
	}
}

// marks lists what shows a provider's own people and carers, and what shows the others', but for id and
// name of the carers who are lent by its tables, or in a rota.
func marks(p *model.Problem, provider string, r *model.Rota) (own, theirs []string) {
	add := func(mine bool, texts ...string) {
		for _, x := range texts {
			if x == "" {
				continue
			}
			if mine {
				own = append(own, x)
			} else {
				theirs = append(theirs, x)
			}
		}
	}
	position := func(at float64) string {
		if at == 0 {
			return ""
		}
		return strconv.FormatFloat(at, 'f', -1, 64)
	}
	mine, lent := map[model.PersonID]bool{}, map[model.CarerID]bool{}
	for i := range p.People {
		x := &p.People[i]
		if mine[x.ID] = patchOf(p, x.Patch) == provider; mine[x.ID] {
			add(true, string(x.ID), x.Name)
			for _, c := range slices.Concat(x.NamedTeam, x.Only, x.KeyHolders) {
				lent[c] = true
			}
			continue
		}
		add(false, string(x.ID), x.Name, x.Postcode)
		if x.Place == "" {
			add(false, position(x.Lat), position(x.Lon))
		}
	}
	if r != nil {
		for i := range r.Runs {
			for _, x := range r.Runs[i].Stops {
				lent[r.Runs[i].Carer] = lent[r.Runs[i].Carer] || mine[x.Person]
			}
		}
	}
	carers, came := map[model.CarerID]bool{}, cameTo(p, mine)
	for i := range p.Carers {
		x := &p.Carers[i]
		if carers[x.ID] = patchOf(p, x.Patch) == provider; carers[x.ID] {
			continue
		}
		add(false, position(x.HomeLat), position(x.HomeLon), x.HomePostcode)
		if !lent[x.ID] && (len(x.OtherPatches) == 0 || provider == cartref) {
			add(false, x.Name)
			if !came[x.ID] { // else the id is in its own rows of what is past
				add(false, string(x.ID))
			}
		}
	}
	for i := range p.Visits {
		if x := &p.Visits[i]; !mine[x.Person] {
			add(false, string(x.ID))
		}
	}
	for i := range p.Shifts {
		if x := &p.Shifts[i]; x.Carer != model.AnyCarer && !carers[x.Carer] {
			add(false, string(x.ID))
		}
	}
	return own, theirs
}

// cameTo gives the carers who came to these people before the plan, or were to.
func cameTo(p *model.Problem, people map[model.PersonID]bool) map[model.CarerID]bool {
	visits, out := map[model.VisitID]bool{}, map[model.CarerID]bool{}
	for i := range p.Visits {
		visits[p.Visits[i].ID] = people[p.Visits[i].Person]
	}
	for i := range p.Baseline {
		if x := &p.Baseline[i]; visits[x.Visit] && x.Date < p.Plan.Start {
			out[x.Carer] = true
		}
	}
	return out
}

// everybody lists what shows any person or carer, visit or shift of a carer.
func everybody(p *model.Problem) (all []string) {
	for _, provider := range p.Providers() {
		_, theirs := marks(p, provider, nil)
		all = append(all, theirs...)
	}
	for i := range p.Carers {
		all = append(all, string(p.Carers[i].ID), p.Carers[i].Name)
	}
	return all
}

// found gives the marks that some file of a folder has in its name or its text.
func found(t *testing.T, dir string, marks []string) []string {
	var all strings.Builder
	require.NoError(t, filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		text, err := os.ReadFile(path)
		all.WriteString(d.Name() + "\n")
		all.Write(text)
		return err
	}))
	text := all.String()
	return slices.DeleteFunc(slices.Clone(marks), func(m string) bool { return !strings.Contains(text, m) })
}
