package model_test

import (
	"fmt"

	"github.com/milltir/milltir/model"
)

// A workspace is read and validated in one step.
func ExampleReadDir() {
	week, err := model.ReadDir("testdata/valid/small")
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(week.Name, len(week.Visits), len(week.Carers))
	// Output: Bala, the small one 2 2
}

// Everything that is wrong is told at once.
func ExampleValidate() {
	week, err := model.ReadDir("testdata/valid/small")
	if err != nil {
		fmt.Println(err)
		return
	}
	week.Visits[0].Person = "p11"
	week.Visits[1].Windows[0].Close = model.At(7, 0)
	for _, d := range model.Validate(week).Errors() {
		fmt.Printf("%s: %s. %s\n", d.Code, d.Message, d.Advice)
	}
	// Output:
	// E1022: visit "v1": person "p11" is not in people. Maybe "p1" is meant
	// E1103: visit "v2": window closes before it opens (08:00 > 07:00). Maybe 07:00-08:00 is meant
}
