package httpdecode

// plus is the position of the byte n further on in the same piece.
func (p Position) plus(n int) Position {
	if p.Offset >= 0 {
		p.Offset += int64(n)
	}
	return p
}

// appendRun records where n bytes lie that begin at a position.
func (e *Extents) appendRun(at Position, n int) { e.Append(at.Offset, int64(n)) }
