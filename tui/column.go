package tui

import "wiretalk/tui/cells"

// column says how one column of a table may be laid out. Widths are cells.
type column struct {
	name  string // for who orders by it, or chooses it; the same in every language
	title string
	min   int // below this it is left out
	max   int // above this it is cut even where there is room; 0 is no limit
	right bool
	tail  bool // the end of its text says more than the start
	clock bool // a time of day: cut to seconds or milliseconds
	flex  bool // takes what remains; one column of a table
	drop  int  // who is left out first has the lowest; 0 is never
	grow  int  // who gets room first has the lowest

	extra bool // it is shown to who chooses it
	most  bool // ordered by it, the greatest come first, unless turned round
}

// layout gives each column its width, 0 for one that is left out, so that
// they and a gap between each fill total cells. widest is the widest text
// known of each column.
func layout(columns []column, widest []int, total, gap int) []int {
	wish := make([]int, len(columns))
	widths := make([]int, len(columns))
	for i, c := range columns {
		wish[i] = max(cells.Width(c.title), widest[i], c.min)
		if c.max > 0 {
			wish[i] = min(wish[i], c.max)
		}
		widths[i] = min(c.min, wish[i])
	}
	spare := total - needed(widths, gap)
	for spare < 0 {
		least := -1
		for i, c := range columns {
			if widths[i] > 0 && c.drop > 0 && (least < 0 || c.drop < columns[least].drop) {
				least = i
			}
		}
		if least < 0 {
			break
		}
		widths[least] = 0
		spare = total - needed(widths, gap)
	}
	for _, i := range byGrowth(columns) {
		if widths[i] > 0 && spare > 0 {
			more := min(wish[i]-widths[i], spare)
			widths[i] += more
			spare -= more
		}
	}
	for i, c := range columns {
		if c.flex {
			widths[i] = max(widths[i]+spare, 1)
		}
	}
	return widths
}

func needed(widths []int, gap int) int {
	sum := -gap
	for _, w := range widths {
		if w > 0 {
			sum += w + gap
		}
	}
	return sum
}

// byGrowth lists the columns' places in the order in which they get room.
func byGrowth(columns []column) []int {
	order := make([]int, len(columns))
	for i := range order {
		order[i] = i
		for j := i; j > 0 && columns[order[j]].grow < columns[order[j-1]].grow; j-- {
			order[j], order[j-1] = order[j-1], order[j]
		}
	}
	return order
}

// fit cuts or fills clean text to a column's width.
func (c *column) fit(text string, width int) string {
	switch {
	case c.tail:
		text = cells.ClipStart(text, width)
	case c.clock && width < len("15:04:05.000"):
		text, _ = cells.Cut(text, len("15:04:05"))
	case c.clock && width < len("15:04:05.000000"):
		text, _ = cells.Cut(text, len("15:04:05.000"))
	default:
		text = cells.Clip(text, width)
	}
	return text
}
