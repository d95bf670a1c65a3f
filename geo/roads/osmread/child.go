package osmread

import (
	"bufio"
	"context"
	"fmt"
	"os"
	"runtime/debug"
	"strconv"
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

func serve(path string, threads int) int {
	debug.SetMemoryLimit(memory)
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
