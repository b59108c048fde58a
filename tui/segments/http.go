package segments

import (
	"fmt"
	"sort"
	"strings"

	"wiretalk/internal/phrase"
	"wiretalk/internal/trace"
	"wiretalk/tcpreasm"
	"wiretalk/tui/lists"
	"wiretalk/tui/table"
)

// HTTPFrames says in which frames the HTTP messages of a connection begin and
// end, by the end that sent them.
type HTTPFrames [2]struct {
	ByFirst []messageFrames
	byLast  []int32 // places in ByFirst
}

// messageFrames is where a message lies.
type messageFrames struct {
	first, last int64 // frames
	exchange    int
	complete    bool
}

// HTTPFramesOf finds them in the trace. It takes the trace for itself for a part
// of the exchanges at a time, so that a million hold nobody up.
func HTTPFramesOf(t *trace.Trace, stream int) (f HTTPFrames) {
	numbers := t.Connection(stream).Exchanges
	for len(numbers) > 0 {
		some := numbers[:min(len(numbers), table.AtOnce)]
		numbers = numbers[len(some):]
		t.View(func(r *trace.Reader) {
			for _, number := range some {
				x := r.Exchange(number)
				if x == nil {
					continue
				}
				for side, m := range [2]*trace.Message{&x.Request, &x.Response} {
					if m.Seen {
						f[side].ByFirst = append(f[side].ByFirst, messageFrames{m.FirstFrame, m.Frame, number, m.Complete})
					}
				}
			}
		})
	}
	for side := range f {
		all := f[side].ByFirst
		sort.SliceStable(all, func(i, j int) bool { return all[i].first < all[j].first })
		order := make([]int32, len(all))
		for i := range order {
			order[i] = int32(i)
		}
		sort.SliceStable(order, func(i, j int) bool { return all[order[i]].last < all[order[j]].last })
		f[side].byLast = order
	}
	return f
}

// maxLabels is how many messages are named that begin or end in one frame.
const maxLabels = 3

// label says which messages begin and end in a frame.
func (f *HTTPFrames) label(l *List, r *trace.Reader, frame int64, from tcpreasm.Side) string {
	all, order := f[from].ByFirst, f[from].byLast
	i := sort.Search(len(all), func(i int) bool { return all[i].first >= frame })
	k := sort.Search(len(order), func(k int) bool { return all[order[k]].last >= frame })
	if (i == len(all) || all[i].first != frame) && (k == len(order) || all[order[k]].last != frame) {
		return ""
	}
	var parts []string
	add := func(verb string, m *messageFrames) {
		name := messageName(r, m.exchange, from, l.Reveal)
		if verb != "" {
			name = fmt.Sprintf(verb, name)
		}
		parts = append(parts, name)
	}
	for ; k < len(order) && all[order[k]].last == frame && len(parts) < maxLabels; k++ {
		if m := &all[order[k]]; m.complete && m.first < frame {
			add(l.Words.finishes, m)
		}
	}
	for ; i < len(all) && all[i].first == frame && len(parts) < maxLabels; i++ {
		verb := l.Words.begins
		if m := &all[i]; m.complete && m.last == frame {
			verb = ""
		}
		add(verb, &all[i])
	}
	if len(parts) == maxLabels {
		parts = append(parts, "…")
	}
	return strings.Join(parts, ", ")
}

// messageName is the exchange with what names its message: a request's method and
// target, a response's status.
func messageName(r *trace.Reader, exchange int, from tcpreasm.Side, reveal bool) string {
	name := "#" + phrase.Count(int64(exchange+1))
	x := (*trace.Exchange)(nil)
	if r != nil {
		x = r.Exchange(exchange)
	}
	switch {
	case x == nil:
	case from == tcpreasm.Client:
		name += " " + lists.Title(x, reveal)
	case x.HasStatus():
		name += " " + x.StatusText()
	}
	return name
}

// around are the messages of an end that have, or may have, bytes in a frame, the last
// few of them.
func (f *HTTPFrames) around(from tcpreasm.Side, frame int64) (list []messageFrames) {
	const few = 8
	all := f[from].ByFirst
	i := sort.Search(len(all), func(i int) bool { return all[i].first > frame }) - 1
	for n := 0; i >= 0 && n < 64 && len(list) < few; i, n = i-1, n+1 {
		if m := all[i]; m.last >= frame || !m.complete {
			list = append(list, m)
		}
	}
	return list
}
