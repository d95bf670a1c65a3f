package model

import "fmt"

// nightFigure is a span of the clock that the law sets a least for: what of it holds, in minutes.
type nightFigure struct {
	key    string // as in [SetAside]
	path   string // of its start, in [rules]
	of     func(r *Rules) int
	law    int
	source string
}

var nightFigures = []nightFigure{
	{"night.time", "night.from", nightTime, 420, "Working Time Regulations 1998, reg. 2(1): seven hours at the least, and midnight to five in the morning among them"},
	{"young.night", "young.night_from", youngNight, 480, "Working Time Regulations 1998, regs 2(1) and 6A: from 22:00 to 06:00, or from 23:00 to 07:00"},
}

// nightTime is the length of the night, if what has to be in it is.
func nightTime(r *Rules) int {
	from, to := r.Night.From, r.Night.To
	if in := shared(from, to, At(24, 0), At(5, 0)); in < 300 {
		return in
	}
	return shared(from, to, At(12, 0), At(12, 0))
}

// youngNight is how much of the restricted period, in either of its forms, the rules keep.
func youngNight(r *Rules) int {
	from, to := r.Young.NightFrom, r.Young.NightTo
	return max(shared(from, to, At(22, 0), At(6, 0)), shared(from, to, At(23, 0), At(7, 0)))
}

// shared is how many minutes of an ordinary day two spans of the clock have in common; one that does not
// end later than it starts goes past midnight.
func shared(from, to, other, until Clock) int {
	span := func(a, b Clock) (int, int) {
		if b <= a {
			b += At(24, 0)
		}
		return a.Minutes() % 1440, a.Minutes()%1440 + b.Minutes() - a.Minutes()
	}
	a, b := span(from, to)
	c, d := span(other, until)
	sum := 0
	for day := -1440; day <= 1440; day += 1440 {
		sum += max(0, min(b+day, d)-max(a+day, c))
	}
	return sum
}

// nightSpan checks a span of the clock in [rules].
func (v *validator) nightSpan(path string, from, to Clock) {
	for _, x := range []struct {
		key string
		at  Clock
	}{{path + "from", from}, {path + "to", to}} {
		if x.at < 0 || x.at > At(24, 0) {
			v.setting("E1609", "rules."+x.key, x.at.String(), fmt.Sprintf("rules.%s %s is no time of a day (00:01 to 24:00)", x.key, x.at), "")
		}
	}
	if from == to && from != 0 {
		v.setting("E1609", "rules."+path+"to", to.String(), fmt.Sprintf("rules.%sto is the same as rules.%sfrom", path, path), "")
	}
}

// nightAside warns of a night that keeps less than the law's.
func (v *validator) nightAside(x SetAside) {
	for _, f := range nightFigures {
		if f.key == x.Figure {
			v.setting("W2024", "rules."+f.path, "", fmt.Sprintf("%s keeps %d minutes of a night here, and the law %d (%s)", f.key, x.Value, f.law, f.source), "")
		}
	}
}
