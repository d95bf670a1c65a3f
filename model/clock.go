package model

import (
	"errors"
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"time"
	_ "time/tzdata" // a coordinator's machine may hold no time zone files
)

// Date is a local calendar date, counted in days since 1970-01-01. Its zero value means "no
// date" and prints as the empty string. (1970-01-01 itself is no date a rota needs.)
type Date int32

// NewDate builds a date from year, month and day; out-of-range days roll over as in [time.Date].
func NewDate(year int, month time.Month, day int) Date {
	return Date(time.Date(year, month, day, 0, 0, 0, 0, time.UTC).Unix() / 86400)
}

// errNoDay is of a date that is written well and does not exist, such as 30 February.
var errNoDay = errors.New("day")

var isoDate = regexp.MustCompile(`^\d{4}-\d{2}-\d{2}$`)

// ParseDate reads an ISO date such as "2026-11-23".
func ParseDate(s string) (Date, error) {
	t, err := time.Parse(time.DateOnly, s)
	if err != nil && isoDate.MatchString(s) {
		return 0, fmt.Errorf("there is no %w %s", errNoDay, s)
	}
	if err != nil {
		return 0, fmt.Errorf("date %q is not of the form 2026-11-23", s)
	}
	if t.Unix() <= 0 {
		return 0, fmt.Errorf("date %q lies before 1970", s)
	}
	return Date(t.Unix() / 86400), nil
}

func (d Date) utc() time.Time { return time.Unix(int64(d)*86400, 0).UTC() }

// Year, Month and Day take the date apart.
func (d Date) Year() int         { return d.utc().Year() }
func (d Date) Month() time.Month { return d.utc().Month() }
func (d Date) Day() int          { return d.utc().Day() }

// Weekday counts from Monday = 0 to Sunday = 6.
func (d Date) Weekday() int { return int((int64(d)+3)%7+7) % 7 }

// Add moves the date by a number of days.
func (d Date) Add(days int) Date { return d + Date(days) }

func (d Date) String() string {
	if d == 0 {
		return ""
	}
	return d.utc().Format(time.DateOnly)
}

// MarshalText and UnmarshalText use the ISO form.
func (d Date) MarshalText() ([]byte, error) { return []byte(d.String()), nil }

func (d *Date) UnmarshalText(b []byte) error {
	if len(b) == 0 {
		*d = 0
		return nil
	}
	v, err := ParseDate(string(b))
	if err == nil {
		*d = v
	}
	return err
}

// Clock is a local clock time in minutes since midnight of the day it belongs to. 24:00 and
// later times belong to the day they start on: 25:30 is half past one in the following night.
// In the hour that comes twice when summer time ends, the second pass is marked with a star
// ("25:30*"); see [Calendar]. In a field that may be left out, the zero value means "none":
// a time at midnight exactly is then written 24:00 of the day before.
type Clock int32

// foldBit marks the second pass of the repeated hour.
const foldBit Clock = 1 << 20

// At makes a clock time from hours and minutes.
func At(hours, minutes int) Clock { return Clock(hours*60 + minutes) }

// Minutes since midnight on the wall clock, without the star.
func (c Clock) Minutes() int { return int(c &^ foldBit) }

// Fold tells whether this is the second pass of the hour that comes twice.
func (c Clock) Fold() bool { return c&foldBit != 0 }

// ParseClock reads "7:30", "07:30", "25:30" or "25:30*"; the latest time is 167:59,
// a week: live-in shifts last for days.
func ParseClock(s string) (Clock, error) {
	body, fold := strings.CutSuffix(s, "*")
	h, m, ok := strings.Cut(body, ":")
	if !ok || len(h) < 1 || len(h) > 3 || len(m) != 2 || !digits(h) || !digits(m) {
		return 0, fmt.Errorf("time %q is not of the form 07:30", s)
	}
	hours, _ := strconv.Atoi(h)
	minutes, _ := strconv.Atoi(m)
	if hours > 167 || minutes > 59 {
		return 0, fmt.Errorf("time %q is out of range (00:00 to 167:59)", s)
	}
	c := At(hours, minutes)
	if fold {
		c |= foldBit
	}
	return c, nil
}

func digits(s string) bool {
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' {
			return false
		}
	}
	return true
}

func (c Clock) String() string {
	m := c.Minutes()
	star := ""
	if c.Fold() {
		star = "*"
	}
	return fmt.Sprintf("%02d:%02d%s", m/60, m%60, star)
}

func (c Clock) MarshalText() ([]byte, error) { return []byte(c.String()), nil }

func (c *Clock) UnmarshalText(b []byte) error {
	if len(b) == 0 {
		*c = 0
		return nil
	}
	v, err := ParseClock(string(b))
	if err == nil {
		*c = v
	}
	return err
}

// Days is a set of weekdays; bit 0 is Monday. Its text form is seven digits from Monday,
// "1111100" for the working week.
type Days uint8

// EveryDay holds all seven days.
const EveryDay Days = 1<<7 - 1

// Has tells whether the weekday (Monday = 0) is in the set.
func (d Days) Has(weekday int) bool { return d>>weekday&1 == 1 }

// ParseDays reads seven digits from Monday.
func ParseDays(s string) (Days, error) {
	if len(s) != 7 {
		return 0, fmt.Errorf("days %q are not seven digits from Monday, like 1111100", s)
	}
	var d Days
	for i := range 7 {
		switch s[i] {
		case '1':
			d |= 1 << i
		case '0':
		default:
			return 0, fmt.Errorf("days %q are not seven digits from Monday, like 1111100", s)
		}
	}
	if d == 0 {
		return 0, fmt.Errorf("days %s are no day of the week", s)
	}
	return d, nil
}

func (d Days) String() string {
	if d == 0 {
		return ""
	}
	b := []byte("0000000")
	for i := range 7 {
		if d.Has(i) {
			b[i] = '1'
		}
	}
	return string(b)
}

func (d Days) MarshalText() ([]byte, error) { return []byte(d.String()), nil }

func (d *Days) UnmarshalText(b []byte) error {
	if len(b) == 0 {
		*d = 0
		return nil
	}
	v, err := ParseDays(string(b))
	if err == nil {
		*d = v
	}
	return err
}

// Cycle places a template in a cycle of weeks: "1/2" is week 1 of a two-week cycle. The zero
// value means every week.
type Cycle struct{ Week, Of int }

// maxCycle is the longest cycle, in weeks.
const maxCycle = 6

// ParseCycle reads "2/4", a week of a cycle of 1 to [maxCycle] weeks.
func ParseCycle(s string) (Cycle, error) {
	if s == "" {
		return Cycle{}, nil
	}
	var c Cycle
	w, of, ok := strings.Cut(s, "/")
	if ok && digits(w) && digits(of) {
		c.Week, _ = strconv.Atoi(w)
		c.Of, _ = strconv.Atoi(of)
	}
	if c.Of > maxCycle || c.Week < 1 || c.Week > c.Of {
		return Cycle{}, fmt.Errorf("week of cycle %q is not of the form 1/2 (cycles of 1 to %d weeks)", s, maxCycle)
	}
	return c, nil
}

func (c Cycle) String() string {
	if c.Of == 0 {
		return ""
	}
	return fmt.Sprintf("%d/%d", c.Week, c.Of)
}

func (c Cycle) MarshalText() ([]byte, error) { return []byte(c.String()), nil }

func (c *Cycle) UnmarshalText(b []byte) error {
	v, err := ParseCycle(string(b))
	if err == nil {
		*c = v
	}
	return err
}

// Falls tells whether the week that starts on monday is the template's week, counting cycles
// from anchor, the Monday of week 1.
func (c Cycle) Falls(monday, anchor Date) bool {
	if c.Of <= 1 {
		return true
	}
	weeks := int(monday-anchor) / 7
	return ((weeks%c.Of)+c.Of)%c.Of == c.Week-1
}

// Calendar turns local dates and clock times into ticks and back. Tick 0 is local midnight of
// the horizon's first Monday; ticks are real time, so a night in which the clocks change is an
// hour longer or shorter.
type Calendar struct {
	loc   *time.Location
	start time.Time
	date  Date
	res   int32 // ticks per minute
}

// farAway bounds ticks so that the difference of two still fits 32 bits.
const farAway = 1<<30 - 1

// NewCalendar makes a calendar that starts on a date in a time zone such as "Europe/London",
// with res ticks per minute.
func NewCalendar(start Date, timezone string, res int) (Calendar, error) {
	loc, err := time.LoadLocation(timezone)
	if err != nil {
		return Calendar{}, fmt.Errorf("time zone %q is not known", timezone)
	}
	return Calendar{loc, time.Date(start.Year(), start.Month(), start.Day(), 0, 0, 0, 0, loc), start, int32(res)}, nil
}

// Resolution is the number of ticks per minute.
func (c Calendar) Resolution() int32 { return c.res }

// Ticks converts minutes to ticks.
func (c Calendar) Ticks(minutes int) int32 { return int32(minutes) * c.res }

// Start is the date of tick 0.
func (c Calendar) Start() Date { return c.date }

// Tick gives the tick of a clock time that belongs to a date. A time in the hour that summer
// time leaves out is taken as the same distance after the last hour that exists.
func (c Calendar) Tick(d Date, t Clock) int32 {
	w := time.Date(d.Year(), d.Month(), d.Day(), 0, t.Minutes(), 0, 0, c.loc)
	// time.Date does not say which of two passes it gives: step to the first one, then on.
	if back := w.Add(-time.Hour); sameWall(back, w) {
		w = back
	}
	if t.Fold() {
		if next := w.Add(time.Hour); sameWall(next, w) {
			w = next
		}
	}
	// Spans of absence may reach years out: what no tick can hold is as good as for ever.
	ticks := (w.Unix() - c.start.Unix()) * int64(c.res) / 60
	return int32(min(max(ticks, -farAway), farAway))
}

func sameWall(a, b time.Time) bool {
	return a.Hour() == b.Hour() && a.Minute() == b.Minute() && a.Day() == b.Day()
}

func (c Calendar) wall(tick int32) time.Time {
	return c.start.Add(time.Duration(int64(tick)*60/int64(c.res)) * time.Second).In(c.loc)
}

// Local gives the clock time of a tick as seen from a date: past midnight it exceeds 24:00.
// Ticks inside a minute are rounded down.
func (c Calendar) Local(tick int32, d Date) Clock {
	w := c.wall(tick)
	days := int(NewDate(w.Year(), w.Month(), w.Day()) - d)
	t := Clock(days*1440 + w.Hour()*60 + w.Minute())
	if t < 0 {
		return 0
	}
	if sameWall(w, w.Add(-time.Hour)) {
		t |= foldBit
	}
	return t
}

// Split takes a tick apart, as seen from a date, into its clock minute and the ticks past it; the
// inverse of Tick + ticks.
func (c Calendar) Split(tick int32, d Date) (Clock, int32) {
	t := c.Local(tick, d)
	return t, tick - c.Tick(d, t)
}

// StopSpan gives the ticks at which a stop of a run of a date starts and ends.
func (c Calendar) StopSpan(run Date, s *Stop) (start, end int32) {
	return c.Tick(run, s.Start) + s.StartTicks, c.Tick(run, s.End) + s.EndTicks
}

// DateOf gives the local date of a tick.
func (c Calendar) DateOf(tick int32) Date {
	w := c.wall(tick)
	return NewDate(w.Year(), w.Month(), w.Day())
}
