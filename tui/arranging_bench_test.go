package tui

import (
	"slices"
	"sync/atomic"
	"testing"
	"time"

	"wiretalk/internal/filter"
	"wiretalk/tui/words"
)

// A million exchanges, ordered by a column, and filtered by what the trace holds.
func BenchmarkMillion(b *testing.B) {
	f := newFake()
	f.various(1_000_000)
	l := exchangeList{&words.English, time.UTC, all, new(bool)}
	for _, name := range []string{"duration", "status", "client", "host", "target"} {
		by := slices.IndexFunc(l.columns(), func(c column) bool { return c.name == name })
		b.Run("sort/"+name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				w := arranger{judge: judge{trace: f.Trace, list: l}, arrangement: arrangement{by: by}, limit: maxNumber, sofar: new(atomic.Int64)}
				w.sort(b.Context())
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
				j := judge{trace: f.Trace, list: l, filter: passing}
				var p picked
				for p.next < 1_000_000 {
					var found []verdict
					found, p.next = j.newer(b.Context(), p.next, 1_000_000)
					p.add(found)
				}
			}
		})
	}
}
