package cells

import "strings"

// Blocks fill a cell from the left and from below, by eighths.
var (
	fromLeft  = [...]string{"", "▏", "▎", "▍", "▌", "▋", "▊", "▉", "█"}
	fromBelow = [...]string{" ", "▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"}
)

// Bar is a part of a whole as a bar of at most width cells. What is not
// nothing does not look so.
func Bar(part, of, width int) string {
	if part <= 0 || of <= 0 || width <= 0 {
		return ""
	}
	eighths := int(float64(min(part, of)) / float64(of) * float64(8*width))
	eighths = max(eighths, 1)
	return strings.Repeat("█", eighths/8) + fromLeft[eighths%8]
}

// Spark is counts as a line of blocks, the highest being the most.
func Spark(counts []int) string {
	most := 0
	for _, n := range counts {
		most = max(most, n)
	}
	var b strings.Builder
	for _, n := range counts {
		level := 0
		if n > 0 {
			level = max(1, int(float64(n)/float64(most)*8))
		}
		b.WriteString(fromBelow[level])
	}
	return b.String()
}
