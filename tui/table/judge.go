package table

import (
	"context"
	"slices"
	"time"

	"wiretalk/internal/filter"
	"wiretalk/internal/trace"
)

// slice is how long rows are judged before what was found is shown.
const slice = 25 * time.Millisecond

// Judge says which rows of a list pass a filter. It works beside the event loop.
type Judge struct {
	Trace  *trace.Trace
	List   List
	Filter *filter.Filter

	c *trace.Connection // the last that was copied
}

// Verdict is what is found of a row.
type Verdict struct {
	number  int
	passes  bool
	changes bool // it may be another one later
}

// Newer judges rows from a number on, below end, for about one slice, and gives
// the number from which on rows were not judged.
func (j *Judge) Newer(ctx context.Context, from, end int) (found []Verdict, next int) {
	var numbers []int
	for begun := time.Now(); from < end && ctx.Err() == nil && time.Since(begun) < slice; {
		numbers = numbers[:0]
		j.Trace.View(func(r *trace.Reader) {
			rows := j.List.Numbers(r)
			for i := rows.Below(from); i < rows.Len() && len(numbers) < AtOnce; i++ {
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
func (j *Judge) again(ctx context.Context, numbers []int) (found []Verdict, n int) {
	for begun := time.Now(); n < len(numbers) && ctx.Err() == nil && time.Since(begun) < slice; {
		n += j.some(ctx, numbers[n:min(n+AtOnce, len(numbers))], begun, &found)
	}
	return found, n
}

// some judges rows, one at least, until the slice that was begun is over.
func (j *Judge) some(ctx context.Context, numbers []int, begun time.Time, found *[]Verdict) (n int) {
	_, connections := j.List.(connectionsList)
	if !connections && j.Filter.Needs() == filter.Rows {
		j.Trace.View(func(r *trace.Reader) {
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
		v, ok := Verdict{}, false
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
func note(found *[]Verdict, v Verdict) {
	if v.passes || v.changes {
		*found = append(*found, v)
	}
}

// row judges an exchange by what the trace holds.
func (j *Judge) row(r *trace.Reader, x *trace.Exchange, record *filter.Record) Verdict {
	c := r.Connection(x.Stream)
	if c == nil {
		c = &trace.Connection{Stream: x.Stream, Done: true}
	}
	*record = filter.Record{Stream: x.Stream, Connection: &c.Info, Protocol: c.Protocol, Beyond: &c.Beyond, Exchange: x}
	return Verdict{x.Number, j.Filter.Match(record), !x.Done || j.Filter.Grows() && !c.Done}
}

// exchange judges an exchange whose head or body must be read; false when it is gone.
func (j *Judge) exchange(number int) (Verdict, bool) {
	x := j.Trace.Exchange(number)
	if x.Gone {
		return Verdict{}, false
	}
	if j.c == nil || j.c.Stream != x.Stream {
		c := j.Trace.Connection(x.Stream)
		j.c = &c
	}
	passes := j.Filter.Match(filter.OfExchange(j.Trace, j.Trace, j.c, &x))
	return Verdict{number, passes, !x.Done || j.Filter.Grows() && !j.c.Done}, true
}

// connection judges a connection: it passes when one of its exchanges does, or,
// when it carried none, when it does itself. It is false when it is gone.
func (j *Judge) connection(ctx context.Context, number int) (Verdict, bool) {
	c := j.Trace.Connection(number)
	if c.Gone {
		return Verdict{}, false
	}
	j.c = &c
	v := Verdict{number: number, changes: !c.Done}
	if len(c.Exchanges) == 0 || !j.Filter.OfExchanges() {
		v.passes = j.Filter.Match(filter.OfConnection(&c))
		return v, true
	}
	for exchanges := c.Exchanges; len(exchanges) > 0 && !v.passes && ctx.Err() == nil; {
		some := exchanges[:min(len(exchanges), AtOnce)]
		exchanges = exchanges[len(some):]
		if j.Filter.Needs() == filter.Rows {
			j.Trace.View(func(r *trace.Reader) {
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

// Add takes verdicts on rows that were not judged before, by number.
func (p *Picked) Add(found []Verdict) {
	for _, v := range found {
		if v.passes {
			p.Passed = append(p.Passed, v.number)
			p.Dated = true
		}
		if v.changes {
			p.Open = append(p.Open, v.number)
			p.left++
		}
	}
}

// correct takes verdicts on the first n open rows, which were judged before; of
// rows that are gone there is none.
func (p *Picked) correct(found []Verdict, n int) {
	var in, out []int
	were := p.Open[:n]
	p.Open = slices.Clone(p.Open[n:])
	p.left = max(0, p.left-n)
	byNumber := make(map[int]Verdict, len(found))
	for _, v := range found {
		byNumber[v.number] = v
		if v.changes {
			p.Open = append(p.Open, v.number)
		}
	}
	for _, number := range were {
		_, was := slices.BinarySearch(p.Passed, number)
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
func (p *Picked) replace(in, out []int) {
	slices.Sort(in)
	slices.Sort(out)
	passed := make([]int, 0, len(p.Passed)+len(in))
	for _, number := range p.Passed {
		for len(in) > 0 && in[0] < number {
			passed, in = append(passed, in[0]), in[1:]
		}
		if len(out) > 0 && out[0] == number {
			out = out[1:]
			continue
		}
		passed = append(passed, number)
	}
	p.Passed, p.Dated = append(passed, in...), true
}

// connectionsList is a list whose rows are connections; those of others are exchanges.
type connectionsList interface{ OfConnections() }

// Has says whether a row is among those that are shown, as far as that is known.
func (a *Arrangement) Has(number int) (has, known bool) {
	switch {
	case a.Marked != nil:
		return Holds(Sorted(a.Marked), number), true
	case a.Filter == nil:
		return true, true
	case number < a.Picked.Next:
		return Holds(Sorted(a.Picked.Passed), number), true
	}
	return false, false
}

// Lets says whether the filter lets a row through; also of one that is gone, which
// it does not hide.
func (j *Judge) Lets(ctx context.Context, number int) bool {
	v, ok := Verdict{}, false
	if _, connections := j.List.(connectionsList); connections {
		v, ok = j.connection(ctx, number)
	} else {
		v, ok = j.exchange(number)
	}
	return !ok || v.passes
}
