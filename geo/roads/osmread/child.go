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

// bounded ends the child when it holds more than any extract of the size of this one needs: a few megabytes can say that
// they are many gigabytes.
func bounded(path string) {
	most := int64(512 << 20)
	if info, err := os.Stat(path); err == nil {
		most += 24 * info.Size()
	}
	sample := []metrics.Sample{{Name: "/memory/classes/heap/objects:bytes"}}
	for range time.Tick(50 * time.Millisecond) {
		metrics.Read(sample)
		if held := sample[0].Value; held.Kind() == metrics.KindUint64 && held.Uint64() > uint64(most) {
			fmt.Fprintf(os.Stderr, "%sit takes more than %d MB to read, which no extract of its size does\n", plainly, most>>20)
			os.Exit(1)
		}
	}
}

func serve(path string, threads int) int {
	debug.SetMemoryLimit(memory)
	go bounded(path)
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
