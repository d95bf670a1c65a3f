package osmread

import (
	"bufio"
	"context"
	"fmt"
	"os"
	"runtime/debug"
	"runtime/metrics"
	"strconv"
	"time"
)

// variable marks the child; its value is the number of threads.
const variable = "MILLTIR_OSMREAD_THREADS"

// memory is what the child may hold before its collector works harder; a country's roads need more and get it.
const memory = 192 << 20

// Serve does the child's work and ends the program where this process is such a child; else it returns at once. It
// stands before everything else in main.
func Serve() {
	threads, err := strconv.Atoi(os.Getenv(variable))
	if err != nil || len(os.Args) != 2 {
		return
	}
	os.Exit(serve(os.Args[1], threads))
}

// bounds of what an extract of so many bytes needs: memory and time. A few megabytes can say that they are many gigabytes,
// and go on for days. Time is forty times what a slow computer takes.
func bounds(size int64) (held uint64, within time.Duration) {
	return uint64(512<<20 + 24*size), 2*time.Minute + time.Duration(size/(200<<10))*time.Second
}

// guard calls end, and returns, when more than so much is held or it has taken too long.
func guard(held uint64, within time.Duration, end func(reason string)) {
	sample := []metrics.Sample{{Name: "/memory/classes/heap/objects:bytes"}}
	start := time.Now()
	for range time.Tick(20 * time.Millisecond) {
		metrics.Read(sample)
		switch v := sample[0].Value; {
		case v.Kind() == metrics.KindUint64 && v.Uint64() > held:
			end(fmt.Sprintf("it takes more than %d MB to read, which no extract of its size does", held>>20))
			return
		case time.Since(start) > within:
			end(fmt.Sprintf("it takes more than %.0f seconds to read, which no extract of its size does", within.Seconds()))
			return
		}
	}
}

func serve(path string, threads int) int {
	debug.SetMemoryLimit(memory)
	size := int64(0)
	if info, err := os.Stat(path); err == nil {
		size = info.Size()
	}
	held, within := bounds(size)
	go guard(held, within, func(reason string) {
		fmt.Fprintf(os.Stderr, "%s%s\n", plainly, reason)
		os.Exit(1)
	})
	out := bufio.NewWriterSize(os.Stdout, 1<<16)
	w := &writer{w: out}
	last := -1
	x, err := decode(context.Background(), path, threads, func(done float64) {
		if permille := int(1000 * done); permille > last {
			last = permille
			w.byte(frameProgress)
			w.uint(uint64(permille))
			_ = out.Flush()
		}
	})
	if err != nil {
		fmt.Fprintf(os.Stderr, "%s%v\n", plainly, err)
		return 1
	}
	w.byte(frameExtract)
	w.extract(x)
	w.byte(frameEnd)
	if out.Flush() != nil {
		return 1
	}
	return 0
}
