package table

import (
	"fmt"
	"testing"
)

// A time of day takes no more cells than it fills: to the second, the millisecond or the
// microsecond. What is left over is the flexible column's.
func TestClockTakesWhatItFills(t *testing.T) {
	columns := []Column{
		{Name: "number", Min: 2, Right: true, Grow: 1},
		{Name: "time", Min: 8, Max: 15, Clock: true, Grow: 2},
		{Name: "target", Min: 10, Flex: true, Grow: 3},
	}
	for _, c := range []struct {
		total int
		want  string
	}{
		{22, "[2 8 10]"}, {23, "[2 8 11]"}, {25, "[2 8 13]"}, {26, "[2 12 10]"}, {27, "[2 12 11]"}, {28, "[2 12 12]"}, {29, "[2 15 10]"}, {40, "[2 15 21]"},
	} {
		if got := fmt.Sprint(Layout(columns, []int{2, 15, 10}, c.total, 1)); got != c.want {
			t.Errorf("%d cells: got %s, want %s", c.total, got, c.want)
		}
	}
}
