package traffic

import (
	"fmt"
	"strings"
)

// talker is a conversation that goes on.
type talker struct {
	kind      kind
	client    uint32 // number of the client, of which its address and port are made
	seq       [2]uint32
	step      step
	exchanges int // left
}

type kind uint8

const (
	passing kind = iota // closes after some exchanges
	forever             // never closes
	socket              // a WebSocket that never closes
)

type step uint8

const (
	sendSyn step = iota
	sendSynAck
	sendAck
	ask
	answer
	clientFin
	serverFin
	lastAck
	talking   // on a WebSocket,
	listening // and hearing what was said
)

// begin gives a talker another client.
func (s *Source) begin(i int) {
	t := talker{client: s.clients, exchanges: 1 + s.random.IntN(8)}
	s.clients++
	switch {
	case i < s.o.Sockets:
		t.kind = socket
	case i < s.o.Sockets+s.o.Forever:
		t.kind = forever
	}
	t.seq = [2]uint32{s.random.Uint32(), s.random.Uint32()}
	s.talkers[i] = t
}

const (
	fin = 1
	syn = 2
	ack = 16
)

// say makes the talker's next packet; done says that it was the last.
func (t *talker) say(w *writer) (done bool) {
	send := func(from int, flags byte, payload string) {
		w.tcp(t.client, from, flags, t.seq[from], t.seq[1-from], payload)
		t.seq[from] += uint32(len(payload))
		if flags&(syn|fin) != 0 {
			t.seq[from]++
		}
	}
	switch t.step {
	case sendSyn:
		send(0, syn, "")
	case sendSynAck:
		send(1, syn|ack, "")
	case sendAck:
		send(0, ack, "")
	case ask:
		if t.kind == socket {
			send(0, ack, upgrade)
		} else {
			send(0, ack, requests[int(t.client)%len(requests)])
		}
	case answer:
		if t.kind == socket {
			send(1, ack, switching)
			t.step = talking
			return false
		}
		send(1, ack, responses[int(t.client)%len(responses)])
		w.source.answered++
		if t.exchanges--; t.exchanges > 0 || t.kind == forever {
			t.step = ask
			return false
		}
	case clientFin:
		send(0, ack|fin, "")
	case serverFin:
		send(1, ack|fin, "")
	case lastAck:
		send(0, ack, "")
		return true
	case talking:
		send(1, ack, message)
	case listening:
		send(0, ack, "")
		t.step = talking
		return false
	}
	t.step++
	return false
}

const (
	upgrade   = "GET /chat HTTP/1.1\r\nHost: chat.example.org\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n"
	switching = "HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n\r\n"
	message   = "\x81\x50" + `{"price": 12.34, "of": "something", "and some more of it, to make it eighty": 1}`
)

var requests, responses = func() (q, p []string) {
	for i := range 64 {
		q = append(q, fmt.Sprintf("GET /item/%d?page=%d HTTP/1.1\r\nHost: shop%d.example.org\r\nUser-Agent: traffic\r\nAccept: */*\r\n\r\n", i*7919, i%10, i%5))
		body := fmt.Sprintf(`{"item": %d, "name": "%s"}`, i*7919, strings.Repeat("x", i*4))
		status := "200 OK"
		switch {
		case i%16 == 3:
			status = "404 Not Found"
		case i%32 == 5:
			status = "500 Internal Server Error"
		}
		p = append(p, fmt.Sprintf("HTTP/1.1 %s\r\nServer: traffic\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%s", status, len(body), body))
	}
	return q, p
}()
