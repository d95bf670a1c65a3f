package main

import (
	"embed"
	"fmt"

	"github.com/BurntSushi/toml"
	"github.com/nicksnyder/go-i18n/v2/i18n"
)

//go:embed words.en.toml words.cy.toml
var catalogues embed.FS

// words are the texts of one language by key, written as in report/locale: the story of each workspace
// and what the two rotas are called. What is said of the rotas is the report's.
type words map[string]string

func readWords(lang string) (words, error) {
	name := "words." + lang + ".toml"
	data, err := catalogues.ReadFile(name)
	if err != nil {
		return nil, fmt.Errorf("language %q is not known: en or cy", lang)
	}
	f, err := i18n.ParseMessageFileBytes(data, name, map[string]i18n.UnmarshalFunc{"toml": toml.Unmarshal})
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	out := make(words)
	for _, m := range f.Messages {
		out[m.ID] = m.Other
	}
	return out, nil
}

// of gives a text; one that is missing prints as ⟦key⟧, as in the report.
func (w words) of(key string) string {
	if s, ok := w[key]; ok {
		return s
	}
	return "⟦" + key + "⟧"
}
