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
	records []located
	changes []change
	text    []byte
	err     error
}

// located is a record with the text it lies in.
type located struct {
	record
	text []byte
}

// merge takes what the shards found in a batch. After an error of the output
// no more is written.
func (m *merger) merge(b *batch) error {
	m.progress.Packets = b.lastFrame
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

// write prints the batch's records in the order of the frames that caused
// them.
func (m *merger) write(b *batch) error {
	m.records = m.records[:0]
	for i := range b.outputs {
		o := &b.outputs[i]
		for _, r := range o.records {
			m.records = append(m.records, located{r, o.text})
		}
	}
	if len(b.outputs) > 1 {
		slices.SortStableFunc(m.records, func(x, y located) int {
			return cmp.Or(cmp.Compare(x.frame, y.frame), cmp.Compare(x.conn.firstFrame, y.conn.firstFrame))
		})
	}
	m.text = m.text[:0]
	for _, r := range m.records {
		m.text = append(m.text, r.text[r.from:r.hole]...)
		m.text = strconv.AppendInt(m.text, int64(r.conn.stream), 10)
		m.text = append(m.text, r.text[r.hole:r.to]...)
	}
	clear(m.records)
	if len(m.text) == 0 {
		return nil
	}
	_, err := m.cfg.Output.Write(m.text)
	return err
}

// update brings the trace up to the end of the batch.
func (m *merger) update(b *batch) {
	m.changes = m.changes[:0]
	for i := range b.outputs {
		m.changes = append(m.changes, b.outputs[i].changes...)
	}
	slices.SortStableFunc(m.changes, func(x, y change) int {
		return cmp.Or(cmp.Compare(x.frame, y.frame), cmp.Compare(x.conn.firstFrame, y.conn.firstFrame))
	})
	m.cfg.Trace.Update(func(w *trace.Writer) {
		for _, c := range m.opened {
			c.row = w.AddConnection(trace.Connection{})
		}
		for i := range m.changes {
			m.changes[i].apply(w)
		}
		for i := range b.outputs {
			for _, t := range b.outputs[i].touched {
				t.conn.row.Info, t.conn.row.Protocol = t.info, t.protocol
			}
		}
		w.SetProgress(m.progress)
	})
	clear(m.changes)
	clear(m.opened)
}

func (c *change) apply(w *trace.Writer) {
	index := c.row.Index
	for len(c.conn.rows) <= index {
		c.conn.rows = append(c.conn.rows, nil)
	}
	if row := c.conn.rows[index]; row == nil {
		c.conn.rows[index] = w.AddExchange(c.conn.row, c.row)
	} else {
		number, stream := row.Number, row.Stream
		*row = c.row
		row.Number, row.Stream = number, stream
	}
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
