package tui

import (
	"cmp"
	"context"
	"maps"
	"slices"
	"strconv"
	"strings"

	"wiretalk/internal/filter"
	"wiretalk/internal/meaning"
	"wiretalk/internal/phrase"
	"wiretalk/internal/trace"
	"wiretalk/tui/table"
)

const (
	atOncePressed  = 16 * table.AtOnce // rows whose values are listed while the key is pressed
	maxValues      = 4096              // different values that are counted
	maxValueLength = 200               // bytes of one that is offered
	maxOffered     = 200               // of them
)

// valueCounts says in how many rows each value of a field occurs.
type valueCounts map[string]int

// countValues counts what rows of the trace have of a field, the newest first;
// of so many rows at most.
func countValues(ctx context.Context, t *trace.Trace, f *filter.Field, most int) valueCounts {
	counts := valueCounts{}
	var numbers []int
	t.View(func(r *trace.Reader) {
		rows := r.Exchanges()
		if f.OfConnection() {
			rows = r.Connections()
		}
		for i := rows.Len() - 1; i >= 0 && len(numbers) < most; i-- {
			numbers = append(numbers, rows.At(i))
		}
	})
	var record filter.Record
	for some := range slices.Chunk(numbers, table.AtOnce) {
		if ctx.Err() != nil || len(counts) >= maxValues {
			break
		}
		t.View(func(r *trace.Reader) {
			for _, number := range some {
				if !recordOf(r, f, number, &record) {
					continue
				}
				for _, value := range f.Values(&record) {
					if len(value) <= maxValueLength {
						counts[strings.Clone(value)]++
					}
				}
			}
		})
	}
	return counts
}

// recordOf fills in what the trace holds of a row; false when it is gone.
func recordOf(r *trace.Reader, f *filter.Field, number int, record *filter.Record) bool {
	stream, x := number, (*trace.Exchange)(nil)
	if !f.OfConnection() {
		if x = r.Exchange(number); x == nil {
			return false
		}
		stream = x.Stream
	}
	c := r.Connection(stream)
	if c == nil {
		c = &trace.Connection{Stream: stream, Done: true}
	}
	*record = filter.Record{Stream: stream, Connection: &c.Info, Protocol: c.Protocol, Beyond: &c.Beyond, Exchange: x}
	return true
}

// offer makes candidates of values, those that occur most often first. A value
// that is written so far begins with prefix. Secrets are left out unless they are
// to be seen.
func (counts valueCounts) offer(f *filter.Field, prefix string, reveal bool) (list []candidate) {
	prefix = strings.TrimPrefix(prefix, `"`)
	values := slices.SortedFunc(maps.Keys(counts), func(a, b string) int {
		x, _ := strconv.Atoi(a)
		y, _ := strconv.Atoi(b)
		return cmp.Or(cmp.Compare(counts[b], counts[a]), cmp.Compare(x, y), strings.Compare(a, b))
	})
	for _, value := range values {
		text := value
		if f.Type == filter.Text {
			text = quote(value)
		}
		switch {
		case !strings.HasPrefix(strings.TrimPrefix(text, `"`), prefix) || text == prefix:
		case !reveal && isSecret(value):
		case len(list) < maxOffered:
			list = append(list, candidate{text, "×" + phrase.Count(int64(counts[value]))})
		}
	}
	return list
}

// isSecret says whether a text has a secret in it, as a URL or a parameter.
func isSecret(text string) bool {
	return meaning.MaskURL(text) != text || meaning.MaskURL("?"+text) != "?"+text
}

// completeFilter says how the word before a byte of a filter can go on: what a
// field's value may be is taken from the rows, of which so many at most are
// looked at.
func (s *screen) completeFilter(text string, at, most int) (from int, list []candidate) {
	from, f := filter.Valued(text, at)
	if f == nil || !f.Listed() {
		return completeWord(s.filterWords(), text, at)
	}
	return from, countValues(context.Background(), s.trace, f, most).offer(f, text[from:at], s.look.Reveal)
}

// completeAsked completes the filter that is being written. Where there are many
// rows their values are counted beside the event loop, and offered then.
func (s *screen) completeAsked(text string, at int) (int, []candidate) {
	from, f := filter.Valued(text, at)
	if f == nil || !f.Listed() || s.trace.Exchanges() <= atOncePressed && s.trace.Connections() <= atOncePressed {
		return s.completeFilter(text, at, atOncePressed)
	}
	a := s.asking
	s.jobs.start("values", func(ctx context.Context) func() {
		counts := countValues(ctx, s.trace, f, table.MaxNumber)
		return func() {
			s.jobs.stop("values")
			if a != nil && s.asking == a && a.text == text && a.at == at {
				a.offered(from, counts.offer(f, text[from:at], s.look.Reveal))
			}
		}
	}, func(err error) { s.message = err.Error() })
	return from, nil
}
