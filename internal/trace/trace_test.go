package trace

import (
	"bytes"
	"errors"
	"io"
	"runtime"
	"strings"
	"sync"
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

// A body is what the capture holds of it, in order; what it does not hold is
// left out.
func TestBodyIsReadFromItsPlaces(t *testing.T) {
	const capture = "0123456789abcdef"
	for _, c := range []struct {
		name string
		runs []int64
		want string
	}{
		{"nothing", nil, ""},
		{"one run", []int64{2, 3}, "234"},
		{"two runs, the later one first", []int64{10, 3, 0, 2}, "abc01"},
		{"a gap between", []int64{2, 2, -1, 100, 8, 2}, "2389"},
		{"gaps at both ends", []int64{-1, 5, 4, 1, -1, 5}, "4"},
		{"a gap alone", []int64{-1, 5}, ""},
		{"up to the last byte", []int64{15, 1}, "f"},
	} {
		tr := New(strings.NewReader(capture))
		m := Message{Body: extents(c.runs...), Head: extents(c.runs...)}
		if err := iotest.TestReader(tr.OpenBody(&m), []byte(c.want)); err != nil {
			t.Errorf("%s: %v", c.name, err)
		}
		if head, err := tr.ReadHead(&m); err != nil || string(head) != c.want {
			t.Errorf("%s: head %q, %v; want %q", c.name, head, err, c.want)
		}
	}
}

// Read run by run, a body says where bytes are missing, and how many; a run
// that is not read to its end is passed over.
func TestRunsSayWhatIsMissing(t *testing.T) {
	const capture = "0123456789abcdef"
	type run struct {
		missing int64
		bytes   string
	}
	for _, c := range []struct {
		name string
		runs []int64
		want []run
	}{
		{"nothing", nil, nil},
		{"places that follow one another are one run", []int64{2, 3, 10, 2}, []run{{0, "234ab"}}},
		{"a gap between", []int64{2, 2, -1, 100, 8, 2, 4, 1}, []run{{0, "23"}, {100, "894"}}},
		{"of two places the first is one byte", []int64{2, 1, 10, 2, -1, 1, 3, 1}, []run{{0, "2ab"}, {1, "3"}}},
		{"gaps at both ends", []int64{-1, 5, 4, 1, -1, 7}, []run{{5, "4"}, {7, ""}}},
		{"a gap alone", []int64{-1, 5}, []run{{5, ""}}},
	} {
		for _, atOnce := range []bool{true, false} {
			m := Message{Body: extents(c.runs...)}
			r := New(strings.NewReader(capture)).OpenRuns(&m)
			n := 0
			for missing, ok := r.Next(); ok; missing, ok = r.Next() {
				if n == len(c.want) {
					t.Fatalf("%s: more than %d runs", c.name, n)
				}
				want := c.want[n]
				n++
				if missing != want.missing {
					t.Errorf("%s: %d bytes missing before run %d, want %d", c.name, missing, n, want.missing)
				}
				p := make([]byte, 1)
				if atOnce {
					if b, err := io.ReadAll(r); err != nil || string(b) != want.bytes {
						t.Errorf("%s: run %d is %q, %v; want %q", c.name, n, b, err, want.bytes)
					}
				} else if got, _ := r.Read(p); string(p[:got]) != want.bytes[:min(1, len(want.bytes))] {
					t.Errorf("%s: run %d begins with %q", c.name, n, p[:got])
				}
			}
			if n != len(c.want) {
				t.Errorf("%s: %d runs, want %d", c.name, n, len(c.want))
			}
		}
	}
}

// Trailers are kept as lines, and only so many bytes of them.
func TestTrailersAreLimited(t *testing.T) {
	field := httpdecode.Field{Name: []byte("Checksum"), Value: []byte("abc")}
	if got := TrailerLines([]httpdecode.Field{field, field}); got != "Checksum: abc\nChecksum: abc\n" {
		t.Errorf("%q", got)
	}
	field.Value = bytes.Repeat([]byte("x"), MaxTrailers)
	if got := TrailerLines([]httpdecode.Field{field, field}); len(got) != MaxTrailers {
		t.Errorf("%d bytes", len(got))
	}
}

// Two readers of one body do not disturb each other.
func TestBodyIsOpenedTwice(t *testing.T) {
	tr := New(strings.NewReader("0123456789"))
	m := Message{Body: extents(0, 2, 5, 2)}
	a, b := tr.OpenBody(&m), tr.OpenBody(&m)
	one := make([]byte, 1)
	got := ""
	for range 4 {
		for _, r := range []io.Reader{a, b} {
			if _, err := io.ReadFull(r, one); err != nil {
				t.Fatal(err)
			}
			got += string(one)
		}
	}
	if got != "00115566" {
		t.Error(got)
	}
}

// A capture that has become shorter, or cannot be read, is an error and not
// the end of a body.
func TestCaptureThatCannotBeReadAgain(t *testing.T) {
	m := Message{Head: extents(0, 2, 8, 5), Body: extents(0, 2, 8, 5)}
	short := New(strings.NewReader("0123456789"))
	if head, err := short.ReadHead(&m); !errors.Is(err, io.ErrUnexpectedEOF) || string(head) != "0189" {
		t.Errorf("cut: %q, %v", head, err)
	}
	broken := New(brokenDisk{})
	if _, err := broken.ReadHead(&m); !errors.Is(err, errDisk) || !strings.Contains(err.Error(), "head") {
		t.Errorf("broken: %v", err)
	}
	if _, err := io.ReadAll(broken.OpenBody(&m)); !errors.Is(err, errDisk) {
		t.Errorf("broken: %v", err)
	}
}

var errDisk = errors.New("disk is broken")

type brokenDisk struct{}

func (brokenDisk) ReadAt([]byte, int64) (int, error) { return 0, errDisk }

// However long a head claims to be, no more than MaxHead of it is read.
func TestHeadIsLimited(t *testing.T) {
	m := Message{Head: extents(0, 1<<40)}
	head, err := New(zeros{}).ReadHead(&m)
	if err != nil || len(head) != MaxHead {
		t.Errorf("%d bytes, %v", len(head), err)
	}
}

type zeros struct{}

func (zeros) ReadAt(p []byte, _ int64) (int, error) { clear(p); return len(p), nil }

// Connections and exchanges get the next numbers, and a copy that was handed
// out stays as it was.
func TestNumbersAndCopies(t *testing.T) {
	tr := New(bytes.NewReader(nil))
	var first, second *Connection
	tr.Update(func(w *Writer) {
		first = w.AddConnection(Connection{Stream: 99})
		second = w.AddConnection(Connection{})
		w.AddExchange(second, Exchange{Number: 99, Stream: 99, Method: "GET"})
	})
	before := tr.Connection(1)
	var row *Exchange
	tr.Update(func(w *Writer) {
		row = w.AddExchange(first, Exchange{Method: "PUT"})
		w.AddExchange(second, Exchange{Method: "HEAD"})
	})
	old := tr.Exchange(1)
	tr.Update(func(*Writer) { row.Status = 200 })

	if tr.Connections() != 2 || tr.Exchanges() != 3 {
		t.Fatalf("%d connections, %d exchanges", tr.Connections(), tr.Exchanges())
	}
	for i, want := range []struct {
		stream int
		method string
	}{{1, "GET"}, {0, "PUT"}, {1, "HEAD"}} {
		if x := tr.Exchange(i); x.Number != i || x.Stream != want.stream || x.Method != want.method {
			t.Errorf("exchange %d: number %d, stream %d, %s", i, x.Number, x.Stream, x.Method)
		}
	}
	if got := tr.Connection(1).Exchanges; len(before.Exchanges) != 1 || len(got) != 2 || got[0] != 0 || got[1] != 2 {
		t.Errorf("exchanges of stream 1: %v, before %v", got, before.Exchanges)
	}
	if old.Status != 0 || tr.Exchange(1).Status != 200 {
		t.Error("a copy changed, or the row did not")
	}
}

// The time of an exchange needs both of its ends.
func TestDuration(t *testing.T) {
	seen := func(first, last int64) Message { return Message{Seen: true, First: first, Last: last} }
	for _, c := range []struct {
		name string
		x    Exchange
		want int64
	}{
		{"both", Exchange{Request: seen(5, 7), Response: seen(8, 12)}, 7},
		{"no response", Exchange{Request: seen(5, 7)}, -1},
		{"no request", Exchange{Response: seen(8, 12)}, -1},
		{"response just begun", Exchange{Request: seen(5, 7), Response: seen(8, 0)}, -1},
		{"capture without times", Exchange{Request: seen(0, 0), Response: seen(0, 0)}, -1},
	} {
		if got := c.x.Duration(); got != c.want {
			t.Errorf("%s: %d, want %d", c.name, got, c.want)
		}
	}
}

// Each Update makes another version, and readers beside it see only whole
// updates.
func TestReadingWhileItGrows(t *testing.T) {
	const updates = 500
	tr := New(strings.NewReader("0123456789"))
	var readers sync.WaitGroup
	for range 4 {
		readers.Go(func() {
			for last := uint64(0); last < updates; {
				version := tr.Version()
				if version < last {
					t.Errorf("version %d after %d", version, last)
					return
				}
				last = version
				n := tr.Exchanges()
				if n < int(version) || tr.Connections() < int(version) || tr.Progress().Packets < int64(version) {
					t.Errorf("version %d has %d exchanges", version, n)
					return
				}
				if n > 0 {
					x := tr.Exchange(n - 1)
					c := tr.Connection(x.Stream)
					if len(c.Exchanges) != 1 || c.Exchanges[0] != x.Number || x.Status != n {
						t.Errorf("exchange %d: %d, on connection %d with %v", n-1, x.Status, c.Stream, c.Exchanges)
						return
					}
					if b, err := io.ReadAll(tr.OpenBody(&x.Response)); err != nil || string(b) != "234" {
						t.Errorf("%q, %v", b, err)
						return
					}
				}
			}
		})
	}
	for i := range updates {
		tr.Update(func(w *Writer) {
			x := w.AddExchange(w.AddConnection(Connection{}), Exchange{Response: Message{Body: extents(2, 3)}})
			x.Status = i + 1
			w.SetProgress(Progress{Packets: int64(i + 1)})
		})
	}
	readers.Wait()
	if v := tr.Version(); v != updates {
		t.Errorf("version %d", v)
	}
}

// While a trace is held still, its methods answer though somebody waits to add to it.
func TestStill(t *testing.T) {
	tr, added := New(nil), make(chan struct{})
	tr.Still(func() {
		go func() {
			defer close(added)
			tr.Update(func(w *Writer) { w.AddConnection(Connection{}) })
		}()
		for range 1000 {
			runtime.Gosched()
			if n, version := tr.Connections(), tr.Version(); n != 0 || version != 0 {
				t.Fatalf("%d connections, version %d", n, version)
			}
		}
	})
	if <-added; tr.Connections() != 1 {
		t.Error("it was not added afterwards")
	}
}

// In the midst of an update, where it waits, a trace can be held still.
func TestStillInAnUpdate(t *testing.T) {
	tr, seen := New(nil), 0
	tr.Update(func(w *Writer) {
		w.AddConnection(Connection{})
		w.Breathe(func() { tr.Still(func() { seen = tr.Connections() }) })
		w.AddConnection(Connection{})
	})
	if seen != 1 || tr.Connections() != 2 {
		t.Errorf("%d connections, later %d", seen, tr.Connections())
	}
}
