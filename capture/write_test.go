package capture

import (
	"bytes"
	"compress/gzip"
	"encoding/binary"
	"errors"
	"io"
	"os"
	"path/filepath"
	"testing"

	"github.com/klauspost/compress/zstd"
)

type byteOrder interface {
	binary.ByteOrder
	binary.AppendByteOrder
}

var orders = map[string]byteOrder{"little": binary.LittleEndian, "big": binary.BigEndian}

// pcapWriter and pcapngWriter write what the tests read, field by field.
type pcapWriter struct {
	byteOrder
	b []byte
}

func newPcap(o byteOrder, magic uint32, link uint32) *pcapWriter {
	return newPcapVersion(o, magic, 2, 4, link)
}

func newPcapVersion(o byteOrder, magic uint32, major, minor uint16, link uint32) *pcapWriter {
	w := &pcapWriter{byteOrder: o}
	w.u32(magic)
	w.b = o.AppendUint16(w.b, major)
	w.b = o.AppendUint16(w.b, minor)
	w.u32(0, 0, 65535, link)
	return w
}

func (w *pcapWriter) u32(values ...uint32) {
	for _, v := range values {
		w.b = w.AppendUint32(w.b, v)
	}
}

func (w *pcapWriter) packet(sec, frac uint32, length uint32, data string) *pcapWriter {
	w.u32(sec, frac, uint32(len(data)), length)
	w.b = append(w.b, data...)
	return w
}

type pcapngWriter struct {
	byteOrder
	b []byte
}

func (w *pcapngWriter) block(kind uint32, body ...any) *pcapngWriter {
	var b []byte
	for _, v := range body {
		switch v := v.(type) {
		case string:
			b = append(b, v...)
			b = append(b, make([]byte, -len(b)&3)...)
		case []byte:
			b = append(b, v...)
		case uint16:
			b = w.AppendUint16(b, v)
		case uint32:
			b = w.AppendUint32(b, v)
		case uint64:
			b = w.AppendUint64(b, v)
		default:
			panic("no such field")
		}
	}
	total := uint32(len(b) + 12)
	w.b = w.AppendUint32(w.b, kind)
	w.b = w.AppendUint32(w.b, total)
	w.b = append(w.b, b...)
	w.b = w.AppendUint32(w.b, total)
	return w
}

func (w *pcapngWriter) section(o byteOrder) *pcapngWriter {
	w.byteOrder = o
	return w.block(blockSection, uint32(byteOrderMagic), uint16(1), uint16(0), ^uint64(0))
}

func (w *pcapngWriter) iface(link uint16, snaplen uint32, options ...any) *pcapngWriter {
	return w.block(blockInterface, append([]any{link, uint16(0), snaplen}, options...)...)
}

func tsresol(v byte) []any {
	return []any{uint16(optionTsresol), uint16(1), string(v), uint16(optionEnd), uint16(0)}
}

func (w *pcapngWriter) enhanced(iface uint32, ticks uint64, length uint32, data string) *pcapngWriter {
	return w.block(blockEnhanced, iface, uint32(ticks>>32), uint32(ticks), uint32(len(data)), length, data)
}

func (w *pcapngWriter) simple(length uint32, data string) *pcapngWriter {
	return w.block(blockSimple, length, data)
}

func (w *pcapngWriter) old(iface uint16, ticks uint64, length uint32, data string) *pcapngWriter {
	return w.block(blockPacket, iface, uint16(7), uint32(ticks>>32), uint32(ticks), uint32(len(data)), length, data)
}

func gzipped(b []byte) []byte {
	var out bytes.Buffer
	z := gzip.NewWriter(&out)
	z.Write(b)
	z.Close()
	return out.Bytes()
}

func zstded(b []byte) []byte {
	z, err := zstd.NewWriter(nil)
	if err != nil {
		panic(err)
	}
	defer z.Close()
	return z.EncodeAll(b, nil)
}

// save writes each file into a new directory and returns their names.
func save(t testing.TB, files ...[]byte) []string {
	t.Helper()
	dir := t.TempDir()
	var names []string
	for i, b := range files {
		name := filepath.Join(dir, "file"+string(rune('0'+i%10))+string(rune('a'+i/10)))
		if err := os.WriteFile(name, b, 0o600); err != nil {
			t.Fatal(err)
		}
		names = append(names, name)
	}
	return names
}

func open(t testing.TB, o Options, names ...string) *Input {
	t.Helper()
	in, err := Open(names, o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { in.Close() })
	return in
}

// readAll reads to io.EOF and returns copies of the packets and the errors on
// the way.
func readAll(t testing.TB, in *Input) (packets []Packet, errs []error) {
	t.Helper()
	var b Batch
	for range 1 << 20 {
		err := in.ReadBatch(&b)
		for _, p := range b.Packets {
			p.Data = bytes.Clone(p.Data)
			packets = append(packets, p)
		}
		if err == io.EOF {
			return packets, errs
		}
		if err != nil {
			errs = append(errs, err)
		}
	}
	t.Fatal("ReadBatch does not come to an end")
	return nil, nil
}

// readBytes reads one capture from memory.
func readBytes(t testing.TB, b []byte, blockSize int) ([]Packet, []error) {
	t.Helper()
	in := memoryInput(bytes.NewReader(b), blockSize)
	return readAll(t, in)
}

func memoryInput(r io.Reader, blockSize int) *Input {
	in := &Input{blockSize: blockSize}
	in.current = newStream("memory", r, &in.numbers)
	in.current.raw = &counter{}
	in.current.base = 0
	in.places.add(place{})
	in.places.begin(in.numbers)
	return in
}

// theError wants exactly one error, an *Error.
func theError(t testing.TB, errs []error) *Error {
	t.Helper()
	if len(errs) != 1 {
		t.Fatalf("got errors %v, want one", errs)
	}
	var e *Error
	if !errors.As(errs[0], &e) {
		t.Fatalf("got %T, want *Error", errs[0])
	}
	return e
}
