package table

import (
	"slices"
	"time"
)

// days says whether rows need a date: a capture may go on over midnight.
type days struct {
	zone  *time.Location
	first string // day of the first row in sight
	many  bool   // another day was in sight since
}

const dayLayout = "01-02"

// datedWidth is the width of a date with a time to the second.
const datedWidth = len("01-02 15:04:05")

// date puts dates before the times of rows when those in sight so far are not
// all of one day.
func (d *days) date(columns []Column, rows []Shown) {
	at := slices.IndexFunc(columns, func(c Column) bool { return c.Clock })
	if at < 0 {
		return
	}
	dates := make([]string, len(rows))
	for i, row := range rows {
		if row.when == 0 {
			continue
		}
		dates[i] = time.Unix(0, row.when).In(d.zone).Format(dayLayout)
		if d.first == "" {
			d.first = dates[i]
		}
		d.many = d.many || dates[i] != d.first
	}
	if !d.many {
		return
	}
	columns[at].Clock, columns[at].Min, columns[at].Max = false, datedWidth, datedWidth
	for i := range rows {
		if dates[i] == "" {
			continue
		}
		cells := slices.Clone(rows[i].cells)
		cells[at].Text = dates[i] + " " + cells[at].Text[:len("15:04:05")]
		rows[i].cells = cells
	}
}
