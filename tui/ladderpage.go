package tui

import (
	"context"
	"fmt"

	"wiretalk/internal/phrase"
	"wiretalk/tui/cells"
	"wiretalk/tui/keys"
	"wiretalk/tui/ladderview"
	"wiretalk/tui/words"
)

// ladderPage shows a connection as textbooks draw it, a segment at a time.
type ladderPage struct {
	of       int
	toGo     int64 // the frame to begin at; 0 for the first
	w        *words.Screen
	words    *ladderview.Words
	model    *ladderview.Model // nil until the segments have been read
	note     string            // in its place
	early    []func(*screen)   // asked for before they have been read
	asked    bool
	far      ladderview.HowFar
	until    int64     // the last frame that was there to be read
	cursor   int       // row; behind the last stands the verdict
	top      int       // row
	rows     int       // in sight, about
	width    int       // at the last drawing
	split    division  // between the picture and the pane below it
	all      bool      // what comes after the cursor is shown too
	real     bool      // real numbers
	inPane   bool      // keys act on the pane
	hidden   bool      // the pane, so that the picture has all the room
	keys     *keys.Map // from the first refresh
	pane     cells.Pager
	paned    paneOf
	opened   []span2 // folds that are open, the inner ones last
	player   player
	quiz     *quizRun                                         // nil while none is taken
	grown    bool                                             // more has come since the segments were read
	quizzes  int                                              // taken so far
	readFrom func(context.Context) (*ladderview.Model, error) // in place of the trace; may be nil
}

// showLadder opens the ladder of the selected row's connection, at the selected
// exchange or message.
func (s *screen) showLadder() {
	of, ok := s.selectedStream()
	if !ok {
		s.message = ladderview.WordsIn[s.words.Language].Choose
		return
	}
	p := &ladderPage{of: of, player: player{pace: ladderview.FirstPace}}
	p.speak(s.words)
	if row, ok := s.selectedExchange(); ok {
		x := s.trace.Exchange(row)
		if p.toGo = x.Request.FirstFrame; !x.Request.Seen {
			p.toGo = x.Response.FirstFrame
		}
	}
	s.openPage(p)
}

// speak changes the language.
func (p *ladderPage) speak(w *words.Screen) {
	p.w, p.words = w, &ladderview.WordsIn[w.Language]
	if p.keys != nil {
		p.words = ladderview.Bound(p.keys, p.words)
	}
	p.paned = paneOf{}
}

func (p *ladderPage) stream() int { return p.of }

func (p *ladderPage) title(*words.Screen) string { return fmt.Sprintf(p.words.Title, p.of) }

func (p *ladderPage) hints() []keys.Hint {
	switch {
	case p.quiz != nil:
		return []keys.Hint{keys.Back.As("Esc"), keys.NextItem.As("]"), keys.ToggleLanguage.As("L")}
	case p.inPane:
		return []keys.Hint{keys.Back.As("Esc"), keys.Down.As("j k"), keys.ToggleMeanings.As("m")}
	case p.onFold():
		return []keys.Hint{keys.Open.As("Enter"), keys.Back.As("Esc"), keys.Down.As("j k"), keys.NextItem.As("[ ]"), keys.ToggleMeanings.As("m"), keys.NextPhase.As("{ }"), keys.TogglePane.As("Space"), keys.ShowAll.As("a"), keys.ShowDiagram.As("D")}
	}
	return []keys.Hint{keys.Back.As("Esc"), keys.Down.As("j k"), keys.NextItem.As("[ ]"), keys.ToggleMeanings.As("m"), keys.NextPhase.As("{ }"), keys.TogglePane.As("Space"), keys.ShowAll.As("a"), keys.ShowDiagram.As("D"), keys.ShowQuiz.As("Q"), keys.ToggleLanguage.As("L")}
}

// hintWord implements namesKeys.
func (p *ladderPage) hintWord(a keys.Action) string {
	if a == keys.ToggleMeanings {
		return p.words.Text
	}
	return ""
}

func (p *ladderPage) status(*words.Screen) string {
	if p.model == nil {
		return ""
	}
	if p.quiz != nil {
		return p.score()
	}
	text := phrase.Count(int64(min(p.cursor+1, len(p.model.Rows)))) + "/" + phrase.Count(int64(len(p.model.Rows)))
	if p.grown {
		text += "  " + p.words.Grown
	}
	if p.player.on {
		text += "  "
		text += p.playing(p.width - cells.Width(text) - 1)
	}
	return text
}

// refresh reads the segments when the page is opened.
func (p *ladderPage) refresh(s *screen) {
	if p.keys == nil {
		p.keys = s.keys
		p.speak(p.w)
	}
	if !p.asked {
		p.read(s)
	}
	if p.readFrom == nil && p.model != nil {
		p.grown = s.trace.Connection(p.of).LastFrame > p.until
	}
}
