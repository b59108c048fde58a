package tui

import (
	"net/netip"
	"strconv"
	"strings"
	"time"

	"wiretalk/internal/trace"
	"wiretalk/tui/cells"
	"wiretalk/tui/table"
	"wiretalk/tui/words"
)

// exchangeList is all exchanges of a trace, or those of one connection.
type exchangeList struct {
	words *words.Screen
	zone  *time.Location
	of    int // the connection, or all for every one

	reveal *bool // show secrets in targets as they are
}

// all stands for every connection in exchangeList.of.
const all = -1

func (l exchangeList) Columns() []table.Column { return exchangeColumns(l.words) }

func (l exchangeList) Numbers(r *trace.Reader) trace.Rows {
	if l.of == all {
		return r.Exchanges()
	}
	if c := r.Connection(l.of); c != nil {
		return table.Sorted(c.Exchanges)
	}
	return table.Sorted(nil)
}

func (l exchangeList) Cells(r *trace.Reader, number int) []table.Cell {
	x := r.Exchange(number)
	var ends [2]netip.AddrPort
	if c := r.Connection(x.Stream); c != nil {
		ends = c.Ends
	}
	return exchangeRow(l.words, x, &ends, waited(r, x), l.zone, *l.reveal)
}

func (l exchangeList) When(r *trace.Reader, number int) int64 { return firstSeen(r.Exchange(number)) }

func (l exchangeList) Matches(r *trace.Reader, number int, text string) bool {
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

func (l connectionList) Columns() []table.Column { return connectionColumns(l.words) }

func (l connectionList) Numbers(r *trace.Reader) trace.Rows { return r.Connections() }

func (l connectionList) Cells(r *trace.Reader, number int) []table.Cell {
	return connectionRow(l.words, r.Connection(number), l.zone)
}

func (l connectionList) When(r *trace.Reader, number int) int64 { return r.Connection(number).Start }

func (l connectionList) Matches(r *trace.Reader, number int, text string) bool {
	for _, c := range l.Cells(r, number) {
		if cells.Contains(c.Text, text) {
			return true
		}
	}
	return false
}

// Len is how many rows there are.

// At is the number of row i; NoRow when there is no such row.

// Below is how many rows have lower numbers.

// Len is how many rows there are.

// At is the number of row i; NoRow when there is no such row.

// Below is how many rows have lower numbers.
