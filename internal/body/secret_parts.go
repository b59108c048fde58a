package body

import "bytes"

// partFinder finds secrets in multipart bodies: the content of a field of a secret
// name, and what is secret in parts that are themselves forms, JSON or XML.
type partFinder struct {
	mask     *Mask
	dash     []byte // the boundary with two hyphens before it
	state    partState
	line     []byte // of a part's header
	part     Part
	hidden   bool
	inside   finder // of the part's content; nil without
	midLine  bool   // the byte that comes begins no line
	boundary int    // bytes of a delimiter that are still to come
}

// newPartFinder is nil where the boundary cannot be known.
func newPartFinder(m *Mask, contentType string, ahead func(int) []byte) finder {
	boundary := Parameter(contentType, "boundary")
	if boundary == "" {
		boundary = guessBoundary(ahead(MaxBoundary + 4))
	}
	if boundary == "" || len(boundary) > MaxBoundary {
		return nil
	}
	return &partFinder{mask: m, dash: []byte("--" + boundary)}
}

func (f *partFinder) find(c byte, ahead func(int) []byte) bool {
	begins := !f.midLine
	f.midLine = c != '\n'
	if f.boundary > 0 { // the rest of a delimiter, and of its line
		if f.boundary > 1 {
			f.boundary--
		} else if c == '\n' {
			f.boundary, f.state, f.part, f.line = 0, header, Part{}, f.line[:0]
		}
		return false
	}
	if begins && c == '-' && bytes.HasPrefix(ahead(len(f.dash)-1), f.dash[1:]) {
		f.boundary = len(f.dash)
		return false
	}
	switch f.state {
	case header:
		f.header(c)
	case content:
		if c == '\r' && f.follows(ahead, "\n") || c == '\n' && f.follows(ahead, "") {
			return false // the line end is the delimiter's
		}
		found := f.inside != nil && f.inside.find(c, ahead)
		return f.hidden || found
	}
	return false
}

// follows reports whether a delimiter follows behind what is given.
func (f *partFinder) follows(ahead func(int) []byte, behind string) bool {
	next, ok := bytes.CutPrefix(ahead(len(behind)+len(f.dash)), []byte(behind))
	return ok && bytes.HasPrefix(next, f.dash)
}

func (f *partFinder) header(c byte) {
	if c != '\n' {
		if len(f.line) < MaxPartHeader {
			f.line = append(f.line, c)
		}
		return
	}
	line := bytes.TrimSuffix(f.line, []byte("\r"))
	f.line = f.line[:0]
	if len(line) > 0 {
		f.part.addLine(line)
		return
	}
	f.part.named()
	f.state = content
	f.hidden = !f.part.HasFile && f.mask.Secret(f.part.Name)
	kind, _ := declared(MediaType(f.part.Get("Content-Type")))
	f.inside = f.mask.finder(kind)
}
