package statistics

import (
	"cmp"
	"maps"
	"slices"

	"wiretalk/internal/trace"
)

// Group is what exchanges with something in common come to.
type Group struct {
	Key       string // what they have in common; empty for those above the limit
	Exchanges int
	Errors    int   // of these, with a status of 4xx or 5xx
	Failures  int   // of those, 5xx
	Silent    int   // without a response, and it is known that there was none
	Lost      int   // without a response, and the capture lacks bytes of the server
	Unclear   int   // without a response, and whether there was one is not known
	Unheard   int   // without a response, these and those whose request was cut short
	Sent      int64 // bytes of the requests
	Received  int64 // bytes of the responses
	Times     Histogram

	// None is whether they have in common that they have none of what the table is
	// about, such as a status; their Key is then NoKey.
	None bool

	host string // with which the key of a path begins
}

// NoKey stands for what exchanges do not have.
const NoKey = "—"

// add counts an exchange that failed so, or not.
func (g *Group) add(x *trace.Exchange, failed int64) {
	g.Exchanges++
	switch {
	case x.Status >= 500:
		g.Errors++
		g.Failures++
	case x.Status >= 400:
		g.Errors++
	case failed == Unanswered:
		g.Silent++
	case failed == NotCaptured:
		g.Lost++
	case failed == Unclear:
		g.Unclear++
	}
	if x.Done && !x.Response.Seen {
		g.Unheard++
	}
	g.Sent += x.Request.HeaderBytes + x.Request.BodyBytes
	g.Received += x.Response.HeaderBytes + x.Response.BodyBytes
	g.Times.Add(x.Duration())
}

// MaxGroups is how many groups a table has, and MaxKey how many bytes of what they
// have in common; what belongs to others is counted together.
const (
	MaxGroups = 4096
	MaxKey    = 4096
)

// groups is a table that is being made.
type groups struct {
	by   map[string]*Group
	none *Group // of exchanges without a key; nil when there are none
	room *int   // for the durations that all tables keep one by one
}

// of is the group of a key, which is copied.
func (t *groups) of(key []byte) *Group {
	if g := t.by[string(key)]; g != nil {
		return g
	}
	if len(t.by) >= MaxGroups || len(key) > MaxKey {
		key = nil
		if g := t.by[""]; g != nil {
			return g
		}
	}
	g := &Group{Key: string(key), Times: Histogram{room: t.room}}
	t.by[g.Key] = g
	return g
}

// ofNone is the group of exchanges without a key.
func (t *groups) ofNone() *Group {
	if t.none == nil {
		t.none = &Group{Key: NoKey, None: true, Times: Histogram{room: t.room}}
	}
	return t.none
}

// table are the groups with the largest first, and of those that are as large,
// in the order of their keys. What is above the limit comes last.
func (t *groups) table() []*Group {
	all := slices.Collect(maps.Values(t.by))
	if t.none != nil {
		all = append(all, t.none)
	}
	slices.SortFunc(all, func(a, b *Group) int {
		return cmp.Or(cmp.Compare(rank(a), rank(b)), cmp.Compare(b.Exchanges, a.Exchanges), cmp.Compare(a.Key, b.Key))
	})
	return all
}

func rank(g *Group) int {
	if g.Key == "" {
		return 1
	}
	return 0
}
