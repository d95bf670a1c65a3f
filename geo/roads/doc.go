// Package roads works out travel on a road network in process: an extract of OpenStreetMap becomes a compact graph of
// junctions, each mode of travel a contraction hierarchy on it, and tables of seconds and metres are answered from that.
//
// Inside, a way costs whole milliseconds and whole millimetres, compared in this order, so that a table is the same as
// that of a plain Dijkstra, to the digit, on any number of threads. docs/ROADS.md has the speeds, the file and the marks.
//
// The package knows no format of OpenStreetMap: geo/roads/osmread makes the [Extract] that [Build] takes.
package roads
