package export

import (
	"bytes"
	"context"
	"encoding/binary"
	"encoding/json"
	"errors"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"wiretalk/capture"
	"wiretalk/internal/har"
	"wiretalk/internal/meaning"
	"wiretalk/internal/pipeline"
	"wiretalk/internal/trace"
	"wiretalk/tcpreasm"
)

// reading is a capture with what was found in it.
func reading(t *testing.T, file string) (*trace.Trace, *capture.Input) {
	t.Helper()
	in, err := capture.Open([]string{file}, capture.Options{Spool: true})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { in.Close() })
	found := trace.New(in)
	if _, err := pipeline.Run(context.Background(), in, pipeline.Config{Trace: found}); err != nil {
		t.Fatal(err)
	}
	return found, in
}

func captures(t *testing.T) []string {
	t.Helper()
	var list []string
	for _, pattern := range []string{"../../testdata/pcaps/*.pcap*", "../../testdata/tcp/*.pcap"} {
		some, _ := filepath.Glob(pattern)
		list = append(list, some...)
	}
	if len(list) < 60 {
		t.Fatalf("only %d captures", len(list))
	}
	return list
}

// The HAR of all exchanges has the entries that the whole capture gives.
func TestHARIsThatOfTheCapture(t *testing.T) {
	for _, file := range captures(t) {
		found, in := reading(t, file)
		var numbers []int
		for i := range found.Exchanges() {
			numbers = append(numbers, i)
		}
		var got, want bytes.Buffer
		if err := HAR(context.Background(), found, numbers, "test", true, &got, nil); err != nil {
			t.Fatal(err)
		}
		document := har.NewDocument(&want, "test")
		again, err := capture.Open([]string{file}, capture.Options{Spool: true})
		if err != nil {
			t.Fatal(err)
		}
		_, err = pipeline.Run(context.Background(), again, pipeline.Config{Records: &har.Recorder{Capture: in}, Output: document, Bodies: true})
		again.Close()
		if err != nil {
			t.Fatal(err)
		}
		document.Close()
		if diff := cmp.Diff(entries(t, want.Bytes()), entries(t, got.Bytes())); diff != "" {
			t.Errorf("%s:\n%s", file, diff)
		}
	}
}

// entries are those of a document, in an order of their own.
func entries(t *testing.T, document []byte) (list []string) {
	t.Helper()
	var d struct {
		Log struct{ Entries []json.RawMessage }
	}
	if err := json.Unmarshal(document, &d); err != nil {
		t.Fatalf("%v: %.200s", err, document)
	}
	for _, e := range d.Log.Entries {
		list = append(list, string(e))
	}
	slices.Sort(list)
	return list
}

// packetsOf exports a connection's packets and reads them.
func packetsOf(t *testing.T, in *capture.Input, conns ...*tcpreasm.Info) (file string, data []string) {
	t.Helper()
	var out bytes.Buffer
	n, err := Packets(context.Background(), in, conns, capture.Section{Application: "test"}, &out, nil)
	if err != nil {
		t.Fatal(err)
	}
	file = filepath.Join(t.TempDir(), "out.pcapng")
	if err := os.WriteFile(file, out.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	if data = packetsIn(t, file); int64(len(data)) != n {
		t.Errorf("%d packets were written, and %d are there", n, len(data))
	}
	return file, data
}

// packetsIn are the packets of a file: their times and bytes.
func packetsIn(t *testing.T, file string) (list []string) {
	t.Helper()
	in, err := capture.Open([]string{file}, capture.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer in.Close()
	var b capture.Batch
	for {
		err := in.ReadBatch(&b)
		for i := range b.Packets {
			list = append(list, strconv.FormatInt(b.Packets[i].Time, 10)+" "+string(b.Packets[i].Data))
		}
		if err == io.EOF {
			return list
		}
		if err != nil {
			t.Fatal(err)
		}
	}
}

// Every connection's packets are as many as were counted for it, in the order
// of the capture, and give the connection again.
func TestPacketsAreThoseOfTheConnection(t *testing.T) {
	for _, file := range captures(t) {
		found, in := reading(t, file)
		whole := packetsIn(t, file)
		for stream := range found.Connections() {
			c := found.Connection(stream)
			again, got := packetsOf(t, in, &c.Info)
			// What was captured twice is a packet of the connection as well.
			if n := c.Packets[0] + c.Packets[1]; int64(len(got)) < n {
				t.Errorf("%s, %d: %d packets, want %d", file, stream, len(got), n)
			}
			at := 0
			for _, p := range got {
				i := slices.Index(whole[at:], p)
				if i < 0 {
					t.Errorf("%s, %d: a packet that the capture does not have there", file, stream)
					break
				}
				at += i + 1
			}
			alone, _ := reading(t, again)
			if n := alone.Connections(); n != 1 {
				t.Errorf("%s, %d: %d connections", file, stream, n)
				continue
			}
			if c2 := alone.Connection(0); c2.Ends != c.Ends || c2.StreamBytes != c.StreamBytes || len(c2.Exchanges) != len(c.Exchanges) || c2.Close != c.Close {
				t.Errorf("%s, %d: read again it is %v", file, stream, c2.Info)
			}
		}
	}
}

// tshark takes the file for a capture, with as many packets as it finds of the
// connection.
func TestPacketsOpenInTshark(t *testing.T) {
	if _, err := exec.LookPath("tshark"); err != nil {
		t.Skip("no tshark here")
	}
	for _, name := range []string{"browser.pcap", "keep-alive.pcap.gz", "post-continue.pcapng", "ipv6.pcap"} {
		file := filepath.Join("..", "..", "testdata", "pcaps", name)
		found, in := reading(t, file)
		last := found.Connections() - 1
		c := found.Connection(last)
		again, _ := packetsOf(t, in, &c.Info)
		count := func(args ...string) int {
			out, err := exec.Command("tshark", append(args, "-T", "fields", "-e", "frame.time_epoch", "-e", "tcp.seq")...).Output()
			if err != nil {
				t.Fatalf("%s: %v", name, err)
			}
			return strings.Count(string(out), "\n")
		}
		if got, want := count("-r", again), count("-r", file, "-Y", "tcp.stream=="+strconv.Itoa(last)); got != want || got == 0 {
			t.Errorf("%s: tshark finds %d packets, want %d", name, got, want)
		}
	}
}

// A segment that came in fragments is exported with all of them, wherever they
// lie, and fragments of others are not.
func TestFragmentsAreExported(t *testing.T) {
	whole, err := capture.Open([]string{"../../testdata/pcaps/keep-alive.pcap"}, capture.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer whole.Close()
	var b capture.Batch
	if err := whole.ReadBatch(&b); err != nil && err != io.EOF {
		t.Fatal(err)
	}
	var parts capture.Batch
	add := func(p capture.Packet, data []byte) {
		p.Frame, p.Data, p.Length = int64(len(parts.Packets)+1), data, len(data)
		parts.Packets = append(parts.Packets, p)
	}
	split, wanted := 0, 0
	var strange []byte // fragments of nothing that is here
	for i, p := range b.Packets {
		if binary.BigEndian.Uint16(p.Data[12:]) != 0x0800 || p.Data[14] != 0x45 {
			continue // ARP
		}
		wanted++
		head, body := p.Data[:34], p.Data[34:14+int(binary.BigEndian.Uint16(p.Data[16:]))]
		if len(body) < 48 && split > 0 {
			add(p, p.Data)
			continue
		}
		split++
		// The first segment, a SYN, comes in two as well, the second first.
		cuts := []int{0, 16, len(body)}
		for k := len(cuts) - 2; k >= 0; k-- {
			add(p, fragment(head, body[cuts[k]:cuts[k+1]], cuts[k], k < len(cuts)-2, uint16(i)))
			if strange = fragment(head, body[:16], 0, true, uint16(0x8000+i)); k > 0 {
				add(p, strange)
			}
		}
	}
	if split < 3 {
		t.Fatalf("only %d packets were split", split)
	}
	file := filepath.Join(t.TempDir(), "fragments.pcapng")
	var out bytes.Buffer
	if err := capture.NewWriter(&out, capture.Section{}, nil).WriteBatch(parts.Packets); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, out.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	found, in := reading(t, file)
	c := found.Connection(0)
	again, got := packetsOf(t, in, &c.Info)
	if want := wanted + split; found.Connections() != 1 || len(got) != want {
		t.Errorf("%d packets, want %d", len(got), want)
	}
	alone, _ := reading(t, again)
	if c2 := alone.Connection(0); alone.Connections() != 1 || c2.StreamBytes != c.StreamBytes || len(c2.Exchanges) != len(c.Exchanges) {
		t.Errorf("read again it is %v", c2.Info)
	}
}

// fragment is an Ethernet frame with a part of an IPv4 datagram.
func fragment(head, part []byte, at int, more bool, id uint16) []byte {
	f := append(slices.Clone(head), part...)
	ip := f[14:]
	binary.BigEndian.PutUint16(ip[2:], uint16(20+len(part)))
	binary.BigEndian.PutUint16(ip[4:], id)
	flags := uint16(at / 8)
	if more {
		flags |= 0x2000
	}
	binary.BigEndian.PutUint16(ip[6:], flags)
	binary.BigEndian.PutUint16(ip[10:], 0)
	var sum uint32
	for i := 0; i < 20; i += 2 {
		sum += uint32(binary.BigEndian.Uint16(ip[i:]))
	}
	sum = sum>>16 + sum&0xffff
	binary.BigEndian.PutUint16(ip[10:], ^uint16(sum+sum>>16))
	return f
}

func TestBodies(t *testing.T) {
	found, _ := reading(t, "../../testdata/pcaps/gzip.pcap")
	x := found.Exchange(0)
	again, err := Exchange(found, &x)
	if err != nil {
		t.Fatal(err)
	}
	var decoded, sent bytes.Buffer
	if err := Body(context.Background(), found, &again.Response, false, &decoded, nil); err != nil {
		t.Error(err)
	}
	if err := Body(context.Background(), found, &again.Response, true, &sent, nil); err != nil {
		t.Error(err)
	}
	if !bytes.HasPrefix(sent.Bytes(), []byte{0x1f, 0x8b}) || int64(sent.Len()) != x.Response.BodyBytes || decoded.Len() <= sent.Len() {
		t.Errorf("%d bytes as sent, %d decoded", sent.Len(), decoded.Len())
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if err := Body(ctx, found, &again.Response, false, io.Discard, nil); !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
	if err := Body(context.Background(), found, &again.Response, false, fullDisk{}, nil); !errors.Is(err, errFull) {
		t.Error(err)
	}
	var lacking *Lacking
	if err := Body(context.Background(), found, &again.Response, true, fullDisk{}, nil); errors.As(err, &lacking) || !errors.Is(err, errFull) {
		t.Error(err)
	}
}

var errFull = errors.New("no space left on device")

type fullDisk struct{}

func (fullDisk) Write([]byte) (int, error) { return 0, errFull }

func TestReport(t *testing.T) {
	for language, want := range map[int]string{meaning.English: "SYN", meaning.Chinese: "客户端"} {
		found, in := reading(t, "../../testdata/pcaps/keep-alive.pcap")
		var out bytes.Buffer
		if err := Report(context.Background(), found, in, []int{0}, language, false, &out, nil); err != nil {
			t.Fatal(err)
		}
		if text := out.String(); !strings.Contains(text, want) || !strings.Contains(text, "GET /site.css") {
			t.Error(text)
		}
	}
	found, in := reading(t, "../../testdata/pcaps/keep-alive.pcap")
	var lacking *Lacking
	if err := Report(context.Background(), found, in, []int{99}, meaning.English, false, io.Discard, nil); !errors.As(err, &lacking) {
		t.Error(err)
	}
}

// Nothing that is there is overwritten, and nothing is left of what failed.
func TestFilesAreNew(t *testing.T) {
	dir := t.TempDir()
	name := filepath.Join(dir, "a.txt")
	if err := os.Symlink(filepath.Join(dir, "nowhere"), filepath.Join(dir, "a-2.txt")); err != nil {
		t.Fatal(err)
	}
	for i, want := range []string{"a.txt", "a-3.txt", "a-4.txt"} {
		if free := Free(name); filepath.Base(free) != want {
			t.Errorf("free: %s, want %s", free, want)
		}
		f, err := ToFile(context.Background(), name, func(w io.Writer) error {
			_, err := io.WriteString(w, strings.Repeat("x", i+1))
			return err
		})
		if err != nil || filepath.Base(f.Name) != want || f.Size != int64(i+1) {
			t.Errorf("%+v, %v, want %s", f, err, want)
		}
		if info, _ := os.Stat(f.Name); info.Mode().Perm() != 0o600 {
			t.Error(info.Mode())
		}
	}
	cancelled, cancel := context.WithCancel(context.Background())
	cancel()
	for _, c := range []struct {
		ctx   context.Context
		write func(io.Writer) error
	}{
		{context.Background(), func(w io.Writer) error { io.WriteString(w, "x"); return errFull }},
		{context.Background(), func(io.Writer) error { return &Lacking{2, errFull} }},
		{cancelled, func(io.Writer) error { return nil }},
	} {
		if f, err := ToFile(c.ctx, name, c.write); err == nil || f.Name != "" {
			t.Errorf("%+v, %v", f, err)
		}
	}
	list, _ := os.ReadDir(dir)
	if len(list) != 4 {
		t.Errorf("%d files", len(list))
	}
	if _, err := ToFile(context.Background(), filepath.Join(dir, "none", "a"), nil); err == nil || err.Error() != "no such file or directory" {
		t.Error(err)
	}
	f, err := ToFile(context.Background(), name, func(w io.Writer) error { io.WriteString(w, "x"); return &Lacking{2, errFull} })
	var lacking *Lacking
	if !errors.As(err, &lacking) || f.Name == "" {
		t.Errorf("%+v, %v", f, err)
	}
}
