package solver

import (
	"encoding/base64"
	"encoding/binary"
	"fmt"
	"strconv"
	"strings"

	"github.com/milltir/milltir/solver/internal/search"
)

// A replay string holds what a run cannot work out again from the problem: the seed, the
// islands, and the epochs, whose lengths and temperatures a timed run took from the clock.
//
//	m1:SEED:ISLANDS:BASE64 of varint pairs (iterations, point less the point before)
const replayTag = "m1"

func writeReplay(seed uint64, islands int, epochs []search.Epoch) string {
	var b []byte
	last := 0
	for _, e := range epochs {
		b = binary.AppendVarint(b, e.Iterations)
		b = binary.AppendVarint(b, int64(e.Point-last))
		last = e.Point
	}
	return fmt.Sprintf("%s:%d:%d:%s", replayTag, seed, islands, base64.RawURLEncoding.EncodeToString(b))
}

func readReplay(s string) (seed uint64, islands int, epochs []search.Epoch, err error) {
	bad := func(why string) (uint64, int, []search.Epoch, error) {
		return 0, 0, nil, fmt.Errorf("replay string %.20q: %s", s, why)
	}
	parts := strings.Split(s, ":")
	if len(parts) != 4 || parts[0] != replayTag {
		return bad("not of the form m1:SEED:ISLANDS:…")
	}
	if seed, err = strconv.ParseUint(parts[1], 10, 64); err != nil {
		return bad("the seed is not a number")
	}
	if islands, err = strconv.Atoi(parts[2]); err != nil || islands < 1 || islands > maxIslands {
		return bad("the number of islands is not one from 1 to 64")
	}
	b, err := base64.RawURLEncoding.DecodeString(parts[3])
	if err != nil {
		return bad("damaged")
	}
	epochs = []search.Epoch{}
	point := int64(0)
	for len(b) > 0 {
		iterations, n := binary.Varint(b)
		if n <= 0 {
			return bad("cut short")
		}
		step, m := binary.Varint(b[n:])
		point += step
		if m <= 0 || iterations < 0 || point < 0 || point > search.Steps {
			return bad("damaged")
		}
		b = b[n+m:]
		epochs = append(epochs, search.Epoch{Iterations: iterations, Point: int(point)})
	}
	return seed, islands, epochs, nil
}
