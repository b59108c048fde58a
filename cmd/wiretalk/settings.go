package main

import (
	"slices"
	"strings"

	"wiretalk/internal/config"
	"wiretalk/tui"
)

// settings are what the user wants the screen to be like. They are read as the
// user that the program runs as by then.
func (f *flags) settings() (*config.Config, error) {
	file := f.config
	if file == "" && !f.bare {
		file = config.Default()
	}
	if file == "" {
		return new(config.Config), nil
	}
	c, err := config.Load(file)
	if err != nil {
		return nil, err
	}
	return c, tui.Check(c)
}

// memory is what is kept from session to session. Of columns that nobody chose
// on the screen it has those of the configuration.
type memory struct {
	state   *config.State
	columns map[string][]string
}

func (f *flags) memory(c *config.Config) *memory {
	file := ""
	if !f.bare {
		file = config.StateFile()
	}
	return &memory{config.OpenState(file), c.Columns}
}

func (m *memory) Lines(name string) []string {
	if lines := m.state.Lines(name); lines != nil {
		return lines
	}
	table, _ := strings.CutPrefix(name, "columns.")
	return slices.Clone(m.columns[table])
}

func (m *memory) Keep(name string, lines []string) { m.state.Keep(name, lines) }
