package solver

import (
	"fmt"
	"runtime/debug"
)

// Bug is an error that is the solver's own fault and not the input's: a failed assertion, or a
// rota of which solver and judge do not say the same. Please report it.
type Bug struct {
	Reason string
	Stack  string // where it happened, if it was a panic
}

func (b *Bug) Error() string { return "a bug in the solver: " + b.Reason }

// catch turns a panic into a [Bug]: no public function panics.
func catch(err *error) {
	if r := recover(); r != nil {
		*err = &Bug{fmt.Sprint(r), string(debug.Stack())}
	}
}

func bugf(format string, args ...any) error { return &Bug{Reason: fmt.Sprintf(format, args...)} }
