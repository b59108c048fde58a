package tui

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"wiretalk/internal/trace"
	"wiretalk/tui/table"
	"wiretalk/tui/theme"
	"wiretalk/tui/words"
)

func texts(row []table.Cell) (out []string) {
	for _, c := range row {
		out = append(out, c.Text)
	}
	return out
}

func TestRowsOfExchanges(t *testing.T) {
	f := small()
	l := exchangeList{&words.English, time.UTC, all, new(bool)}
	v6, v6server := "[2001:db8::dead:beef]:40000", "[2001:db8::1]:8080"
	for i, want := range map[int][]string{
		2: {"3", "16:00:00.012500", "192.168.1.23:51514", "93.184.216.34:80", "POST", "api.example.com", "/login", "403", "!", "html", "12 B", "2.40 ms", "600 µs", "0", "19 B", "10"},
		4: {"5", "16:00:00.023500", v6, v6server, "—", "", "request not captured", "200", "!", "plain", "17 B", "—", "—", "1", "—", "18"},
		5: {"6", "16:00:00.025000", v6, v6server, "GET", "cut.example", "/cut", "—", "!", "", "", "—", "—", "1", "0 B", "20"},
	} {
		var row []table.Cell
		f.View(func(r *trace.Reader) { row = l.Cells(r, i) })
		if diff := cmp.Diff(want, texts(row)); diff != "" {
			t.Errorf("row %d (-want +got):\n%s", i, diff)
		}
	}
}

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
		columns := exchangeColumns(&words.English)[:len(widest)] // the others are chosen
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
