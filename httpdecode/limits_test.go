package httpdecode

import (
	"bytes"
	"fmt"
	"strings"
	"testing"
)

func TestHeadLimit(t *testing.T) {
	head := "GET /0 HTTP/1.1\r\n" + strings.Repeat("A: "+strings.Repeat("x", 1000)+"\r\n", 300)
	for _, piece := range []int{1, 1000, 1 << 30} {
		packets := []packet{c(head + "\r\n" + lines("GET /1 HTTP/1.1"))}
		r := newRecorder(t, captureOf(packets))
		play(r, packets, func(left int) int { return min(left, piece) })
		if shorts(r.done) != "GET /0 0; GET /1 0" || !r.done[0].notes.Has(NoteHeadTooLong) || r.done[0].whole[0] {
			t.Errorf("pieces of %d: %s, notes %s", piece, shorts(r.done), noteWords(r.done[0].notes))
		}
	}
}

func TestStartLineLimit(t *testing.T) {
	conn := NewConn(&discard{}, Options{})
	conn.Data(ToServer, []byte(lines("GET / HTTP/1.1")+"GET /"), Position{})
	for range 100 {
		conn.Data(ToServer, bytes.Repeat([]byte{'x'}, 1<<20), Position{})
	}
	if held := cap(conn.streams[ToServer].held); held > 2*MaxStartLine {
		t.Errorf("%d bytes are held of a start line that does not end", held)
	}
	if skipped := conn.Skipped(ToServer); skipped != 5+100<<20 {
		t.Errorf("%d bytes are skipped, want %d", skipped, 5+100<<20)
	}
}

func TestFieldLimit(t *testing.T) {
	r := run(t, c("GET / HTTP/1.1\r\n"+strings.Repeat("A:\r\n", MaxFields+5)+"\r\n"))[0]
	if n := strings.Count(r.fields[0], "["); n != MaxFields || !r.notes.Has(NoteTooManyFields) || !r.whole[0] {
		t.Errorf("%d fields, notes %s", n, noteWords(r.notes))
	}
}

// What says where a message ends counts behind any number of fields: otherwise a
// body would be taken for messages, or messages for a body.
func TestFramingBehindTheFieldLimit(t *testing.T) {
	many := strings.Repeat("A: b\r\n", MaxFields+200)
	r := run(t, c("POST /1 HTTP/1.1\r\n"+many+"Content-Length: 24\r\n\r\nGET /evil HTTP/1.1\r\nA: b"+lines("GET /2 HTTP/1.1")),
		s("HTTP/1.1 200 OK\r\n"+many+"Transfer-Encoding: chunked\r\n\r\n1\r\nX\r\n0\r\n\r\n"+lines("HTTP/1.1 204 No Content")))
	if len(r) != 2 || r[0].body[0] != "GET /evil HTTP/1.1\r\nA: b" || r[0].body[1] != "X" || r[1].status != 204 {
		t.Errorf("%d exchanges: %v", len(r), r)
	}
}

func TestInterimLimit(t *testing.T) {
	r := run(t, c(lines("GET / HTTP/1.1")), s(strings.Repeat(lines("HTTP/1.1 100 Continue"), MaxInterim+5)+lines("HTTP/1.1 204 OK")))[0]
	if n := strings.Count(r.text, "{100 {"); n != MaxInterim || !r.notes.Has(NoteTooManyInterim) || r.status != 204 {
		t.Errorf("%d interim responses, notes %s", n, noteWords(r.notes))
	}
}

// Their fields are kept up to a limit, before and after a gap together.
func TestInterimFieldsLimit(t *testing.T) {
	long := lines("HTTP/1.1 103 Early Hints", "Link: <"+strings.Repeat("a", MaxInterimHeads/4)+">")
	for name, packets := range map[string][]packet{
		"in a row":     {c(lines("GET / HTTP/1.1")), s(strings.Repeat(long, 5) + lines("HTTP/1.1 204 OK"))},
		"around a gap": {c(lines("GET / HTTP/1.1")), s(strings.Repeat(long, 3)), serverGap(9), s(strings.Repeat(long, 3)), serverGap(9), s(lines("HTTP/1.1 204 OK"))},
	} {
		h := &interimKeeper{recorder: newRecorder(t, nil)}
		play(h, packets, whole)
		if len(h.kept) < 3 || h.bytes > MaxInterimHeads || h.bytes < MaxInterimHeads/2 {
			t.Errorf("%s: %d bytes of %d interim responses are kept", name, h.bytes, len(h.kept))
		}
		if name == "in a row" && !h.done[0].notes.Has(NoteTooManyInterim) {
			t.Errorf("notes %s", noteWords(h.done[0].notes))
		}
	}
	h := &interimKeeper{recorder: newRecorder(t, nil)}
	many := s(strings.Repeat(lines("HTTP/1.1 103 Early Hints"), MaxInterim))
	play(h, []packet{c(lines("GET / HTTP/1.1")), many, serverGap(9), many, serverGap(9), many}, whole)
	if len(h.kept) != MaxInterim {
		t.Errorf("%d interim responses are kept", len(h.kept))
	}
}

// The fields of each interim response are its own, and stay after the exchange.
func TestInterimFields(t *testing.T) {
	h := &interimKeeper{recorder: newRecorder(t, nil)}
	play(h, []packet{
		c(lines("GET / HTTP/1.1")),
		s(lines("HTTP/1.1 100 Continue") + lines("HTTP/1.1 103 Early Hints", "Link: </a.css>; rel=preload", "X: 1")),
		s(lines("HTTP/1.1 103 Early Hints", "Link: </b.js>") + lines("HTTP/1.1 200 OK", "Content-Length: 0", "X: 2")),
		c(lines("GET /1 HTTP/1.1")), s(lines("HTTP/1.1 102 Processing", "Y: 3") + lines("HTTP/1.1 204 OK")),
	}, func(int) int { return 1 })
	var got []string
	for i := range h.kept {
		for _, f := range h.kept[i].Fields() {
			got = append(got, fmt.Sprintf("%d %s=%s", h.kept[i].Status, f.Name, f.Value))
		}
	}
	if want := "103 Link=</a.css>; rel=preload, 103 X=1, 103 Link=</b.js>, 102 Y=3"; strings.Join(got, ", ") != want {
		t.Errorf("%s, want %s", strings.Join(got, ", "), want)
	}
}

// interimKeeper keeps interim responses.
type interimKeeper struct {
	*recorder
	kept  []Interim
	bytes int
}

func (h *interimKeeper) Done(x *Exchange) {
	h.kept = append(h.kept, x.Response.Interim...)
	for _, i := range x.Response.Interim {
		h.bytes += len(i.Head)
	}
	h.recorder.Done(x)
}

// TestQueueLimit has requests without end. Those that can be held get their
// responses, and so do those that come when all others have theirs.
func TestQueueLimit(t *testing.T) {
	const total = 3 * MaxOpen
	h := newRecorder(t, nil)
	conn := NewConn(h, Options{})
	request := func(i int) { conn.Data(ToServer, []byte(lines(fmt.Sprintf("GET /%d HTTP/1.1", i))), Position{}) }
	response := func(i int) {
		conn.Data(ToClient, []byte(lines("HTTP/1.1 204 OK", fmt.Sprintf("X-Id: %d", i))), Position{})
	}
	for i := range total {
		request(i)
		if len(conn.open) > MaxOpen {
			t.Fatalf("%d exchanges are open", len(conn.open))
		}
	}
	if len(h.done) != total-MaxOpen || !h.done[0].notes.Has(NoteQueueFull|NoteUnpaired) {
		t.Errorf("%d exchanges done, notes of the first %s", len(h.done), noteWords(h.done[0].notes))
	}
	for i := range total {
		response(i)
	}
	request(total)
	response(total)
	conn.Close(Position{})
	paired, apart := 0, 0
	for _, r := range h.done {
		switch {
		case r.seen[0] && r.seen[1]:
			if r.fields[1] != "[X-Id|"+r.target[1:]+"]" {
				t.Fatalf("request %s has the response %s", r.target, r.fields[1])
			}
			paired++
		case r.seen[1]:
			apart++
			if !r.notes.Has(NoteQueueFull | NoteUnpaired) {
				t.Fatalf("notes of a response to a request that was not held: %s", noteWords(r.notes))
			}
		}
	}
	if paired != MaxOpen+1 || apart != total-MaxOpen {
		t.Errorf("%d exchanges are paired, %d responses apart", paired, apart)
	}
}

// TestQueueLimitBehindOneResponse has requests without end while the first
// response does not end.
func TestQueueLimitBehindOneResponse(t *testing.T) {
	h := newRecorder(t, nil)
	conn := NewConn(h, Options{})
	conn.Data(ToServer, []byte(lines("GET / HTTP/1.1")), Position{})
	conn.Data(ToClient, []byte(lines("HTTP/1.1 200 OK")), Position{})
	for range 2 * MaxOpen {
		conn.Data(ToServer, []byte(lines("GET / HTTP/1.1")), Position{})
		conn.Data(ToClient, []byte("x"), Position{})
	}
	if len(h.done) != MaxOpen+1 || !h.done[0].notes.Has(NoteQueueFull) || len(conn.open) != MaxOpen {
		t.Errorf("%d exchanges done, %d open, notes of the first %s", len(h.done), len(conn.open), noteWords(h.done[0].notes))
	}
	conn.Close(Position{})
	if first := h.done[MaxOpen+1]; first.bytes[ToClient] != 2*MaxOpen || len(h.done) != 2*MaxOpen+1 {
		t.Errorf("%d exchanges done, the first with %d bytes", len(h.done), first.bytes[ToClient])
	}
}

func TestResponseQueueLimit(t *testing.T) {
	h := newRecorder(t, nil)
	conn := NewConn(h, Options{})
	conn.Data(ToServer, []byte(lines("POST / HTTP/1.1", "Content-Length: 100000000")), Position{})
	for range 2 * MaxOpen {
		conn.Data(ToClient, []byte(lines("HTTP/1.1 204 OK")), Position{})
		if len(conn.open) > MaxOpen {
			t.Fatalf("%d exchanges are open", len(conn.open))
		}
	}
	conn.Data(ToClient, []byte("HTTP/1.1 200 OK\r\n"), Position{})
	conn.Close(Position{})
	if len(h.done) != 2*MaxOpen+1 || !h.done[0].notes.Has(NoteQueueFull) {
		t.Errorf("%d exchanges done, notes of the first %s", len(h.done), noteWords(h.done[0].notes))
	}
}

// TestQueueLimitWithPresumption has a gap between pipelined responses, and
// then exchanges without end of which none lets the presumption be settled.
func TestQueueLimitWithPresumption(t *testing.T) {
	h := newRecorder(t, nil)
	conn := NewConn(h, Options{})
	request, response := []byte(lines("GET / HTTP/1.1")), []byte(lines("HTTP/1.1 204 OK"))
	for range 3 {
		conn.Data(ToServer, request, Position{})
	}
	conn.Gap(ToClient, 30, Position{})
	for i := range 3 * MaxOpen {
		conn.Data(ToServer, request, Position{Frame: int64(i)})
		conn.Data(ToClient, response, Position{Frame: int64(i)})
		if len(conn.open) > 2*MaxOpen {
			t.Fatalf("%d exchanges are open", len(conn.open))
		}
	}
	conn.Close(Position{})
	if !h.done[0].notes.Has(NoteQueueFull|NoteUnpaired) || len(h.done) < 3*MaxOpen {
		t.Errorf("%d exchanges done, notes of the first %s", len(h.done), noteWords(h.done[0].notes))
	}
}

func TestUndecidedIsBounded(t *testing.T) {
	conn := NewConn(&discard{}, Options{})
	for i := range 100000 {
		conn.Data(ToServer, []byte("x"), Position{Frame: int64(i)})
		conn.Data(ToClient, []byte("\n"), Position{Frame: int64(i)})
	}
	if n := len(conn.detector.pieces); n > 2*MaxUndecided {
		t.Errorf("%d pieces are held", n)
	}
}

func TestLargeMemoryIsLetGo(t *testing.T) {
	h := &discard{}
	conn := NewConn(h, Options{})
	conn.Data(ToServer, []byte("GET / HTTP/1.1\r\n"+strings.Repeat("A: b\r\n", 20000)+"\r\n"), Position{})
	conn.Close(Position{})
	if len(conn.pool.free) != 1 || cap(conn.pool.free[0].Request.head) > keptBuffer || cap(conn.pool.free[0].Request.Fields) > keptFields {
		t.Errorf("%d bytes and %d fields are kept", cap(conn.pool.free[0].Request.head), cap(conn.pool.free[0].Request.Fields))
	}
}

func TestNotes(t *testing.T) {
	words := map[string]bool{}
	for i, n := range NoteTable {
		if readers := n.Readers; readers != "" && (!strings.HasPrefix(readers, "An endpoint") || !strings.Contains(readers, "proxy") || !strings.HasSuffix(readers, ".")) {
			t.Errorf("note %d: %s: %q", i, n.Word, readers)
		}
		if n.Word == "" || words[n.Word] || !strings.HasSuffix(n.Meaning, ".") {
			t.Errorf("note %d: %q: %q", i, n.Word, n.Meaning)
		}
		words[n.Word] = true
	}
	if NoteDoubtful != 1<<(len(NoteTable)-1) {
		t.Errorf("%d notes in the table, the last constant is %b", len(NoteTable), NoteDoubtful)
	}
	if got := noteWords(NoteBareLF | NoteGap); got != "gap,bare-lf" {
		t.Errorf("words %q", got)
	}
	all, count := NoteGap|NoteTruncated|NoteMaybeHead, 0
	if n := testing.AllocsPerRun(100, func() {
		for w := range all.All() {
			count += len(w)
		}
	}); n != 0 {
		t.Errorf("listing notes allocates %v times", n)
	}
}

func TestExtents(t *testing.T) {
	var e Extents
	for _, x := range []Extent{{100, 10}, {110, 5}, {200, 1}, {-1, 7}, {-3, 3}, {50, 4}, {60, 0}} {
		e.Append(x.Offset, x.Length)
	}
	clone := e.Clone()
	var got []Extent
	for x := range clone.All() {
		got = append(got, x)
	}
	if want := "[{100 15} {200 1} {-1 10} {50 4}]"; fmt.Sprint(got) != want || e.Length() != 30 {
		t.Errorf("%v of length %d, want %s of 30", got, e.Length(), want)
	}
	e.Reset()
	for x := range e.All() {
		t.Errorf("an empty list has %v", x)
	}
}
