package tui

import (
	"strconv"
	"strings"
	"time"

	"wiretalk/internal/trace"
)

// list is what a table shows: rows that are made when they are asked for. It
// may grow. All but columns may be called from any goroutine.
type list interface {
	columns() []column
	len() int
	row(i int) []cell
	// matches says whether row i holds text, which is in lower case.
	matches(i int, text string) bool
}

// exchangeList is all exchanges of a trace, or those of one connection.
type exchangeList struct {
	trace *trace.Trace
	words *words
	zone  *time.Location
	of    int // the connection, or all for every one

	reveal *bool // show secrets in targets as they are
}

// all stands for every connection in exchangeList.of.
const all = -1

func (l exchangeList) columns() []column { return exchangeColumns(l.words) }

func (l exchangeList) len() int {
	if l.of == all {
		return l.trace.Exchanges()
	}
	return len(l.trace.Connection(l.of).Exchanges)
}

func (l exchangeList) exchange(i int) trace.Exchange {
	if l.of != all {
		i = l.trace.Connection(l.of).Exchanges[i]
	}
	return l.trace.Exchange(i)
}

func (l exchangeList) row(i int) []cell {
	x := l.exchange(i)
	ends := l.trace.Connection(x.Stream).Ends
	return exchangeRow(l.words, &x, &ends, l.zone, *l.reveal)
}

func (l exchangeList) matches(i int, text string) bool {
	x := l.exchange(i)
	return containsFold(x.Target, text) || containsFold(x.Host, text) || containsFold(x.Method, text) ||
		x.Status != 0 && containsFold(strconv.Itoa(x.Status), text)
}

// connectionList is all connections of a trace.
type connectionList struct {
	trace *trace.Trace
	words *words
	zone  *time.Location
}

func (l connectionList) columns() []column { return connectionColumns(l.words) }

func (l connectionList) len() int { return l.trace.Connections() }

func (l connectionList) row(i int) []cell {
	c := l.trace.Connection(i)
	return connectionRow(l.words, &c, l.zone)
}

func (l connectionList) matches(i int, text string) bool {
	for _, c := range l.row(i) {
		if containsFold(c.text, text) {
			return true
		}
	}
	return false
}

// containsFold says whether s holds lower, which is in lower case, whatever
// the case of ASCII letters in s. Other letters are compared as they are.
func containsFold(s, lower string) bool {
	for len(s) >= len(lower) {
		if hasPrefixFold(s, lower) {
			return true
		}
		s = s[1:]
	}
	return false
}

func hasPrefixFold(s, lower string) bool {
	for i := 0; i < len(lower); i++ {
		c := s[i]
		if 'A' <= c && c <= 'Z' {
			c += 'a' - 'A'
		}
		if c != lower[i] {
			return false
		}
	}
	return true
}

// lowerASCII is the form that containsFold looks for.
func lowerASCII(s string) string {
	return strings.Map(func(r rune) rune {
		if 'A' <= r && r <= 'Z' {
			r += 'a' - 'A'
		}
		return r
	}, s)
}
