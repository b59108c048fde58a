package body

import (
	"bufio"
	"bytes"
	"io"
)

// fill sees to it that there is a piece of content. Without one, either the
// state is no longer content, or more may come, or err says why none does.
func (p *PartReader) fill() bool {
	if len(p.piece) == 0 && len(p.next) == 0 && p.err == nil {
		p.line()
	}
	if len(p.piece) == 0 {
		p.piece, p.next = p.next, nil
	}
	return len(p.piece) > 0
}

// line reads a line or, of a long one, some of it. A line end is content only if
// no delimiter follows it (RFC 2046 §5.1.1), so it comes with the next line.
func (p *PartReader) line() {
	begins := !p.midLine
	raw, err := p.read()
	if begins && p.delimiter(raw) {
		p.held = nil
		return
	}
	if err != nil && err != bufio.ErrBufferFull {
		p.err = p.early(err)
	}
	if p.midLine && len(p.held) == 1 && string(raw) == "\n" {
		raw = []byte("\r\n") // its first half was held
		p.held = nil
	}
	text := bytes.TrimSuffix(raw, []byte("\n"))
	if len(text) < len(raw) || err == bufio.ErrBufferFull {
		text = bytes.TrimSuffix(text, []byte("\r"))
	}
	p.midLine = err == bufio.ErrBufferFull
	p.piece, p.next = p.held, text
	p.held = lineEnds[string(raw[len(text):])]
}

// lineEnds are what may be held.
var lineEnds = map[string][]byte{"\r\n": []byte("\r\n"), "\n": []byte("\n"), "\r": []byte("\r")}

// read reads up to the end of a line, or as much as fits.
func (p *PartReader) read() ([]byte, error) {
	raw, err := p.r.ReadSlice('\n')
	p.offset += int64(len(raw))
	return raw, err
}

// delimiter takes a line that ends a part, or the preamble.
func (p *PartReader) delimiter(line []byte) bool {
	rest, found := bytes.CutPrefix(line, p.dash)
	rest, last := bytes.CutPrefix(rest, []byte("--"))
	if !found || len(bytes.TrimRight(rest, " \t\r\n")) > 0 {
		return false
	}
	if p.part != nil {
		p.part.Complete = true
	}
	p.state = between
	if last {
		p.state = epilogue
	}
	p.midLine = false
	return true
}

// readHeader reads the part's header with the empty line after it.
func (p *PartReader) readHeader() {
	p.midLine = false
	for size := 0; ; {
		raw, err := p.read()
		begins := !p.midLine
		p.midLine = err == bufio.ErrBufferFull
		size += len(raw)
		line := bytes.TrimRight(raw, "\r\n")
		p.part.Offset = p.offset
		switch {
		case begins && p.delimiter(raw):
			p.part.Offset -= int64(len(raw))
			return
		case err != nil && !p.midLine:
			p.err = p.early(err)
			p.state = content
			return
		case len(line) == 0 && begins:
			p.state = content
			return
		case !begins || p.midLine || size > MaxPartHeader:
			p.part.HeaderCut = true
		default:
			p.part.addLine(line)
		}
	}
}

// Parts reads all of a multipart body and returns its parts, so that their
// content can be read from the body by their offsets. The error is
// ErrTooManyParts or that of [PartReader.Next]; the parts found before it are returned.
func Parts(r io.Reader, contentType string) ([]Part, error) {
	p, err := NewPartReader(r, contentType)
	if err != nil {
		return nil, err
	}
	var read []*Part
	for err == nil {
		var part *Part
		if part, err = p.Next(); part != nil {
			read = append(read, part)
		}
	}
	parts := make([]Part, len(read))
	for i, part := range read {
		parts[i] = *part
	}
	if err == io.EOF {
		err = nil
	}
	return parts, err
}
