package detail

import (
	"bufio"
	"bytes"
	"context"
	"fmt"
	"strings"
	"time"

	"wiretalk/internal/body"
	"wiretalk/internal/phrase"
	"wiretalk/internal/trace"
	"wiretalk/internal/websocket"
	"wiretalk/tui/cells"
	"wiretalk/tui/lists"
	"wiretalk/tui/theme"
	"wiretalk/tui/words"
)

// Message is the detail of a WebSocket message. Its content, of which a
// few kilobytes are kept, is shown as a body is.
func Message(w *words.Screen, m *trace.WebSocket, k Look, zone *time.Location) []cells.Line {
	row := lists.MessageRow(w, 0, m, zone)
	lines := []cells.Line{
		cells.Prose(2, cells.Ink(w.OpcodeWord(m.Opcode), theme.Title), cells.Ink("  "+fmt.Sprintf(w.FromEnd, row[2].Text), theme.Dim)),
		cells.Tell(theme.Dim, messageMeasures(w, m, zone)),
	}
	if m.Opcode == websocket.Close {
		lines = append(lines, closeLine(w, m))
	}
	if m.Missing > 0 {
		lines = append(lines, cells.Tell(theme.Warn, phrase.Sprintf(w.Missing, phrase.Count(m.Missing))))
	}
	for i, note := range websocket.NoteTable {
		if m.Notes.Has(1 << i) {
			lines = append(lines, cells.Prose(2, cells.Ink(note.Word, theme.Warn), cells.Ink("  "+w.MessageNote(&note), theme.Plain)))
		}
	}
	if m.Opcode == websocket.Close || len(m.Content) == 0 {
		return lines
	}
	c := &Content{size: -1}
	r := Reading{Ctx: context.Background(), Words: w, Form: k.Form, Limit: MostLines, Reveal: k.Reveal}
	if c.kind = body.KindOf("", m.Content); m.Opcode == websocket.Text && c.kind == body.Binary {
		c.kind = body.PlainText
	}
	c.named = c.kind
	c.note(r.lay(c, bufio.NewReaderSize(bytes.NewReader(m.Content), maxPeek), "", 0))
	lines = append(append(lines, cells.Line{}), c.Lines...)
	if kept := int64(len(m.Content)); kept < m.Size {
		lines = append(lines, cells.Tell(theme.Warn, fmt.Sprintf(w.KeptOf, phrase.Size(kept), phrase.Size(m.Size))))
	}
	return lines
}

func closeLine(w *words.Screen, m *trace.WebSocket) cells.Line {
	if m.CloseCode == 0 {
		return cells.Tell(theme.Plain, w.NoCloseCode)
	}
	return cells.Prose(2, cells.Ink(lists.Gist(w, m).Text, lists.CloseCodeTone(m.CloseCode)))
}

func messageMeasures(w *words.Screen, m *trace.WebSocket, zone *time.Location) string {
	frames := phrase.Count(m.First.Frame)
	if m.Last.Frame > m.First.Frame {
		frames += "–" + phrase.Count(m.Last.Frame)
	}
	pieces := []string{phrase.Date(m.First.Time, zone), fmt.Sprintf(w.Frames, frames), lists.MessageSize(m)}
	if m.Compressed {
		pieces[2] = fmt.Sprintf(w.DecodedFrom, lists.MessageSize(m), "permessage-deflate", phrase.Size(m.Length))
	}
	if m.Frames > 1 {
		pieces = append(pieces, phrase.Sprintf(w.Fragments, m.Frames))
	}
	return strings.Join(pieces, " · ")
}
