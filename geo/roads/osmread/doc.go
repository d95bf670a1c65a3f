// Package osmread reads extracts of OpenStreetMap (.osm.pbf and .osm) into what geo/roads builds from.
//
// The decoder of github.com/paulmach/osm fails in a goroutine of its own on some files, which no program can recover from.
// Reading is therefore done by a child: the same program, started again with an environment variable, which writes what it
// has read to its standard output. Whatever happens to it, its parent gets an error that says what to do, and no file is
// left anywhere. A program that calls [Read] has to call [Serve] first thing in main.
package osmread
