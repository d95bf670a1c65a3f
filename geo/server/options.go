package server

import (
	"context"
	"fmt"
	"maps"
	"math"
	"net"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"
)

// Options say which server is asked, and how. Zero values are the defaults in brackets.
type Options struct {
	Kind string            // OSRM, Valhalla or ORS
	URL  string            // where its services begin: https://router.example.org, http://localhost:8082/ors
	URLs map[string]string // by mode: another server of the same kind; an OSRM server has one profile
	Key  string            // sent as KeyHeader if there is one; never printed nor kept

	KeyHeader string            // [Authorization]
	Profiles  map[string]string // by mode: the server's word for it [what DefaultProfiles gives]; others are unknown to it

	SendPositions bool // the workspace allows homes' positions to be sent to another computer
	Decimals      int  // of degrees that are sent, 3 to 6 [5, about a metre]

	MaxPoints int // in one request, rows and columns together [100, as osrm-routed has it; 1,000,000 for the others]
	MaxPairs  int // in one request [10,000 for OSRM, 2,500 for Valhalla, 3,500 for ORS]
	PerMinute int // requests; 0 is no limit but the server's own [40 for ORS with a key, else 0]
	Checks    int // legs that the server has no way for which are asked once more by themselves [8 for ORS, else 0]; -1: none

	Tries    int           // of one request [5]
	Wait     time.Duration // before the second try, doubled before each further one [1 s]
	MaxWait  time.Duration // longest wait; a server that wants more is given up [2 min]
	Timeout  time.Duration // of one try [1 min]
	MaxBytes int64         // of one answer [32 MiB]

	FarMetres float64 // from a road, from which on a point is remarked on [200]
	EbikeKmH  float64 // on the flat, for Valhalla, which has no e-bike [22]

	CacheDir string // where legs are kept [nowhere]
	KeepDays int    // days after which a leg that was kept is asked for again [90]; -1: never

	HTTP  *http.Client                               // [one of its own]; redirects are never followed
	Sleep func(context.Context, time.Duration) error // [waits]
	Now   func() time.Time                           // for a Retry-After that is a date, and how old a leg is [time.Now]
}

// Modes are what legs can be asked for.
var Modes = []string{"car", "bike", "ebike", "walk"}

// DefaultProfiles gives, by mode, the profiles of a kind of server that mean the mode for sure. OSRM answers any
// name by the one profile that it was prepared for, so only that of cars is taken for granted.
func DefaultProfiles(kind string) map[string]string {
	switch kind {
	case OSRM:
		return map[string]string{"car": "driving"}
	case Valhalla:
		return map[string]string{"car": "auto", "bike": "bicycle", "ebike": "bicycle", "walk": "pedestrian"}
	case ORS:
		return map[string]string{
			"car": "driving-car", "bike": "cycling-regular", "ebike": "cycling-electric", "walk": "foot-walking",
		}
	}
	return nil
}

// complete fills in defaults and tells what is wrong.
func (o Options) complete() (Options, error) {
	var errs Errors
	bad := func(setting, message, advice string) {
		errs = append(errs, &Error{Code: CodeSettings, Setting: setting, Message: message, Advice: advice})
	}
	if !slices.Contains([]string{OSRM, Valhalla, ORS}, o.Kind) {
		bad("kind", fmt.Sprintf("%q is no kind of server", o.Kind), "Maybe osrm, valhalla or ors")
	}
	o.URL = o.address("url", o.URL, bad)
	o.URLs = maps.Clone(o.URLs)
	for _, mode := range slices.Sorted(maps.Keys(o.URLs)) {
		o.URLs[mode] = o.address("urls."+mode, o.URLs[mode], bad)
	}
	if o.Profiles == nil {
		o.Profiles = DefaultProfiles(o.Kind)
	}
	o.Profiles = maps.Clone(o.Profiles)
	for _, of := range []struct {
		name string
		by   map[string]string
	}{{"profiles", o.Profiles}, {"urls", o.URLs}} {
		for _, mode := range slices.Sorted(maps.Keys(of.by)) {
			if !slices.Contains(Modes, mode) {
				bad(of.name+"."+mode, "is no mode that a server is asked for", "Maybe "+strings.Join(Modes, ", "))
			}
		}
	}
	for _, mode := range slices.Sorted(maps.Keys(o.Profiles)) {
		if !word(o.Profiles[mode]) {
			bad("profiles."+mode, fmt.Sprintf("%q is no profile", o.Profiles[mode]),
				"Maybe driving, auto or driving-car: letters, digits, - and _")
		}
	}
	if !http1Header(o.Key) {
		bad("key_env", "the key has characters that no key has", "Maybe a line break or a quotation mark was copied with it")
	}
	if o.KeyHeader != "" && !word(o.KeyHeader) {
		bad("key_header", fmt.Sprintf("%q is no name of a header", o.KeyHeader), "Maybe Authorization or X-Api-Key")
	}
	o.numbers(bad)
	if len(errs) > 0 {
		return o, errs
	}
	return o.defaults(), nil
}

// address checks one address and gives it without a slash at its end. Of what is wrong with it only the host is told:
// keys are sometimes pasted into addresses.
func (o Options) address(setting, text string, bad func(setting, message, advice string)) string {
	u, err := url.Parse(text)
	if err != nil || u.Host == "" || u.Hostname() == "" || u.Scheme != "http" && u.Scheme != "https" {
		bad(setting, "is no address of a server", "Maybe https://router.example.org or http://localhost:5000")
		return ""
	}
	if u.User != nil || u.RawQuery != "" || u.ForceQuery || u.Fragment != "" {
		bad(setting, "of "+u.Hostname()+" has a name, password, key or question mark in it",
			"Give the address alone; a key comes from key_env or key_file")
	}
	if !loopback(u.Hostname()) {
		if !o.SendPositions {
			bad("send_positions", "homes' positions would be sent to "+u.Hostname()+", and nothing says that they may be",
				"If whoever answers for people's data has agreed to it, set send_positions = true; "+
					"a server of your own on this computer needs no leave")
		}
		if u.Scheme == "http" && o.Key != "" {
			bad(setting, "the key would be sent to "+u.Hostname()+" for all to read", "Maybe https://")
		}
	}
	return strings.TrimRight(u.String(), "/")
}

// loopback tells whether a host is this computer.
func loopback(host string) bool {
	ip := net.ParseIP(host)
	return strings.EqualFold(host, "localhost") || ip != nil && ip.IsLoopback()
}

// word tells whether text can be a part of a path, or the name of a header, as it stands.
func word(text string) bool {
	for _, r := range text {
		if !(r == '-' || r == '_' || r >= '0' && r <= '9' || r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z') {
			return false
		}
	}
	return text != "" && len(text) <= 64
}

// http1Header tells whether a key can stand in a header.
func http1Header(key string) bool {
	for _, r := range key {
		if r < ' ' || r > '~' {
			return false
		}
	}
	return strings.TrimSpace(key) == key && len(key) <= 4096
}

// numbers checks the limits; 0 is the default everywhere.
func (o Options) numbers(bad func(setting, message, advice string)) {
	for _, n := range []struct {
		setting    string
		value      float64
		least, max float64
	}{
		{"decimals", float64(o.Decimals), 3, 6},
		{"max_points", float64(o.MaxPoints), 2, 1e6},
		{"max_pairs", float64(o.MaxPairs), 1, 1e8},
		{"per_minute", float64(o.PerMinute), 1, 1e6},
		{"tries", float64(o.Tries), 1, 20},
		{"wait_seconds", o.Wait.Seconds(), 0.001, 3600},
		{"max_wait_seconds", o.MaxWait.Seconds(), 0.001, 86400},
		{"timeout_seconds", o.Timeout.Seconds(), 0.001, 3600},
		{"max_bytes", float64(o.MaxBytes), 1, 1 << 30},
		{"far_metres", o.FarMetres, 1, 1e6},
		{"ebike_kmh", o.EbikeKmH, 5, 60},
	} {
		if n.value != 0 && !(n.value >= n.least && n.value <= n.max) {
			bad(n.setting, "is out of range", fmt.Sprintf("%v to %v, or leave it out", n.least, n.max))
		}
	}
	if o.KeepDays < -1 || o.KeepDays > 3650 {
		bad("keep_days", "is out of range", "1 to 3650, -1 for ever, or leave it out")
	}
	if o.Checks < -1 || o.Checks > 1000 {
		bad("checks", "is out of range", "1 to 1000, -1 for none, or leave it out")
	}
}

func (o Options) defaults() Options {
	pick(&o.KeyHeader, "Authorization")
	pick(&o.Decimals, 5)
	switch o.Kind {
	case OSRM:
		pick(&o.MaxPoints, 100)
		pick(&o.MaxPairs, 10_000)
	case Valhalla:
		pick(&o.MaxPoints, 1_000_000)
		pick(&o.MaxPairs, 2_500)
	case ORS:
		pick(&o.MaxPoints, 1_000_000)
		pick(&o.MaxPairs, 3_500)
		pick(&o.Checks, 8)
		if o.Key != "" {
			pick(&o.PerMinute, 40)
		}
	}
	pick(&o.Tries, 5)
	pick(&o.Wait, time.Second)
	pick(&o.MaxWait, 2*time.Minute)
	pick(&o.Timeout, time.Minute)
	pick(&o.MaxBytes, 32<<20)
	pick(&o.FarMetres, 200)
	pick(&o.EbikeKmH, 22)
	pick(&o.KeepDays, 90)
	if o.HTTP == nil {
		// Nothing is left waiting on a connection behind the last block.
		t := http.DefaultTransport.(*http.Transport).Clone()
		t.DisableKeepAlives = true
		o.HTTP = &http.Client{Transport: t}
	}
	client := *o.HTTP
	client.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	o.HTTP = &client
	if o.Sleep == nil {
		o.Sleep = sleep
	}
	if o.Now == nil {
		o.Now = time.Now
	}
	return o
}

func pick[T comparable](to *T, value T) {
	var zero T
	if *to == zero {
		*to = value
	}
}

func sleep(ctx context.Context, d time.Duration) error {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-t.C:
		return nil
	}
}

// base is where a mode is asked for.
func (o Options) base(mode string) string {
	if u := o.URLs[mode]; u != "" {
		return u
	}
	return o.URL
}

// side is the most rows, and columns, of a block: two sets of points and their pairs are within the limits.
func (o Options) side() (all, part int) {
	root := int(math.Sqrt(float64(o.MaxPairs)))
	return min(o.MaxPoints, root), max(1, min(o.MaxPoints/2, root))
}
