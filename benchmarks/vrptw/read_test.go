package vrptw

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

const small = `small

VEHICLE
NUMBER     CAPACITY
  2         10

CUSTOMER
CUST NO.   XCOORD.   YCOORD.    DEMAND   READY TIME   DUE DATE   SERVICE TIME

    0      40         50          0          0       1236          0
    1      45.5       -68         10         0       1127          0
    2      45.00      70.00      5.00      10.00      20.00      90.00
`

func TestRead(t *testing.T) {
	in, err := read(strings.NewReader(small))
	require.NoError(t, err)
	require.Equal(t, &instance{fleet: 2, capacity: 10, customers: []customer{
		{x: 40, y: 50, due: 1236, line: 10},
		{x: 45.5, y: -68, demand: 10, due: 1127, line: 11},
		{x: 45, y: 70, demand: 5, ready: 10, due: 20, service: 90, line: 12},
	}}, in)
	dos, err := read(strings.NewReader(strings.ReplaceAll(strings.ToLower(small), "\n", "\r\n")))
	require.NoError(t, err)
	require.Equal(t, in, dos)
}

func TestReadErrors(t *testing.T) {
	for _, x := range []struct{ old, now, wrong, why string }{
		{small, "", "line 1: the file ends where the name of the instance should stand", "empty"},
		{small, "small\n\n", "line 2: the file ends where VEHICLE should stand", "cut short"},
		{small[strings.Index(small, "\n  2  "):], "\n", "line 5: the file ends where the number and capacity of the vehicles should stand", "cut short"},
		{"VEHICLE", "VEHICLES", `line 3: "VEHICLES" stands where VEHICLE should`, "another word"},
		{"CUSTOMER", strings.Repeat("x", 50), `line 7: "` + strings.Repeat("x", 40) + `…" stands where CUSTOMER should`, "long words are cut"},
		{"  2         10", "  2  10 3", "line 5: 3 values where NUMBER and CAPACITY are expected", "too many"},
		{"  2         10", "  0  -1", "line 5: the number of vehicles 0 is out of range (1 to 100000)\nline 5: the capacity -1 is out of range (1 to 100000)", "no vehicle, all at once"},
		{small[strings.Index(small, "\n    0"):], "\n", "line 9: a depot and at least one customer are needed, not 0 rows", "no customers"},
		{small[strings.Index(small, "\n    1"):], "\n", "line 11: a depot and at least one customer are needed, not 1 rows", "the depot alone"},
		{"1127          0", "1127", "line 11: 6 values where a customer has 7", "a column is missing"},
		{"    2      45", "    3      45", "line 12: customer 3 stands where 2 is expected", "numbers in order"},
		{"45.5", "here", `line 11: the x coordinate "here" is no number`, "words"},
		{"45.5", "NaN", `line 11: the x coordinate "NaN" is no number`, "not a number"},
		{"45.5", "Inf", "line 11: the x coordinate Inf is out of range (-10000 to 10000)", "infinite"},
		{"-68", "1e999", "line 11: the y coordinate 1e999 is out of range (-10000 to 10000)", "larger than a double"},
		{"5.00      10.00", "5.50      10.25", "line 12: the demand 5.50 is no whole number\nline 12: the ready time 10.25 is no whole number", "fractions, all at once"},
		{"20.00", "9", "line 12: the due date 9 is before the ready time 10", "closes before it opens"},
		{"1127", "10080", "line 11: the due date 10080 is out of range (0 to 10079)", "beyond the week"},
		{"90.00", "2881", "line 12: the service time 2881 is out of range (0 to 2880)", "longer than a visit may be"},
		{"-68         10", "-68         11", "line 11: the demand 11 is more than the capacity 10 of a vehicle", "no vehicle can carry it"},
		{"40         50          0", "40         50          1", "line 10: the depot has a demand or a service time", "no meaning"},
		{"0       1236", "9       9", "line 10: the depot closes when it opens", "no shift"},
		{"    2      45.00", "    x      y", "line 12: the number \"x\" is no number\nline 12: customer x stands where 2 is expected\nline 12: the x coordinate \"y\" is no number", "several in a line"},
	} {
		require.Contains(t, small, x.old, x.why)
		_, err := read(strings.NewReader(strings.Replace(small, x.old, x.now, 1)))
		require.EqualError(t, err, x.wrong, x.why)
	}
}

func TestReadLimits(t *testing.T) {
	_, err := read(strings.NewReader(small + strings.Repeat(" ", mostBytes)))
	require.ErrorContains(t, err, "larger than")

	var b strings.Builder
	b.WriteString(small)
	for i := 3; i <= mostCustomers+5; i++ {
		fmt.Fprintf(&b, "%d 0 0 1 0 100 1\n", i)
	}
	_, err = read(strings.NewReader(b.String()))
	require.EqualError(t, err, "line 5011: more than 5000 customers")
	_, err = read(strings.NewReader(strings.Replace(small, "    1  ", strings.Repeat("x\n", 30)+"    31", 1)))
	require.ErrorContains(t, err, "more", "a list that somebody may want to read")
}

func FuzzRead(f *testing.F) {
	f.Add(small)
	text, err := os.ReadFile("testdata/hand10.txt")
	require.NoError(f, err)
	f.Add(string(text))
	f.Add(strings.Replace(small, "45.5", "0x1p9", 1))
	f.Fuzz(func(t *testing.T, text string) {
		in, err := read(strings.NewReader(text))
		if err != nil || len(in.customers) > 50 {
			return
		}
		for i := range conventions {
			in.conv = &conventions[i]
			p, err := in.Problem()
			require.NoError(t, err)
			require.Len(t, p.Visits, len(in.customers)-1)
			for _, row := range p.Matrix {
				for _, ticks := range row.Ticks {
					require.True(t, ticks >= 0 && ticks < 1<<30, "a leg that the model holds")
				}
			}
			v, err := in.Score(strings.NewReader("Route #1: 1\n"))
			require.NoError(t, err)
			require.GreaterOrEqual(t, v.Cost, 0.0)
		}
	})
}
