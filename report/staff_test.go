package report

import (
	"bytes"
	"context"
	"encoding/csv"
	"encoding/xml"
	"errors"
	"io"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/milltir/milltir/model"
	"github.com/milltir/milltir/staff"
)

// staffSample is the sample's week with carers needed on site, determined, and its rota set against it.
func staffSample(t *testing.T) (*model.Horizon, *staff.Report) {
	t.Helper()
	h, r, v := onSiteSample(t)
	out, err := staff.Determine(context.Background(), h, r, staff.Options{})
	require.NoError(t, err)
	out.Compare(h, r, v.Score, v.Measures)
	return h, out
}

func staffText(t *testing.T, h *model.Horizon, r *staff.Report, lang string, write func(io.Writer, *model.Horizon, *staff.Report, *Localizer) error) string {
	t.Helper()
	var b bytes.Buffer
	require.NoError(t, write(&b, h, r, speaker(t, lang)))
	require.NotContains(t, b.String(), "⟦")
	require.NotContains(t, b.String(), "<no value>")
	return b.String()
}

func staffPageOf(w io.Writer, h *model.Horizon, r *staff.Report, l *Localizer) error {
	return Staff(w, h, r, true, l)
}

func TestGoldenStaff(t *testing.T) {
	h, r := staffSample(t)
	for _, lang := range Languages() {
		text := staffText(t, h, r, lang, staffPageOf)
		compare(t, "staff."+lang+".txt", text)
		for _, line := range strings.Split(text, "\n") {
			require.LessOrEqual(t, width(line), pageWidth, "%s: %s", lang, line)
		}
	}
	require.Equal(t, strings.Count(staffText(t, h, r, English, staffPageOf), ":00"), strings.Count(staffText(t, h, r, Welsh, staffPageOf), ":00"), "the same facts")
	var b bytes.Buffer
	require.NoError(t, StaffCSV(&b, r))
	compare(t, "staff.csv", b.String())
	b.Reset()
	require.NoError(t, StaffShiftsCSV(&b, r))
	compare(t, "staff-shifts.csv", b.String())
}

// Whatever is said of a team and a rota is said in both languages.
func TestStaffSays(t *testing.T) {
	h, r := staffSample(t)
	for _, tt := range []struct {
		change func()
		en, cy string
		reason string
	}{
		{func() { r.Standard = true }, "The plan has no shifts", "Nid oes shifftiau", "nothing to plan with"},
		{func() { r.Outside = 2 }, "2 visits lie outside all kinds of shift", "Mae 2 ymweliad y tu allan", "work that no shift reaches"},
		{func() { r.Team.Large = true }, "nothing was tried of this team", "na roddwyd cynnig", "too many"},
		{func() { r.Team = staff.Team{None: true} }, "no lawful rota of this team", "nid oes rota gyfreithlon", "proven"},
		{func() { r.Team = staff.Team{LeastShifts: 2, LeastPaid: 120, KeptShifts: 4, KeptPaid: 300} }, "at least 4 shifts and 5h00 of shift hours", "o leiaf 4 shifft a 5a00 o oriau shifft", "guarantees cost more"},
		{func() { r.Team.KeptNone = true }, "not every carer can get", "ni all pob gweithiwr gofal gael", "proven"},
		{func() { r.Rota = &staff.Rota{Shifts: 3, Paid: 150, Lawful: true, Full: true} }, "+25.0%", "+25.0%", "150 of 120 minutes"},
		{func() { r.Rota.Full, r.Rota.UnderAny = false, true }, "leaves visits or cover out", "gadael ymweliadau", "no bound of this one"},
		{func() { r.Rota.Lawful = false }, "It breaks law", "torri'r gyfraith", "nor that"},
		{func() { r.Rota = nil; r.Source = staff.FromOpen }, "laid out as well as", "wedi'u gosod cystal", "open shifts"},
		{func() { r.Weeks[0].LeastPaid, r.Weeks[0].Most = 600, 540 }, "contracts are 1h00 too few", "contractau 1a00 yn rhy brin", "more than anybody may work"},
		{func() { r.Weeks[0].Guaranteed, r.Weeks[0].PlanPaid = 900, 600 }, "5h00 more than the plan", "5a00 yn fwy na'r cynllun", "enough"},
		{func() { r.Weeks[0].Guaranteed = 0; r.FullTime = 300 }, "2.0 full-time carers", "2.0 gweithiwr gofal amser llawn", "ten hours at five a week"},
	} {
		tt.change()
		page := func(w io.Writer, h *model.Horizon, r *staff.Report, l *Localizer) error {
			return Staff(w, h, r, false, l)
		}
		require.Contains(t, flat(staffText(t, h, r, English, page)), tt.en, tt.reason)
		require.Contains(t, flat(staffText(t, h, r, Welsh, page)), tt.cy, tt.reason)
	}
}

// flat takes the line breaks out of a page.
func flat(s string) string { return strings.Join(strings.Fields(s), " ") }

// The picture is well-formed whatever things are called, and has bars and a line of capacity.
func TestStaffPicture(t *testing.T) {
	h, r := staffSample(t)
	h.Problem.Name = `<script>"&` + "\x00"
	text := staffText(t, h, r, Welsh, StaffSVG)
	d := xml.NewDecoder(strings.NewReader(text))
	rects := 0
	for {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			break
		}
		require.NoError(t, err)
		if e, ok := token.(xml.StartElement); ok && e.Name.Local == "rect" {
			rects++
		}
	}
	require.Greater(t, rects, 10)
	require.Contains(t, text, "Llun 23 Tach")
}

// The table is tidy: every row has every column, and what is left out is empty half hours only.
func TestStaffTableAddsUp(t *testing.T) {
	_, r := staffSample(t)
	var b bytes.Buffer
	require.NoError(t, StaffCSV(&b, r))
	rows, err := csv.NewReader(&b).ReadAll()
	require.NoError(t, err)
	n := 1
	for _, need := range r.Needs {
		for _, x := range need.Halves {
			if x.Demand >= 1 || x.Capacity >= 1 || x.Least > 0 || x.Wanted >= 1 {
				n++
			}
		}
	}
	require.Len(t, rows, n)
}
