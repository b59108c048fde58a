package tui

import (
	"context"
	"slices"
	"time"

	"wiretalk/internal/filter"
	"wiretalk/internal/trace"
)

// slice is how long rows are judged before what was found is shown.
const slice = 25 * time.Millisecond

// judge says which rows of a list pass a filter. It works beside the event loop.
type judge struct {
	trace  *trace.Trace
	list   list
	filter *filter.Filter

	c *trace.Connection // the last that was copied
}

// verdict is what is found of a row.
type verdict struct {
	number  int
	passes  bool
	changes bool // it may be another one later
}

// newer judges rows from a number on, below end, for about one slice, and gives
// the number from which on rows were not judged.
func (j *judge) newer(ctx context.Context, from, end int) (found []verdict, next int) {
	var numbers []int
	for begun := time.Now(); from < end && ctx.Err() == nil && time.Since(begun) < slice; {
		numbers = numbers[:0]
		j.trace.View(func(r *trace.Reader) {
			rows := j.list.numbers(r)
			for i := rows.Below(from); i < rows.Len() && len(numbers) < atOnce; i++ {
				if n := rows.At(i); n < end {
					numbers = append(numbers, n)
				}
			}
		})
		if len(numbers) == 0 {
			return found, end
		}
		n := j.some(ctx, numbers, begun, &found)
		from = numbers[n-1] + 1
	}
	return found, from
}

// again judges rows for about one slice, and says of how many.
func (j *judge) again(ctx context.Context, numbers []int) (found []verdict, n int) {
	for begun := time.Now(); n < len(numbers) && ctx.Err() == nil && time.Since(begun) < slice; {
		n += j.some(ctx, numbers[n:min(n+atOnce, len(numbers))], begun, &found)
	}
	return found, n
}

// some judges rows, one at least, until the slice that was begun is over.
func (j *judge) some(ctx context.Context, numbers []int, begun time.Time, found *[]verdict) (n int) {
	_, connections := j.list.(connectionList)
	if !connections && j.filter.Needs() == filter.Rows {
		j.trace.View(func(r *trace.Reader) {
			var record filter.Record
			for _, number := range numbers {
				if x := r.Exchange(number); x != nil {
					note(found, j.row(r, x, &record))
				}
			}
		})
		return len(numbers)
	}
	for n < len(numbers) && (n == 0 || ctx.Err() == nil && time.Since(begun) < slice) {
		v, ok := verdict{}, false
		if connections {
			v, ok = j.connection(ctx, numbers[n])
		} else {
			v, ok = j.exchange(numbers[n])
		}
		if ok {
			note(found, v)
		}
		n++
	}
	return n
}

// note keeps a verdict, unless it is the last and the row does not pass.
func note(found *[]verdict, v verdict) {
	if v.passes || v.changes {
		*found = append(*found, v)
	}
}

// row judges an exchange by what the trace holds.
func (j *judge) row(r *trace.Reader, x *trace.Exchange, record *filter.Record) verdict {
	c := r.Connection(x.Stream)
	if c == nil {
		c = &trace.Connection{Stream: x.Stream, Done: true}
	}
	*record = filter.Record{Stream: x.Stream, Connection: &c.Info, Protocol: c.Protocol, Beyond: &c.Beyond, Exchange: x}
	return verdict{x.Number, j.filter.Match(record), !x.Done || j.filter.Grows() && !c.Done}
}

// exchange judges an exchange whose head or body must be read; false when it is gone.
func (j *judge) exchange(number int) (verdict, bool) {
	x := j.trace.Exchange(number)
	if x.Gone {
		return verdict{}, false
	}
	if j.c == nil || j.c.Stream != x.Stream {
		c := j.trace.Connection(x.Stream)
		j.c = &c
	}
	passes := j.filter.Match(filter.OfExchange(j.trace, j.trace, j.c, &x))
	return verdict{number, passes, !x.Done || j.filter.Grows() && !j.c.Done}, true
}

// connection judges a connection: it passes when one of its exchanges does, or,
// when it carried none, when it does itself. It is false when it is gone.
func (j *judge) connection(ctx context.Context, number int) (verdict, bool) {
	c := j.trace.Connection(number)
	if c.Gone {
		return verdict{}, false
	}
	j.c = &c
	v := verdict{number: number, changes: !c.Done}
	if len(c.Exchanges) == 0 || !j.filter.OfExchanges() {
		v.passes = j.filter.Match(filter.OfConnection(&c))
		return v, true
	}
	for exchanges := c.Exchanges; len(exchanges) > 0 && !v.passes && ctx.Err() == nil; {
		some := exchanges[:min(len(exchanges), atOnce)]
		exchanges = exchanges[len(some):]
		if j.filter.Needs() == filter.Rows {
			j.trace.View(func(r *trace.Reader) {
				var record filter.Record
				for _, number := range some {
					if x := r.Exchange(number); x != nil && !v.passes {
						v.passes = j.row(r, x, &record).passes
					}
				}
			})
			continue
		}
		for _, number := range some {
			if x, ok := j.exchange(number); ok && x.passes || ctx.Err() != nil {
				v.passes = x.passes
				break
			}
		}
	}
	return v, true
}

// add takes verdicts on rows that were not judged before, by number.
func (p *picked) add(found []verdict) {
	for _, v := range found {
		if v.passes {
			p.passed = append(p.passed, v.number)
			p.dated = true
		}
		if v.changes {
			p.open = append(p.open, v.number)
			p.left++
		}
	}
}

// correct takes verdicts on the first n open rows, which were judged before; of
// rows that are gone there is none.
func (p *picked) correct(found []verdict, n int) {
	var in, out []int
	were := p.open[:n]
	p.open = slices.Clone(p.open[n:])
	p.left = max(0, p.left-n)
	byNumber := make(map[int]verdict, len(found))
	for _, v := range found {
		byNumber[v.number] = v
		if v.changes {
			p.open = append(p.open, v.number)
		}
	}
	for _, number := range were {
		_, was := slices.BinarySearch(p.passed, number)
		switch is := byNumber[number].passes; {
		case is && !was:
			in = append(in, number)
		case was && !is:
			out = append(out, number)
		}
	}
	if len(in)+len(out) > 0 {
		p.replace(in, out)
	}
}

// replace puts rows in and takes others out.
func (p *picked) replace(in, out []int) {
	slices.Sort(in)
	slices.Sort(out)
	passed := make([]int, 0, len(p.passed)+len(in))
	for _, number := range p.passed {
		for len(in) > 0 && in[0] < number {
			passed, in = append(passed, in[0]), in[1:]
		}
		if len(out) > 0 && out[0] == number {
			out = out[1:]
			continue
		}
		passed = append(passed, number)
	}
	p.passed, p.dated = append(passed, in...), true
}
