package tui

import (
	"fmt"
	"io"
	"net/netip"
	"strings"
	"sync"
	"sync/atomic"

	"wiretalk/httpdecode"
	"wiretalk/internal/trace"
	"wiretalk/tcpreasm"
	"wiretalk/tui/detail"
)

// fake is a trace with its capture, made by hand: the bytes of each message
// are appended to the capture and found there again by their extents.
type fake struct {
	*trace.Trace
	mu      sync.Mutex
	capture []byte
	time    int64
	frame   int64
	read    atomic.Int64 // bytes
}

func newFake() *fake {
	f := &fake{time: 1764000000_000000000}
	f.Trace = trace.New(f)
	return f
}

// ReadAt reads the capture.
func (f *fake) ReadAt(p []byte, off int64) (int, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if off >= int64(len(f.capture)) {
		return 0, io.EOF
	}
	n := copy(p, f.capture[off:])
	f.read.Add(int64(n))
	if n < len(p) {
		return n, io.EOF
	}
	return n, nil
}

func (f *fake) keep(s string) (x httpdecode.Extents) {
	f.mu.Lock()
	defer f.mu.Unlock()
	x.Append(int64(len(f.capture)), int64(len(s)))
	f.capture = append(f.capture, s...)
	return x
}

// connect adds a connection that shook hands and closed in good order.
func (f *fake) connect(client, server string) *trace.Connection {
	f.time += 5e6
	c := trace.Connection{Protocol: httpdecode.HTTP1}
	c.Ends = [2]netip.AddrPort{netip.MustParseAddrPort(client), netip.MustParseAddrPort(server)}
	c.Initiator, c.Start, c.End = tcpreasm.BySyn, f.time, f.time+90e6
	c.Handshake = tcpreasm.Handshake{Syn: 1, SynAck: 2, Ack: 3, SynTime: f.time, SynAckTime: f.time + 2e6, AckTime: f.time + 2100e3}
	c.Close, c.ClosedBy = tcpreasm.Fin, tcpreasm.ByClient
	c.States = [2]tcpreasm.State{tcpreasm.TimeWait, tcpreasm.Closed}
	c.Packets, c.Bytes = [2]int64{6, 5}, [2]int64{120, 4321}
	c.StreamBytes = c.Bytes
	var added *trace.Connection
	f.Update(func(w *trace.Writer) { added = w.AddConnection(c) })
	return added
}

// exchange adds a request and a response given as they are on the wire.
func (f *fake) exchange(c *trace.Connection, request, response string, change ...func(*trace.Exchange)) (added *trace.Exchange) {
	x := trace.Exchange{Index: len(c.Exchanges), Done: true}
	x.Request, x.Response = f.message(request), f.message(response)
	line := strings.SplitN(request, " ", 3)
	if len(line) == 3 {
		x.Method, x.Target = line[0], line[1]
	}
	x.Host = fieldIn(headOf(request, httpdecode.ToServer), "Host")
	x.ContentType, _, _ = strings.Cut(fieldIn(headOf(response, httpdecode.ToClient), "Content-Type"), ";")
	fmt.Sscanf(response, "HTTP/1.1 %d", &x.Status)
	for _, apply := range change {
		apply(&x)
	}
	f.Update(func(w *trace.Writer) { added = w.AddExchange(c, x) })
	return added
}

// headOf is the head that wire begins with.
func headOf(wire string, d httpdecode.Direction) *detail.Head {
	h := &detail.Head{Bytes: []byte(wire)}
	if i := strings.Index(wire, "\r\n\r\n"); i >= 0 {
		h.Bytes = h.Bytes[:i+4]
	}
	_ = httpdecode.ParseHead(h.Bytes, d, &h.Message)
	return h
}

func fieldIn(h *detail.Head, name string) string { return string(h.Get(name)) }

func (f *fake) message(wire string) trace.Message {
	if wire == "" {
		return trace.Message{}
	}
	head, body := wire, ""
	if i := strings.Index(wire, "\r\n\r\n"); i >= 0 {
		head, body = wire[:i+4], wire[i+4:]
	}
	f.frame += 2
	f.time += 1500e3
	m := trace.Message{Seen: true, Complete: true, FirstFrame: f.frame, Frame: f.frame + 1, First: f.time, Last: f.time + 900e3}
	m.Head, m.Body = f.keep(head), f.keep(body)
	m.HeaderBytes, m.BodyBytes = int64(len(head)), int64(len(body))
	return m
}

// finish says that the capture has been read to its end.
func (f *fake) finish(err error) {
	f.Update(func(w *trace.Writer) {
		w.SetProgress(trace.Progress{Packets: 1234, Read: 5_600_000, Total: 5_600_000, Done: true, Err: err})
	})
}

// million adds n exchanges on few connections, quickly.
func (f *fake) million(n int) {
	c := f.connect("10.0.0.7:50000", "10.0.0.1:80")
	request, response := f.message("GET / HTTP/1.1\r\nHost: big.example\r\n\r\n"), f.message("HTTP/1.1 200 OK\r\n\r\nhello")
	f.Update(func(w *trace.Writer) {
		for i := range n {
			w.AddExchange(c, trace.Exchange{
				Method: "GET", Target: fmt.Sprintf("/item/%d", i), Host: "big.example", ContentType: "text/plain",
				Status: 200 + 100*(i%4), Request: request, Response: response, Done: true,
			})
		}
	})
}

// small is a trace of a few exchanges of all kinds.
func small() *fake {
	f := newFake()
	a := f.connect("192.168.1.23:51514", "93.184.216.34:80")
	f.exchange(a, "GET /api/users?page=1 HTTP/1.1\r\nHost: api.example.com\r\nAccept: */*\r\n\r\n",
		"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 42\r\n\r\n"+`{"users":[{"name":"Ada"},{"name":"张三"}]}`)
	f.exchange(a, "GET /old HTTP/1.1\r\nHost: api.example.com\r\n\r\n", "HTTP/1.1 301 Moved Permanently\r\nLocation: /new\r\n\r\n")
	f.exchange(a, "POST /login HTTP/1.1\r\nHost: api.example.com\r\nContent-Type: application/x-www-form-urlencoded\r\n\r\nuser=ada&password=x",
		"HTTP/1.1 403 Forbidden\r\nContent-Type: text/html\r\n\r\n<h1>No</h1>\n", func(x *trace.Exchange) { x.Notes = httpdecode.NoteBareLF })
	b := f.connect("[2001:db8::dead:beef]:40000", "[2001:db8::1]:8080")
	f.exchange(b, "GET /crash HTTP/1.1\r\nHost: [2001:db8::1]:8080\r\n\r\n",
		"HTTP/1.1 500 Internal Server Error\r\nContent-Type: image/png\r\n\r\n\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR")
	f.exchange(b, "", "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\nwithout a request")
	f.exchange(b, "GET /cut HTTP/1.1\r\nHost: cut.example\r\n\r\n", "")
	f.Update(func(*trace.Writer) {
		b.Close, b.ClosedBy = tcpreasm.Reset, tcpreasm.ByServer
		b.Initiator, b.Handshake = tcpreasm.ByGuess, tcpreasm.Handshake{}
		b.Analysis[1].Retransmission = 7
	})
	r := f.connect("10.9.8.7:1234", "10.9.8.1:81")
	f.Update(func(*trace.Writer) {
		r.Close, r.ClosedBy, r.Protocol = tcpreasm.Refused, tcpreasm.ByServer, httpdecode.Undecided
		r.Handshake, r.States, r.Bytes = tcpreasm.Handshake{}, [2]tcpreasm.State{}, [2]int64{}
	})
	f.finish(nil)
	return f
}
