package lists

import (
	"strings"
	"testing"

	"wiretalk/internal/trace"
	"wiretalk/tui/table"
	"wiretalk/tui/theme"
	"wiretalk/tui/words"
)

func TestStatusHasItsTone(t *testing.T) {
	for status, want := range map[int]theme.Tone{101: theme.Plain, 204: theme.Good, 304: theme.Moved, 404: theme.Warn, 503: theme.Bad} {
		if got := statusCell(&trace.Exchange{Status: status}).Tone; got != want {
			t.Errorf("%d: tone %d, want %d", status, got, want)
		}
	}
}

func TestLayoutLeavesOutTheLeastImportant(t *testing.T) {
	widest := []int{7, 15, 27, 27, 6, 24, 80, 3, 1, 12, 7, 7}
	for _, c := range []struct {
		width int
		want  string
	}{
		{40, "time verb target code ! took"},
		{79, "# time verb host target code ! type size took"},
		{199, "# time client server verb host target code ! type size took"},
	} {
		columns := ExchangeColumns(&words.English)[:len(widest)] // the others are chosen
		widths := table.Layout(columns, widest, c.width, 1)
		var shown []string
		for i, w := range widths {
			if w > 0 {
				shown = append(shown, columns[i].Title)
			}
		}
		if got := strings.Join(shown, " "); got != c.want {
			t.Errorf("%d cells: %s, want %s", c.width, got, c.want)
		}
		if got := table.Needed(widths, 1); got != c.width {
			t.Errorf("%d cells: the columns take %d", c.width, got)
		}
	}
}
