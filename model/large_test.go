package model

import (
	"bytes"
	"fmt"
	"testing"

	"github.com/stretchr/testify/require"
)

// large is a problem of so many people with a matrix over their homes and a depot.
func large(people int) *Problem {
	p := &Problem{
		Format: 1, Name: "Large", Plan: Plan{Start: NewDate(2026, 11, 23)},
		Patches: []Patch{{ID: "a", NameEn: "A", BaseLat: 52.9, BaseLon: -3.6}},
		Carers:  []Carer{{ID: "c", Name: "C", Patch: "a", Mode: "car", StartAt: FromBase, EndAt: FromBase, Contract: Contract{Kind: ZeroHours}}},
		Shifts:  []Shift{{ID: "s", Carer: "any", Date: NewDate(2026, 11, 23), Start: At(0, 0), End: At(167, 0), Status: Open}},
		Matrix:  []MatrixRow{{"car", "a", nil}},
	}
	for i := range people {
		id := fmt.Sprintf("p%04d", i)
		p.People = append(p.People, Person{ID: PersonID(id), Name: "P", Patch: "a", Lat: 52.9 + float64(i)/1e4, Lon: -3.6})
		p.Visits = append(p.Visits, Visit{ID: VisitID(id), Person: PersonID(id), Days: 1, Windows: []Window{{At(0, 0), At(100, 0), 0}}, Length: 10})
		p.Matrix = append(p.Matrix, MatrixRow{"car", id, nil})
	}
	for i := range p.Matrix {
		p.Matrix[i].Ticks = make([]int32, len(p.Matrix))
		for k := range p.Matrix {
			p.Matrix[i].Ticks[k] = int32(i*7919+k*104729) % 10007 * min(1, int32(max(i-k, k-i)))
		}
	}
	return p
}

func TestLargeMatrixComesBack(t *testing.T) {
	p := large(40)
	require.Empty(t, Validate(p).Errors())
	b, err := encode(canonical(p))
	require.NoError(t, err)
	q, err := ReadJSON(bytes.NewReader(b))
	require.NoError(t, err)
	require.Equal(t, p.Matrix, q.Matrix)
	again, _, err := ReadFS(inMemory(t, p), ReadOptions{Strict: true})
	require.NoError(t, err)
	require.Equal(t, p.Hash(), again.Hash())
}

// BenchmarkLarge: what a problem of a thousand places with a million legs costs.
func BenchmarkLarge(b *testing.B) {
	p := large(1000)
	doc, err := encode(canonical(p))
	require.NoError(b, err)
	dir := inMemory(b, p)
	for _, x := range []struct {
		name string
		f    func() error
	}{
		{"Validate", func() error { Validate(p); return nil }},
		{"Canonical", func() error { p.Canonical(); return nil }},
		{"Expand", func() error { _, err := Expand(p); return err }},
		{"Hash", func() error { p.Hash(); return nil }},
		{"ReadJSON", func() error { _, err := ReadJSON(bytes.NewReader(doc)); return err }},
		{"ReadFS", func() error { _, _, err := ReadFS(dir, ReadOptions{}); return err }},
		{"WriteJSON", func() error { return WriteJSON(&bytes.Buffer{}, p) }},
	} {
		b.Run(x.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				require.NoError(b, x.f())
			}
		})
	}
}
