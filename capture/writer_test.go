package capture

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// captures are those of the project, and the shared ones where they are.
func captures(t testing.TB) []string {
	t.Helper()
	names, err := filepath.Glob(filepath.Join("..", "testdata", "pcaps", "*.pcap*"))
	if err != nil || len(names) == 0 {
		t.Fatal("no captures", err)
	}
	shared, _ := filepath.Glob(filepath.Join("..", "..", "shared", "pcaps", "*"))
	return append(names, shared...)
}

// written is what a Writer makes of packets, with what the input knows.
func written(t testing.TB, packets []Packet, from Describer) []byte {
	t.Helper()
	var out bytes.Buffer
	w := NewWriter(&out, Section{Application: "test"}, from)
	if err := w.WriteBatch(packets); err != nil {
		t.Fatal(err)
	}
	if err := w.Finish(nil); err != nil {
		t.Fatal(err)
	}
	if w.Size() != int64(out.Len()) {
		t.Fatalf("Size is %d after %d bytes", w.Size(), out.Len())
	}
	return out.Bytes()
}

func samePackets(t testing.TB, name string, got, want []Packet) {
	t.Helper()
	if len(got) != len(want) {
		t.Fatalf("%s: %d packets, want %d", name, len(got), len(want))
	}
	for i := range got {
		g, w := got[i], want[i]
		if !bytes.Equal(g.Data, w.Data) || g.Time != w.Time || g.Length != w.Length || g.Link != w.Link || g.Iface != w.Iface {
			g.Data, w.Data = nil, nil
			t.Fatalf("%s: packet %d is\n%+v, want\n%+v", name, i+1, g, w)
		}
	}
}

func TestWrittenIsReadTheSame(t *testing.T) {
	for _, name := range captures(t) {
		in := open(t, Options{}, name)
		packets, _ := readAll(t, in)
		again := open(t, Options{}, save(t, written(t, packets, in))...)
		got, errs := readAll(t, again)
		if errs != nil {
			t.Errorf("%s: %v", name, errs)
		}
		samePackets(t, name, got, packets)
		if got, want := again.numbers.ifaces, in.numbers.ifaces; got != want {
			t.Errorf("%s: %d interfaces, want %d", name, got, want)
		}
		for n := int32(0); n < again.numbers.ifaces; n++ {
			g, _ := again.Interface(n)
			if w, ok := in.Interface(n); ok && g != w {
				t.Errorf("%s: interface %d is %+v, want %+v", name, n, g, w)
			}
		}
		in.Close()
		again.Close()
	}
}

// All captures as one: interfaces of many files, of many link types.
func TestTsharkReadsWhatIsWritten(t *testing.T) {
	tshark, err := exec.LookPath("tshark")
	if err != nil {
		t.Skip("no tshark here")
	}
	in := open(t, Options{}, captures(t)...)
	packets, _ := readAll(t, in)
	file := save(t, written(t, packets, in))[0]
	var said bytes.Buffer
	c := exec.Command(tshark, "-r", file, "-n", "-T", "fields",
		"-e", "frame.time_epoch", "-e", "frame.cap_len", "-e", "frame.len", "-e", "frame.interface_id",
		"--disable-protocol", "ip", "--disable-protocol", "ipv6")
	c.Stderr = &said
	out, err := c.Output()
	if err != nil {
		t.Fatalf("%v: %s", err, said.String())
	}
	lines := strings.Split(strings.TrimSuffix(string(out), "\n"), "\n")
	if len(lines) != len(packets) {
		t.Fatalf("tshark has %d packets, we %d: %s", len(lines), len(packets), said.String())
	}
	for i, p := range packets {
		at := fmt.Sprintf("%d.%09d", p.Time/1e9, p.Time%1e9)
		want := fmt.Sprintf("%s\t%d\t%d\t%d", at, len(p.Data), p.Length, p.Iface)
		if p.Time == 0 {
			_, want, _ = strings.Cut(want, "\t")
			_, lines[i], _ = strings.Cut(lines[i], "\t")
		}
		if lines[i] != want {
			t.Fatalf("packet %d is %q for tshark, want %q", i+1, lines[i], want)
		}
	}
}

// A packet without a time is written as a simple packet where that says all.
func TestTimeUnknown(t *testing.T) {
	packets := []Packet{
		{Data: []byte("whole"), Length: 5, Link: LinkEthernet},
		{Data: []byte("to snaplen"), Length: 60, Link: LinkEthernet},
		{Data: []byte("cut"), Length: 5, Link: LinkEthernet},
		{Data: []byte("elsewhere"), Length: 9, Link: LinkRaw, Iface: 1},
	}
	file := written(t, packets, Interfaces{{Link: LinkEthernet, SnapLen: 10}})
	got, errs := readBytes(t, file, DefaultBlockSize)
	if errs != nil {
		t.Fatal(errs)
	}
	samePackets(t, "", got, packets)
	var kinds []uint32
	for b := file; len(b) > 0; b = b[binary.LittleEndian.Uint32(b[4:]):] {
		kinds = append(kinds, binary.LittleEndian.Uint32(b))
	}
	want := []uint32{blockSection, blockInterface, blockSimple, blockSimple, blockEnhanced, blockInterface, blockEnhanced}
	if fmt.Sprint(kinds) != fmt.Sprint(want) {
		t.Errorf("blocks %x, want %x", kinds, want)
	}
}

func TestInterfacesAreDescribed(t *testing.T) {
	from := Interfaces{{Name: "eth0", Link: LinkEthernet, SnapLen: 96, Filter: "tcp port 80"}, {Name: "lo", Link: LinkEthernet}}
	var out bytes.Buffer
	w := NewWriter(&out, Section{Hardware: "abacus", OS: "Linux 6", Application: "wiretalk"}, from)
	packet := Packet{Data: []byte("0123456789abcd"), Length: 60, Time: 1_700_000_000_123456789, Link: LinkEthernet, Iface: 1}
	if err := w.WriteBatch([]Packet{packet}); err != nil {
		t.Fatal(err)
	}
	from[1].Counts = &Counts{Received: 12, Dropped: 3}
	if err := w.Finish(nil); err != nil {
		t.Fatal(err)
	}
	const statistics = 12 + 12 + 4*12 + 4
	block := out.Bytes()[out.Len()-statistics:]
	time := binary.LittleEndian.AppendUint32(nil, uint32(packet.Time>>32))
	time = binary.LittleEndian.AppendUint32(time, uint32(packet.Time))
	if block[0] != blockStatistics || bytes.Count(block, time) != 3 {
		t.Errorf("the last block does not have the time three times: %x", block)
	}
	in := open(t, Options{}, save(t, out.Bytes())...)
	got, errs := readAll(t, in)
	if errs != nil {
		t.Fatal(errs)
	}
	samePackets(t, "", got, []Packet{packet})
	for n, want := range []string{"eth0", "lo"} {
		if i, _ := in.Interface(int32(n)); i.Name != want {
			t.Errorf("interface %d is %+v, want %s", n, i, want)
		}
	}
	for _, text := range []string{"abacus", "Linux 6", "wiretalk", "\x00tcp port 80"} {
		if !bytes.Contains(out.Bytes(), []byte(text)) {
			t.Errorf("%q is not in the file", text)
		}
	}
	capinfos, err := exec.LookPath("capinfos")
	if err != nil {
		t.Skip("no capinfos here")
	}
	said, err := exec.Command(capinfos, save(t, out.Bytes())...).CombinedOutput()
	if err != nil {
		t.Fatal(err)
	}
	for _, text := range []string{"abacus", "Name = eth0", "Filter string = tcp port 80", "Number of stat entries = 1"} {
		if !strings.Contains(string(said), text) {
			t.Errorf("capinfos does not say %q:\n%s", text, said)
		}
	}
}

// The address family of LinkNull is in the byte order of the file.
func TestAddressFamilyIsTurnedRound(t *testing.T) {
	for _, at := range []int64{0, 1} {
		data := []byte("\x00\x00\x00\x02packet")
		file := written(t, []Packet{{Data: data, Length: len(data), Time: at, Link: LinkNull, BigEndian: true}}, nil)
		got, errs := readBytes(t, file, DefaultBlockSize)
		if errs != nil || len(got) != 1 || string(got[0].Data) != "\x02\x00\x00\x00packet" || got[0].BigEndian {
			t.Errorf("time %d: %+v %v", at, got, errs)
		}
		if data[3] != 2 {
			t.Error("the source's own bytes were changed")
		}
	}
}

// An interface is in the file even if it had no packets.
func TestInterfaceWithoutPackets(t *testing.T) {
	var out bytes.Buffer
	from := Interfaces{{Name: "eth0", Link: LinkEthernet}}
	w := NewWriter(&out, Section{}, &from)
	if err := w.WriteBatch([]Packet{{Data: []byte("abc"), Length: 3, Time: 1, Link: LinkEthernet}}); err != nil {
		t.Fatal(err)
	}
	from = append(from, Interface{Name: "late0", Link: LinkRaw})
	if err := w.Finish(nil); err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(out.String(), "late0") {
		t.Errorf("it is not: %q", out.String())
	}
}

// An interface that nothing is known of has the number that is free.
func TestInterfaceUnknown(t *testing.T) {
	var first, second bytes.Buffer
	w := NewWriter(&first, Section{}, nil)
	packets := []Packet{{Data: []byte("abc"), Length: 3, Time: 1, Link: LinkRaw, Iface: 7}}
	w.WriteBatch(packets)
	w.Reset(&second)
	w.WriteBatch(packets)
	if !bytes.Equal(first.Bytes(), second.Bytes()) {
		t.Error("the second file of a writer is not as the first")
	}
	packets[0].Iface = 0
	got, errs := readBytes(t, first.Bytes(), DefaultBlockSize)
	if errs != nil {
		t.Fatal(errs)
	}
	samePackets(t, "", got, packets)

	for name, p := range map[string]Packet{
		"another link type": {Link: LinkEthernet, Iface: 7, Time: 1},
		"too many":          {Iface: maxWritten, Time: 1},
		"negative":          {Iface: -1, Time: 1},
	} {
		if err := w.WriteBatch([]Packet{p}); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
}

// calls counts the calls of Write and holds what they gave.
type calls struct {
	n int
	bytes.Buffer
}

func (c *calls) Write(p []byte) (int, error) {
	c.n++
	return c.Buffer.Write(p)
}

func TestOneWriteForABatch(t *testing.T) {
	var out calls
	w := NewWriter(&out, Section{}, nil)
	packets := make([]Packet, 1000)
	for i := range packets {
		packets[i] = Packet{Data: make([]byte, 500), Length: 500, Time: 1, Link: LinkEthernet}
	}
	for range 3 {
		if err := w.WriteBatch(packets); err != nil {
			t.Fatal(err)
		}
	}
	if out.n != 3 {
		t.Errorf("%d writes for 3 batches", out.n)
	}
	// Far more than is laid out at once.
	huge := []Packet{{Data: make([]byte, 6*writeAt), Length: 6 * writeAt, Time: 1, Link: LinkEthernet}, packets[0]}
	if err := w.WriteBatch(huge); err != nil {
		t.Fatal(err)
	}
	if cap(w.buf) > 2*writeAt {
		t.Errorf("a huge packet left a buffer of %d bytes", cap(w.buf))
	}
}

// The buffer is used again, and nothing of what was there is written.
func TestPaddingIsZero(t *testing.T) {
	var out bytes.Buffer
	w := NewWriter(&out, Section{}, nil)
	long := strings.Repeat("\xff", 100)
	for _, data := range []string{long, long, "\xee"} {
		if err := w.WriteBatch([]Packet{{Data: []byte(data), Length: len(data), Time: 1}}); err != nil {
			t.Fatal(err)
		}
	}
	if end := out.Bytes()[out.Len()-8:]; string(end[:4]) != "\xee\x00\x00\x00" {
		t.Errorf("%x", end)
	}
}

func TestWritingDoesNotAllocate(t *testing.T) {
	w := NewWriter(io.Discard, Section{}, nil)
	packets := make([]Packet, 100)
	for i := range packets {
		packets[i] = Packet{Data: make([]byte, 1400), Length: 1400, Time: int64(i), Link: LinkEthernet}
	}
	w.WriteBatch(packets)
	if n := testing.AllocsPerRun(10, func() { w.WriteBatch(packets) }); n != 0 {
		t.Errorf("%v allocations for a batch", n)
	}
}

type broken struct{ after int }

var errBroken = errors.New("broken")

func (b *broken) Write(p []byte) (int, error) {
	if len(p) > b.after {
		return b.after, errBroken
	}
	b.after -= len(p)
	return len(p), nil
}

func TestWriteError(t *testing.T) {
	w := NewWriter(&broken{after: 100}, Section{}, nil)
	if err := w.WriteBatch([]Packet{{Data: make([]byte, 200), Length: 200, Time: 1}}); err != errBroken {
		t.Errorf("got %v", err)
	}
}

func FuzzWriter(f *testing.F) {
	f.Add([]byte("some packets of all lengths"), int64(1_700_000_000_123456789), uint8(3), uint16(96))
	f.Add([]byte{}, int64(0), uint8(0), uint16(0))
	f.Fuzz(func(t *testing.T, data []byte, time int64, step uint8, snaplen uint16) {
		from := Interfaces{{Name: "a", Link: LinkEthernet, SnapLen: int(snaplen)}, {Link: LinkRaw}}
		var packets []Packet
		for n := 0; len(data) > 0; n++ {
			cut := min(len(data), int(step)*n%400+1)
			iface := int32(data[0] & 1)
			p := Packet{Data: data[:cut], Length: cut + int(data[0]&6)*100, Time: max(0, time*int64(data[0]&3)), Link: from[iface].Link, Iface: iface}
			packets = append(packets, p)
			data = data[cut:]
		}
		got, errs := readBytes(t, written(t, packets, from), DefaultBlockSize)
		if errs != nil {
			t.Fatal(errs)
		}
		samePackets(t, "", got, packets)
	})
}

func BenchmarkWriter(b *testing.B) {
	for _, size := range []int{74, 300, 1514} {
		b.Run(fmt.Sprint(size), func(b *testing.B) {
			null, err := os.OpenFile(os.DevNull, os.O_WRONLY, 0)
			if err != nil {
				b.Fatal(err)
			}
			defer null.Close()
			w := NewWriter(null, Section{}, nil)
			packets := make([]Packet, DefaultBlockSize/(size+16))
			block := make([]byte, DefaultBlockSize)
			for i := range packets {
				packets[i] = Packet{Data: block[i*(size+16):][:size], Length: size, Time: int64(i + 1), Link: LinkEthernet}
			}
			b.ReportAllocs()
			b.SetBytes(int64(size))
			for n := 0; n < b.N; n += len(packets) {
				if err := w.WriteBatch(packets[:min(len(packets), b.N-n)]); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
