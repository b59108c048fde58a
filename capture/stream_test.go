package capture

import (
	"bytes"
	"encoding/binary"
	"errors"
	"io"
	"os"
	"strings"
	"testing"
	"testing/iotest"
)

// What waits in a pipe is delivered at once, not when the block is full; a
// packet that is only half there waits.
func TestPipeThatTrickles(t *testing.T) {
	for name, compress := range map[string]bool{"plain": false, "gzip": true} {
		t.Run(name, func(t *testing.T) {
			r, w, err := os.Pipe()
			if err != nil {
				t.Fatal(err)
			}
			defer r.Close()
			stdinBefore := os.Stdin
			os.Stdin = r
			defer func() { os.Stdin = stdinBefore }()

			var out io.Writer = w
			flush := func() {}
			if compress {
				z := newFlusher(w)
				out, flush = z, z.flush
			}
			file := newPcap(binary.LittleEndian, 0xa1b2c3d4, 1).packet(1, 0, 3, "abc").packet(2, 0, 3, "def").packet(3, 0, 3, "ghi").b
			pieces := [][]byte{file[:2], file[2:43], file[43:70], file[70:]}
			delivered := make(chan struct{}, len(pieces))
			go func() {
				defer w.Close()
				for i, p := range pieces {
					out.Write(p)
					flush()
					if i > 0 {
						<-delivered // each piece but the first completes a packet
					}
				}
			}()
			in := open(t, Options{Spool: true}, "-")
			if in.Size() != 0 {
				t.Errorf("a pipe has size %d", in.Size())
			}
			var b Batch
			for i, want := range []string{"abc", "def", "ghi"} {
				if err := in.ReadBatch(&b); err != nil || len(b.Packets) != 1 || string(b.Packets[0].Data) != want {
					t.Fatalf("batch %d: %v, %v", i, b.Packets, err)
				}
				again := make([]byte, 3)
				if _, err := in.ReadAt(again, b.Packets[0].Offset); err != nil || string(again) != want {
					t.Errorf("read %q again, %v", again, err)
				}
				delivered <- struct{}{}
			}
			if err := in.ReadBatch(&b); compress != errors.Is(err, io.ErrUnexpectedEOF) || !compress && err != io.EOF {
				t.Errorf("at the end: %v", err)
			}
		})
	}
}

// Standard input that is a file can be read again where it stands, from where
// it stood.
func TestStandardInputIsFile(t *testing.T) {
	before := "read by someone else"
	f, err := os.Open(save(t, append([]byte(before), onePacket("abc")...))[0])
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	f.Seek(int64(len(before)), io.SeekStart)
	stdinBefore := os.Stdin
	os.Stdin = f
	defer func() { os.Stdin = stdinBefore }()
	in := open(t, Options{}, "-")
	packets, errs := readAll(t, in)
	got := make([]byte, 3)
	if len(packets) != 1 || errs != nil {
		t.Fatalf("%v, %v", packets, errs)
	}
	if _, err := in.ReadAt(got, packets[0].Offset); err != nil || string(got) != "abc" || packets[0].Offset != 40 {
		t.Errorf("read %q again at %d, %v", got, packets[0].Offset, err)
	}
}

// However the bytes arrive, the packets are the same.
func TestReadersOfEveryKind(t *testing.T) {
	file := twoPackets("first", "second")
	for name, r := range map[string]io.Reader{
		"byte by byte":      iotest.OneByteReader(bytes.NewReader(file)),
		"half of it":        iotest.HalfReader(bytes.NewReader(file)),
		"data with the end": iotest.DataErrReader(bytes.NewReader(file)),
	} {
		packets, errs := readAll(t, memoryInput(r, 100))
		if len(packets) != 2 || errs != nil || string(packets[1].Data) != "second" {
			t.Errorf("%s: %v, %v", name, packets, errs)
		}
	}
}

func TestReadErrors(t *testing.T) {
	broken := errors.New("the disk is gone")
	in := memoryInput(io.MultiReader(bytes.NewReader(onePacket("abc")), iotest.ErrReader(broken)), 100)
	packets, errs := readAll(t, in)
	if e := theError(t, errs); len(packets) != 1 || e.Offset != 43 || !errors.Is(e, broken) {
		t.Errorf("%d packets, %v", len(packets), e)
	}
	in = memoryInput(reluctant{}, 100)
	_, errs = readAll(t, in)
	if e := theError(t, errs); !errors.Is(e, io.ErrNoProgress) {
		t.Error(e)
	}
}

type reluctant struct{}

func (reluctant) Read([]byte) (int, error) { return 0, nil }

func TestCompressedDamage(t *testing.T) {
	w := newPcap(binary.LittleEndian, 0xa1b2c3d4, 1)
	for i := range 20000 {
		// Not compressible, so that damage hits in the middle.
		w.packet(uint32(i)*2654435761, uint32(i)*40503, 60, "abc")
	}
	for name, compress := range map[string]func([]byte) []byte{"gzip": gzipped, "zstd": zstded} {
		whole := compress(w.b)
		cut := whole[:len(whole)/2]
		flipped := bytes.Clone(whole)
		for i := range 64 {
			flipped[len(flipped)/2+i] ^= 0x55
		}
		inner := compress(w.b[:len(w.b)-1])
		for _, test := range []struct {
			what string
			file []byte
			text string
		}{
			{"cut", cut, "the " + name + " data ends before it is complete"},
			{"flipped", flipped, "is damaged here"},
			{"only magic", whole[:4], "the " + name + " data ends before it is complete"},
			{"capture inside cut", inner, "file ends inside a packet (has 18 of 19 bytes)"},
			{"twice", compress(whole), "seems to be " + name + " inside another compression"},
			{"text inside", compress([]byte("just words")), "seems to be text"},
			{"nothing inside", compress(nil), "the file is empty"},
		} {
			packets, errs := readAll(t, open(t, Options{}, save(t, test.file)...))
			e := theError(t, errs)
			if !strings.Contains(e.Error(), test.text) {
				t.Errorf("%s %s: %v, want %q", name, test.what, e, test.text)
			}
			if wantSome := test.what == "cut" || test.what == "capture inside cut"; wantSome && len(packets) < 1000 {
				t.Errorf("%s %s: only %d packets", name, test.what, len(packets))
			}
			for i, p := range packets {
				if p.Frame != int64(i+1) || string(p.Data) != "abc" && test.what != "flipped" {
					t.Fatalf("%s %s: frame %d is %v", name, test.what, i+1, p)
				}
			}
		}
	}
}

// zstd with a skippable frame in front, and gzip of several members, are what
// parallel compressors write.
func TestCompressedInParts(t *testing.T) {
	file := twoPackets("first", "second")
	for name, b := range map[string][]byte{
		"skippable frame": append([]byte("\x5a\x2a\x4d\x18\x04\x00\x00\x00abcd"), zstded(file)...),
		"two frames":      append(zstded(file[:50]), zstded(file[50:])...),
		"two members":     append(gzipped(file[:50]), gzipped(file[50:])...),
		"padded gzip":     append(gzipped(file), make([]byte, 1000)...),
	} {
		packets, errs := readAll(t, open(t, Options{}, save(t, b)...))
		if len(packets) != 2 || errs != nil {
			t.Errorf("%s: %v, %v", name, packets, errs)
		}
	}
}

// What follows gzip data is told apart from data that ends early, or is damaged.
func TestOtherBytesBehindGzip(t *testing.T) {
	file := twoPackets("first", "second")
	for name, test := range map[string]struct {
		file []byte
		want string
	}{
		"junk":                  {append(gzipped(file), "junk"...), "the gzip data is whole, but other bytes follow it"},
		"half a magic number":   {append(gzipped(file), 0x1f), "the gzip data is whole, but other bytes follow it"},
		"half another's header": {append(gzipped(file), 0x1f, 0x8b, 8), "the gzip data ends before it is complete"},
		"half another member":   {append(gzipped(file), gzipped(file)[:30]...), "the gzip data ends before it is complete"},
	} {
		packets, errs := readAll(t, open(t, Options{}, save(t, test.file)...))
		if e := theError(t, errs); len(packets) != 2 || !strings.Contains(e.Error(), test.want) {
			t.Errorf("%s: %d packets, %v", name, len(packets), e)
		}
	}
}

// A frame header that asks for a window of 1 GiB.
func TestZstdWindowLimit(t *testing.T) {
	file := []byte{0x28, 0xb5, 0x2f, 0xfd, 0x00, 20 << 3, 0x01, 0x00, 0x00}
	_, errs := readAll(t, open(t, Options{}, save(t, file)...))
	if e := theError(t, errs); !strings.Contains(e.Error(), "zstd -d --long=31") {
		t.Error(e)
	}
}
