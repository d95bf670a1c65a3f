package model

// origin remembers where rows were read from, so that a message can name file and line.
type origin struct {
	files map[string]fileOrigin // by table, e.g. "visits"
}

// fileOrigin is one table's file and, per row of the Problem's slice, its line.
type fileOrigin struct {
	path  string
	lines []int
}
