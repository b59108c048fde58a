package tui

import (
	"net/netip"
	"slices"
	"strconv"
	"strings"
	"time"

	"wiretalk/internal/trace"
	"wiretalk/tui/cells"
	"wiretalk/tui/words"
)

// list is what a table shows: rows that are made when they are asked for. It
// may grow, and its oldest rows may leave; what names a row for good is its number.
// All but columns may be called from any goroutine, in a View of the trace.
type list interface {
	columns() []column
	numbers(r *trace.Reader) trace.Rows
	// cells is the row with a number that is there.
	cells(r *trace.Reader, number int) []cell
	// when is the time of that row, in nanoseconds since 1970; 0 when it is not known.
	when(r *trace.Reader, number int) int64
	// matches says whether that row holds text, which is in lower case.
	matches(r *trace.Reader, number int, text string) bool
}

// exchangeList is all exchanges of a trace, or those of one connection.
type exchangeList struct {
	words *words.Screen
	zone  *time.Location
	of    int // the connection, or all for every one

	reveal *bool // show secrets in targets as they are
}

// all stands for every connection in exchangeList.of.
const all = -1

func (l exchangeList) columns() []column { return exchangeColumns(l.words) }

func (l exchangeList) numbers(r *trace.Reader) trace.Rows {
	if l.of == all {
		return r.Exchanges()
	}
	if c := r.Connection(l.of); c != nil {
		return sorted(c.Exchanges)
	}
	return sorted(nil)
}

func (l exchangeList) cells(r *trace.Reader, number int) []cell {
	x := r.Exchange(number)
	var ends [2]netip.AddrPort
	if c := r.Connection(x.Stream); c != nil {
		ends = c.Ends
	}
	return exchangeRow(l.words, x, &ends, waited(r, x), l.zone, *l.reveal)
}

func (l exchangeList) when(r *trace.Reader, number int) int64 { return firstSeen(r.Exchange(number)) }

func (l exchangeList) matches(r *trace.Reader, number int, text string) bool {
	x := r.Exchange(number)
	return cells.Contains(x.Target, text) || cells.Contains(plainTarget(x.Target), text) || cells.Contains(x.Host, text) || cells.Contains(x.Method, text) ||
		x.Status != 0 && cells.Contains(strconv.Itoa(x.Status), text)
}

// plainTarget is a target with its percent-encoding undone, as a person reads
// it (RFC 3986 §2.1); empty where there is none. What is no encoding stays.
func plainTarget(target string) string {
	at := strings.IndexByte(target, '%')
	if at < 0 {
		return ""
	}
	plain := []byte(target[:at])
	for i := at; i < len(target); i++ {
		if target[i] == '%' && i+2 < len(target) {
			if c, err := strconv.ParseUint(target[i+1:i+3], 16, 8); err == nil {
				plain = append(plain, byte(c))
				i += 2
				continue
			}
		}
		plain = append(plain, target[i])
	}
	return string(plain)
}

// connectionList is all connections of a trace.
type connectionList struct {
	words *words.Screen
	zone  *time.Location
}

func (l connectionList) columns() []column { return connectionColumns(l.words) }

func (l connectionList) numbers(r *trace.Reader) trace.Rows { return r.Connections() }

func (l connectionList) cells(r *trace.Reader, number int) []cell {
	return connectionRow(l.words, r.Connection(number), l.zone)
}

func (l connectionList) when(r *trace.Reader, number int) int64 { return r.Connection(number).Start }

func (l connectionList) matches(r *trace.Reader, number int, text string) bool {
	for _, c := range l.cells(r, number) {
		if cells.Contains(c.text, text) {
			return true
		}
	}
	return false
}

// sorted are rows whose numbers are listed.
type sorted []int

func (s sorted) Len() int { return len(s) }

func (s sorted) At(i int) int {
	if i < 0 || i >= len(s) {
		return -1
	}
	return s[i]
}

func (s sorted) Below(number int) int {
	i, _ := slices.BinarySearch(s, number)
	return i
}

// spanOfNumbers are rows with all numbers from the first to before the end.
type spanOfNumbers struct{ first, end int }

func (s spanOfNumbers) Len() int { return s.end - s.first }

func (s spanOfNumbers) At(i int) int {
	if i < 0 || i >= s.Len() {
		return -1
	}
	return s.first + i
}

func (s spanOfNumbers) Below(number int) int { return max(0, min(number, s.end)-s.first) }
