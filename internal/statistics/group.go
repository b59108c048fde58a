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
	Silent    int   // without a response, and none can come
	Sent      int64 // bytes of the requests
	Received  int64 // bytes of the responses
	Times     Histogram

	host string // with which the key of a path begins
}

// add counts an exchange.
func (g *Group) add(x *trace.Exchange) {
	g.Exchanges++
	switch {
	case x.Status >= 500:
		g.Errors++
		g.Failures++
	case x.Status >= 400:
		g.Errors++
	case x.Done && !x.Response.Seen:
		g.Silent++
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
type groups map[string]*Group

// of is the group of a key, which is copied.
func (t groups) of(key []byte) *Group {
	if g := t[string(key)]; g != nil {
		return g
	}
	if len(t) >= MaxGroups || len(key) > MaxKey {
		key = nil
		if g := t[""]; g != nil {
			return g
		}
	}
	g := &Group{Key: string(key)}
	t[g.Key] = g
	return g
}

// table are the groups with the largest first, and of those that are as large,
// in the order of their keys. What is above the limit comes last.
func (t groups) table() []*Group {
	all := slices.Collect(maps.Values(t))
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
