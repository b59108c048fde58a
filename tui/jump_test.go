package tui

import (
	"context"
	"testing"

	"wiretalk/internal/trace"
	"wiretalk/tui/table"
)

// Esc leads back to the page that a row was reached from, with its place, and takes back
// the filter that the page set; what was opened of the row is closed first.
func TestBackToThePage(t *testing.T) {
	m := read(t, "pcaps/failing.pcap", 120, 30, Options{})
	m.press("4", "j", "j").see("· idle").on("3 201 POST").press("Enter").gone("· idle").on("POST", "201").see("── #3", "Esc back").press("Esc").gone("── #3").see("· idle").on("3 201 POST")
	m.press("Esc").gone("· idle").press("Esc").gone("· idle").leave()

	m = read(t, "pcaps/failing.pcap", 120, 30, Options{})
	m.press("3").see("[ ] ").on("www.example.test").press("Enter").see("filter:").press("Esc").see("[ ] ").gone("filter:").press("Esc").see("1/8").gone("filter:").leave()

	m = sit(t, shop().Trace, 120, 30, Options{})
	m.press("5").on("connection 1").press("Enter").on("10.0.0.3:1000").gone("capture health").press("Esc").see("capture health").leave()
}

// Each step that led from one thing to another is taken back by one Esc: from an
// exchange to its frames, to the exchange of a frame, to its connection, to the
// exchanges of that.
func TestBackStepByStep(t *testing.T) {
	m := read(t, "pcaps/failing.pcap", 120, 30, Options{})
	m.press("j", "j", "Enter").see("── #3 POST").press("s").on("13", "#3 POST").gone("reading").press("j", "j", "j").on("16", "#4 GET").press("1").see("── #4 GET")
	m.press("s").see("segments of connection 0").gone("reading").press("2").see("── Connection 0").press("Enter").see("of connection 0").press("w").see("no WebSocket messages")
	for _, want := range []string{"── Connection 0", "▸   16", "── #4 GET", "▸   16", "── #3 POST", " 3/8 "} {
		m.press("Esc").see(want).gone("reading")
	}
	m.gone("──").press("Esc", "Esc").see(" 3/8 ").leave()
}

// The messages of a WebSocket are a step as others are.
func TestBackFromMessages(t *testing.T) {
	m := read(t, "pcaps/websocket.pcap", 120, 30, Options{})
	m.press("Enter").see("── #1 ").press("2").see("── Connection 0").press("w").see("Messages 1").press("s").see("segments of connection 0").gone("reading").press("Esc").gone("segments of").see("Messages 1")
	m.press("Esc").see("── Connection 0").gone("Messages 1").press("Esc").see("── #1 ").press("Esc").gone("──").leave()
}

// Who went elsewhere meanwhile is left in peace.
func TestBackElsewhere(t *testing.T) {
	m := read(t, "pcaps/failing.pcap", 120, 30, Options{})
	m.press("4").see("· idle").press("Enter").gone("· idle").press("2", "1", "Esc").gone("· idle").on("/api/orders").leave()
}

// A frame belongs to the exchange on its own connection, whatever passed on others
// meanwhile; one that is in no message is shown as the segment that it is.
func TestGoToFrame(t *testing.T) {
	m := read(t, "pcaps/reset.pcap", 120, 30, Options{})
	m.press(":", "frame 34", "Enter").on("/big.txt").press(":", "frame 8", "Enter").on("/reset")
	m.press(":", "frame 16", "Enter").see("frame 16 is in no message of HTTP: it is a segment of connection 0", "segments of connection 0").on("16", "RST")
	m.press("Esc").on("10.20.0.1:46948").leave()
}

// While the response of one connection passes, the other is closed.
func TestGoToFrameBetween(t *testing.T) {
	f := newFake()
	a, b := f.connect("10.0.0.1:1000", "10.0.0.2:80"), f.connect("10.0.0.1:1001", "10.0.0.2:80")
	f.exchange(a, "GET /a HTTP/1.1\r\n\r\n", "HTTP/1.1 204 No Content\r\n\r\n")
	long := f.exchange(b, "GET /b HTTP/1.1\r\n\r\n", "HTTP/1.1 204 No Content\r\n\r\n")
	frame := long.Response.Frame
	f.Update(func(*trace.Writer) {
		long.Response.Frame = frame + 9
		a.FirstFrame, a.LastFrame, b.FirstFrame, b.LastFrame = 1, frame+5, 1, frame+9
	})
	ends := a.Ends
	stream := connectionOfFrame(context.Background(), f.Trace, ends[0], ends[1], frame+5)
	if number := exchangeOfFrame(context.Background(), f.Trace, stream, frame+5); stream != a.Stream || number != table.NoRow {
		t.Errorf("connection %d, exchange %d", stream, number)
	}
	if number := exchangeOfFrame(context.Background(), f.Trace, b.Stream, frame+5); number != long.Number {
		t.Errorf("exchange %d", number)
	}
}
