package roads

import (
	"testing"

	"github.com/stretchr/testify/require"
)

func tagsOf(kv ...string) (t Tags) {
	for i := 0; i < len(kv); i += 2 {
		t = append(t, Tag{kv[i], kv[i+1]})
	}
	return t
}

func TestPassages(t *testing.T) {
	const after, before = "2026-01-01", "2016-01-01"
	car, bike, walk := 0, 1, 3
	for _, tt := range []struct {
		mode          int
		day           string
		tags          Tags
		with, against float64
		why           string
	}{
		{car, after, tagsOf("highway", "residential"), 20 * kmhPerMph * 0.87, 20 * kmhPerMph * 0.87, "a restricted road in Wales since 17 September 2023"},
		{car, before, tagsOf("highway", "residential"), 30 * kmhPerMph * 0.87, 30 * kmhPerMph * 0.87, "and before"},
		{car, "", tagsOf("highway", "residential"), 20 * kmhPerMph * 0.87, 20 * kmhPerMph * 0.87, "a file without a date is of today"},
		{car, after, tagsOf("highway", "tertiary", "lit", "yes"), 20 * kmhPerMph * 0.87, 20 * kmhPerMph * 0.87, "street lights make a restricted road"},
		{car, after, tagsOf("highway", "tertiary", "lit", "yes", "maxspeed", "30 mph"), 30 * kmhPerMph * 0.87, 30 * kmhPerMph * 0.87, "a sign says otherwise"},
		{car, after, tagsOf("highway", "primary"), 68, 68, "no limit known"},
		{car, after, tagsOf("highway", "primary", "maxspeed", "60 mph"), 84, 84, "the sign is 97 km/h, which is 84 driven"},
		{car, after, tagsOf("highway", "primary", "maxspeed", "GB:nsl_single"), 84, 84, "the same in words"},
		{car, after, tagsOf("highway", "unclassified", "maxspeed", "60 mph"), 56, 56, "nobody drives 60 in a lane"},
		{car, after, tagsOf("highway", "unclassified", "maxspeed", "60 mph", "passing_places", "yes"), 38, 38, "on a single track less"},
		{car, after, tagsOf("highway", "tertiary", "lanes", "1"), 38, 38, "likewise"},
		{car, after, tagsOf("highway", "tertiary", "width", "3 m"), 38, 38, "likewise"},
		{car, after, tagsOf("highway", "secondary", "maxspeed:forward", "30 mph", "maxspeed", "50 mph"), 30 * kmhPerMph * 0.87, 50 * kmhPerMph * 0.87, "by direction"},
		{car, after, tagsOf("highway", "trunk_link"), 52, 52, "a slip road is slower"},
		{car, after, tagsOf("highway", "motorway", "maxspeed", "70 mph"), 70 * kmhPerMph * 0.87, 0, "motorways are one-way"},
		{car, after, tagsOf("highway", "primary", "junction", "roundabout"), 68, 0, "roundabouts, too"},
		{car, after, tagsOf("highway", "primary", "oneway", "-1"), 0, 68, "against the nodes"},
		{car, after, tagsOf("highway", "primary", "access", "no"), 0, 0, "closed"},
		{car, after, tagsOf("highway", "primary", "access", "no", "motor_vehicle", "yes"), 68, 68, "the narrower tag counts"},
		{car, after, tagsOf("highway", "service", "access", "private"), 8, 8, "to a door only: twice the time"},
		{car, after, tagsOf("highway", "service", "access", "destination"), 8, 8, "likewise"},
		{car, after, tagsOf("highway", "track", "surface", "gravel"), 12, 12, "slow already"},
		{car, after, tagsOf("highway", "tertiary", "surface", "gravel"), 25, 25, "unsealed"},
		{car, after, tagsOf("highway", "footway"), 0, 0, "not for cars"},
		{car, after, tagsOf("highway", "footway", "access", "yes"), 0, 0, "nor by a tag that means walkers"},
		{car, after, tagsOf("highway", "pedestrian", "motor_vehicle", "yes"), 10, 10, "but where it names them"},
		{car, after, tagsOf("highway", "construction"), 0, 0, "not there yet"},
		{car, after, tagsOf("route", "ferry"), 18, 18, "a ferry"},
		{car, after, tagsOf("route", "ferry", "foot", "yes"), 0, 0, "for walkers"},
		{bike, after, tagsOf("highway", "residential", "oneway", "yes"), 15, 0, "one-way"},
		{bike, after, tagsOf("highway", "residential", "oneway", "yes", "oneway:bicycle", "no"), 15, 15, "but not for bicycles"},
		{bike, after, tagsOf("highway", "residential", "oneway", "yes", "cycleway", "opposite_lane"), 15, 15, "likewise"},
		{bike, after, tagsOf("highway", "motorway"), 0, 0, "forbidden"},
		{bike, after, tagsOf("highway", "trunk", "motorroad", "yes"), 0, 0, "likewise"},
		{bike, after, tagsOf("highway", "footway", "bicycle", "yes"), 10, 10, "shared"},
		{bike, after, tagsOf("highway", "cycleway"), 15, 15, "its own"},
		{walk, after, tagsOf("highway", "residential", "oneway", "yes"), 4.8, 4.8, "walkers go both ways"},
		{walk, after, tagsOf("highway", "steps"), 2.4, 2.4, "up and down"},
		{walk, after, tagsOf("highway", "primary", "foot", "no"), 0, 0, "no pavement and a sign"},
		{walk, after, tagsOf("route", "ferry"), 18, 18, "on foot"},
		{car, after, tagsOf("building", "yes"), 0, 0, "no road"},
	} {
		got := Profiles()[tt.mode].passage(tt.tags, tt.day)
		require.InDelta(t, tt.with, got.kmh[0], 0.01, "%s %v: %s", modes[tt.mode], tt.tags, tt.why)
		require.InDelta(t, tt.against, got.kmh[1], 0.01, "%s %v: %s", modes[tt.mode], tt.tags, tt.why)
	}
}

func TestDurations(t *testing.T) {
	for text, want := range map[string]float64{
		"25": 1500, "1:30": 5400, "00:25:30": 1530, "PT1H30M": 5400, "PT20M": 1200, "": 0, "soon": 0, "-5": 0, "PTxM": 0, "1:2:3:4": 0, "1e99": 0,
	} {
		require.Equal(t, want, durationSeconds(text), text)
	}
	ferry := carProfile().passage(tagsOf("route", "ferry", "duration", "20"), "")
	require.Equal(t, 1200.0+900, ferry.ferry, "the crossing, and the wait for it")
}

func TestNodes(t *testing.T) {
	for _, tt := range []struct {
		mode    int
		tags    Tags
		seconds float64
		blocked bool
		why     string
	}{
		{0, tagsOf("barrier", "gate"), 45, false, "get out, open, drive through, shut"},
		{0, tagsOf("barrier", "cattle_grid"), 3, false, "slow down"},
		{0, tagsOf("barrier", "bollard"), 0, true, "no car"},
		{1, tagsOf("barrier", "bollard"), 0, false, "but a bicycle"},
		{0, tagsOf("barrier", "bollard", "motor_vehicle", "yes"), 0, false, "one that goes down"},
		{0, tagsOf("barrier", "gate", "access", "no"), 45, true, "shut"},
		{3, tagsOf("barrier", "gate", "access", "no", "foot", "yes"), 5, false, "walkers may"},
		{1, tagsOf("barrier", "kissing_gate"), 15, true, "too narrow"},
		{3, tagsOf("barrier", "stile"), 5, false, "over it"},
		{0, tagsOf("highway", "traffic_signals"), 8, false, "red half the time"},
		{0, nil, 0, false, "nothing"},
	} {
		s, blocked := Profiles()[tt.mode].node(tt.tags)
		require.Equal(t, []any{tt.seconds, tt.blocked}, []any{s, blocked}, "%s %v: %s", modes[tt.mode], tt.tags, tt.why)
	}
}

func TestNoWidthOfTagsFails(t *testing.T) {
	for _, v := range []string{"", "NaN mph", "inf", "0", "-1", "1e9", "mph", " 30mph ", "30;50", "\x00"} {
		for _, key := range WayKeys {
			for _, p := range Profiles() {
				got := p.passage(tagsOf("highway", "primary", key, v), "")
				require.True(t, got.kmh[0] >= 0 && got.kmh[0] < 200, "%s=%q", key, v)
			}
		}
	}
}
