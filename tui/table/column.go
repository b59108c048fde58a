package table

import (
	"slices"
	"strings"

	"wiretalk/tui/cells"
)

// Column says how one column of a table may be laid out. Widths are cells.
type Column struct {
	Name  string // for who orders by it, or chooses it; the same in every language
	Title string
	Min   int // below this it is left out
	Max   int // above this it is cut even where there is room; 0 is no limit
	Right bool
	Tail  bool // the end of its text says more than the start
	Clock bool // a time of day: cut to seconds or milliseconds
	Flex  bool // takes what remains; one column of a table
	Drop  int  // who is left out first has the lowest; 0 is never
	Grow  int  // who gets room first has the lowest

	Extra bool // it is shown to who chooses it
	Most  bool // ordered by it, the greatest come first, unless turned round
}

// Layout gives each column its width, 0 for one that is left out, so that
// they and a gap between each fill total cells. widest is the widest text
// known of each column.
func Layout(columns []Column, widest []int, total, gap int) []int {
	wish := make([]int, len(columns))
	widths := make([]int, len(columns))
	for i, c := range columns {
		wish[i] = max(cells.Width(c.Title), widest[i], c.Min)
		if c.Max > 0 {
			wish[i] = min(wish[i], c.Max)
		}
		widths[i] = min(c.Min, wish[i])
	}
	spare := total - Needed(widths, gap)
	for spare < 0 {
		least := -1
		for i, c := range columns {
			if widths[i] > 0 && c.Drop > 0 && (least < 0 || c.Drop < columns[least].Drop) {
				least = i
			}
		}
		if least < 0 {
			break
		}
		widths[least] = 0
		spare = total - Needed(widths, gap)
	}
	for _, i := range byGrowth(columns) {
		if widths[i] > 0 && spare > 0 {
			more := min(wish[i]-widths[i], spare)
			if columns[i].Clock {
				more = max(clockWidth(widths[i]+more)-widths[i], 0)
			}
			widths[i] += more
			spare -= more
		}
	}
	for i, c := range columns {
		if c.Flex {
			widths[i] = max(widths[i]+spare, 1)
		}
	}
	return widths
}

// clocks are the widths at which a time of day shows more of itself.
var clocks = [...]int{len("15:04:05"), len("15:04:05.000"), len("15:04:05.000000")}

// clockWidth is how much of a width a time of day fills.
func clockWidth(width int) int {
	for _, w := range slices.Backward(clocks[:]) {
		if w <= width {
			return w
		}
	}
	return width
}

// Needed is how many cells columns of these widths take, with a gap between each; those of width 0 are left out.
func Needed(widths []int, gap int) int {
	sum := -gap
	for _, w := range widths {
		if w > 0 {
			sum += w + gap
		}
	}
	return sum
}

// byGrowth lists the columns' places in the order in which they get room.
func byGrowth(columns []Column) []int {
	order := make([]int, len(columns))
	for i := range order {
		order[i] = i
		for j := i; j > 0 && columns[order[j]].Grow < columns[order[j-1]].Grow; j-- {
			order[j], order[j-1] = order[j-1], order[j]
		}
	}
	return order
}

// fit cuts or fills clean text to a column's width.
func (c *Column) fit(text string, width int) string {
	switch {
	case c.Tail:
		text = cells.ClipStart(text, width)
	case c.Clock:
		text, _ = cells.Cut(text, max(clockWidth(width), clocks[0]))
	default:
		text = cells.Clip(text, width)
	}
	return text
}

// Named is the column of that name, or whose title it is; negative for none.
func Named(columns []Column, name string) int {
	if i := slices.IndexFunc(columns, func(c Column) bool { return c.Name == name }); i >= 0 || name == "" {
		return i
	}
	return slices.IndexFunc(columns, func(c Column) bool { return c.Title == name })
}

// Order makes another order the one that is to be worked out. What passed the
// filter stays.
func (g *Grid) Order(by int, reverse bool) {
	a := &g.Arranged
	a.By, a.Reverse = by, reverse
	a.Picked.Order, a.Picked.Ordered = order{}, 0
	g.Follow, g.Widest = false, nil
}

// Names is the names of columns in a row, a blank between each two.
func Names(columns []Column) string {
	var names []string
	for _, c := range columns {
		names = append(names, c.Name)
	}
	return strings.Join(names, " ")
}

// Usual are the names of those that are shown unless others are chosen.
func Usual(columns []Column) (names []string) {
	for _, c := range columns {
		if !c.Extra {
			names = append(names, c.Name)
		}
	}
	return names
}
