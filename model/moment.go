package model

import (
	"errors"
	"fmt"
	"strings"
)

// ParseMoment reads "2026-11-23" or "2026-11-23 14:30".
func ParseMoment(s string) (m Moment, err error) {
	day, hour, timed := strings.Cut(strings.Replace(s, "T", " ", 1), " ")
	if m.Date, err = ParseDate(day); errors.Is(err, errNoDay) {
		return Moment{}, err
	} else if err != nil {
		return Moment{}, fmt.Errorf("%q is not of the form 2026-11-23 or 2026-11-23 14:30", s)
	}
	if timed {
		m.Timed = true
		m.Clock, err = readClock(strings.TrimSpace(hour))
	}
	if err != nil {
		return Moment{}, err
	}
	return m, nil
}

func (m Moment) String() string {
	if m.Timed {
		return m.Date.String() + " " + m.Clock.String()
	}
	return m.Date.String()
}

// MarshalText and UnmarshalText use the form of [ParseMoment].
func (m Moment) MarshalText() ([]byte, error) { return []byte(m.String()), nil }

func (m *Moment) UnmarshalText(b []byte) (err error) {
	*m = Moment{}
	if len(b) > 0 {
		*m, err = ParseMoment(string(b))
	}
	return err
}
