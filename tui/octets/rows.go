package octets

import (
	"bytes"
	"fmt"
	"io"
	"math/bits"
	"slices"
	"strings"
	"unicode/utf8"

	"wiretalk/internal/phrase"
	"wiretalk/internal/replay"
	"wiretalk/tcpreasm"
	"wiretalk/tui/cells"
	"wiretalk/tui/segments"
	"wiretalk/tui/theme"
)

// Row is a row of the bytes of a connection.
type Row struct {
	Run    int
	From   tcpreasm.Side
	Frame  int64
	Time   int64
	At     int64 // place of its first byte among those its end sent
	first  bool  // of its run
	Begins bool  // it begins a line, or is not of a text
	Text   string
	Tone   theme.Tone
}

// Layout makes rows of a stream. Each run has rows of its own, so that any
// place in a stream of any length is shown without what lies before it.
type Layout struct {
	Stream  *replay.Stream
	Capture io.ReaderAt
	Words   *Words
	Width   int // cells of a row
	Hex     bool
	Reveal  bool
	Only    int // a side, or BothWays
}

// BothWays is Layout.Only when both directions are shown.
const BothWays = -1

// maxLead is how many bytes before a run are looked at for the beginning of its first
// line.
const maxLead = 16 << 10

// read reads a part of a run from the capture.
func (b *Layout) read(run *replay.Run, from, n int64) ([]byte, error) {
	buf := make([]byte, n)
	got, err := b.Capture.ReadAt(buf, run.Offset+from)
	if got == len(buf) {
		err = nil
	}
	return buf[:got], err
}

// next is the first run from i on, in steps of 1 or -1, that is shown; false
// when there is none.
func (b *Layout) next(i, step int) (int, replay.Run, bool) { return b.nextOf(i, step, b.Only) }

func (b *Layout) nextOf(i, step, side int) (at int, found replay.Run, ok bool) {
	look := func(k int, run replay.Run) bool {
		if ok = side == BothWays || int(run.From) == side; ok {
			at, found = k, run
		}
		return !ok
	}
	if step > 0 {
		b.Stream.From(i, look)
	} else {
		b.Stream.Back(i, look)
	}
	return at, found, ok
}

// Rows are those of a run.
func (b *Layout) Rows(i int, run *replay.Run) []Row {
	whole := Row{Run: i, From: run.From, Frame: run.Frame, Time: run.Time, At: run.At, first: true, Begins: true, Tone: theme.Warn}
	say := func(format string, args ...any) []Row {
		whole.Text = cells.Clip(phrase.Sprintf(format, append([]any{phrase.Count(run.Length)}, args...)...), b.Width)
		return []Row{whole}
	}
	switch {
	case run.Missing:
		return say(b.Words.missing)
	case run.Offset < 0:
		return say(b.Words.unplaced)
	}
	data, err := b.read(run, 0, run.Length)
	if err != nil {
		return say(b.Words.unreadable, cells.Clean(err.Error()))
	}
	whole.Tone = theme.Plain
	if b.Hex {
		return b.hexRows(whole, data)
	}
	return b.textRows(whole, run, data)
}

// hexRows are rows of a hex dump, of as many bytes as there is room for.
func (b *Layout) hexRows(row Row, data []byte) []Row {
	per, digits := 16, b.digits()
	for per > 1 && hexCells(digits, per) > b.Width {
		per /= 2
	}
	rows := make([]Row, 0, len(data)/per+1)
	var text strings.Builder
	for len(data) > 0 {
		some := data[:min(per, len(data))]
		data = data[len(some):]
		text.Reset()
		fmt.Fprintf(&text, "%0*x ", digits, row.At)
		for k := range per {
			if k > 0 && k%8 == 0 {
				text.WriteByte(' ')
			}
			if k < len(some) {
				fmt.Fprintf(&text, " %02x", some[k])
			} else {
				text.WriteString("   ")
			}
		}
		text.WriteByte(' ')
		for _, c := range some {
			if c < ' ' || c > '~' {
				c = '.'
			}
			text.WriteByte(c)
		}
		row.Text = text.String()
		rows = append(rows, row)
		row.first = false
		row.At += int64(len(some))
	}
	return rows
}

// hexCells is how wide a row of so many bytes is.
func hexCells(digits, per int) int { return digits + len(" ") + 3*per + (per-1)/8 + len(" ") + per }

// digits are those of the places of bytes in hexadecimal, at least four.
func (b *Layout) digits() int {
	sent := b.Stream.Sent()
	return max(4, (bits.Len64(uint64(max(sent[0], sent[1])))+3)/4)
}

// textRows are the lines of a text, broken where they are too long.
func (b *Layout) textRows(row Row, run *replay.Run, data []byte) []Row {
	lead := b.lead(row.Run, run)
	// What is left of a character that began in the run before was shown there.
	data = data[restOfRune(lead, data):]
	if n := partOfRune(data); n > 0 {
		data = append(data, b.completion(row.Run, run, n)...)
	}
	row.At = run.At + run.Length - int64(len(data))
	row.Begins = len(lead) == 0
	var rows []Row
	for len(data) > 0 {
		end := len(data)
		if i := bytes.IndexByte(data, '\n'); i >= 0 {
			end = i + 1
		}
		rows = b.breakLine(rows, &row, lead, data[:end])
		row.At += int64(end)
		lead, data = nil, data[end:]
		row.Begins = true
	}
	if len(rows) == 0 {
		row.Text = ""
		rows = append(rows, row)
	}
	return rows
}

// breakLine adds the rows of a line, or of its part that follows lead. Secrets
// are masked unless they are to be seen.
func (b *Layout) breakLine(rows []Row, row *Row, lead, part []byte) []Row {
	raw := string(bytes.TrimRight(part, "\r\n"))
	text := raw
	if whole := string(lead) + raw; !b.Reveal {
		switch masked := segments.ShownLine(whole, false); {
		case masked == whole:
		case len(lead) == 0:
			text = masked
		default:
			text = "***"
		}
	}
	at := *row
	masked := text != raw
	for shown := cells.Clean(cells.ExpandTabs(segments.Readable(text))); ; {
		head, rest := cells.Cut(shown, b.Width)
		if head == "" {
			head, rest = shown, ""
		}
		at.Text = head
		rows = append(rows, at)
		if rest == "" {
			break
		}
		if !masked && len(shown) == len(raw) { // a cell for each byte
			at.At += int64(len(head))
		}
		at.first, at.Begins = false, false
		shown = rest
	}
	row.first = false
	return rows
}

// lead is the beginning of the line that a run goes on with: what its end sent since
// the last line end before it.
func (b *Layout) lead(i int, run *replay.Run) (lead []byte) {
	for len(lead) < maxLead {
		k, before, ok := b.nextOf(i-1, -1, int(run.From))
		if !ok || before.Missing || before.Offset < 0 {
			return lead
		}
		n := min(before.Length, maxLead)
		data, err := b.read(&before, before.Length-n, n)
		if err != nil {
			return lead
		}
		end := bytes.LastIndexByte(data, '\n')
		lead = slices.Concat(data[end+1:], lead)
		if end >= 0 || n < before.Length {
			return lead
		}
		i = k
	}
	return lead
}

// completion is as many bytes as complete the character that a run ends within.
func (b *Layout) completion(i int, run *replay.Run, n int) []byte {
	_, after, ok := b.nextOf(i+1, 1, int(run.From))
	if !ok || after.Missing || after.Offset < 0 || after.Length < int64(n) {
		return nil
	}
	data, _ := b.read(&after, 0, int64(n))
	for _, c := range data {
		if utf8.RuneStart(c) {
			return nil
		}
	}
	return data
}

// partOfRune is how many bytes lack of the character that b ends within; 0 when it
// ends with a whole one, or with none.
func partOfRune(b []byte) int {
	for n := 1; n < utf8.UTFMax && n <= len(b); n++ {
		c := b[len(b)-n]
		if !utf8.RuneStart(c) {
			continue
		}
		size := 1
		switch {
		case c >= 0xf0 && c < 0xf8:
			size = 4
		case c >= 0xe0 && c < 0xf0:
			size = 3
		case c >= 0xc0 && c < 0xe0:
			size = 2
		}
		return max(size-n, 0)
	}
	return 0
}

// restOfRune is how many bytes of data complete the character that lead ends within.
func restOfRune(lead, data []byte) int {
	n := partOfRune(lead)
	if n == 0 || n > len(data) {
		return 0
	}
	for _, c := range data[:n] {
		if utf8.RuneStart(c) {
			return 0
		}
	}
	return n
}

const (
	TimedWidth = 100 // cells from which there is room for times
	LongWidth  = 80  // and in the status line for what is not masked,
	ShortWidth = 60  // in few words; below, that has a row of its own
)

// Tones tell the two ends' bytes apart, besides their marks.
var Tones = [2]theme.Tone{tcpreasm.Client: theme.Name, tcpreasm.Server: theme.Plain}
