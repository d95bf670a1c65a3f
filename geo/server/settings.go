package server

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"time"
)

// Settings is the table [travel.server] of a workspace, key by key. Zero values are the defaults of [Options].
type Settings struct {
	Kind      string            `toml:"kind"`
	URL       string            `toml:"url"`
	URLs      map[string]string `toml:"urls"` // by mode
	Profiles  map[string]string `toml:"profiles"`
	KeyEnv    string            `toml:"key_env"`    // the environment variable that has the key
	KeyFile   string            `toml:"key_file"`   // or the file, outside the workspace; from the workspace if it is no whole path
	KeyHeader string            `toml:"key_header"` // of the request

	SendPositions bool `toml:"send_positions"`
	Decimals      int  `toml:"decimals"`

	MaxPoints int `toml:"max_points"`
	MaxPairs  int `toml:"max_pairs"`
	PerMinute int `toml:"per_minute"`
	Checks    int `toml:"checks"`

	Tries   int `toml:"tries"`
	Timeout int `toml:"timeout_seconds"`

	FarMetres float64 `toml:"far_metres"`
	EbikeKmH  float64 `toml:"ebike_kmh"`

	KeepDays int `toml:"keep_days"`
}

// Options checks the settings of the workspace in a folder, and fetches the key. What is wrong is told at once, as
// [Errors]; the options of a nil error are those that [New] takes. CacheDir, HTTP, Sleep and Now are for the caller:
// a cache that travels with the workspace would hold other people's answers.
func (s Settings) Options(folder string, getenv func(string) string) (Options, error) {
	o := Options{
		Kind: s.Kind, URL: s.URL, URLs: s.URLs, Profiles: s.Profiles, KeyHeader: s.KeyHeader,
		SendPositions: s.SendPositions, Decimals: s.Decimals,
		MaxPoints: s.MaxPoints, MaxPairs: s.MaxPairs, PerMinute: s.PerMinute, Checks: s.Checks,
		Tries: s.Tries, Timeout: time.Duration(s.Timeout) * time.Second,
		FarMetres: s.FarMetres, EbikeKmH: s.EbikeKmH, KeepDays: s.KeepDays,
	}
	var errs Errors
	key, fault := s.key(folder, getenv)
	if fault != nil {
		errs = append(errs, fault)
	}
	o.Key = key
	if _, err := o.complete(); err != nil {
		errs = append(errs, err.(Errors)...)
	}
	if len(errs) > 0 {
		return Options{}, errs
	}
	return o, nil
}

// variable is a name in capitals, which no key is, and one that nobody has for anything else: else a workspace that
// somebody sends could name any secret of who opens it, and the server that gets it.
var variable = regexp.MustCompile(`^MILLTIR_[A-Z0-9_]{1,56}$`)

// mostKey is more than any key has.
const mostKey = 4096

// key fetches the key from where the settings say. No error has anything of it.
func (s Settings) key(folder string, getenv func(string) string) (string, *Error) {
	bad := func(setting, message, advice string) (string, *Error) {
		return "", &Error{Code: CodeSettings, Setting: setting, Message: message, Advice: advice}
	}
	switch {
	case s.KeyEnv != "" && s.KeyFile != "":
		return bad("key_env", "is given beside key_file", "Keep one of them")
	case s.KeyEnv != "":
		if !variable.MatchString(s.KeyEnv) {
			// Not repeated: it may be the key itself.
			return bad("key_env", "is no name of an environment variable for milltir",
				"Name a variable that begins with MILLTIR_, as MILLTIR_ORS_KEY: a workspace that somebody sends may not fetch other secrets. The key itself never stands in a workspace")
		}
		key := strings.TrimSpace(getenv(s.KeyEnv))
		if key == "" {
			return bad("key_env", "the environment variable that it names is empty",
				fmt.Sprintf("Set it before milltir is started: export %s=…", s.KeyEnv))
		}
		return key, nil
	case s.KeyFile != "":
		path := s.KeyFile
		if !filepath.IsAbs(path) {
			path = filepath.Join(folder, path)
		}
		if filepath.Ext(path) != ".key" {
			return bad("key_file", "has not the ending .key", "Name it so: a workspace that somebody sends may not fetch other files")
		}
		if inside(folder, path) {
			return bad("key_file", "lies in the workspace", "Put it elsewhere: a workspace is copied and sent")
		}
		info, err := os.Stat(path)
		if err != nil || !info.Mode().IsRegular() || info.Size() > mostKey {
			return bad("key_file", "is not there, or is no small text file", "It has the key and nothing else")
		}
		text, err := os.ReadFile(path)
		if err != nil {
			return bad("key_file", "cannot be read", "Look at who may read it")
		}
		key := strings.TrimSpace(string(text))
		if key == "" {
			return bad("key_file", "is empty", "It has the key and nothing else")
		}
		return key, nil
	}
	return "", nil
}

// inside tells whether a file lies in a folder, whatever links lead there.
func inside(folder, path string) bool {
	for _, resolve := range []func(string) (string, error){filepath.Abs, filepath.EvalSymlinks} {
		f, err := resolve(folder)
		if err != nil {
			continue
		}
		p, err := resolve(path)
		if err != nil {
			continue
		}
		if rel, err := filepath.Rel(f, p); err == nil && rel != ".." && !strings.HasPrefix(rel, ".."+string(filepath.Separator)) {
			return true
		}
	}
	return false
}
