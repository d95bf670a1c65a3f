package report_test

import (
	"bytes"
	"fmt"
	"strings"

	"github.com/milltir/milltir/model"
	"github.com/milltir/milltir/report"
)

func ExampleSentence() {
	monday := model.NewDate(2026, 11, 23)
	h, err := model.Expand(&model.Problem{
		Plan:   model.Plan{Start: monday},
		People: []model.Person{{ID: "p-1", Name: "Mrs A"}},
		Visits: []model.Visit{{
			ID: "v-1", Person: "p-1", Days: model.EveryDay, Length: 30,
			Windows: []model.Window{{Open: model.At(8, 0), Close: model.At(8, 30)}},
		}},
	})
	if err != nil {
		panic(err)
	}
	late := model.Violation{Rule: model.RuleWindow, Visit: "v-1", Date: monday, At: model.At(8, 42), Amount: 12, Unit: "minute"}
	for _, lang := range report.Languages() {
		words, err := report.NewLocalizer(lang)
		if err != nil {
			panic(err)
		}
		fmt.Println(report.Sentence(h, late, words))
	}
	// Output:
	// Mrs A, Llun 23 Tach 08:42: yn dechrau 12 munud ar ôl 08:30, pan fydd y ffenestr amser yn cau
	// Mrs A, Mon 23 Nov 08:42: starts 12 minutes after 08:30, when the time window closes
}

// What a meeting is told of a sheet: its exchange rates, and the hash by which a rota names it. Words do not change it.
func ExampleObjectiveJSON() {
	p := &model.Problem{Plan: model.Plan{Start: model.NewDate(2026, 11, 30)}, Objective: model.Objective{Version: "1"}}
	words, err := report.NewLocalizer(report.English)
	if err != nil {
		panic(err)
	}
	var b bytes.Buffer
	if err := report.ObjectiveJSON(&b, p.Agreement(), words); err != nil {
		panic(err)
	}
	for line := range strings.Lines(b.String()) {
		if strings.Contains(line, "new face") {
			fmt.Println(strings.TrimSpace(line))
		}
	}
	before := p.ObjectiveHash()
	p.Objective.Version = "2"
	fmt.Println(before == p.ObjectiveHash())
	p.Objective.Weights = map[model.Code]model.Weights{model.RuleNewFace: {20}}
	fmt.Println(before == p.ObjectiveHash())
	// Output:
	// "One new face at the door = 12 minutes of travel"
	// true
	// false
}
