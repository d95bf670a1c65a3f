package report

import (
	"cmp"
	"fmt"
	"math"
	"slices"

	"gonum.org/v1/gonum/stat"

	"github.com/milltir/milltir/model"
	"github.com/milltir/milltir/model/check"
)

// fewest is how many people a figure has to be about before a committee sees it.
const fewest = 5

// What counts as told: less is noise of the search.
const (
	leastShare  = 0.01 // of what it is in the first rota
	leastTravel = 30   // minutes a carer's travel differs by
	leastHours  = 60   // and shift hours
	leastOff    = 5    // minutes somebody's visits are nearer to or further from their preferred starts, in the mean
)

// MenuRota is one rota of a trade-off menu, judged under the workspace's own sheet.
type MenuRota struct {
	Leaning model.Leaning
	Rota    *model.Rota
	Verdict *check.Verdict
	Behind  []string // leanings whose rota this leaning would rather have had
}

// Menu sets rotas of several leanings side by side for a meeting: what each improves, what it makes worse and for how
// many. Nothing in it is about fewer than five people or carers, be it a figure of the whole rota; but whether a rota
// keeps to the law is always said.
type Menu struct {
	h       *model.Horizon
	options []option
	Seconds float64  // the budget of each, 0 where there is none by the clock
	Rounds  int64    // and in iterations
	Cut     []string // leanings that were not finished; the first is shown all the same
}

// option is a rota with what the table needs of it.
type option struct {
	MenuRota
	burdens   []check.Burden
	familiar  []check.Familiar
	pay       float64 // pence, below 0 where it is not known
	headings  map[model.Heading]int64
	due       int // people who have visits
	visited   int // people to whom anybody comes
	fairShare int // carers among whom hard work is shared
	history   bool
}

// NewMenu works out a menu; the first rota is what the others are held against.
func NewMenu(h *model.Horizon, rotas []MenuRota) (*Menu, error) {
	m := &Menu{h: h}
	for _, r := range rotas {
		x, err := newOption(h, r)
		if err != nil {
			return nil, err
		}
		m.options = append(m.options, x)
	}
	return m, nil
}

func newOption(h *model.Horizon, r MenuRota) (x option, err error) {
	x = option{
		MenuRota: r, pay: -1, headings: make(map[model.Heading]int64),
		fairShare: len(r.Verdict.Measures.Fairness), history: len(h.Problem.History) > 0,
	}
	if x.burdens, x.familiar, err = check.Loads(h, r.Rota); err != nil {
		return x, err
	}
	periods, err := check.Pay(h, r.Rota)
	if err != nil {
		return x, err
	}
	known, pence := len(periods) > 0, 0
	for i := range periods {
		known, pence = known && periods[i].Known, pence+periods[i].Pay
	}
	if known && pence > 0 {
		x.pay = float64(pence)
	}
	for _, s := range r.Verdict.Shares {
		x.headings[h.Problem.Objective.Heading(s.Rule)] += s.Score.Wishes
	}
	for _, p := range r.Verdict.Measures.People {
		if p.Visits > 0 {
			x.due++
		}
		if p.Carers > 0 {
			x.visited++
		}
	}
	return x, nil
}

// enoughVisited tells whether figures of the people who are visited may be shown, enoughCarers those of the team, and
// enough those of the whole rota: they are about both.
func (o *option) enoughVisited() bool { return o.visited >= fewest }

func (o *option) enoughCarers() bool { return len(o.burdens) >= fewest }

func (o *option) enough() bool { return o.enoughCarers() && o.enoughPeople() }

// enoughPeople is enoughVisited; where nobody has visits at all, what is promised to people is that the team is there.
func (o *option) enoughPeople() bool {
	if o.Verdict.Measures.Visits == 0 {
		return o.enoughCarers()
	}
	return o.enoughVisited()
}

// figure is a row of the menu.
type figure struct {
	name  string // in JSON and CSV
	key   string // in the catalogue
	sense int    // -1: less is better, 1: more is, 0: neither, and told of no leaning as better or worse
	value func(o *option) (x float64, known bool)
	show  func(p *page, x float64) string
}

func whole(_ *page, x float64) string    { return fmt.Sprintf("%.0f", x) }
func tenths(_ *page, x float64) string   { return fmt.Sprintf("%.1f", x) }
func percents(_ *page, x float64) string { return percent(x) }
func clocked(p *page, x float64) string  { return p.hours(int(math.Round(x))) } // of minutes
func pence(_ *page, x float64) string    { return pounds(int(x)) }

// figures are the rows in order. Law and cover stand first: they come before everything that is weighed.
var figures = []figure{
	{"breaches", "menu.breaches", -1, func(o *option) (float64, bool) { return float64(o.Verdict.Score.Breaches), o.enough() }, whole},
	{"visits_left_out", "menu.missing", -1, func(o *option) (float64, bool) {
		return float64(o.Verdict.Measures.Visits - o.Verdict.Measures.VisitsAllocated), o.due >= fewest
	}, whole},
	{"contact_minutes", "menu.contact", 1, ofPeople(func(m *model.Measures) float64 { return float64(m.Visit) / 60 }), clocked},
	{"carers_mean", "menu.carers", -1, ofPeople(func(m *model.Measures) float64 { return m.CarersMean }), tenths},
	{"carers_worst_tenth", "menu.worst", -1, ofPeople(worstTenth), tenths},
	{"new_faces", "menu.new_faces", -1, ofPeople(func(m *model.Measures) float64 { return float64(m.NewFaces) }), whole},
	{"familiar_pct", "menu.familiar", 1, (*option).known, percents},
	{"minutes_from_preferred", "menu.off", -1, ofPeople(func(m *model.Measures) float64 { return m.DeviationMean }), tenths},
	{"travel_minutes", "menu.travel", -1, careOf(func(m *model.Measures) float64 { return float64(m.Travel) / 60 }), clocked},
	{"miles", "menu.miles", -1, careOf(func(m *model.Measures) float64 { return float64(m.Metres) / model.MetresPerMile }), whole},
	{"waiting_minutes", "menu.waiting", -1, careOf(func(m *model.Measures) float64 { return float64(m.Wait) / 60 }), clocked},
	{"shifts_worked", "menu.shifts", 0, func(o *option) (float64, bool) { return float64(o.Verdict.Measures.Runs), o.enoughCarers() }, whole},
	{"weekends_worked", "menu.weekends", -1, ofCarers(func(b check.Burden) int { return b.Weekends }), whole},
	{"split_days", "menu.splits", -1, ofCarers(func(b check.Burden) int { return b.Splits }), whole},
	{"unevenness", "menu.uneven", -1, func(o *option) (float64, bool) { return o.unevenness(), o.fairShare >= fewest }, tenths},
	{"pay_pence", "menu.pay", -1, func(o *option) (float64, bool) { return o.pay, o.pay >= 0 && o.enough() }, pence},
	{"score_people", "menu.score_people", -1, scored(model.HeadPeople, (*option).enoughPeople), tenths},
	{"score_carers", "menu.score_carers", -1, scored(model.HeadCarers, (*option).enoughCarers), tenths},
	{"score_travel", "menu.score_travel", -1, scored(model.HeadTravel, (*option).enough), tenths},
	{"score", "menu.score", 0, func(o *option) (float64, bool) { return float64(o.Verdict.Score.Wishes) / 1000, o.enough() }, tenths},
}

// figureOf finds a row by its name.
func figureOf(name string) *figure {
	return &figures[slices.IndexFunc(figures, func(f figure) bool { return f.name == name })]
}

// careOf is a figure about the people who are visited and who goes to them.
func careOf(of func(*model.Measures) float64) func(*option) (float64, bool) {
	return func(o *option) (float64, bool) {
		return of(o.Verdict.Measures), o.Verdict.Measures.Visits > 0 && o.enough()
	}
}

// ofPeople is a figure about the people who are visited.
func ofPeople(of func(*model.Measures) float64) func(*option) (float64, bool) {
	return func(o *option) (float64, bool) { return of(o.Verdict.Measures), o.enoughVisited() }
}

// ofCarers adds something up over carers.
func ofCarers(of func(check.Burden) int) func(*option) (float64, bool) {
	return func(o *option) (float64, bool) {
		sum := 0
		for _, b := range o.burdens {
			sum += of(b)
		}
		return float64(sum), o.enoughCarers()
	}
}

// scored is a heading's part of the score, where enough people have a part in it.
func scored(h model.Heading, enough func(*option) bool) func(*option) (float64, bool) {
	return func(o *option) (float64, bool) { return float64(o.headings[h]) / 1000, enough(o) }
}

// worstTenth is the mean of the most different carers in any week of the tenth of people who have most, five of them at
// the least.
func worstTenth(m *model.Measures) float64 {
	var all []float64
	for _, p := range m.People {
		if p.Carers > 0 {
			all = append(all, float64(p.Carers))
		}
	}
	slices.SortFunc(all, func(a, b float64) int { return cmp.Compare(b, a) })
	if n := min(len(all), max(fewest, (len(all)+9)/10)); n > 0 {
		return stat.Mean(all[:n], nil)
	}
	return 0
}

// known is the share of care by carers whom the person knew before the plan.
func (o *option) known() (float64, bool) {
	care, known := 0, 0
	for _, f := range o.familiar {
		care, known = care+f.Care, known+f.Known
	}
	if care == 0 || !o.history || !o.enoughVisited() {
		return 0, false
	}
	return 100 * float64(known) / float64(care), true
}

// unevenness is how far what is hard lies from everybody's share by contract: the standard deviation over carers of
// what they bear beyond it, a weekend, a late shift, a split day, an hour on the road and five attendances with a
// colleague being one each.
func (o *option) unevenness() float64 {
	var beyond []float64
	for _, f := range o.Verdict.Measures.Fairness {
		x := 0.0
		for k := range f.Load {
			one := 1.0
			if model.FairKind(k) == model.FairDoubleUps {
				one = float64(model.FairDoubleUp) / model.FairOne
			}
			x += one * (f.Load[k] - f.Share[k])
		}
		beyond = append(beyond, x)
	}
	if len(beyond) == 0 {
		return 0
	}
	return stat.PopStdDev(beyond, nil)
}

// changes are the figures in which a rota is better, and in which it is worse, than the first.
func (m *Menu) changes(i int, p *page) (better, worse []*figure) {
	for k := range figures {
		f := &figures[k]
		is, known := f.value(&m.options[i])
		was, there := f.value(&m.options[0])
		if !known || !there || f.sense == 0 || math.Abs(is-was) < leastShare*math.Abs(was) || f.show(p, is) == f.show(p, was) {
			continue
		}
		if (is > was) == (f.sense > 0) {
			better = append(better, f)
		} else {
			worse = append(worse, f)
		}
	}
	return better, worse
}
