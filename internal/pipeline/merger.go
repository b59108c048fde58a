package pipeline

import (
	"cmp"
	"slices"
	"strconv"

	"wiretalk/capture"
	"wiretalk/internal/trace"
)

// merger puts the shards' findings in one order.
type merger struct {
	cfg      *Config
	src      capture.Source
	streams  int // connections so far
	progress trace.Progress

	opened  []*conn
	records [][]record // of each shard
	changes [][]change // of each shard
	text    []byte
	err     error
}

// flushAt is how many bytes of records are written at once, when there are
// so many.
const flushAt = 64 << 10

// merge takes what the shards found in a batch. After an error of the output
// no more is written.
func (m *merger) merge(b *batch) error {
	m.progress.Packets = b.read
	if size, ok := m.src.(interface {
		BytesRead() int64
		Size() int64
	}); ok {
		m.progress.Read, m.progress.Total = size.BytesRead(), size.Size()
	}
	m.number(b)
	if m.cfg.Records != nil && m.err == nil {
		m.err = m.write(b)
	}
	if m.cfg.Trace != nil {
		m.update(b)
	}
	clear(m.opened)
	if m.cfg.Progress != nil {
		m.cfg.Progress(m.progress)
	}
	return m.err
}

// number gives the batch's new connections their stream numbers, in the
// order of their first packets.
func (m *merger) number(b *batch) {
	m.opened = m.opened[:0]
	for i := range b.outputs {
		m.opened = append(m.opened, b.outputs[i].opened...)
	}
	slices.SortFunc(m.opened, func(x, y *conn) int { return cmp.Compare(x.firstFrame, y.firstFrame) })
	for _, c := range m.opened {
		c.stream = m.streams
		m.streams++
	}
}

// write prints the batch's records.
func (m *merger) write(b *batch) error {
	m.records = m.records[:0]
	for i := range b.outputs {
		m.records = append(m.records, b.outputs[i].records)
	}
	for r := range inOrder(m.records, func(r *record) *event { return &r.event }) {
		m.text = append(m.text, r.text[:r.hole]...)
		m.text = appendStream(m.text, r.conn.stream, r.text[r.hole:])
		if len(m.text) >= flushAt {
			if err := m.flush(); err != nil {
				return err
			}
		}
	}
	return m.flush()
}

// appendStream appends a stream number and what follows it in a record.
// Blanks before the last one of those that follow make room for the number.
func appendStream(dst []byte, stream int, after []byte) []byte {
	from := len(dst)
	dst = strconv.AppendInt(dst, int64(stream), 10)
	for n := len(dst) - from; n > 0 && len(after) > 1 && after[0] == ' ' && after[1] == ' '; n-- {
		after = after[1:]
	}
	return append(dst, after...)
}

func (m *merger) flush() error {
	if len(m.text) == 0 {
		return nil
	}
	_, err := m.cfg.Output.Write(m.text)
	m.text = m.text[:0]
	return err
}

// update brings the trace up to the end of the batch.
func (m *merger) update(b *batch) {
	m.changes = m.changes[:0]
	for i := range b.outputs {
		m.changes = append(m.changes, b.outputs[i].changes)
	}
	m.cfg.Trace.Update(func(w *trace.Writer) {
		for _, c := range m.opened {
			c.row = w.AddConnection(trace.Connection{})
		}
		for c := range inOrder(m.changes, func(c *change) *event { return &c.event }) {
			c.apply(w)
		}
		for i := range b.outputs {
			for _, t := range b.outputs[i].touched {
				t.conn.row.Info, t.conn.row.Protocol = t.info, t.protocol
			}
		}
		w.SetProgress(m.progress)
	})
}

func (c *change) apply(w *trace.Writer) {
	row := c.place.row
	if row == nil {
		c.place.row = w.AddExchange(c.conn.row, c.row)
		return
	}
	number, stream := row.Number, row.Stream
	*row = c.row
	row.Number, row.Stream = number, stream
}

// finish says that nothing more comes.
func (m *merger) finish(err error) {
	m.progress.Done, m.progress.Err = true, err
	if m.cfg.Trace != nil {
		m.cfg.Trace.Update(func(w *trace.Writer) { w.SetProgress(m.progress) })
	}
	if m.cfg.Progress != nil {
		m.cfg.Progress(m.progress)
	}
}
