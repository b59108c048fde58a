package report

import (
	"strconv"

	"wiretalk/internal/pipeline"
	"wiretalk/internal/trace"
	"wiretalk/internal/websocket"
	"wiretalk/tcpreasm"
)

// appendBeyond appends what is known of a connection besides TCP and HTTP.
func appendBeyond(dst []byte, s *pipeline.Summary) []byte {
	if r := s.Resolved; r != nil {
		dst = append(dst, `,"resolved":{"name":`...)
		dst = appendString(dst, []byte(r.Name))
		if r.Query.Frame != 0 {
			dst = appendInt(dst, "query_frame", r.Query.Frame)
		}
		dst = appendInt(dst, "answer_frame", r.Answer.Frame)
		if took, ok := r.Duration(); ok {
			dst = appendSeconds(appendName(dst, "duration"), took)
		}
		dst = append(dst, '}')
	}
	if t := s.TLS; t != nil {
		dst = appendTLS(dst, t)
	}
	if s.WebSocket > 0 {
		dst = appendInt(dst, "websocket_messages", int64(s.WebSocket))
	}
	return dst
}

func appendTLS(dst []byte, t *trace.TLS) []byte {
	dst = append(dst, `,"tls":{`...)
	text := func(name, value string) {
		if value != "" {
			dst = appendString(appendName(dst, name), []byte(value))
		}
	}
	text("sni", t.ServerName)
	if len(t.Offered) > 0 {
		dst = append(appendName(dst, "alpn"), '[')
		for i, name := range t.Offered {
			if i > 0 {
				dst = append(dst, ',')
			}
			dst = appendString(dst, []byte(name))
		}
		dst = append(dst, ']')
	}
	text("alpn_chosen", t.Chosen)
	text("version", t.Version)
	text("cipher", t.Cipher)
	text("ja4", t.JA4)
	if t.Encrypted {
		dst = strconv.AppendBool(appendName(dst, "encrypted_hello"), true)
	}
	text("certificate", t.Subject)
	text("alert", t.Alert)
	return append(dst, '}')
}

// WebSocket renders a message or control frame of a WebSocket.
func (JSON) WebSocket(dst []byte, c *tcpreasm.Info, m *trace.WebSocket) (out []byte, hole int) {
	dst = append(dst, `{"type":"websocket","stream":`...)
	hole = len(dst)
	dst = appendInt(dst, "index", int64(m.Exchange))
	dst = appendWord(dst, "from", m.From.String())
	if m.Opcode != websocket.Unread {
		dst = appendString(append(dst, `,"opcode":`...), []byte(m.Opcode.String()))
	}
	dst = appendInt(dst, "frame", m.Last.Frame)
	dst = appendInt(dst, "first_frame", m.First.Frame)
	if m.First.Time != 0 {
		dst = appendTime(append(dst, `,"time":`...), m.First.Time)
	}
	if m.Opcode != websocket.Unread {
		dst = appendInt(dst, "frames", int64(m.Frames))
		dst = appendInt(dst, "length", m.Length)
	}
	dst = strconv.AppendBool(appendName(dst, "complete"), m.Complete)
	if m.Compressed {
		dst = strconv.AppendBool(appendName(dst, "compressed"), true)
		if m.Whole {
			dst = appendInt(dst, "size", m.Size)
		} else {
			dst = appendInt(dst, "size_at_least", m.Size)
		}
	}
	if m.Missing > 0 {
		dst = appendInt(dst, "missing_bytes", m.Missing)
	}
	switch m.Opcode {
	case websocket.Text:
		dst = appendString(append(dst, `,"text":`...), m.Content)
		if int64(len(m.Content)) < m.Size || !m.Whole {
			dst = strconv.AppendBool(appendName(dst, "text_cut"), true)
		}
	case websocket.Close:
		if m.CloseCode != 0 {
			dst = appendInt(dst, "close_code", int64(m.CloseCode))
			dst = appendString(append(dst, `,"close_reason":`...), []byte(m.CloseReason))
		}
	}
	dst = append(dst, `,"notes":[`...)
	from := len(dst)
	for word := range m.Notes.All() {
		if len(dst) > from {
			dst = append(dst, ',')
		}
		dst = append(append(append(dst, '"'), word...), '"')
	}
	return append(dst, ']', '}', '\n'), hole
}
