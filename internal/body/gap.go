package body

import "io"

// gapReader reads a body that leaves out what is missing, and tells where.
type gapReader struct {
	r       io.Reader
	missing []Range // in order
	at      int64   // in the body as it was
}

// skip passes over what is missing here, and returns how much.
func (g *gapReader) skip() (n int64) {
	for len(g.missing) > 0 && g.missing[0].First <= g.at {
		gap := max(g.missing[0].End-g.at, 0)
		n, g.at, g.missing = n+gap, g.at+gap, g.missing[1:]
	}
	return n
}

// Read reads up to what is missing next; skip must have been called.
func (g *gapReader) Read(p []byte) (int, error) {
	if len(g.missing) > 0 {
		p = p[:min(int64(len(p)), g.missing[0].First-g.at)]
	}
	n, err := g.r.Read(p)
	g.at += int64(n)
	return n, err
}
