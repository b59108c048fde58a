package websocket

import (
	"bytes"
	"compress/flate"
	"strings"
	"testing"
)

// A small message that inflates to much is named, and what follows it is not
// harmed more than it must be.
func TestBomb(t *testing.T) {
	next := packer(t, flate.BestCompression)
	bomb := frame(0xc2, next(make([]byte, 40<<20)))
	input := bomb + frame(0x82, "plain") + frame(0xc2, next([]byte("hello")))
	h := &gapCollector{}
	d := New(h, Options{Direction: FromServer, Deflate: &Deflate{}})
	d.Data([]byte(input), Position{})
	if got := len(h.messages[0]); len(bomb) > 50<<10 || got != 16<<20 || h.each[0] != NoteBomb {
		t.Errorf("%d bytes inflate to %d%s", len(bomb), got, words(h.each[0]))
	}
	if h.whole[0] || !h.whole[1] || !h.whole[2] {
		t.Errorf("whole are %v", h.whole)
	}
	if h.messages[1] != "plain" || h.each[1] != 0 || h.messages[2] != "hello" || h.each[2] != 0 {
		t.Errorf("after it come %q%s, %q%s", h.messages[1], words(h.each[1]), h.messages[2], words(h.each[2]))
	}
	if held := d.work.Held(); held > 64<<10 {
		t.Errorf("%d bytes are held after a bomb", held)
	}
}

func TestInflatedLimitIsExact(t *testing.T) {
	for size, want := range map[int]Notes{999: 0, 1000: 0, 1001: NoteBomb, 40000: NoteBomb} {
		h := &gapCollector{}
		d := New(h, Options{Direction: FromServer, Deflate: &Deflate{}, Workspace: NewWorkspace(Limits{Inflated: 1000})})
		d.Data([]byte(frame(0xc2, pack(t, flate.DefaultCompression, make([]byte, size)))), Position{})
		if len(h.messages[0]) != min(size, 1000) || h.each[0] != want {
			t.Errorf("%d bytes inflate to %d%s", size, len(h.messages[0]), words(h.each[0]))
		}
	}
}

func TestPackedLimit(t *testing.T) {
	text := bytes.Repeat([]byte("0123456789"), 100)
	h := &gapCollector{}
	d := New(h, Options{Direction: FromServer, Deflate: &Deflate{}, Workspace: NewWorkspace(Limits{Packed: 500})})
	d.Data([]byte(frame(0xc2, pack(t, flate.NoCompression, text))), Position{})
	if got := h.messages[0]; h.each[0] != NotePackedTooLong || len(got) == 0 || !strings.HasPrefix(string(text), got) {
		t.Errorf("%q%s", got, words(h.each[0]))
	}
}

// All decoders together keep no more than they may; what is lost for it is said.
func TestHeldLimit(t *testing.T) {
	w := NewWorkspace(Limits{Held: 100 << 10})
	text := make([]byte, 20<<10)
	for i := range text {
		text[i] = byte(i * i >> 3)
	}
	var decoders []*Decoder
	var handlers []*gapCollector
	message := []byte(frame(0xc2, pack(t, flate.NoCompression, text)))
	for range 20 {
		h := &gapCollector{}
		d := New(h, Options{Direction: FromServer, Deflate: &Deflate{}, Workspace: w})
		d.Data(message[:len(message)-1], Position{})
		if decoders, handlers = append(decoders, d), append(handlers, h); w.Held() > w.limits.Held {
			t.Fatalf("%d bytes are held", w.Held())
		}
	}
	spent := 0
	for i, d := range decoders {
		d.Data(message[len(message)-1:], Position{})
		switch h := handlers[i]; {
		case h.each[0] == NoteMemorySpent:
			spent++
		case h.each[0] != 0 || h.messages[0] != string(text):
			t.Errorf("message %d:%s", i, words(h.each[0]))
		}
		d.End(Position{})
	}
	if spent == 0 || spent == 20 || w.Reached < int64(spent) || w.Held() != 0 {
		t.Errorf("%d of 20 messages are lost, the limit was reached %d times, %d bytes are held at the end", spent, w.Reached, w.Held())
	}
}

// Many final blocks in a message take no more time than its length is worth.
func TestManyStreams(t *testing.T) {
	h := &gapCollector{}
	d := New(h, Options{Direction: FromServer, Deflate: &Deflate{}})
	d.Data([]byte(frame(0xc2, strings.Repeat("\x03\x00", 500_000))), Position{})
	if h.each[0] != NoteBadDeflate {
		t.Errorf("%s", words(h.each[0]))
	}
}
