package tlshello

// Handshake message types (RFC 8446 §4, RFC 5246 §7.4).
const (
	clientHello = 1
	serverHello = 2
	certificate = 11
)

// readMessages reads the handshake messages that are complete.
func (r *Reader) readMessages() {
	if r.head[0] == changeCipherSpec {
		r.message = r.message[:0]
		return
	}
	for r.status == More && len(r.message) >= 4 {
		m, start := r.message, r.offset-int64(len(r.message))
		if first := r.Client == nil && r.Server == nil; first && m[0] != clientHello && m[0] != serverHello {
			r.fail(start, "the handshake does not begin with a hello")
			return
		}
		n := 4 + (int(m[1])<<16 | int(m[2])<<8 | int(m[3]))
		switch {
		case n > MaxMessage:
			r.fail(start, "a handshake message is longer than this program reads")
			return
		case n > len(m):
			return
		}
		r.readMessage(m[0], m[4:n], start)
		r.message = r.message[:copy(r.message, m[n:])]
	}
}

func (r *Reader) readMessage(kind byte, body []byte, start int64) {
	switch {
	case kind == clientHello && r.Server == nil:
		hello, wrong := parseClientHello(body)
		hello.RecordVersion = Version(r.head[1])<<8 | Version(r.head[2])
		r.Client = hello
		r.finish(start, wrong, true)
	case kind == serverHello && r.Client == nil && (r.Server == nil || r.Server.Retry):
		hello, wrong := parseServerHello(body)
		again := r.Server != nil
		r.Retry = r.Retry || hello.Retry
		r.Server = hello
		r.finish(start, wrong, hello.Selected >= TLS13 && (!hello.Retry || again))
	case kind == certificate && r.Server != nil:
		c, wrong := parseCertificate(body)
		r.Certificate = c
		r.finish(start, wrong, true)
	case r.Server != nil && r.Server.Selected < TLS13 && kind != serverHello && kind != clientHello:
		// Without a certificate: resumption goes on with other messages, an
		// anonymous key exchange too.
		r.end(Done)
	default:
		r.fail(start, "a handshake message comes where it has no place")
	}
}

// finish ends the reading when this message was the last to read, or
// when something is wrong with it.
func (r *Reader) finish(start int64, wrong string, last bool) {
	switch {
	case wrong != "":
		r.fail(start, wrong)
	case last:
		r.end(Done)
	}
}
