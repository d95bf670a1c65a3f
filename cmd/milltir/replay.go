package main

import (
	"bytes"
	"fmt"
	"os"
	"strings"

	"github.com/milltir/milltir/model"
)

// replay finds a replay string: the string itself, a rota.json that holds one, or @FILE
// with either. The rest of the stamp is empty where there is no rota.
func (k *week) replay(s string) (model.Stamp, error) {
	path, at := strings.CutPrefix(s, "@")
	if !at && !isJSON(s) {
		return model.Stamp{Replay: s}, nil
	}
	text, err := os.ReadFile(path)
	if err != nil {
		return model.Stamp{}, fmt.Errorf("--replay: %w", err)
	}
	text = bytes.TrimSpace(text)
	if !bytes.HasPrefix(text, []byte("{")) {
		if len(text) == 0 {
			return model.Stamp{}, fmt.Errorf("--replay: %s is empty", path)
		}
		return model.Stamp{Replay: string(text)}, nil
	}
	r, _, err := model.ReadRotaWith(path, k.Problem, model.ReadRotaOptions{Lenient: true})
	if err != nil {
		return model.Stamp{}, err
	}
	if r.Stamp.Replay == "" {
		return model.Stamp{}, fmt.Errorf("--replay: %s holds no replay string; milltir did not make it", path)
	}
	return r.Stamp, nil
}
