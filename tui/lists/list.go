package lists

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

// Exchanges is all exchanges of a trace, or those of one connection.
type Exchanges struct {
	Words *words.Screen
	Zone  *time.Location
	Of    int // the connection, or all for every one

	Reveal *bool // show secrets in targets as they are
}

// All stands for every connection in Exchanges.Of.
const All = -1

// Columns implements table.List.
func (l Exchanges) Columns() []table.Column { return ExchangeColumns(l.Words) }

// Numbers implements table.List.
func (l Exchanges) Numbers(r *trace.Reader) trace.Rows {
	if l.Of == All {
		return r.Exchanges()
	}
	if c := r.Connection(l.Of); c != nil {
		return table.Sorted(c.Exchanges)
	}
	return table.Sorted(nil)
}

// Cells implements table.List.
func (l Exchanges) Cells(r *trace.Reader, number int) []table.Cell {
	x := r.Exchange(number)
	var ends [2]netip.AddrPort
	if c := r.Connection(x.Stream); c != nil {
		ends = c.Ends
	}
	return exchangeRow(l.Words, x, &ends, Waited(r, x), l.Zone, *l.Reveal)
}

// When implements table.List.
func (l Exchanges) When(r *trace.Reader, number int) int64 { return FirstSeen(r.Exchange(number)) }

// Matches implements table.List: a text may be in a target, plain or as sent, a host, a method or a status.
func (l Exchanges) Matches(r *trace.Reader, number int, text string) bool {
	x := r.Exchange(number)
	return cells.Contains(x.Target, text) || cells.Contains(PlainTarget(x.Target), text) || cells.Contains(x.Host, text) || cells.Contains(x.Method, text) ||
		x.HasStatus() && cells.Contains(x.StatusText(), text)
}

// PlainTarget is a target with its percent-encoding undone, as a person reads
// it (RFC 3986 §2.1); empty where there is none. What is no encoding stays.
func PlainTarget(target string) string {
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

// Connections is all connections of a trace.
type Connections struct {
	Words *words.Screen
	Zone  *time.Location
}

// Columns implements table.List.
func (l Connections) Columns() []table.Column { return ConnectionColumns(l.Words) }

// Numbers implements table.List.
func (l Connections) Numbers(r *trace.Reader) trace.Rows { return r.Connections() }

// Cells implements table.List.
func (l Connections) Cells(r *trace.Reader, number int) []table.Cell {
	return connectionRow(l.Words, r.Connection(number), l.Zone)
}

// When implements table.List.
func (l Connections) When(r *trace.Reader, number int) int64 { return r.Connection(number).Start }

// Matches implements table.List: a text may be in any cell.
func (l Connections) Matches(r *trace.Reader, number int, text string) bool {
	for _, c := range l.Cells(r, number) {
		if cells.Contains(c.Text, text) {
			return true
		}
	}
	return false
}

// In is the list in the words of another language.
func (l Exchanges) In(w *words.Screen) table.List { l.Words = w; return l }

// In is the list in the words of another language.
func (l Connections) In(w *words.Screen) table.List { l.Words = w; return l }

// In is the list in the words of another language.
func (l Messages) In(w *words.Screen) table.List { l.Words = w; return l }
