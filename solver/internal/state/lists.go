package state

// Lists are lists of nodes, one a node, flat.
type Lists struct {
	at  []int32
	all []Node
}

func newLists(nodes int, of func(n int) []int) Lists {
	l := Lists{at: make([]int32, nodes+1)}
	for n := range nodes {
		for _, m := range of(n) {
			l.all = append(l.all, Node(m))
		}
		l.at[n+1] = int32(len(l.all))
	}
	return l
}

// Of is a node's list, not to be changed.
func (l *Lists) Of(n Node) []Node { return l.all[l.at[n]:l.at[n+1]] }

// Any tells whether any list has anything in it.
func (l *Lists) Any() bool { return len(l.all) > 0 }
