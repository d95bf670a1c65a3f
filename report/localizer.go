package report

import (
	"embed"
	"fmt"
	"sync"

	"github.com/BurntSushi/toml"
	"github.com/nicksnyder/go-i18n/v2/i18n"
	"golang.org/x/text/language"
)

// The languages that have a catalogue.
const (
	English = "en"
	Welsh   = "cy"
)

// Languages lists them in the order in which bilingual output is written: Welsh first.
func Languages() []string { return []string{Welsh, English} }

//go:embed locale/active.en.toml locale/active.cy.toml
var locales embed.FS

// Localizer finds sentences of one language by key. It is safe for use by several goroutines.
type Localizer struct {
	lang string
	find *i18n.Localizer
}

// NewLocalizer opens the catalogue of a language, "en" or "cy".
func NewLocalizer(lang string) (*Localizer, error) {
	if lang != English && lang != Welsh {
		return nil, fmt.Errorf("language %q is not known: en or cy", lang)
	}
	b, err := bundle(lang)
	if err != nil {
		return nil, err
	}
	return &Localizer{lang, i18n.NewLocalizer(b, lang)}, nil
}

// Lang is the language code, "en" or "cy".
func (l *Localizer) Lang() string { return l.lang }

// D holds the named values of a sentence.
type D map[string]any

// T gives the sentence of a key with its values filled in. A key that the catalogue lacks
// prints as ⟦key⟧, never as another language.
func (l *Localizer) T(key string, data ...D) string { return l.say(key, nil, data) }

// N gives the sentence of a key in the form for a number; the number is its value N.
func (l *Localizer) N(key string, n int, data ...D) string {
	all := D{"N": n}
	for _, d := range data {
		for k, v := range d {
			all[k] = v
		}
	}
	return l.say(key, n, []D{all})
}

func (l *Localizer) say(key string, count any, data []D) string {
	c := &i18n.LocalizeConfig{MessageID: key, PluralCount: count}
	if len(data) > 0 {
		c.TemplateData = map[string]any(data[0])
	}
	s, err := l.find.Localize(c)
	if err != nil {
		return "⟦" + key + "⟧"
	}
	return s
}

// Has tells whether the catalogue holds a key; for words that users may add to, such as the
// kinds of visits.
func (l *Localizer) Has(key string) bool {
	_, err := l.find.Localize(&i18n.LocalizeConfig{MessageID: key})
	return err == nil
}

// word gives the catalogue's word for a value of a table, else the value as typed.
func (l *Localizer) word(prefix, value string) string {
	if key := prefix + "." + value; value != "" && l.Has(key) {
		return l.T(key)
	}
	return value
}

var bundles sync.Map // language → func() (*i18n.Bundle, error); catalogues are read once

// bundle holds one language only, so that go-i18n cannot fall back to another.
func bundle(lang string) (*i18n.Bundle, error) {
	once, _ := bundles.LoadOrStore(lang, sync.OnceValues(func() (*i18n.Bundle, error) {
		tag, err := language.Parse(lang)
		if err != nil {
			return nil, err
		}
		messages, err := catalogue(lang)
		if err != nil {
			return nil, err
		}
		b := i18n.NewBundle(tag)
		for _, m := range messages {
			fillForms(m)
		}
		return b, b.AddMessages(tag, messages...)
	}))
	return once.(func() (*i18n.Bundle, error))()
}

// catalogue reads the messages of a language as written.
func catalogue(lang string) ([]*i18n.Message, error) {
	name := "locale/active." + lang + ".toml"
	data, err := locales.ReadFile(name)
	if err != nil {
		return nil, err
	}
	f, err := i18n.ParseMessageFileBytes(data, name, map[string]i18n.UnmarshalFunc{"toml": toml.Unmarshal})
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	return f.Messages, nil
}

// fillForms gives every plural form that a message leaves out its general one: after a
// numeral Welsh takes the singular, and only words that mutate need forms of their own.
func fillForms(m *i18n.Message) {
	for _, form := range []*string{&m.Zero, &m.One, &m.Two, &m.Few, &m.Many} {
		if *form == "" {
			*form = m.Other
		}
	}
}
