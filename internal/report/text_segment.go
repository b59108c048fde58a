package report

import (
	"bytes"
	"strconv"

	"wiretalk/tcpreasm"
)

// Segment renders one TCP segment as a line, with relative numbers as
// Wireshark shows them, and a question mark at a state that is only assumed.
//
//	16:28:58.123456  10.0.0.1:4000 > 10.0.0.2:80  #0  5  PSH,ACK  seq 1  ack 1  len 40  win 65536  ESTABLISHED  ESTABLISHED  ! retransmission
func (t Text) Segment(dst []byte, c *tcpreasm.Conn, s *tcpreasm.Segment, o *tcpreasm.Observation) (out []byte, hole int) {
	dst, hole = t.beginBetween(dst, s.Time, s.Src, s.Dst)
	var buffer [64]byte
	dst = appendColumn(dst, strconv.AppendInt(buffer[:0], s.Frame, 10), frameWidth)
	dst = appendColumn(dst, s.Flags.String(), flagsWidth)
	number := func(name string, n int64, width int) {
		dst = appendColumn(dst, strconv.AppendInt(append(append(buffer[:0], name...), ' '), n, 10), width)
	}
	number("seq", int64(o.Seq), numberWidth)
	if s.Flags.Has(tcpreasm.ACK) {
		number("ack", int64(o.Ack), numberWidth)
	} else {
		dst = appendColumn(dst, "", numberWidth)
	}
	number("len", int64(s.Length), lengthWidth)
	if o.Window >= 0 {
		number("win", o.Window, lengthWidth)
	} else {
		number("win?", int64(s.Window), lengthWidth) // not known how it is scaled
	}
	dst = appendColumn(dst, c.StateName(tcpreasm.Client), stateWidth)
	dst = appendColumn(dst, c.StateName(tcpreasm.Server), stateWidth)
	if o.Acknowledges != 0 {
		dst = strconv.AppendInt(append(dst, "acks "...), o.Acknowledges, 10)
		dst = appendDuration(append(dst, " after "...), o.RoundTrip)
		if o.SentAgain {
			dst = append(dst, '?')
		}
		dst = append(dst, "  "...)
	}
	return append(bytes.TrimRight(t.remarks(dst, c, o), " "), '\n'), hole
}

// Widths of the columns of a segment's line.
const (
	frameWidth  = 6
	flagsWidth  = 11
	numberWidth = 14
	lengthWidth = 10
	stateWidth  = 13
)

// remarks appends what is not as usual about a segment.
func (t Text) remarks(dst []byte, c *tcpreasm.Conn, o *tcpreasm.Observation) []byte {
	separator := "! "
	add := func(remark string) {
		dst = append(append(dst, separator...), remark...)
		separator = ", "
	}
	var room [4]string
	for _, word := range o.Found.AppendWords(room[:0]) {
		add(word)
		if word == "duplicate_ack" {
			of, number := c.DuplicateAck(o.From)
			dst = strconv.AppendInt(append(dst, ' '), of, 10)
			dst = strconv.AppendInt(append(dst, '#'), int64(number), 10)
		}
	}
	if o.SameAs != 0 {
		add("same packet as ")
		dst = strconv.AppendInt(dst, o.SameAs, 10)
	}
	if o.Reported {
		add("reported missing before")
	}
	if o.Conflicts && len(c.Conflicts) > 0 {
		add("differs from what ")
		dst = append(strconv.AppendInt(dst, c.Conflicts[len(c.Conflicts)-1].First.Frame, 10), " sent"...)
	}
	return dst
}
