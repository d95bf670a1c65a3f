package generate

import (
	"fmt"
	"math/rand/v2"
	"testing"

	"github.com/milltir/milltir/model"
)

func TestDbg(t *testing.T) {
	p := Default()
	p.PeakLoad = 1.2
	homes, _ := p.homes()
	m := &maker{p: p, rng: rand.New(rand.NewPCG(1, 0x6d696c6c746972)), homes: homes}
	err := m.build()
	fmt.Println(err)
	h, err := model.Expand(m.out)
	if err != nil {
		t.Fatal(err)
	}
	s := Describe(h)
	fmt.Print(s)
	for _, x := range s.HalfHours {
		if x.Date.Weekday() == 1 || x.Date.Weekday() == 6 || x.Load() > .9 {
			fmt.Printf("%s %s d %.1f c %.1f  %.2f\n", x.Date, x.Start, x.Demand/30, x.Capacity/30, x.Load())
		}
	}
	for i := range m.demand {
		if l := (HalfHour{Demand: m.demand[i], Capacity: m.capacity[i]}).Load(); l > .89 {
			fmt.Println("cell", i/48, i%48/2, m.demand[i]/30, m.capacity[i]/30)
		}
	}
	for i := range m.crew {
		fmt.Println(m.crew[i].minutes/60, m.crew[i].parity, m.crew[i].worked)
	}
}
