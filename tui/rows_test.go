package tui

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"wiretalk/internal/trace"
	"wiretalk/tui/lists"
	"wiretalk/tui/table"
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
	l := lists.Exchanges{Words: &words.English, Zone: time.UTC, Of: lists.All, Reveal: new(bool)}
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
