package tui

import (
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"github.com/gdamore/tcell/v2"

	"wiretalk/capture"
	"wiretalk/internal/phrase"
	"wiretalk/tui/cells"
	"wiretalk/tui/detail"
	"wiretalk/tui/keys"
	"wiretalk/tui/lists"
	"wiretalk/tui/theme"
)

const maxErrorLines = 3 // of an error above the status line

// drawTitle draws the views with their counts, and the title.
func (s *screen) drawTitle(canvas tcell.Screen, x, y, width int) {
	cells.Fill(canvas, x, y, width, s.theme.Bar)
	at := x
	if width >= 60 {
		at += cells.Put(canvas, x, y, width, " wiretalk ", s.theme.Bar.Bold(true))
	}
	tab := func(v view, text string) {
		from := at
		style := s.theme.Bar
		if s.view == v && s.top() == nil {
			style = s.theme.Tab
		}
		at += cells.Put(canvas, at, y, x+width-at, " "+text+" ", style)
		s.mouse.add(zone{from, y, at - from, 1, s.clickedTab(v), nil})
	}
	if s.opts.lesson != nil {
		text := cells.Clip(s.top().title(s.words), x+width-at-2)
		cells.Put(canvas, at+1, y, cells.Width(text), text, s.theme.Bar.Bold(true))
		return
	}
	tab(exchangesView, fmt.Sprintf("1 %s %s", s.words.ExchangesTab, phrase.Count(int64(s.trace.Exchanges()))))
	tab(connectionsView, fmt.Sprintf("2 %s %s", s.words.ConnectionsTab, phrase.Count(int64(s.trace.Connections()))))
	if s.view == messagesView {
		_, n := s.grid().Place()
		tab(messagesView, s.words.MessagesTab+" "+phrase.Count(int64(n)))
	}
	prefix := ""
	if p := s.top(); p != nil {
		prefix = p.title(s.words) + " · "
	} else if of := s.ofConnection(); of != lists.All {
		prefix = fmt.Sprintf(s.words.OfConnection, of)
		if s.opts.Title != "" || s.live.info != nil {
			prefix += " · "
		}
	}
	room := x + width - at - 2
	title := cells.Clip(prefix+s.title(max(room-cells.Width(prefix), 3)), room)
	cells.Put(canvas, x+width-1-cells.Width(title), y, cells.Width(title), title, s.theme.Bar)
}

// ofConnection is the one whose rows alone are in the table, or all.
func (s *screen) ofConnection() int {
	switch s.view {
	case messagesView:
		return s.grid().List.(lists.Messages).Of
	case exchangesView:
		return s.of
	}
	return lists.All
}

// drawStatus draws the status line, and above it what was lost and what stopped
// the reading. It returns how many lines that took.
func (s *screen) drawStatus(canvas tcell.Screen, x, y, width, height int) int {
	bottom, lines := y+height-1, 1
	if s.asking != nil {
		return s.asking.draw(canvas, s.theme, x, y, width, height)
	}
	if s.question != nil {
		s.prompt.SetRect(x, bottom, width, 1)
		s.prompt.Draw(canvas)
	} else {
		cells.Fill(canvas, x, bottom, width, s.theme.Tone[theme.Plain])
		hints := s.hints()
		text := cells.Clip(s.statusText(width-s.hintsWidth(mostUseful(hints))-2, width), width)
		at := x + cells.Put(canvas, x, bottom, width, text, s.theme.Tone[theme.Plain])
		s.drawHints(canvas, at+2, bottom, x+width-at-2)
	}
	if l, ok := s.arrangedLine(); ok && height > 5 {
		bottom, lines = bottom-1, lines+1
		cells.Fill(canvas, x, bottom, width, s.theme.Tone[theme.Plain])
		at := x
		for _, span := range l.Spans {
			at += cells.Put(canvas, at, bottom, x+width-at, cells.Clip(span.Text, x+width-at), s.theme.Tone[span.Tone])
		}
		height--
	}
	stops := s.errorLines(width)
	stops = stops[:min(len(stops), maxErrorLines, max(height-4, 1))]
	for i, l := range stops {
		cells.Fill(canvas, x, bottom-len(stops)+i, width, s.theme.Tone[theme.Bad])
		at := x
		for _, span := range l.Spans {
			at += cells.Put(canvas, at, bottom-len(stops)+i, x+width-at, span.Text, s.theme.Tone[theme.Bad])
		}
	}
	return lines + len(stops)
}

// mostUseful are the hints that what is said of the capture leaves room for: the
// first, and help and quit.
func mostUseful(hints []keys.Hint) []keys.Hint {
	if len(hints) < 4 {
		return hints
	}
	return append(slices.Clip(hints[:1]), hints[len(hints)-2:]...)
}

// isLong says whether the message does not fit between a text and the keys for
// help and for quitting in the status line, and so stands above it.
func (s *screen) isLong(text string, width int) bool {
	hints := s.hints()
	keys := s.hintsWidth(hints[max(len(hints)-2, 0):])
	return s.message != "" && cells.Width(text)+2+cells.Width(cells.Clean(s.message))+2+keys > width
}

func (s *screen) errorLines(width int) []cells.Line {
	var lines []cells.Line
	if s.isLong(s.place(), width) {
		lines = cells.Wrap([]cells.Line{cells.Tell(theme.Warn, s.message)}, width)
	}
	if text, lost := s.lossLine(); lost {
		lines = append(lines, cells.Say(theme.Bad, cells.Clip(text, width)))
	}
	p := s.trace.Progress()
	switch {
	case p.Err != nil && !s.isStop(p.Err):
		lines = append(lines, s.stopLines(s.words.Failed+s.whyStopped(p.Err, width-cells.Width(s.words.Failed)), width)...)
	case p.Problem != nil && s.live.info != nil:
		lines = append(lines, s.stopLines(s.words.Without+p.Problem.Error(), width)...)
	}
	return lines
}

// whyStopped is why reading stopped. Where that takes more than a line the reason goes
// before the place, which is the file's name without its folders: who reads one line
// of it is to read the reason.
func (s *screen) whyStopped(err error, width int) string {
	text := strings.ReplaceAll(err.Error(), "\n", "; ")
	var at *capture.Error
	if cells.Width(cells.Clean(text)) <= width || !errors.As(err, &at) || at.Error() != err.Error() {
		return text
	}
	where := filepath.Base(at.File)
	if at.Offset >= 0 {
		where += fmt.Sprintf(mannersWordsIn[s.words.Language].atByte, phrase.Count(at.Offset))
	}
	return at.Reason + " " + fmt.Sprintf(s.words.Aside, where)
}

// stopLines say why reading stopped; once somebody has seen that and gone on, in
// one line, with the key of the view that has all of it.
func (s *screen) stopLines(text string, width int) []cells.Line {
	lines := cells.Wrap([]cells.Line{cells.Tell(theme.Bad, text)}, width)
	key := s.keys.Now("5")
	if s.stopSeen = text; len(lines) == 1 || s.stopRead != text || key == "" || s.opts.lesson != nil {
		return lines
	}
	more := fmt.Sprintf(mannersWordsIn[s.words.Language].allOfIt, key)
	return []cells.Line{cells.Say(theme.Bad, cells.Clip(cells.Clean(text), width-cells.Width(more))+more)}
}

// place is where we are, as the status line begins.
func (s *screen) place() string {
	if p := s.top(); p != nil {
		text := " " + p.status(s.words)
		if s.held {
			text += "  " + fmt.Sprintf(s.words.Paused, phrase.Count(int64(s.grids[exchangesView].New())))
		}
		return text
	}
	g, p := s.grid(), s.trace.Progress()
	at, rows := g.Place()
	text := " " + phrase.Count(int64(min(at+1, rows))) + "/" + phrase.Count(int64(rows))
	switch {
	case s.held:
		text += " " + fmt.Sprintf(s.words.Paused, phrase.Count(int64(g.New())))
	case g.Follow && !p.Done:
		text += " " + s.words.Follow
	}
	if n := len(s.marked(s.view)); n > 0 {
		text += "  " + fmt.Sprintf(s.filterWords().MarkedCount, phrase.Count(int64(n)))
	}
	return text
}

// statusText is where we are, and a message or how far reading has come, as
// much of it as fits width; the message may take whole cells.
func (s *screen) statusText(width, whole int) string {
	text := s.place()
	switch {
	case s.isLong(text, whole):
		return text
	case s.message != "":
		return text + "  " + cells.Clean(s.message)
	case s.top() != nil:
		return text
	}
	p := s.trace.Progress()
	var pieces []string
	if n := s.letGo(); n > 0 {
		pieces = []string{fmt.Sprintf(s.words.LetGo, phrase.Count(int64(n)))}
	}
	if s.live.info != nil {
		pieces = append(pieces, s.meter.livePieces(s.words, p)...)
	} else {
		pieces = append(pieces, s.meter.pieces(s.words, p)...)
	}
	for _, piece := range pieces {
		if cells.Width(text)+2+cells.Width(piece) > width {
			break
		}
		text += "  " + piece
	}
	return text
}

// letGo is how many rows of the table are not there any more.
func (s *screen) letGo() int {
	exchanges, connections := s.trace.LetGo()
	switch {
	case s.view == connectionsView:
		return connections
	case s.view == messagesView:
		return s.trace.Connection(s.grid().List.(lists.Messages).Of).MessagesLetGo
	case s.of != lists.All:
		return s.trace.Connection(s.of).ExchangesLetGo
	}
	return exchanges
}

func (s *screen) hints() []keys.Hint {
	switch {
	case s.over != nil:
		return keys.TextHints
	case s.top() != nil:
		return append(slices.Clip(s.top().hints()), keys.ShowHelp.As("?"), keys.Quit.As("q"))
	case s.view == messagesView && (s.pane == full || s.inDetail):
		return keys.MessageHints
	case s.folds != nil && (s.inDetail || s.pane == full):
		return keys.FoldHints
	case s.sides.on && s.pane == full:
		return keys.FullSideHints
	case s.sides.on && s.inDetail:
		return keys.SideHints
	case s.view == exchangesView && s.pane == full:
		return keys.FullExchangeHints
	case s.view == exchangesView && s.inDetail:
		return keys.ExchangeHints
	case s.pane == full:
		return keys.FullHints
	case s.inDetail:
		return keys.DetailHints
	case s.view == exchangesView && s.pane == split:
		return keys.SplitExchangeHints
	case s.pane == split:
		return keys.SplitHints
	case s.isLive():
		return keys.LiveHints
	case s.trace.Progress().Done:
		return keys.DoneHints
	}
	return keys.TableHints
}

// hintWord is the word for what a hint's key does now.
func (s *screen) hintWord(h keys.Hint) string {
	if p, ok := s.top().(namesKeys); ok && s.over == nil {
		if word := p.hintWord(h.Action); word != "" {
			return word
		}
	}
	switch {
	case s.top() != nil:
	case h.Action == keys.Open && s.inDetail:
		return s.words.FullScreen
	case s.folds != nil && (h.Action == keys.TogglePane || h.Action == keys.Slower):
		return map[keys.Action]string{keys.TogglePane: detail.ContentWordsIn[s.words.Language].Fold, keys.Slower: detail.ContentWordsIn[s.words.Language].FoldAll}[h.Action]
	case h.Action == keys.TurnBody && s.bodyWord() != "":
		return s.bodyWord()
	case h.Action == keys.SwitchPane && s.sides.on && (s.inDetail || s.pane == full):
		return detail.ContentWordsIn[s.words.Language].OtherSide
	case h.Action == keys.SwitchPane && !s.inDetail:
		return s.words.Detail
	}
	return s.words.Hints[h.Action]
}

// bodyWord says what the key for bodies leads to, where that is more than a body;
// empty elsewhere.
func (s *screen) bodyWord() string {
	v, w := s.viewed, &detail.ContentWordsIn[s.words.Language]
	if v == nil || s.showing.view != exchangesView || s.showing.number != v.X.Number {
		return ""
	}
	c := v.ResponseBody
	switch next := v.Look.Next(&v.X); {
	case next == detail.Everything && v.Look.Focus != detail.Everything:
		return w.AllParts
	case next == detail.RequestBody && v.Look.Focus == detail.ResponseBody:
		return w.RequestBody
	case next == detail.RequestBody:
		c = v.RequestBody
	}
	if c != nil && c.Folds() && v.Look.Form == detail.LaidOut && v.Look.Focus == detail.Everything {
		return w.Fold
	}
	return ""
}

// drawHints draws as many hints as fit, to the right. On a page that asks for a choice its
// keys go before words.
func (s *screen) drawHints(canvas tcell.Screen, x, y, width int) {
	nothing := false // is there to be opened
	if s.top() == nil && s.over == nil {
		_, rows := s.grid().Place()
		nothing = rows == 0
	}
	alone := s.bodyAlone()
	hints := slices.DeleteFunc(slices.Clone(s.hints()), func(h keys.Hint) bool {
		return s.keys.Now(h.Label) == "" || nothing && h.Action == keys.Open || alone && h.Action == keys.ToggleMeanings
	})
	word := func(h keys.Hint) string { return " " + s.hintWord(h) + "  " }
	if _, asks := s.top().(*exportPage); asks && s.over == nil && s.hintsWidth(hints) > width {
		word = func(keys.Hint) string { return "  " }
	}
	taken := func() (n int) {
		for _, h := range hints {
			n += cells.Width(s.keys.Now(h.Label)) + cells.Width(word(h))
		}
		return n
	}
	for len(hints) > 0 && taken() > width {
		cut := max(len(hints)-3, 0)
		hints = slices.Delete(hints, cut, cut+1)
	}
	at := x + width - taken()
	for _, h := range hints {
		from := at
		label := s.keys.Now(h.Label)
		at += cells.Put(canvas, at, y, cells.Width(label), label, s.theme.Key)
		at += cells.Put(canvas, at, y, cells.Width(word(h)), word(h), s.theme.Tone[theme.Plain])
		s.mouse.add(zone{from, y, at - from - 2, 1, s.clickedHint(h), nil})
	}
}

func (s *screen) hintsWidth(hints []keys.Hint) int {
	width := 0
	for _, h := range hints {
		width += cells.Width(s.keys.Now(h.Label)) + 1 + cells.Width(s.hintWord(h)) + 2
	}
	return width
}
