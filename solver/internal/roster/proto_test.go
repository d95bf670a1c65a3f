package roster

import (
	"bufio"
	"fmt"
	"math"
	"os"
	"strconv"
	"strings"
	"testing"
	"time"
)

// prototype reader of Curtois instances; not to be kept
func readCurtois(path string) *Instance {
	f, _ := os.Open(path)
	defer f.Close()
	in := &Instance{}
	sec := ""
	ids := map[string]int{}
	emp := map[string]int{}
	var mins []int32
	var noNext [][]string
	var staff [][]string
	var names []string
	type row []string
	var off, on, offr, cover []row
	sc := bufio.NewScanner(f)
	sc.Buffer(nil, 1<<20)
	for sc.Scan() {
		l := strings.TrimSpace(sc.Text())
		if l == "" || l[0] == '#' {
			continue
		}
		if strings.HasPrefix(l, "SECTION") {
			sec = l
			continue
		}
		p := strings.Split(l, ",")
		switch sec {
		case "SECTION_HORIZON":
			in.Days, _ = strconv.Atoi(l)
		case "SECTION_SHIFTS":
			names = append(names, p[0])
			ids[p[0]] = len(names)
			m, _ := strconv.Atoi(p[1])
			mins = append(mins, int32(m))
			noNext = append(noNext, strings.Split(p[2], "|"))
		case "SECTION_STAFF":
			emp[p[0]] = len(staff)
			staff = append(staff, p)
		case "SECTION_DAYS_OFF":
			off = append(off, p)
		case "SECTION_SHIFT_ON_REQUESTS":
			on = append(on, p)
		case "SECTION_SHIFT_OFF_REQUESTS":
			offr = append(offr, p)
		case "SECTION_COVER":
			cover = append(cover, p)
		}
	}
	in.Carers, in.Options = len(staff), len(names)
	w := in.Options + 1
	in.Kind = make([]uint8, w)
	in.Day = make([]Price, in.Carers*in.Days*w)
	in.Follow = make([]Price, w*w)
	for k, l := range noNext {
		for _, x := range l {
			if x != "" {
				in.Follow[(k+1)*w+ids[x]] = Pay(LB, 0)
			}
		}
	}
	num := func(s string) int {
		n, err := strconv.Atoi(strings.TrimSpace(s))
		if err != nil {
			panic(err)
		}
		return n
	}
	for _, r := range off {
		for _, d := range r[1:] {
			for k := 1; k < w; k++ {
				in.Day[(emp[r[0]]*in.Days+num(d))*w+k] += Pay(LB, 0)
			}
		}
	}
	for _, r := range on {
		for k := 0; k < w; k++ {
			if k != ids[r[2]] {
				in.Day[(emp[r[0]]*in.Days+num(r[1]))*w+k] += Pay(0, int64(1000*num(r[3])))
			}
		}
	}
	for _, r := range offr {
		in.Day[(emp[r[0]]*in.Days+num(r[1]))*w+ids[r[2]]] += Pay(0, int64(1000*num(r[3])))
	}
	for c, p := range staff {
		var l Line
		for _, m := range strings.Split(p[1], "|") {
			kv := strings.Split(m, "=")
			mx := num(kv[1])
			if mx == 0 {
				for d := range in.Days {
					in.Day[(c*in.Days+d)*w+ids[kv[0]]] += Pay(LB, 0)
				}
			} else if mx < in.Days {
				v := make([]int32, w)
				v[ids[kv[0]]] = 1
				l.Counts = append(l.Counts, Count{0, in.Days, v, 0, int64(mx), 0, Pay(LB, 0)})
			}
		}
		v := make([]int32, w)
		for k, m := range mins {
			v[k+1] = m / 30
			if m%30 != 0 {
				v[k+1] = m
			}
		}
		unit := 30
		for _, m := range mins {
			if m%30 != 0 {
				unit = 1
			}
		}
		if unit == 1 {
			for k, m := range mins {
				v[k+1] = m
			}
		}
		lo := (num(p[3]) + unit - 1) / unit
		hi := num(p[2]) / unit
		u := Pay(1, 0)
		l.Counts = append(l.Counts, Count{0, in.Days, v, int64(lo), int64(hi), u, u})
		maxc, minc, mino := num(p[4]), num(p[5]), num(p[6])
		mk := func(least, most int) []Price {
			out := make([]Price, in.Days+1)
			for n := range out {
				if n < least {
					out[n] = Pay(LB*int64(least-n), 0)
				}
				if n > most {
					out[n] = Pay(LB, 0)
				}
			}
			out[0] = 0
			return out
		}
		l.Work = Runs{mk(0, maxc), mk(minc, maxc), mk(0, maxc), mk(0, maxc)}
		l.Rest = Runs{nil, mk(mino, in.Days), nil, nil}
		l.Weekends = num(p[7])
		l.Weekend = Pay(LB, 0)
		in.Lines = append(in.Lines, l)
	}
	in.CellAt = make([]int32, in.Days*w+1)
	byDK := make([][]int32, in.Days*w)
	for _, r := range cover {
		d, k, need, under, over := num(r[0]), ids[r[1]], num(r[2]), num(r[3]), num(r[4])
		byDK[d*w+k] = append(byDK[d*w+k], int32(in.Cells))
		in.Cells++
		for n := 0; n <= in.Carers; n++ {
			x := 0
			if n < need {
				x = under * (need - n)
			} else {
				x = over * (n - need)
			}
			in.CellPrice = append(in.CellPrice, Pay(0, int64(1000*x)))
		}
	}
	for i, l := range byDK {
		in.CellOf = append(in.CellOf, l...)
		in.CellAt[i+1] = int32(len(in.CellOf))
	}
	return in
}

const LB = 1

func TestProto(t *testing.T) {
	names := strings.Split(os.Getenv("INST"), ",")
	secs, _ := strconv.ParseFloat(os.Getenv("SECS"), 64)
	envf := func(n string, d float64) float64 {
		if x, err := strconv.ParseFloat(os.Getenv(n), 64); err == nil {
			return x
		}
		return d
	}
	Adapt = os.Getenv("ADAPT") != "0"
	for _, n := range names {
		if n == "" {
			continue
		}
		in := readCurtois("/work/shared/benchmarks/shift-scheduling/instances/Instance" + n + ".txt")
		z := NewSearch(in, uint64(envf("SEED", 1)), envf("LAW", 200000), envf("T0", 30000), envf("T1", 300))
		start := time.Now()
		tries := envf("TRIES", 0)
		for done := 0.0; ; done += 2000 {
			share := time.Since(start).Seconds() / secs
			if tries > 0 {
				share = done / tries
			}
			if share >= 1 {
				break
			}
			z.Run(2000, share)
			for range int(envf("RUINS", 0)) {
				z.Ruin(envf("T0", 0) * math.Pow(envf("T1", 1)/envf("T0", 1), share))
			}
		}
		tot := int64(0)
		for _, x := range z.Tried {
			tot += x
		}
		b := z.Best.Total
		z.Best.Recount()
		fmt.Printf("Instance%s law %d cost %.1f tries/s %.0f taken %v of %v ok=%v gave %d\n", n, b.Law(), float64(b.Wishes())/1000, float64(tot)/secs, z.Taken[:5], z.Tried[:5], b == z.Best.Total, z.Gave)
	}
}
