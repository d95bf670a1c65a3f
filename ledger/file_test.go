package ledger

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/milltir/milltir/model"
)

// someFile is the file of a book with entries of most kinds.
func someFile(t *testing.T, least int) []string {
	for seed := range uint64(1000) {
		if b := play(t, rand.New(rand.NewPCG(seed, 3)).IntN); len(b.Entries) >= least {
			return strings.SplitAfter(strings.TrimSuffix(reread(t, b), "\n"), "\n")
		}
	}
	t.Fatal("no history is that long")
	return nil
}

func read(lines []string) model.Diagnostics {
	_, found := Read(strings.NewReader(strings.Join(lines, "")), model.LedgerFile)
	return found
}

// TestEveryLineCounts deletes each line in turn, doubles it, exchanges it with the next one and alters each of its
// cells: the check must fail every time.
func TestEveryLineCounts(t *testing.T) {
	for _, least := range []int{1, 30, 60} {
		lines := someFile(t, least)
		require.Empty(t, read(lines))
		for i := range lines {
			found := read(slices.Delete(slices.Clone(lines), i, i+1))
			require.NotEmpty(t, found, "line %d is missing", i+1)
			require.NotEmpty(t, read(slices.Insert(slices.Clone(lines), i, lines[i])), "line %d is there twice", i+1)
			require.NotEmpty(t, read(lines[:i]), "everything from line %d on is missing", i+1)
			if i+1 < len(lines) {
				other := slices.Clone(lines)
				other[i], other[i+1] = other[i+1]+"\n", other[i]
				require.NotEmpty(t, read(other), "lines %d and %d have changed places", i+1, i+2)
			}
			cells := strings.Split(lines[i], ",")
			for c := range cells {
				for _, with := range []string{"", "7", "2026-11-09", "left", "v1"} {
					if strings.TrimSpace(cells[c]) == with {
						continue
					}
					altered, row := slices.Clone(lines), slices.Clone(cells)
					if row[c] = with; c == len(row)-1 {
						row[c] += "\n"
					}
					altered[i] = strings.Join(row, ",")
					require.NotEmpty(t, read(altered), "line %d, cell %d is %q", i+1, c+1, with)
				}
			}
		}
	}
}

// TestReadSays: what is wrong of a file is said by line, once.
func TestReadSays(t *testing.T) {
	s := Sources{
		At: first.Add(1), End: first.Add(6), Pools: []model.Pool{aPool()}, PlannedOn: on(0, 1, 2),
		Visits: []Visit{planned(0, 60), planned(1, 60), planned(2, 60)},
	}
	l, _ := s.Keep(nil)
	file := strings.SplitAfter(reread(t, l.Book), "\n")
	require.Len(t, file, 7, "a header, four entries, the total, and nothing")
	for _, tt := range []struct {
		change func(lines []string) []string
		want   string
		reason string
	}{
		{func(x []string) []string { return slices.Delete(x, 2, 3) }, "E1551 ledger.csv:3 line: line 2 is missing before this one", "one line"},
		{func(x []string) []string { return slices.Delete(x, 1, 3) }, "E1551 ledger.csv:2 line: lines 1 to 2 are missing before this one", "two"},
		{func(x []string) []string { return slices.Insert(x, 3, x[2]) }, "E1551 ledger.csv:4 line: line 2 stands where line 3 should", "one twice"},
		{func(x []string) []string { return slices.Delete(x, 5, 6) }, "E1556 ledger.csv:5: the ledger ends with line 4 and not with its total", "the last one"},
		{func(x []string) []string { return slices.Delete(x, 4, 5) }, "E1551 ledger.csv:5 line: line 4 is missing before this one", "the last entry: the total stays, by another number"},
		{func(x []string) []string { return append(x, x[5]) }, "E1556 ledger.csv:7: a line follows the one that closes the ledger", "one behind the total"},
		{func(x []string) []string { x[2] = strings.Replace(x[2], ",60,", ",90,", 1); return x }, "E1551 ledger.csv:3 sum: the line is not what was booked", "other minutes"},
		{func(x []string) []string { x[2] = strings.Replace(x[2], "2026-11-02", "02/11/2026", 1); return x }, `E1557 ledger.csv:3 from: "02/11/2026" is no from`, "what a spreadsheet makes of a date"},
		{func(x []string) []string { x[2] = strings.Replace(x[2], ",60,", ",1h,", 1); return x }, `E1557 ledger.csv:3 minutes: "1h" is no minutes`, "no number"},
		{func(x []string) []string { x[2] = "2,3\n"; return x }, "E1557 ledger.csv:3: the row has 2 cells, not 15", "no row"},
		{func(x []string) []string { x[2] = "\"\n"; return x }, "E1557 ledger.csv: the file is not a table", "no table"},
		{func(x []string) []string { x[0] = "visit,date\n"; return x }, "E1557 ledger.csv:1: the first line does not name the columns", "another table"},
		{func(x []string) []string { x[5] = strings.Replace(x[5], ",780,", ",720,", 1); return x }, "E1551 ledger.csv:6 sum", "another total"},
		{func([]string) []string { return nil }, "E1557 ledger.csv:1: the first line", "an empty file"},
	} {
		found := read(tt.change(slices.Clone(file)))
		require.NotEmpty(t, found, tt.reason)
		require.Contains(t, found[0].Error(), tt.want, tt.reason)
		require.NotEmpty(t, found[0].Advice, tt.reason)
		require.LessOrEqual(t, len(found), 2, tt.reason)
	}
	bom := slices.Clone(file)
	bom[0] = "\ufeff" + bom[0]
	require.Empty(t, read(bom), "a spreadsheet's mark")
}

// TestReadForged: a file with a chain of its own still has to say what entries say.
func TestReadForged(t *testing.T) {
	entry := func(change func(*Entry)) []string {
		b := &Book{}
		e := slot{pool: "q", from: first, to: first.Add(27), date: first, kind: Plan, person: "p", visit: "v"}.entry(60, first)
		b.add(e)
		change(&e)
		b.add(e)
		var file strings.Builder
		require.NoError(t, Write(&file, b))
		return []string{file.String()}
	}
	for _, tt := range []struct {
		change func(*Entry)
		want   string
	}{
		{func(e *Entry) { e.Kind = "gift" }, "kind"},
		{func(e *Entry) { e.Debit = Lapsed }, "debit"},
		{func(e *Entry) { e.Credit = e.Debit }, "credit"},
		{func(e *Entry) { e.Minutes = -60 }, "minutes"},
		{func(e *Entry) { e.Date = e.To.Add(1) }, "date"},
		{func(e *Entry) { e.To = e.From.Add(-1) }, "to"},
		{func(e *Entry) { e.Pool = "" }, "pool"},
		{func(e *Entry) { e.Minutes = mostMinutes + 1 }, "minutes"},
		{func(e *Entry) { e.To = e.From.Add(mostDays) }, "to"},
		{func(e *Entry) { e.From, e.Date = first.Add(7), first.Add(7) }, "overlaps"},
	} {
		found := read(entry(tt.change))
		require.NotEmpty(t, found, tt.want)
		require.Contains(t, found[0].Error(), tt.want)
	}
	require.Empty(t, read(entry(func(*Entry) {})))
	var b Book
	e := slot{pool: "q", from: first, to: first, date: first, kind: Grant}.entry(60, first)
	b.add(e)
	end := b.close()
	end.Minutes = 61
	end.Sum = sum(b.Entries[0].Sum, end.cells())
	found := read([]string{strings.Join(header, ",") + "\n", strings.Join(append(b.Entries[0].cells(), b.Entries[0].Sum), ",") + "\n", strings.Join(append(end.cells(), end.Sum), ",")})
	require.Contains(t, found.Error(), "E1556 ledger.csv:3 minutes: the last line says 61 minutes, and the lines before it have 60")
}

// TestReadPeriods: periods stand in any order; those that overlap are told at the later line, however far apart they are.
func TestReadPeriods(t *testing.T) {
	b := &Book{}
	for n := 50; n > 0; n-- {
		on := first.Add(n)
		b.add(slot{pool: "q", from: on, to: on, date: on, kind: Plan, person: "p", visit: "v"}.entry(60, first))
	}
	reread(t, b)
	b.add(slot{pool: "q", from: first, to: first.Add(2), date: first, kind: Plan, person: "p", visit: "v"}.entry(60, first))
	b.add(slot{pool: "z", from: first, to: first.Add(2), date: first, kind: Plan, person: "p", visit: "v"}.entry(60, first))
	var file strings.Builder
	require.NoError(t, Write(&file, b))
	found := read([]string{file.String()})
	require.Len(t, found, 2)
	for i, line := range []string{"of line 51 of the file", "of line 50 of the file"} {
		require.Contains(t, found[i].Error(), `E1552 ledger.csv:52 from: pool "q"`)
		require.Contains(t, found[i].Error(), line)
	}
}

// TestBooksEnd: what is booked long after the plan makes no entries of all the periods up to there.
func TestBooksEnd(t *testing.T) {
	for _, far := range []bool{false, true} {
		on, booked := first, model.NewDate(9999, 1, 4)
		if far {
			on, booked = booked, first
		}
		b := &Book{}
		b.add(slot{pool: "q", from: on, to: on.Add(27), date: on, kind: Plan, person: "p", visit: "v"}.entry(60, booked))
		s := Sources{At: first, Start: first, End: first.Add(6), Pools: []model.Pool{aPool()}}
		l, found := s.Keep(b)
		require.NotEmpty(t, found)
		require.Contains(t, []string{"E1547", "E1552"}, found[0].Code)
		require.Len(t, l.Book.Entries, 1, "they stay as they are")
	}
}

// FuzzRead: whatever a file holds, it is read or refused; what is read is written as it was.
func FuzzRead(f *testing.F) {
	s := Sources{At: first, End: first.Add(6), Pools: []model.Pool{aPool()}, PlannedOn: on(0), Visits: []Visit{planned(0, 60)}}
	l, _ := s.Keep(nil)
	var file strings.Builder
	if err := Write(&file, l.Book); err != nil {
		f.Fatal(err)
	}
	f.Add(file.String())
	f.Add(strings.Join(header, ",") + "\n1,,,,,,total,,,0,,,,,x\n")
	f.Fuzz(func(t *testing.T, text string) {
		book, found := Read(strings.NewReader(text), model.LedgerFile)
		require.Equal(t, book == nil, len(found) > 0)
		if book != nil {
			reread(t, book)
		}
	})
}
