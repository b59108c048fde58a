package main

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/gdamore/tcell/v2"

	"wiretalk/capture"
	"wiretalk/internal/pipeline"
	"wiretalk/internal/trace"
	"wiretalk/tui"
)

const (
	atRest = 700 * time.Millisecond // without a change, after which the screen is what it will be
	late   = 20 * time.Second
)

var keyNames = map[string]tcell.Key{
	"Enter": tcell.KeyEnter, "Esc": tcell.KeyEscape, "Tab": tcell.KeyTab, "Down": tcell.KeyDown, "Up": tcell.KeyUp,
	"PgDn": tcell.KeyPgDn, "PgUp": tcell.KeyPgUp, "Home": tcell.KeyHome, "End": tcell.KeyEnd,
}

// camera is a screen that keeps what was shown last.
type camera struct {
	tcell.SimulationScreen
	width, height int

	mu     sync.Mutex
	cells  []tcell.SimCell
	change time.Time
}

// picture is the cells of a screen, row by row.
type picture struct {
	cells         []tcell.SimCell
	width, height int
}

// Init gives the screen its size.
func (c *camera) Init() error {
	err := c.SimulationScreen.Init()
	c.SetSize(c.width, c.height)
	return err
}

// Show keeps the cells.
func (c *camera) Show() {
	c.SimulationScreen.Show()
	cells, width, height := c.GetContents()
	if width != c.width || height != c.height {
		return
	}
	now := slices.Clone(cells)
	for i := range now {
		now[i].Runes = slices.Clone(now[i].Runes)
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if !slices.EqualFunc(now, c.cells, func(a, b tcell.SimCell) bool { return a.Style == b.Style && slices.Equal(a.Runes, b.Runes) }) {
		c.cells, c.change = now, time.Now()
	}
}

func (c *camera) look() (picture, time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	return picture{c.cells, c.width, c.height}, time.Since(c.change)
}

// await waits until the screen shows a text and does not change any more.
func (c *camera) await(text string) (picture, error) {
	for end := time.Now().Add(late); time.Now().Before(end); time.Sleep(20 * time.Millisecond) {
		if p, rest := c.look(); p.cells != nil && rest > atRest && strings.Contains(p.text(), text) {
			return p, nil
		}
	}
	p, _ := c.look()
	return p, fmt.Errorf("the screen never showed %q:\n%s", text, p.text())
}

func (p *picture) text() string {
	var b strings.Builder
	for y := range p.height {
		for x := 0; x < p.width; {
			text, width := p.at(x, y)
			b.WriteString(text)
			x += width
		}
		b.WriteByte('\n')
	}
	return b.String()
}

// take takes a picture; top is the top of the tree.
func (s *shot) take(top string) (p picture, err error) {
	name := filepath.Join("testdata", "pcaps", s.capture)
	in, err := capture.Open([]string{filepath.Join(top, name)}, capture.Options{Spool: true})
	if err != nil {
		return p, err
	}
	defer in.Close()
	found := trace.New(in)
	if _, err := pipeline.Run(context.Background(), in, pipeline.Config{Trace: found}); err != nil {
		return p, err
	}
	c := &camera{SimulationScreen: tcell.NewSimulationScreen("UTF-8"), width: s.width, height: s.height}
	done := make(chan error, 1)
	go func() {
		done <- tui.Run(found, tui.Options{Title: filepath.ToSlash(name), Lang: s.lang, Zone: time.UTC, Again: in, Theme: s.theme, Screen: c})
	}()
	if _, err = c.await(s.capture); err == nil {
		for _, key := range s.keys {
			if text, ok := strings.CutPrefix(key, seen); ok {
				if _, err = c.await(text); err != nil {
					break
				}
				continue
			}
			if k, ok := keyNames[key]; ok {
				c.InjectKey(k, 0, tcell.ModNone)
				continue
			}
			for _, r := range key {
				c.InjectKey(tcell.KeyRune, r, tcell.ModNone)
			}
		}
	}
	if err == nil {
		p, err = c.await(s.see)
	}
	c.InjectKey(tcell.KeyCtrlC, 0, tcell.ModNone)
	return p, errors.Join(err, <-done)
}
