package main

import (
	"bytes"
	"io"
	"net/netip"
	"os"
	"os/exec"
	"runtime"
	"strings"
	"testing"

	"wiretalk/tcpreasm"
)

// The whole of it, small.
func TestSoak(t *testing.T) {
	var out bytes.Buffer
	if err := soak(200_000, 50_000, 100_000, 0, 2, io.Discard, &out); err != nil {
		t.Error(err)
	}
	for _, want := range []string{"seed 2", "200000", "SYN flood through the pipeline", "live traffic for days"} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("no %q in\n%s", want, out.String())
		}
	}
}

func TestMain(m *testing.M) {
	if becomesTalker() {
		return
	}
	os.Exit(m.Run())
}

// A minute's tenth of what is meant for hours.
func TestSoakOfAnInterface(t *testing.T) {
	if _, err := exec.LookPath("ip"); err != nil || runtime.GOOS != "linux" || os.Getuid() != 0 {
		t.Skip("network namespaces need Linux, root and iproute2")
	}
	var out bytes.Buffer
	if err := soak(0, 0, 0, 6000, 1, io.Discard, &out); err != nil {
		t.Error(err)
	}
	t.Log(out.String())
}

// The same seed gives the same segments.
func TestSeedDecidesTheSegments(t *testing.T) {
	a, b, other := newTalk(1), newTalk(1), newTalk(2)
	differ := 0
	for i := range int64(10_000) {
		var x, y, z tcpreasm.Segment
		a.next(&x, i)
		b.next(&y, i)
		other.next(&z, i)
		if x.Src != y.Src || x.Seq != y.Seq || x.Flags != y.Flags || !bytes.Equal(x.Payload, y.Payload) {
			t.Fatalf("segment %d is %+v and %+v", i, x, y)
		}
		if x.Seq != z.Seq {
			differ++
		}
	}
	if differ < 5_000 {
		t.Errorf("another seed changes %d segments", differ)
	}
}

func TestBrokenBoundOfTheHeapIsSaid(t *testing.T) {
	if err := (&heap{bound: 1}).sample(); err == nil {
		t.Error("more than a byte of heap was in use, and nothing was said")
	}
}

// A handler that is told what cannot be says so.
func TestCheckerFindsBrokenPromises(t *testing.T) {
	at := func(seq uint32) tcpreasm.Position { return tcpreasm.Position{Offset: offsetOf(1, 0, seq)} }
	right := func(seq uint32, n int) []byte { return textAt(0, seq, n) }
	for _, test := range []struct {
		name  string
		calls func(k *checker, c *tcpreasm.Conn)
		want  string
	}{
		{"all is well", func(k *checker, c *tcpreasm.Conn) {
			k.Data(c, tcpreasm.Client, right(7, 10), at(7))
			k.Gap(c, tcpreasm.Client, 3, tcpreasm.Position{})
			k.Data(c, tcpreasm.Client, right(20, 5), at(20))
			c.StreamBytes[tcpreasm.Client], c.MissingBytes[tcpreasm.Client] = 15, 3
		}, ""},
		{"other bytes", func(k *checker, c *tcpreasm.Conn) { k.Data(c, tcpreasm.Client, right(8, 10), at(7)) }, "were not sent so"},
		{"bytes left out", func(k *checker, c *tcpreasm.Conn) {
			k.Data(c, tcpreasm.Client, right(7, 10), at(7))
			k.Data(c, tcpreasm.Client, right(18, 5), at(18))
		}, "byte 18 follows, not 17"},
		{"bytes after FIN", func(k *checker, c *tcpreasm.Conn) {
			k.Finished(c, tcpreasm.Client, tcpreasm.Position{})
			k.Data(c, tcpreasm.Client, right(7, 10), at(7))
		}, "finished: true"},
		{"FIN twice", func(k *checker, c *tcpreasm.Conn) {
			k.Finished(c, tcpreasm.Client, tcpreasm.Position{})
			k.Finished(c, tcpreasm.Client, tcpreasm.Position{})
		}, "finished twice"},
		{"bytes that are not counted", func(k *checker, c *tcpreasm.Conn) { k.Data(c, tcpreasm.Client, right(7, 10), at(7)) }, "handed on were 10"},
		{"one connection too many", func(k *checker, _ *tcpreasm.Conn) { k.Opened(&tcpreasm.Conn{}) }, "more than the limit"},
	} {
		t.Run(test.name, func(t *testing.T) {
			k := &checker{limits: tcpreasm.Limits{Connections: 1}, spoilt: func(int64) bool { return false }}
			c := &tcpreasm.Conn{}
			k.Opened(c)
			test.calls(k, c)
			k.Closed(c)
			if test.want == "" && k.err != nil || test.want != "" && (k.err == nil || !strings.Contains(k.err.Error(), test.want)) {
				t.Errorf("said was %v, not %q", k.err, test.want)
			}
		})
	}
}

func TestWhole(t *testing.T) {
	good := tcpreasm.Info{
		Ends:        [2]netip.AddrPort{(&visitor{number: 5}).client(), floodServer},
		Handshake:   tcpreasm.Handshake{Syn: 1, SynAck: 2, Ack: 3},
		StreamBytes: [2]int64{int64(len(realRequest)), int64(len(realResponse))},
		Close:       tcpreasm.Fin, ClosedBy: tcpreasm.ByClient,
	}
	if err := whole(&good, 1); err != nil || !isReal(&good) {
		t.Errorf("%v, real: %v", err, isReal(&good))
	}
	for name, spoil := range map[string]func(c *tcpreasm.Info){
		"handshake": func(c *tcpreasm.Info) { c.Handshake.Ack = 0 },
		"bytes":     func(c *tcpreasm.Info) { c.StreamBytes[1]-- },
		"missing":   func(c *tcpreasm.Info) { c.MissingBytes[0] = 1 },
		"close":     func(c *tcpreasm.Info) { c.Close = tcpreasm.Half },
	} {
		c := good
		spoil(&c)
		if whole(&c, 1) == nil {
			t.Errorf("%s: it counts as whole", name)
		}
	}
	if whole(&good, 0) == nil {
		t.Error("no exchange, and it counts as whole")
	}
}
