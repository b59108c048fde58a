package tui

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

// byteRow is a row of the bytes of a connection.
type byteRow struct {
	run    int
	from   tcpreasm.Side
	frame  int64
	time   int64
	at     int64 // place of its first byte among those its end sent
	first  bool  // of its run
	begins bool  // it begins a line, or is not of a text
	text   string
	tone   theme.Tone
}

// byteLayout makes rows of a stream. Each run has rows of its own, so that any
// place in a stream of any length is shown without what lies before it.
type byteLayout struct {
	stream  *replay.Stream
	capture io.ReaderAt
	words   *bytesWords
	width   int // cells of a row
	hex     bool
	reveal  bool
	only    int // a side, or bothWays
}

// bothWays is byteLayout.only when both directions are shown.
const bothWays = -1

// maxLead is how many bytes before a run are looked at for the beginning of its first
// line.
const maxLead = 16 << 10

// read reads a part of a run from the capture.
func (b *byteLayout) read(run *replay.Run, from, n int64) ([]byte, error) {
	buf := make([]byte, n)
	got, err := b.capture.ReadAt(buf, run.Offset+from)
	if got == len(buf) {
		err = nil
	}
	return buf[:got], err
}

// next is the first run from i on, in steps of 1 or -1, that is shown; false
// when there is none.
func (b *byteLayout) next(i, step int) (int, replay.Run, bool) { return b.nextOf(i, step, b.only) }

func (b *byteLayout) nextOf(i, step, side int) (at int, found replay.Run, ok bool) {
	look := func(k int, run replay.Run) bool {
		if ok = side == bothWays || int(run.From) == side; ok {
			at, found = k, run
		}
		return !ok
	}
	if step > 0 {
		b.stream.From(i, look)
	} else {
		b.stream.Back(i, look)
	}
	return at, found, ok
}

// rows are those of a run.
func (b *byteLayout) rows(i int, run *replay.Run) []byteRow {
	whole := byteRow{run: i, from: run.From, frame: run.Frame, time: run.Time, at: run.At, first: true, begins: true, tone: theme.Warn}
	say := func(format string, args ...any) []byteRow {
		whole.text = cells.Clip(phrase.Sprintf(format, append([]any{phrase.Count(run.Length)}, args...)...), b.width)
		return []byteRow{whole}
	}
	switch {
	case run.Missing:
		return say(b.words.missing)
	case run.Offset < 0:
		return say(b.words.unplaced)
	}
	data, err := b.read(run, 0, run.Length)
	if err != nil {
		return say(b.words.unreadable, cells.Clean(err.Error()))
	}
	whole.tone = theme.Plain
	if b.hex {
		return b.hexRows(whole, data)
	}
	return b.textRows(whole, run, data)
}

// hexRows are rows of a hex dump, of as many bytes as there is room for.
func (b *byteLayout) hexRows(row byteRow, data []byte) []byteRow {
	per, digits := 16, b.digits()
	for per > 1 && hexCells(digits, per) > b.width {
		per /= 2
	}
	rows := make([]byteRow, 0, len(data)/per+1)
	var text strings.Builder
	for len(data) > 0 {
		some := data[:min(per, len(data))]
		data = data[len(some):]
		text.Reset()
		fmt.Fprintf(&text, "%0*x ", digits, row.at)
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
		row.text = text.String()
		rows = append(rows, row)
		row.first = false
		row.at += int64(len(some))
	}
	return rows
}

// hexCells is how wide a row of so many bytes is.
func hexCells(digits, per int) int { return digits + len(" ") + 3*per + (per-1)/8 + len(" ") + per }

// digits are those of the places of bytes in hexadecimal, at least four.
func (b *byteLayout) digits() int {
	sent := b.stream.Sent()
	return max(4, (bits.Len64(uint64(max(sent[0], sent[1])))+3)/4)
}

// textRows are the lines of a text, broken where they are too long.
func (b *byteLayout) textRows(row byteRow, run *replay.Run, data []byte) []byteRow {
	lead := b.lead(row.run, run)
	// What is left of a character that began in the run before was shown there.
	data = data[restOfRune(lead, data):]
	if n := partOfRune(data); n > 0 {
		data = append(data, b.completion(row.run, run, n)...)
	}
	row.at = run.At + run.Length - int64(len(data))
	row.begins = len(lead) == 0
	var rows []byteRow
	for len(data) > 0 {
		end := len(data)
		if i := bytes.IndexByte(data, '\n'); i >= 0 {
			end = i + 1
		}
		rows = b.breakLine(rows, &row, lead, data[:end])
		row.at += int64(end)
		lead, data = nil, data[end:]
		row.begins = true
	}
	if len(rows) == 0 {
		row.text = ""
		rows = append(rows, row)
	}
	return rows
}

// breakLine adds the rows of a line, or of its part that follows lead. Secrets
// are masked unless they are to be seen.
func (b *byteLayout) breakLine(rows []byteRow, row *byteRow, lead, part []byte) []byteRow {
	raw := string(bytes.TrimRight(part, "\r\n"))
	text := raw
	if whole := string(lead) + raw; !b.reveal {
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
		head, rest := cells.Cut(shown, b.width)
		if head == "" {
			head, rest = shown, ""
		}
		at.text = head
		rows = append(rows, at)
		if rest == "" {
			break
		}
		if !masked && len(shown) == len(raw) { // a cell for each byte
			at.at += int64(len(head))
		}
		at.first, at.begins = false, false
		shown = rest
	}
	row.first = false
	return rows
}

// lead is the beginning of the line that a run goes on with: what its end sent since
// the last line end before it.
func (b *byteLayout) lead(i int, run *replay.Run) (lead []byte) {
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
func (b *byteLayout) completion(i int, run *replay.Run, n int) []byte {
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
