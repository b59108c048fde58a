package tui

import (
	"fmt"
	"strconv"
	"strings"

	"wiretalk/internal/filter"
	"wiretalk/internal/meaning"
	"wiretalk/internal/phrase"
	"wiretalk/tcpreasm"
	"wiretalk/tui/cells"
	"wiretalk/tui/table"
	"wiretalk/tui/theme"
	"wiretalk/tui/words"
)

// keys.AskFilter opens the prompt for which rows are shown.
func (s *screen) askFilter() {
	w := s.filterWords()
	s.askLine(asking{
		label: w.Label, keys: w.Keys, history: s.filters,
		check: s.checkFilter, complete: s.completeAsked,
		answer: func(text string) {
			if err := s.setFilter(text); err != nil {
				s.message = err.Error()
			}
		},
	}, s.filterText())
}

func (s *screen) checkFilter(text string) *fault {
	_, err := filter.Compile(text, filter.Options{Zone: s.opts.Zone})
	return faultOf(err, s.words.Language)
}

// filterText is the filter as it was written; empty when all rows are shown.
func (s *screen) filterText() string {
	if f := s.grids[exchangesView].Arranged.Filter; f != nil {
		return f.String()
	}
	return ""
}

// setFilter shows those exchanges and connections alone that pass; an empty
// filter shows all.
func (s *screen) setFilter(text string) error {
	text = strings.TrimSpace(text)
	f, err := filter.Compile(text, filter.Options{Zone: s.opts.Zone})
	if err != nil {
		return err
	}
	if text == "" {
		f = nil
	}
	s.filters.add(text)
	for _, v := range []view{exchangesView, connectionsView} {
		a := &s.grids[v].Arranged
		a.Filter, a.Marked, a.Picked = f, nil, table.Picked{}
	}
	if s.view == messagesView && f != nil {
		s.show(exchangesView)
	}
	s.rearrange()
	return nil
}

// rearrange works out anew how the tables are arranged. The selected row stays
// selected, if it is still there.
func (s *screen) rearrange() {
	s.stopArranging()
	g := s.grid()
	if g.Keep == table.NoRow {
		g.Keep = g.Selected
	}
	g.Widest = nil
	if g.Arranged.Plain() {
		g.SelectNumber(g.Keep)
	}
	if p := s.top(); p != nil {
		p.refresh(s) // it may be about what passes
	}
	s.arrange()
}

// completeWord says how a word that is no value can go on.
func completeWord(w *words.Filter, text string, at int) (from int, list []candidate) {
	from, found := filter.Complete(text, at)
	for _, c := range found {
		means := w.Operators[c.Text]
		if f := c.Field; f != nil {
			means = f.English
			if w.Language == meaning.Chinese {
				means = f.Chinese
			}
			if f.Type != filter.Flag {
				means += " (" + w.Types[f.Type] + ")"
			}
		}
		list = append(list, candidate{c.Text, means})
	}
	return from, list
}

// likeThis is a filter for rows that are as the selected one in a column; empty
// where that cannot be said.
func (s *screen) likeThis(column string) string {
	row, ok := s.grid().Current()
	if !ok || s.view == messagesView {
		return ""
	}
	stream, _ := s.selectedStream()
	c := s.trace.Connection(stream)
	if c.Gone {
		return ""
	}
	end := func(side tcpreasm.Side, ip string) string {
		a := c.Ends[side].Addr().Unmap()
		if !a.IsValid() {
			return ""
		}
		if a.Is6() {
			ip = strings.Replace(ip, "ip.", "ipv6.", 1)
		}
		return ip + " == " + a.WithZone("").String()
	}
	switch column {
	case "client":
		return end(tcpreasm.Client, "ip.src")
	case "server":
		return filter.Narrowed(end(tcpreasm.Server, "ip.dst"), "tcp.dstport == "+strconv.Itoa(int(c.Ends[tcpreasm.Server].Port())))
	case "connection":
		return "tcp.stream == " + strconv.Itoa(stream)
	case "close":
		return "tcp.close == " + c.Close.String()
	case "protocol":
		if p := c.Protocol.String(); p != "" {
			return "tcp.protocol == " + quote(p)
		}
	}
	if s.view != exchangesView {
		return ""
	}
	x := s.trace.Exchange(row)
	switch column {
	case "method":
		if x.Method != "" {
			return "http.request.method == " + quote(x.Method)
		}
	case "host":
		if x.Host != "" {
			return "http.host == " + quote(x.Host)
		}
	case "target":
		if x.Target != "" {
			path, _, _ := strings.Cut(x.Target, "?")
			return "http.request.uri.path == " + quote(path)
		}
	case "status":
		if x.HasStatus() {
			return "http.response.code == " + strconv.Itoa(x.Status) // a number: 000 is 0
		}
	case "type":
		if x.ContentType != "" {
			return "http.content_type contains " + quote(x.ContentType)
		}
	}
	return ""
}

// quote writes a text as a filter has it.
func quote(s string) string {
	var b strings.Builder
	b.WriteByte('"')
	for i := range len(s) {
		switch c := s[i]; {
		case c == '"' || c == '\\':
			b.WriteByte('\\')
			b.WriteByte(c)
		case c < ' ' || c >= 0x7f:
			fmt.Fprintf(&b, `\x%02x`, c)
		default:
			b.WriteByte(c)
		}
	}
	b.WriteByte('"')
	return b.String()
}

// arrangedLine says how the table in sight is arranged, if it is; false when
// all rows are shown by their numbers.
func (s *screen) arrangedLine() (cells.Line, bool) {
	if s.view == messagesView || s.over != nil || s.top() != nil {
		return cells.Line{}, false
	}
	g, w := s.grid(), s.filterWords()
	var spans []cells.Span
	switch a := &g.Arranged; {
	case a.Marked != nil:
		spans = append(spans, cells.Ink(" "+fmt.Sprintf(w.OnlyMarked, phrase.Count(int64(len(a.Marked)))), theme.Strong))
	case a.Filter != nil:
		spans = append(spans, cells.Ink(" "+w.Label, theme.Strong), cells.Ink(cells.Clean(a.Filter.String()), theme.Plain))
	}
	if text := s.underway(); text != "" {
		spans = append([]cells.Span{cells.Ink(" "+text+" ", theme.Strong)}, spans...)
	}
	if key := s.keys.Now("Esc"); len(spans) > 0 && key != "" && s.backShowsAll() {
		spans = append(spans, cells.Ink("  "+fmt.Sprintf(w.EscShows, key), theme.Dim))
	}
	return cells.Of(spans...), len(spans) > 0
}
