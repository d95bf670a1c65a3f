package ledger_test

import (
	"fmt"
	"os"

	"github.com/milltir/milltir/ledger"
	"github.com/milltir/milltir/model"
)

// A pool of ten hours in four weeks. Two visits were planned on it: one was twenty minutes short, to the other nobody
// came.
func Example() {
	monday := model.NewDate(2026, 11, 30)
	s := ledger.Sources{
		At: monday.Add(2), End: monday.Add(6),
		Pools:     []model.Pool{{ID: "q1", PeriodStart: monday, Minutes: 600}},
		PlannedOn: map[model.Date]bool{monday: true, monday.Add(1): true}, RecordedOn: map[model.Date]bool{monday: true},
		Visits: []ledger.Visit{
			{Visit: "v1", Date: monday, Person: "p1", Pool: "q1", Planned: 60, Delivered: 40, Recorded: true},
			{Visit: "v1", Date: monday.Add(1), Person: "p1", Pool: "q1", Planned: 60},
		},
	}
	books, _ := s.Keep(nil)
	for _, p := range books.Periods {
		fmt.Println("planned", p.Planned, "given", p.Delivered, "left", p.Left)
	}
	if err := ledger.Write(os.Stdout, books.Book); err != nil {
		fmt.Println(err)
	}
	// Output:
	// planned 120 given 40 left 560
	// line,booked,pool,from,to,date,kind,debit,credit,minutes,person,visit,reason,by,sum
	// 1,2026-12-02,q1,2026-11-30,2026-12-27,2026-11-30,grant,left,commissioner,600,,,,,0f9ed22bb67ffc20
	// 2,2026-12-02,q1,2026-11-30,2026-12-27,2026-11-30,plan,planned,left,60,p1,v1,,,c18346a9c269c596
	// 3,2026-12-02,q1,2026-11-30,2026-12-27,2026-11-30,deliver,delivered,planned,40,p1,v1,,,0a1afc3a40970137
	// 4,2026-12-02,q1,2026-11-30,2026-12-27,2026-11-30,return,left,planned,20,p1,v1,,,35111cbd9bacb204
	// 5,2026-12-02,q1,2026-11-30,2026-12-27,2026-12-01,plan,planned,left,60,p1,v1,,,912ee84292269585
	// 6,2026-12-02,q1,2026-11-30,2026-12-27,2026-12-01,return,left,planned,60,p1,v1,,,91b7d38838faf7cb
	// 7,2026-12-02,,,,,total,,,840,,,,,2c638e46b7c72806
}
