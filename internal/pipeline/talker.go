package pipeline

import (
	"wiretalk/httpdecode"
	"wiretalk/internal/trace"
	"wiretalk/internal/websocket"
	"wiretalk/tcpreasm"
)

// talker is one end of a WebSocket: what it says becomes records and rows.
type talker struct {
	beyond  *beyond
	side    tcpreasm.Side
	decoder *websocket.Decoder
	content []byte // the beginning of the message that is not complete
	gapped  bool   // bytes are missing behind content
}

// talker is that of a direction.
func (b *beyond) talker(d httpdecode.Direction) *talker {
	if b.talk[d] == nil {
		t := &talker{beyond: b, side: tcpreasm.Side(d)}
		t.decoder = websocket.New(t, websocket.Options{
			Direction: websocket.Direction(d), Deflate: b.shrink, Workspace: b.conn.shard.workspace(),
		})
		b.talk[d] = t
	}
	return b.talk[d]
}

func (t *talker) Begin(*websocket.Message) { t.content, t.gapped = t.content[:0], false }

func (t *talker) Payload(_ *websocket.Message, b []byte, missing int64, _ websocket.Position) {
	if t.gapped = t.gapped || missing > 0; t.gapped {
		return
	}
	t.content = append(t.content, b[:min(len(b), trace.MaxContent-len(t.content))]...)
}

func (t *talker) Done(m *websocket.Message) {
	t.say(&trace.WebSocket{
		Opcode: m.Opcode, Compressed: m.Compressed, First: m.First, Last: m.Last, Frames: m.Frames,
		Length: m.Length, Missing: m.Missing, Size: m.Size, Content: t.content, Complete: m.Complete, Whole: m.Whole, Notes: m.Notes,
	})
}

func (t *talker) Control(f *websocket.Control) {
	m := &trace.WebSocket{
		Opcode: f.Opcode, First: f.First, Last: f.Last, Frames: 1,
		Length: f.Length, Missing: f.Missing, Size: int64(len(f.Payload)), Content: f.Payload, Complete: f.Complete, Notes: f.Notes,
	}
	m.Whole = m.Complete && m.Size == m.Length
	if f.Opcode == websocket.Close {
		if code, reason, ok := f.Close(); ok {
			m.CloseCode, m.CloseReason = code, string(reason)
		}
	}
	t.say(m)
}

// Lost is called when no more of the direction is decoded. Unless the last
// message says so, a row and record of its own do.
func (t *talker) Lost(why websocket.Notes, said bool, at websocket.Position) {
	if !said {
		t.say(&trace.WebSocket{Opcode: websocket.Unread, First: at, Last: at, Notes: why})
	}
}

// say reports a message, whose content is borrowed.
func (t *talker) say(m *trace.WebSocket) {
	c := t.beyond.conn
	s := c.shard
	m.Exchange, m.From = t.beyond.opened, t.side
	c.summary.WebSocket++
	if v := c.siftMessage(m); s.cfg.Records != nil && !v.out {
		page := s.out.pages.current()
		text, hole := s.cfg.Records.WebSocket(page, &c.tcp.Info, m)
		s.record(c, len(page), text, hole, v)
	}
	if s.cfg.Trace != nil && s.cfg.Trace.Wants(c.summary.WebSocket) {
		m.Content = append([]byte(nil), m.Content...)
		s.find(finding{event: event{s.now, c}, said: m})
		s.giveIfFull()
	}
}

// workspace is the memory that the shard's WebSocket decoders share.
func (s *shard) workspace() *websocket.Workspace {
	if s.frames == nil {
		s.frames = websocket.NewWorkspace(websocket.Limits{Held: int64(maxFrames / s.cfg.Shards)})
	}
	return s.frames
}

// maxFrames is how many bytes the WebSocket decoders of all shards may keep.
const maxFrames = 64 << 20
