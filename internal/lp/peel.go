package lp

// peeling finds the part of a basis that is triangular as it stands: a column with one row
// left, or a row with one column left, is taken as a pivot and needs no elimination. What is
// left is the nucleus, in our problems a small part.
type peeling struct {
	f                  *form
	head               []int32
	taken              []bool  // by position
	done               []bool  // by row
	rowCount, colCount []int32 // entries left
	rowStart, rowPos   []int32 // by row: the positions that have an entry there
	order, forced      []int32 // positions in the order taken, and their rows
}

func newPeeling(f *form, head []int32) *peeling {
	m := len(head)
	o := &peeling{
		f: f, head: head, taken: make([]bool, m), done: make([]bool, m),
		rowCount: make([]int32, m), colCount: make([]int32, m), rowStart: make([]int32, m+1),
		order: make([]int32, 0, m), forced: make([]int32, 0, m),
	}
	for c := range head {
		o.each(int32(c), func(i int32) {
			o.colCount[c]++
			o.rowCount[i]++
		})
	}
	for i := range m {
		o.rowStart[i+1] = o.rowStart[i] + o.rowCount[i]
	}
	o.rowPos = make([]int32, o.rowStart[m])
	at := append([]int32(nil), o.rowStart...)
	for c := range head {
		o.each(int32(c), func(i int32) {
			o.rowPos[at[i]] = int32(c)
			at[i]++
		})
	}
	return o
}

// each calls do with every row of the column at a position.
func (o *peeling) each(c int32, do func(i int32)) {
	j := o.head[c]
	if int(j) >= o.f.n {
		do(j - int32(o.f.n))
		return
	}
	for _, i := range o.f.colRow[o.f.colStart[j]:o.f.colStart[j+1]] {
		do(i)
	}
}

// peel takes lone columns until there are none, then lone rows: a lone column leaves nothing
// to subtract, a lone row leaves a column of L, so columns go first. A lone row has no entry in
// the other columns, so taking it makes none of them lone: one pass of each is enough.
func (o *peeling) peel() {
	var queue []int32
	for c := range o.head {
		if o.colCount[c] == 1 {
			queue = append(queue, int32(c))
		}
	}
	for len(queue) > 0 {
		c := queue[0]
		queue = queue[1:]
		if o.taken[c] || o.colCount[c] != 1 {
			continue
		}
		pivot := int32(-1)
		o.each(c, func(i int32) {
			if !o.done[i] {
				pivot = i
			}
		})
		o.take(c, pivot)
		for _, other := range o.rowPos[o.rowStart[pivot]:o.rowStart[pivot+1]] {
			o.colCount[other]--
			if o.colCount[other] == 1 && !o.taken[other] {
				queue = append(queue, other)
			}
		}
	}
	o.peelRows()
}

func (o *peeling) peelRows() {
	var queue []int32
	for i := range o.done {
		if !o.done[i] && o.rowCount[i] == 1 {
			queue = append(queue, int32(i))
		}
	}
	for len(queue) > 0 {
		i := queue[0]
		queue = queue[1:]
		if o.done[i] || o.rowCount[i] != 1 {
			continue
		}
		for _, c := range o.rowPos[o.rowStart[i]:o.rowStart[i+1]] {
			if o.taken[c] {
				continue
			}
			o.take(c, i)
			o.each(c, func(r int32) {
				if !o.done[r] && o.rowCount[r] == 1 {
					queue = append(queue, r)
				}
			})
			break
		}
	}
}

// take files the column at position c with its pivot row.
func (o *peeling) take(c, pivot int32) {
	o.taken[c], o.done[pivot] = true, true
	o.order, o.forced = append(o.order, c), append(o.forced, pivot)
	o.each(c, func(i int32) { o.rowCount[i]-- })
}

// stepHeap is a binary heap of steps, the least on top.
type stepHeap []int32

func (h *stepHeap) push(k int32) {
	s := append(*h, k)
	for c := len(s) - 1; c > 0 && s[(c-1)/2] > s[c]; c = (c - 1) / 2 {
		s[(c-1)/2], s[c] = s[c], s[(c-1)/2]
	}
	*h = s
}

func (h *stepHeap) pop() int32 {
	s := *h
	top, last := s[0], len(s)-1
	s[0] = s[last]
	s = s[:last]
	for p := 0; ; {
		c := 2*p + 1
		if c >= last {
			break
		}
		if c+1 < last && s[c+1] < s[c] {
			c++
		}
		if s[p] <= s[c] {
			break
		}
		s[p], s[c] = s[c], s[p]
		p = c
	}
	*h = s
	return top
}
