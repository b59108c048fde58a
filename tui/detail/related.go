package detail

import (
	"context"
	"slices"

	"wiretalk/httpdecode"
	"wiretalk/internal/meaning"
	"wiretalk/internal/trace"
	"wiretalk/tcpreasm"
)

// relatives is how many exchanges before and after one are looked at for what
// they have to do with it.
const relatives = 64

// related is what other exchanges of the client have to do with one: which
// set its cookies, led to it by a redirect, or is renewed by it.
type related struct {
	remarks []meaning.Remark
	next    int // the exchange, counted from 1, that follows its redirect; 0 when none does
}

// relatedTo reads the heads of the exchanges around one; it must not run on
// the event loop.
func relatedTo(ctx context.Context, t *trace.Trace, x *trace.Exchange, self meaning.Exchange) related {
	client := t.Connection(x.Stream).Ends[tcpreasm.Client].Addr()
	lost := false // there were others, which cannot be looked at any more
	each := func(from, to int, f func(id int64, e *meaning.Exchange) bool) {
		for i := from; i < to && ctx.Err() == nil; i++ {
			other := t.Exchange(i)
			lost = lost || other.Gone
			if other.Gone || !other.Request.Seen || t.Connection(other.Stream).Ends[tcpreasm.Client].Addr() != client {
				continue
			}
			request, response := ReadHead(t, &other.Request, httpdecode.ToServer), ReadHead(t, &other.Response, httpdecode.ToClient)
			if !request.readable() || !response.readable() {
				lost = true
				continue
			}
			e := explained(&other, request, response, self.Reveal)
			if !f(int64(i)+1, &e) {
				return
			}
		}
	}
	var r related
	if self.Request.Seen {
		r.remarks = earlier(x, &self, each, &lost)
	}
	var redirects meaning.Redirects
	if _, ok := redirects.Answered(int64(x.Number)+1, &self); ok {
		each(x.Number+1, min(x.Number+1+relatives, t.Exchanges()), func(id int64, e *meaning.Exchange) bool {
			if _, ok := redirects.Requested(e); ok {
				r.next = int(id)
			}
			return r.next == 0
		})
	}
	return r
}

// earlier is what the exchanges before one have to do with it.
func earlier(x *trace.Exchange, self *meaning.Exchange, each func(from, to int, f func(int64, *meaning.Exchange) bool), lost *bool) []meaning.Remark {
	var jar meaning.Jar
	var redirects meaning.Redirects
	var renewed []meaning.Remark
	from := max(0, x.Number-relatives)
	each(from, x.Number, func(id int64, e *meaning.Exchange) bool {
		redirects.Requested(e)
		redirects.Answered(id, e)
		jar.Answered(id, e)
		if field, ok := meaning.Revalidates(self, e); ok {
			renewed = []meaning.Remark{meaning.Renews(id, field)}
		}
		return true
	})
	remarks := renewed
	if id, ok := redirects.Requested(self); ok {
		remarks = append(remarks, meaning.Follows(id))
	}
	for _, sent := range jar.Requested(self) {
		// What was set earlier than was looked is no cookie that nobody set.
		if sent.Origin != meaning.NotSeen || from == 0 && !*lost {
			remarks = append(remarks, sent.Remark())
		}
	}
	return remarks
}

// byTopic puts remarks in the order of their topics.
func byTopic(remarks []meaning.Remark) []meaning.Remark {
	slices.SortStableFunc(remarks, func(a, b meaning.Remark) int { return int(a.Topic) - int(b.Topic) })
	return remarks
}
