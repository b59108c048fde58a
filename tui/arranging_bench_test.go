package tui

import (
	"slices"
	"sync/atomic"
	"testing"
	"time"

	"wiretalk/internal/filter"
	"wiretalk/tui/lists"
	"wiretalk/tui/table"
	"wiretalk/tui/words"
)

// A million exchanges, ordered by a column, and filtered by what the trace holds.
func BenchmarkMillion(b *testing.B) {
	f := newFake()
	f.various(1_000_000)
	l := lists.Exchanges{Words: &words.English, Zone: time.UTC, Of: lists.All, Reveal: new(bool)}
	for _, name := range []string{"duration", "status", "client", "host", "target"} {
		by := slices.IndexFunc(l.Columns(), func(c table.Column) bool { return c.Name == name })
		b.Run("sort/"+name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				w := table.Arranger{Judge: table.Judge{Trace: f.Trace, List: l}, Arrangement: table.Arrangement{By: by}, Limit: table.MaxNumber, Sofar: new(atomic.Int64)}
				w.Sort(b.Context())
			}
		})
	}
	for name, expression := range map[string]string{"status": "http.response.code == 500", "all": "http", "text": `http.request.uri contains "777"`} {
		b.Run("filter/"+name, func(b *testing.B) {
			passing, err := filter.Compile(expression, filter.Options{})
			if err != nil {
				b.Fatal(err)
			}
			b.ReportAllocs()
			for b.Loop() {
				j := table.Judge{Trace: f.Trace, List: l, Filter: passing}
				var p table.Picked
				for p.Next < 1_000_000 {
					var found []table.Verdict
					found, p.Next = j.Newer(b.Context(), p.Next, 1_000_000)
					p.Add(found)
				}
			}
		})
	}
}
