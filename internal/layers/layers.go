// Package layers holds no code: its test enforces who may import whom (docs/ARCHITECTURE.md).
package layers
