package pipeline

import (
	"strconv"

	"wiretalk/capture"
	"wiretalk/internal/trace"
)

// merger puts the shards' findings in one order.
type merger struct {
	cfg      *Config
	src      capture.Source
	inputs   []input
	streams  int // connections so far
	progress trace.Progress

	text []byte
	err  error
}

func newMerger(cfg *Config, src capture.Source, shards []*shard) *merger {
	m := &merger{cfg: cfg, src: src}
	for _, s := range shards {
		m.inputs = append(m.inputs, input{shard: s})
	}
	return m
}

// merge takes what the shards found in a batch. After an error of the output
// no more is written.
func (m *merger) merge(b *batch) error {
	m.progress.Packets, m.progress.Wire, m.progress.Now = b.read, b.wire, b.now
	if b.problem != nil {
		m.progress.Problem = b.problem
	}
	if size, ok := m.src.(interface {
		BytesRead() int64
		Size() int64
	}); ok {
		m.progress.Read, m.progress.Total = size.BytesRead(), size.Size()
	}
	if files, ok := m.src.(interface{ FilesBack() int64 }); ok {
		m.progress.Back = files.FilesBack()
	}
	// Whoever reads the trace does not wait while the shards work.
	for i := range m.inputs {
		m.inputs[i].wait()
	}
	if m.cfg.Trace == nil {
		m.takeAll(nil)
	} else {
		m.cfg.Trace.Update(func(w *trace.Writer) {
			m.takeAll(w)
			w.SetProgress(m.progress)
		})
	}
	if m.cfg.Progress != nil {
		m.cfg.Progress(m.progress)
	}
	return m.err
}

// takeAll takes the findings of a batch while the shards are at work on it.
// Each has given its first piece. w is nil without a trace.
func (m *merger) takeAll(w *trace.Writer) {
	for i := range m.inputs {
		if in := &m.inputs[i]; len(in.rest) == 0 && !in.piece.last {
			in.next(w)
		}
	}
	for in := earliest(m.inputs); in != nil; in = earliest(m.inputs) {
		m.take(&in.rest[0], in.piece, w)
		if in.rest = in.rest[1:]; len(in.rest) == 0 && !in.piece.last {
			in.next(w)
		}
	}
	for i := range m.inputs {
		m.inputs[i].done(w)
	}
	m.flush()
}

// next waits for the next piece with findings, or the last.
func (in *input) next(w *trace.Writer) {
	for {
		in.done(w)
		if w == nil {
			in.wait()
		} else {
			w.Breathe(in.wait)
		}
		if len(in.rest) > 0 || in.piece.last {
			return
		}
	}
}

// wait waits for the next piece.
func (in *input) wait() {
	in.piece = <-in.shard.found
	in.rest = in.piece.findings
}

// done gives the piece back, if there is one.
func (in *input) done(w *trace.Writer) {
	if in.piece == nil {
		return
	}
	if w != nil {
		for i := range in.piece.touched {
			t := &in.piece.touched[i]
			w.SetConnection(t.conn.row, &trace.State{
				Info: &t.info, Protocol: t.protocol, TLS: t.summary.TLS, Resolved: t.summary.Resolved,
				WebSocket: t.summary.WebSocket, Skipped: t.summary.Skipped, Until: t.until, Done: t.done,
			})
		}
	}
	in.shard.spare <- in.piece
	in.piece = nil
}

// take brings what is written or shown up to a finding. Connections get
// their stream numbers in the order of their first packets.
func (m *merger) take(f *finding, p *piece, w *trace.Writer) {
	switch {
	case f.text != nil:
		if f.later == nil || f.later(f.conn.stream) {
			m.write(f)
		}
	case f.said != nil:
		w.AddMessage(f.conn.row, *f.said)
	case f.then != nil:
		f.then(f.conn.stream)
	case f.change > 0:
		p.changes[f.change-1].apply(f.conn, w)
	default:
		f.conn.stream = m.streams
		m.streams++
		if w != nil {
			f.conn.row = w.AddConnection(trace.Connection{Info: p.opened[f.opened-1]})
		}
	}
}

// write prints a record.
func (m *merger) write(f *finding) {
	m.text = append(m.text, f.text[:f.hole]...)
	m.text = appendStream(m.text, f.conn.stream, f.text[f.hole:])
	if len(m.text) >= flushAt {
		m.flush()
	}
}

// flushAt is how many bytes of records are written at once, when there are
// so many.
const flushAt = 64 << 10

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

func (m *merger) flush() {
	if len(m.text) > 0 && m.err == nil {
		_, m.err = m.cfg.Output.Write(m.text)
	}
	m.text = m.text[:0]
	if cap(m.text) > 4*flushAt {
		m.text = nil
	}
}

func (c *change) apply(to *conn, w *trace.Writer) {
	row := c.place.row
	if row == nil {
		c.place.row = w.AddExchange(to.row, c.row)
		return
	}
	w.SetExchange(row, c.row)
}

// finish says that nothing more comes.
func (m *merger) finish(r *Result, err error) {
	m.progress.Done, m.progress.Err, m.progress.Reached = true, err, r.reached()
	if m.cfg.Trace != nil {
		m.cfg.Trace.Update(func(w *trace.Writer) { w.SetProgress(m.progress) })
	}
	if m.cfg.Progress != nil {
		m.cfg.Progress(m.progress)
	}
}
