package generate_test

import (
	"fmt"

	"github.com/milltir/milltir/generate"
)

// A tenth of Gwynedd, without a layout and with one.
func ExampleCounty() {
	gwynedd := generate.Gwynedd()
	params := generate.DefaultCounty()
	params.Scale = 0.1
	week, err := generate.County(gwynedd, params, 7)
	if err != nil {
		fmt.Println(err)
		return
	}
	divided := generate.InStandIns(gwynedd, week)
	fmt.Printf("%d people, %d patch; then %d\n", len(week.People), len(week.Patches), len(divided.Patches))
	fmt.Println(divided.Patches[14].NameEn)
	// Output:
	// 56 people, 1 patch; then 17
	// Statistics area Gwynedd 015 (Bala)
}
