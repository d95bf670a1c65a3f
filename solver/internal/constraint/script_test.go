package constraint

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/milltir/milltir/model"
	"github.com/milltir/milltir/model/check"
	"github.com/milltir/milltir/solver/internal/state"
)

var rewrite = flag.Bool("rewrite", false, "write what the scripts in testdata really say over what they expect")

// TestScripts plays testdata/<code>.txt, one per rule; the rule under test is the file's name.
//
// A script is blocks parted by empty lines: comments (#) with the calculation by hand, a
// command, the lines it takes, "----" and what it says.
//
//	day          the rows of a workspace, one a line: a table's noun, then column=value as in
//	             docs/FILES.md, the id first and alone; "set key=value" is a line of milltir.toml.
//	             What a row leaves out is filled in as script_day_test.go says: Monday, no
//	             access minutes, every leg 10 minutes. "call E TIME" gives a movable event its time
//	             on the first of its days.
//	place V C    puts visit V to carers C (c1,c2): at=08:10 holds it till then, in=s1,s2 names the
//	             shifts, before=v2 its place in the order. V may name its date: v1/2026-11-24.
//	             Of a visit that is tied to another, C is its carer and the other's.
//	move V C     takes it out first.
//	remove V · at V TIME · length V MINUTES · order C V W   (V before W)
//	open C S · close C S · skip C S · take C S   (the break of S, before=v1)
//	full         the rule's score of the rota by its definition.
//	delta …      what the rule's Delta says of a change, which is then not made.
//	explain      what the rule finds, field by field.
//	force N C    makes the stored rota one that the state never makes by itself, for rules that
//	             hold rotas from outside to the law: at=08:10, out=yes or to=c2 for node N in C's run.
//
// A change, made or not, is refused by the test unless Delta is the difference of full, rule by
// rule, and the judge scores the rota that it makes alike.
func TestScripts(t *testing.T) {
	files, err := filepath.Glob("testdata/*.txt")
	require.NoError(t, err)
	require.NotEmpty(t, files)
	for _, file := range files {
		code := model.Code(strings.TrimSuffix(filepath.Base(file), ".txt"))
		t.Run(string(code), func(t *testing.T) {
			text, err := os.ReadFile(file)
			require.NoError(t, err)
			got := play(t, code, string(text))
			if *rewrite && got != string(text) {
				require.NoError(t, os.WriteFile(file, []byte(got), 0o644))
				return
			}
			require.Equal(t, string(text), got, "run with -rewrite if the new text is right by hand")
		})
	}
}

// play runs a script and gives it back with what its commands really said.
func play(t *testing.T, code model.Code, text string) string {
	p := &player{t: t, code: code}
	blocks := strings.Split(strings.TrimRight(text, "\n"), "\n\n")
	for i, block := range blocks {
		var head, lines []string
		answered := false
		for line := range strings.SplitSeq(block, "\n") {
			if line == "----" {
				answered = true
				break
			}
			head = append(head, line)
			if !strings.HasPrefix(line, "#") {
				lines = append(lines, line)
			}
		}
		if len(lines) == 0 {
			continue
		}
		require.True(t, answered || *rewrite, "no answer under %q", lines[0])
		blocks[i] = strings.Join(append(head, "----", p.command(lines[0], lines[1:])), "\n")
	}
	return strings.Join(blocks, "\n\n") + "\n"
}

// player is a rota and the rule that is asked about it.
type player struct {
	t     *testing.T
	code  model.Code
	h     *model.Horizon
	in    *state.Instance
	s     *state.State
	trial *state.Trial
	rules *Rules
	rule  Rule
	// forced: the rota is one that the state would not make by itself.
	forced bool
}

func (p *player) command(line string, input []string) string {
	words := strings.Fields(line)
	if words[0] == "day" {
		p.day(input)
		return p.full()
	}
	require.NotNil(p.t, p.rule, "a script begins with a day")
	require.Empty(p.t, input, "only a day takes lines: %q", line)
	switch words[0] {
	case "full":
		return p.full()
	case "explain":
		var out []string
		p.rule.Each(p.s, func(f Finding) { out = append(out, p.finding(f)) })
		if len(out) == 0 {
			return "nothing"
		}
		return strings.Join(out, "\n")
	case "force":
		p.force(words[1:])
		return p.full()
	case "delta":
		said, _ := p.change(words[1:], false)
		return said
	}
	_, starts := p.change(words, true)
	return starts
}

// day makes the empty rota of a workspace.
func (p *player) day(lines []string) {
	calls := slices.Collect(func(yield func([]string) bool) {
		for _, line := range lines {
			if f := strings.Fields(line); f[0] == "call" && !yield(f) {
				return
			}
		}
	})
	h, err := model.Expand(readDay(p.t, slices.DeleteFunc(slices.Clone(lines), func(line string) bool { return strings.HasPrefix(line, "call ") })))
	require.NoError(p.t, err)
	for _, f := range calls {
		i := slices.IndexFunc(h.Meetings, func(m model.Meeting) bool { return string(m.ID) == f[1] })
		require.GreaterOrEqual(p.t, i, 0, "no meeting %s", f[1])
		at, err := model.ParseClock(f[2])
		require.NoError(p.t, err)
		h.Call(i, h.Calendar.Tick(h.Meetings[i].First, at))
	}
	in, err := state.Compile(h, func(_, _, _ int) bool { return true })
	require.NoError(p.t, err)
	p.h, p.in, p.s = h, in, state.New(in)
	p.trial, p.rules, p.rule = state.NewTrial(p.s), New(in), nil
	p.forced = false
	p.rules.Watch(p.s)
	for _, r := range p.rules.All() {
		if r.Code() == p.code {
			p.rule = r
		}
	}
	require.NotNil(p.t, p.rule, "testdata/%s.txt is no rule's", p.code)
}

// full is the score by the definition; the judge, who shares no code with it, must agree.
func (p *player) full() string {
	p.judge("the rota as it stands")
	return p.say(Full(p.rule, p.s), false)
}

// judge holds the rota as it stands to the judge, who shares no code with the rules and must come
// to the same by each of them. A forced rota is asked about the rule under test alone: the state
// holds what else a force would change for true.
func (p *player) judge(after string) {
	verdict, err := check.Horizon(p.h, p.s.Export())
	require.NoError(p.t, err, after)
	said := make(map[model.Code]model.Score, len(verdict.Shares))
	for _, share := range verdict.Shares {
		said[share.Rule] = share.Score
	}
	for _, r := range p.rules.All() {
		if p.forced && r.Code() != p.code {
			continue
		}
		if want, ok := said[r.Code()]; ok {
			require.Equal(p.t, want, Full(r, p.s), "the judge disagrees about rule %s, %s", r.Code(), after)
		}
	}
}

// change tries a change and says what the rule's Delta made of it and which starts it gives.
func (p *player) change(words []string, keep bool) (delta, starts string) {
	before := make([]model.Score, 0, len(p.rules.All()))
	for _, r := range p.rules.All() {
		before = append(before, Full(r, p.s))
	}
	p.trial.Begin()
	p.edit(words)
	require.True(p.t, p.trial.Time(), "%v is not a rota", words)
	var sum model.Score
	said := make([]model.Score, len(before))
	for i, r := range p.rules.All() {
		said[i] = p.rules.DeltaOf(r, p.trial)
		sum = sum.Add(said[i])
		if r.Code() == p.code {
			delta = p.say(said[i], true)
		}
	}
	require.Equal(p.t, sum, p.rules.Delta(p.trial), "all rules together, %v", words)
	starts = p.starts()
	p.s.Mark()
	p.trial.Commit()
	for i, r := range p.rules.All() {
		require.Equal(p.t, Full(r, p.s), before[i].Add(said[i]), "rule %s: full, and full before + delta, %v", r.Code(), words)
	}
	p.judge(strings.Join(words, " "))
	if keep {
		p.s.Accept()
	} else {
		p.s.Rollback()
	}
	return delta, starts
}

// edit makes a change in the trial.
func (p *player) edit(words []string) {
	args, flags := p.split(words[1:])
	want := map[string]int{"place": 2, "move": 2, "remove": 1, "at": 2, "length": 2, "order": 3, "open": 2, "close": 2, "skip": 2, "take": 2}
	require.Len(p.t, args, want[words[0]], "%v", words)
	switch words[0] {
	case "place":
		p.place(p.visit(args[0]), args[1], flags)
	case "move":
		p.trial.RemoveVisit(p.visit(args[0]))
		p.place(p.visit(args[0]), args[1], flags)
	case "remove":
		p.trial.RemoveVisit(p.visit(args[0]))
	case "at":
		n := p.node(args[0])
		if !p.in.IsVisit(n) {
			p.trial.Edit(p.in.HomeRun[int(n)-p.in.Visits])
		}
		p.trial.SetHold(n, p.tick(n, args[1]))
	case "length":
		var minutes int
		_, err := fmt.Sscan(args[1], &minutes)
		require.NoError(p.t, err)
		p.trial.SetLen(p.visit(args[0]), p.h.Calendar.Ticks(minutes))
	case "order":
		p.order(args)
	case "skip":
		p.trial.SkipBreak(p.run(args[0], args[1], 0))
	case "take":
		r := p.run(args[0], args[1], 0)
		at := len(p.s.Routes[r].Seq)
		for i, stop := range p.s.Routes[r].Seq {
			if flags["before"] == p.name(stop.Node()) {
				at = i
			}
		}
		p.trial.TakeBreak(r, at)
	case "open":
		p.trial.Work(p.run(args[0], args[1], 0), true)
	case "close":
		r := p.run(args[0], args[1], 0)
		for _, stop := range p.s.Routes[r].Seq {
			if p.in.IsVisit(stop.Node()) {
				p.trial.RemoveVisit(stop.Node())
			}
		}
		p.trial.Work(r, false)
	}
}

// place puts a visit's seats into its carers' runs, where its start belongs.
func (p *player) place(n state.Node, carers string, flags map[string]string) {
	from := p.in.Open[n]
	if p.in.HoldBase[n] != state.Unset {
		from = max(from, p.in.HoldBase[n])
	}
	if at := flags["at"]; at != "" {
		from = p.tick(n, at)
		p.trial.SetHold(n, from)
	}
	for k, c := range strings.Split(carers, ",") {
		stop := state.StopOf(n, k)
		if m := p.in.Mate[n]; m >= 0 && k == 1 {
			stop = state.StopOf(m, 0)
			from = max(p.in.Open[m], p.in.HoldBase[m])
		}
		shifts := strings.Split(flags["in"], ",")
		r := p.run(c, shifts[min(k, len(shifts)-1)], p.h.Visits[n].Date)
		p.trial.Edit(r)
		at := p.trial.Sits(r, from)
		for i, stop := range p.trial.Seq(r) {
			if flags["before"] == p.name(stop.Node()) {
				at = i
			}
		}
		p.trial.Insert(stop, r, at)
	}
	require.True(p.t, p.trial.FitKey(n))
}

// order puts one stop of a run before another.
func (p *player) order(args []string) {
	r := p.s.RunOf[state.StopOf(p.node(args[1]), 0)]
	require.Equal(p.t, args[0], string(p.h.Problem.Carers[p.in.CarerOf[r]].ID))
	pos := func(name string) int { return slices.Index(p.s.Routes[r].Seq, state.StopOf(p.node(name), 0)) }
	from, to := pos(args[1]), pos(args[2])
	v := p.trial.Edit(r)
	stop := v.Seq[from]
	v.Seq = slices.Delete(v.Seq, from, from+1)
	if to > from {
		to--
	}
	v.Seq = slices.Insert(v.Seq, to, stop)
}

// force sets one stop's start, takes it out of its route or gives it to another's at its time,
// with nothing timed anew.
func (p *player) force(words []string) {
	args, flags := p.split(words)
	n := p.node(args[0])
	p.forced = true
	for r := range p.s.Routes {
		route := &p.s.Routes[r]
		for i := len(route.Seq) - 1; i >= 0; i-- {
			if route.Seq[i].Node() != n || args[1] != string(p.h.Problem.Carers[p.in.CarerOf[r]].ID) {
				continue
			}
			if flags["out"] != "" || flags["to"] != "" {
				p.forceOut(route, i, flags["to"])
				return
			}
			route.At[i] = p.tick(n, flags["at"])
			p.s.Start[n] = min(p.s.Start[n], route.At[i])
			if !p.in.IsVisit(n) || p.in.Need[n] == 1 {
				p.s.Start[n] = route.At[i]
			}
		}
	}
}

// forceOut takes a stop out of a route, and puts it into another carer's if one is named.
func (p *player) forceOut(route *state.Route, i int, to string) {
	stop, at := route.Seq[i], route.At[i]
	n := stop.Node()
	p.s.RunOf[stop] = state.NoRun
	route.Seq, route.At = slices.Delete(route.Seq, i, i+1), slices.Delete(route.At, i, i+1)
	if to == "" {
		if p.in.IsVisit(n) && p.in.Need[n] == 1 {
			p.s.Start[n] = state.Unset
		}
		return
	}
	r := p.run(to, "", p.h.Visits[n].Date)
	other := &p.s.Routes[r]
	k, _ := slices.BinarySearch(other.At, at)
	p.s.RunOf[stop] = r
	other.Seq, other.At = slices.Insert(other.Seq, k, stop), slices.Insert(other.At, k, at)
}

// split parts arguments from flags.
func (p *player) split(words []string) (args []string, flags map[string]string) {
	flags = map[string]string{}
	for _, w := range words {
		if k, v, ok := strings.Cut(w, "="); ok {
			require.Contains(p.t, []string{"at", "in", "before", "out", "to"}, k, "%v", words)
			flags[k] = v
		} else {
			args = append(args, w)
		}
	}
	return args, flags
}
