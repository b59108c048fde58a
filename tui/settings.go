package tui

import (
	"errors"
	"slices"
	"strings"

	"wiretalk/internal/config"
	"wiretalk/tui/keys"
	"wiretalk/tui/lists"
	"wiretalk/tui/table"
	"wiretalk/tui/theme"
	"wiretalk/tui/words"
)

// Languages are those that the screen speaks.
var Languages = []string{"en", "zh"}

// columnsOf are the columns of the tables, by the tables' names in a
// configuration.
func columnsOf(of string) (names []string) {
	var columns []table.Column
	switch of {
	case "exchanges":
		columns = lists.ExchangeColumns(&words.English)
	case "connections":
		columns = lists.ConnectionColumns(&words.English)
	}
	for _, c := range columns {
		names = append(names, c.Name)
	}
	return names
}

// Check says what is wrong with a configuration as far as the screen is
// concerned; nil when nothing is.
func Check(c *config.Config) error {
	if c.Theme != "" && !slices.Contains(theme.Names(), c.Theme) {
		return c.Wrong("theme", oneOf("theme", theme.Names()))
	}
	if c.Language != "" && !slices.Contains(Languages, c.Language) {
		return c.Wrong("language", oneOf("language", Languages))
	}
	for table, list := range c.Columns {
		names := columnsOf(table)
		if names == nil {
			return c.Wrong("columns."+table, oneOf("table", []string{"exchanges", "connections"}))
		}
		for i, name := range list {
			if !slices.Contains(names, name) {
				return c.Wrong("columns."+table, oneOf("column", names))
			}
			if slices.Contains(list[:i], name) {
				return c.Wrong("columns."+table, name+" is there twice")
			}
		}
		if len(list) == 0 {
			return c.Wrong("columns."+table, "a table has a column at least")
		}
	}
	_, err := keys.New(c.Keys)
	if e := (*keys.Error)(nil); errors.As(err, &e) {
		return c.Wrong("keys."+e.Name, e.Err.Error())
	}
	return nil
}

func oneOf(what string, names []string) string {
	return "there is no such " + what + ": expected one of " + strings.Join(names, ", ")
}
