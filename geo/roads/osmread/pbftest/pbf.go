// Package pbftest writes small files of OpenStreetMap in PBF for tests, right ones and wrong ones, byte by byte from the
// description of the format (https://wiki.openstreetmap.org/wiki/PBF_Format). It shares nothing with what reads them.
package pbftest

import (
	"bytes"
	"compress/zlib"
	"encoding/binary"
)

// Message is a message of protocol buffers that is being written.
type Message []byte

// Int adds a number.
func (m Message) Int(field int, v uint64) Message {
	return binary.AppendUvarint(binary.AppendUvarint(m, uint64(field)<<3), v)
}

// Bytes adds a text, a message within, or packed numbers.
func (m Message) Bytes(field int, v []byte) Message {
	m = binary.AppendUvarint(m, uint64(field)<<3|2)
	return append(binary.AppendUvarint(m, uint64(len(v))), v...)
}

// Signed packs numbers that may be below 0, each as it is.
func Signed(list ...int64) (out []byte) {
	for _, v := range list {
		out = binary.AppendVarint(out, v)
	}
	return out
}

// Deltas packs numbers, each as what it is more than the one before.
func Deltas(list ...int64) (out []byte) {
	last := int64(0)
	for _, v := range list {
		out, last = binary.AppendVarint(out, v-last), v
	}
	return out
}

// Unsigned packs numbers.
func Unsigned(list ...uint64) (out []byte) {
	for _, v := range list {
		out = binary.AppendUvarint(out, v)
	}
	return out
}

// Blob frames a part of a file: OSMHeader or OSMData, packed by zlib, with the length that it says it has unpacked.
func Blob(kind string, data []byte, says int) []byte {
	var z bytes.Buffer
	w := zlib.NewWriter(&z)
	_, _ = w.Write(data) // never fails
	_ = w.Close()
	blob := Message{}.Int(2, uint64(says)).Bytes(3, z.Bytes())
	return Framed(Message{}.Bytes(1, []byte(kind)).Int(3, uint64(len(blob))), blob)
}

// Framed puts a blob behind its header.
func Framed(header, blob []byte) []byte {
	out := binary.BigEndian.AppendUint32(nil, uint32(len(header)))
	return append(append(out, header...), blob...)
}

// Header is the first block of a file.
func Header(features ...string) []byte {
	m := Message{}
	for _, f := range features {
		m = m.Bytes(4, []byte(f))
	}
	return m.Bytes(16, []byte("milltir"))
}

// Block puts texts and groups into a block of data. The first text is empty, as the format has it.
func Block(texts []string, groups ...[]byte) []byte {
	table := Message{}.Bytes(1, nil)
	for _, t := range texts {
		table = table.Bytes(1, []byte(t))
	}
	m := Message{}.Bytes(1, table)
	for _, g := range groups {
		m = m.Bytes(2, g)
	}
	return m
}

// File is a header with blocks of data.
func File(blocks ...[]byte) []byte { return FileOf(Header("OsmSchema-V0.6", "DenseNodes"), blocks...) }

// FileOf is a file with this header.
func FileOf(header []byte, blocks ...[]byte) []byte {
	out := Blob("OSMHeader", header, len(header))
	for _, b := range blocks {
		out = append(out, Blob("OSMData", b, len(b))...)
	}
	return out
}

// The texts of the village's blocks, by their numbers less one.
var villageTexts = []string{
	"highway", "primary", "residential", "barrier", "gate", "type", "restriction", "no_left_turn", "from", "via", "to",
}

// Village is a file of four nodes with two roads, a gate, and a turn that may not be taken, nodes dense or one by one.
func Village(dense bool) []byte { return File(VillageBlocks(dense)...) }

// VillageBlocks are the blocks of the village: nodes, ways, the turn.
func VillageBlocks(dense bool) [][]byte {
	lat, lon := []int64{529_000_000, 529_000_000, 529_100_000, 529_200_000}, []int64{-36_000_000, -35_900_000, -35_900_000, -35_900_000}
	var nodes []byte
	if dense {
		d := Message{}.Bytes(1, Deltas(1, 2, 3, 4)).Bytes(8, Deltas(lat...)).Bytes(9, Deltas(lon...))
		nodes = Message{}.Bytes(2, d.Bytes(10, Unsigned(0, 4, 5, 0, 0, 0)))
	} else {
		for i := range lat {
			n := Message{}.Int(1, uint64(2*(i+1))).Int(8, uint64(2*lat[i])).Int(9, uint64(-2*lon[i]-1)) // zigzag
			nodes = Message(nodes).Bytes(1, n)
		}
	}
	ways := Message{}.
		Bytes(3, Message{}.Int(1, 10).Bytes(2, Unsigned(1)).Bytes(3, Unsigned(2)).Bytes(8, Deltas(1, 2))).
		Bytes(3, Message{}.Int(1, 11).Bytes(2, Unsigned(1)).Bytes(3, Unsigned(3)).Bytes(8, Deltas(2, 3, 4, 1)))
	turn := Message{}.Int(1, 20).Bytes(2, Unsigned(6, 7)).Bytes(3, Unsigned(7, 8)).
		Bytes(8, Unsigned(9, 10, 11)).Bytes(9, Deltas(10, 2, 11)).Bytes(10, Unsigned(1, 0, 1))
	return [][]byte{Block(villageTexts, nodes), Block(villageTexts, ways), Block(villageTexts, Message{}.Bytes(4, turn))}
}
