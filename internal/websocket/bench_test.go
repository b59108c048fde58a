package websocket

import (
	"compress/flate"
	"strings"
	"testing"
)

// counter is a handler that only counts.
type counter struct{ messages, bytes int }

func (c *counter) Begin(*Message)                                    {}
func (c *counter) Payload(_ *Message, b []byte, _ int64, _ Position) { c.bytes += len(b) }
func (c *counter) Done(*Message)                                     { c.messages++ }
func (c *counter) Control(*Control)                                  {}
func (c *counter) Lost(Notes, bool, Position)                        {}

// run gives input to a decoder again and again, in segments of 1460 bytes, and
// checks that each time messages come out.
func run(b *testing.B, o Options, input string, messages int) {
	c := &counter{}
	d := New(c, o)
	data := []byte(input)
	b.ReportAllocs()
	b.SetBytes(int64(len(data)))
	for b.Loop() {
		for i := 0; i < len(data); i += 1460 {
			d.Data(data[i:min(i+1460, len(data))], Position{Frame: int64(i)})
		}
	}
	if c.messages != b.N*messages {
		b.Fatalf("%d messages, want %d", c.messages, b.N*messages)
	}
}

func BenchmarkSmallMessages(b *testing.B) {
	text := frame(0x81, `{"type":"tick","price":123.45}`)
	b.Run("server", func(b *testing.B) { run(b, Options{Direction: FromServer}, strings.Repeat(text, 100), 100) })
	b.Run("client", func(b *testing.B) { run(b, Options{}, strings.Repeat(masked(text), 100), 100) })
}

func BenchmarkLargeMessage(b *testing.B) {
	large := frame(0x82, strings.Repeat("0123456789abcdef", 1<<16))
	b.Run("server", func(b *testing.B) { run(b, Options{Direction: FromServer}, large, 1) })
	b.Run("client", func(b *testing.B) { run(b, Options{}, masked(large), 1) })
}

// BenchmarkCompressed shows what flate itself costs, too: it allocates for long
// codes of a dynamic block.
func BenchmarkCompressed(b *testing.B) {
	small := strings.Repeat(frame(0xc1, pack(b, flate.DefaultCompression, []byte(`{"type":"tick","price":123.45}`))), 100)
	large := frame(0xc1, pack(b, flate.DefaultCompression, []byte(strings.Repeat(`{"type":"tick","price":123.45}`, 1000))))
	for name, deflate := range map[string]*Deflate{"takeover": {}, "alone": {ServerNoTakeover: true}} {
		b.Run("small/"+name, func(b *testing.B) { run(b, Options{Direction: FromServer, Deflate: deflate}, small, 100) })
		b.Run("large/"+name, func(b *testing.B) { run(b, Options{Direction: FromServer, Deflate: deflate}, large, 1) })
	}
}
