//go:build !unix

package tui

import "github.com/gdamore/tcell/v2"

// newCanvas is the terminal, not yet initialised.
func newCanvas() (tcell.Screen, error) { return tcell.NewScreen() }
