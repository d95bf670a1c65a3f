package osmread

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"

	"github.com/milltir/milltir/geo/roads"
)

// plainly marks a message of the child that is meant for people.
const plainly = "osmread: "

const advice = "Maybe write it anew: osmium cat EXTRACT -o NEW.osm.pbf re-encodes it; or download it again"

// Options say how to read; the zero value works.
type Options struct {
	Threads  int                // 0: two
	Progress func(done float64) // from 0 to 1, by one goroutine
}

// Read reads an extract by a child process. Errors about the file are of type [*roads.Error]. No file is written.
func Read(ctx context.Context, path string, o Options) (*roads.Extract, error) {
	name := filepath.Base(path)
	f, err := os.Open(path) // for the message: the child's would be long
	if err != nil {
		return nil, fail(name, "it cannot be opened: "+roads.Cause(err), "Maybe the path is misspelt")
	}
	info, err := f.Stat()
	f.Close()
	if err != nil || info.IsDir() {
		return nil, fail(name, "it is no file", "Name the .osm.pbf file itself")
	}
	self, err := os.Executable()
	if err != nil {
		return nil, fmt.Errorf("osmread: the program does not know where it is: %w", err)
	}
	if os.Getenv(variable) != "" { // or every child would start another one
		return nil, errors.New("osmread: the program that reads extracts has to call osmread.Serve first")
	}
	if o.Progress == nil {
		o.Progress = func(float64) {}
	}
	running, stop := context.WithCancel(ctx)
	defer stop()
	threads := o.Threads
	if threads < 1 {
		threads = 2
	}
	// The child gets the name that the program was called by, since some programs are several by their name.
	child := exec.CommandContext(running, self)
	child.Args = []string{os.Args[0], path}
	child.Env = append(os.Environ(), variable+"="+strconv.Itoa(threads))
	complaint := &tail{}
	child.Stderr = complaint
	pipe, err := child.StdoutPipe()
	if err != nil {
		return nil, err
	}
	if err := child.Start(); err != nil {
		return nil, fmt.Errorf("osmread: the reading process does not start: %w", err)
	}
	x, readErr := receive(bufio.NewReaderSize(pipe, 1<<16), o.Progress)
	if readErr != nil {
		stop()
	}
	waitErr := child.Wait()
	switch {
	case ctx.Err() != nil:
		return nil, ctx.Err()
	case readErr != nil || waitErr != nil:
		return nil, fail(name, complaint.reason(), advice)
	}
	x.Name = name
	return x, nil
}

func fail(file, reason, advice string) error {
	return &roads.Error{Code: roads.CodeExtract, File: file, Reason: reason, Advice: advice}
}

// receive reads what the child writes.
func receive(in *bufio.Reader, progress func(float64)) (*roads.Extract, error) {
	r := &reader{r: in}
	for {
		switch r.byte() {
		case frameProgress:
			progress(min(float64(r.uint())/1000, 1))
		case frameExtract:
			x := r.extract()
			if r.byte() != frameEnd && r.err == nil {
				r.err = errors.New("no end")
			}
			return x, r.err
		default:
			if r.err == nil {
				r.err = errors.New("not ours")
			}
		}
		if r.err != nil {
			return nil, r.err
		}
	}
}

// tail keeps the first bytes of what a child complains of: a failing decoder says why at once, and then where, at length.
type tail struct{ buf bytes.Buffer }

const tailBytes = 1 << 14

func (t *tail) Write(p []byte) (int, error) {
	if room := tailBytes - t.buf.Len(); room > 0 {
		t.buf.Write(p[:min(room, len(p))])
	}
	return len(p), nil
}

var _ io.Writer = (*tail)(nil)

// reason says in one line why the child failed.
func (t *tail) reason() string {
	for line := range strings.SplitSeq(t.buf.String(), "\n") {
		if what, ours := strings.CutPrefix(line, plainly); ours {
			return what
		}
		if what, failed := strings.CutPrefix(line, "panic: "); failed {
			return "the decoder failed (" + strings.TrimSpace(strings.TrimSuffix(what, " [recovered]")) + ")"
		}
		if what, failed := strings.CutPrefix(line, "fatal error: "); failed {
			return "the decoder failed (" + what + ")"
		}
	}
	return "the decoder ended without a word"
}
