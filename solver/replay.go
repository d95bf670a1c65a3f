package solver

import (
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"strconv"
	"strings"

	"github.com/milltir/milltir/model"
	"github.com/milltir/milltir/solver/internal/search"
)

// A replay string holds what a run cannot work out again from the problem: the seed, the
// islands, and the epochs, whose lengths and temperatures a timed run took from the clock.
//
//	m1:SEED:ISLANDS:FROM:BASE64 of varint pairs (iterations, point less the point before)
//
// FROM is eight digits of the hash of the rota that the run started from, or a dash.
const replayTag = "m1"

func writeReplay(o Options, epochs []search.Epoch) string {
	var b []byte
	last := 0
	for _, e := range epochs {
		b = binary.AppendVarint(b, e.Iterations)
		b = binary.AppendVarint(b, int64(e.Point-last))
		last = e.Point
	}
	return fmt.Sprintf("%s:%d:%d:%s:%s", replayTag, o.Seed, o.Islands, fromMark(o.From), base64.RawURLEncoding.EncodeToString(b))
}

// fromMark names the rota that a run starts from.
func fromMark(r *model.Rota) string {
	if r == nil {
		return "-"
	}
	runs, err := json.Marshal(r.Runs)
	if err != nil {
		return "-"
	}
	return fmt.Sprintf("%x", sha256.Sum256(runs))[:8]
}

func readReplay(s string) (o Options, epochs []search.Epoch, from string, err error) {
	bad := func(why string) (Options, []search.Epoch, string, error) {
		return Options{}, nil, "", fmt.Errorf("replay string %.20q: %s", s, why)
	}
	parts := strings.Split(s, ":")
	if len(parts) != 5 || parts[0] != replayTag {
		return bad("not of the form m1:SEED:ISLANDS:FROM:…")
	}
	if o.Seed, err = strconv.ParseUint(parts[1], 10, 64); err != nil {
		return bad("the seed is not a number")
	}
	if o.Islands, err = strconv.Atoi(parts[2]); err != nil || o.Islands < 1 || o.Islands > maxIslands {
		return bad("the number of islands is not one from 1 to 64")
	}
	b, err := base64.RawURLEncoding.DecodeString(parts[4])
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
	return o, epochs, parts[3], nil
}
