package bodies

import (
	"bytes"
	"errors"
	"io"
	"strings"
	"testing"
	"testing/iotest"

	"wiretalk/httpdecode"
)

// extents is a list from pairs of offset and length.
func extents(runs ...int64) (e httpdecode.Extents) {
	for i := 0; i < len(runs); i += 2 {
		e.Append(runs[i], runs[i+1])
	}
	return e
}

// ungapped reads on behind gaps, each of which it counts.
type ungapped struct {
	r    *Wire
	gaps int64
}

func (u *ungapped) Read(p []byte) (int, error) {
	n, err := u.r.Read(p)
	if gap := (*GapError)(nil); errors.As(err, &gap) {
		u.gaps += gap.Length
		return n, nil
	}
	return n, err
}

// A body is what lies at its places, in order. What the capture lacks is an
// error, behind which reading goes on.
func TestBodyIsReadFromItsPlaces(t *testing.T) {
	const capture = "0123456789abcdef"
	for _, c := range []struct {
		name string
		runs []int64
		want string
		gaps int64
	}{
		{"nothing", nil, "", 0},
		{"one run", []int64{2, 3}, "234", 0},
		{"two runs, the later one first", []int64{10, 3, 0, 2}, "abc01", 0},
		{"a gap between", []int64{2, 2, -1, 100, 8, 2}, "2389", 100},
		{"gaps at both ends", []int64{-1, 5, 4, 1, -1, 5}, "4", 10},
		{"a gap alone", []int64{-1, 5}, "", 5},
		{"up to the last byte", []int64{15, 1}, "f", 0},
	} {
		list := extents(c.runs...)
		u := &ungapped{r: NewWire(strings.NewReader(capture), &list)}
		got, err := io.ReadAll(iotest.OneByteReader(u))
		if err != nil || string(got) != c.want || u.gaps != c.gaps {
			t.Errorf("%s: %q, %v, %d bytes missing; want %q and %d", c.name, got, err, u.gaps, c.want, c.gaps)
		}
	}
}

func TestGapSaysWhere(t *testing.T) {
	list := extents(2, 2, -1, 100, 8, 2)
	_, err := io.ReadAll(NewWire(strings.NewReader("0123456789"), &list))
	if gap := (*GapError)(nil); !errors.As(err, &gap) || *gap != (GapError{2, 100}) {
		t.Errorf("%v", err)
	}
}

// countingCapture counts how often it is read.
type countingCapture struct {
	io.ReaderAt
	reads int
}

func (c *countingCapture) ReadAt(p []byte, at int64) (int, error) {
	c.reads++
	return c.ReaderAt.ReadAt(p, at)
}

// A body lies in many packets; the capture is not read for each.
func TestPacketsNearEachOtherAreReadTogether(t *testing.T) {
	packets := make([]byte, 200*1500)
	for i := range packets {
		packets[i] = byte(i / 1500)
	}
	var list httpdecode.Extents
	var want []byte
	for i := int64(0); i < 200; i++ {
		list.Append(i*1500+54, 1446)
		want = append(want, packets[i*1500+54:(i+1)*1500]...)
	}
	capture := &countingCapture{ReaderAt: bytes.NewReader(packets)}
	got, err := io.ReadAll(NewWire(capture, &list))
	if err != nil || !bytes.Equal(got, want) {
		t.Fatalf("%d bytes, %v; want %d", len(got), err, len(want))
	}
	if capture.reads > 50 {
		t.Errorf("%d reads for 200 packets", capture.reads)
	}
}

// A capture that has become shorter, or cannot be read, is an error and not
// the end of a body.
func TestCaptureThatCannotBeReadAgain(t *testing.T) {
	list := extents(0, 2, 8, 5)
	got, err := io.ReadAll(NewWire(strings.NewReader("0123456789"), &list))
	if trouble := (*CaptureError)(nil); !errors.As(err, &trouble) || !errors.Is(err, io.ErrUnexpectedEOF) || string(got) != "0189" {
		t.Errorf("cut: %q, %v", got, err)
	}
	list = extents(0, 2)
	if _, err := io.ReadAll(NewWire(brokenDisk{}, &list)); !errors.Is(err, errDisk) {
		t.Errorf("broken: %v", err)
	}
}

var errDisk = errors.New("the disk is broken")

type brokenDisk struct{}

func (brokenDisk) ReadAt([]byte, int64) (int, error) { return 0, errDisk }

func BenchmarkWire(b *testing.B) {
	packets := make([]byte, 4<<20)
	var list httpdecode.Extents
	for at := 0; at+1500 <= len(packets); at += 1500 {
		list.Append(int64(at)+54, 1446)
	}
	capture := bytes.NewReader(packets)
	buffer := make([]byte, 32<<10)
	b.SetBytes(list.Length())
	b.ReportAllocs()
	for b.Loop() {
		w := NewWire(capture, &list)
		if n, err := io.CopyBuffer(io.Discard, onlyReader{w}, buffer); err != nil || n != list.Length() {
			b.Fatal(n, err)
		}
	}
}
