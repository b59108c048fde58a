package ladder

import (
	"bytes"
	"context"
	"strings"
	"testing"

	"wiretalk/internal/conversations"
)

// builtOf is the ladder of the first connection of a capture.
func builtOf(t *testing.T, file string) *Ladder {
	t.Helper()
	c := conversations.In(t, file)[0]
	l, err := Build(context.Background(), c.Info, c.Steps, nil, nil, nil)
	if err != nil {
		t.Fatal(err)
	}
	return l
}

// textOf draws for a terminal, without sentences.
func textOf(t *testing.T, l *Ladder, o Options) string {
	t.Helper()
	var b bytes.Buffer
	if err := l.Text(&b, o); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// A part of a ladder begins with the states that the frames before it led to, keeps
// times and numbers, and sums nothing up.
func TestPart(t *testing.T) {
	got := textOf(t, builtOf(t, "../../testdata/tcp/close-four.pcap").Part(Frames{9, 10}), Options{})
	const want = `client 10.30.0.1:40000                                    server 10.30.0.2:8000
               FIN-WAIT-1 │            before frame 9            │ CLOSE-WAIT
 9 `
	if !strings.HasPrefix(got, want) || strings.Count(got, "\n") != 4 || !strings.Contains(got, "FIN, ACK seq=y+41 ack=x+42") {
		t.Errorf("got\n%swant the beginning\n%s", got, want)
	}
	if got := textOf(t, builtOf(t, "../../testdata/tcp/handshake.pcap").Part(Frames{2, 2}), Options{}); !strings.Contains(got, " SYN-SENT │            before frame 2            │ LISTEN?\n") {
		t.Errorf("that the server listens is only assumed:\n%s", got)
	}
	if l := builtOf(t, "../../testdata/tcp/close-four.pcap").Part(Frames{12, 20}); l != nil {
		t.Errorf("frames that are not there: %d rows", len(l.Rows))
	}
	whole := builtOf(t, "../../testdata/tcp/close-four.pcap")
	if whole.Part(Frames{}) != whole {
		t.Error("all frames are a part")
	}
}

// A part of what is folded shows just its frames.
func TestPartOfAFold(t *testing.T) {
	l := builtOf(t, "../../testdata/pcaps/loss.pcap")
	fold := -1
	for i := range l.Rows {
		if l.Rows[i].Kind == Fold && l.Rows[i].Last-l.Rows[i].Step >= 4 {
			fold = i
		}
	}
	if fold < 0 {
		t.Fatal("nothing is folded")
	}
	from, to := l.Steps[l.Rows[fold].Step+1].Frame, l.Steps[l.Rows[fold].Last-1].Frame
	part := l.Part(Frames{from, to})
	if first, last := part.Rows[0], part.Rows[len(part.Rows)-1]; part.Steps[first.Step].Frame != from || part.Steps[last.Last].Frame != to {
		t.Errorf("asked for %d to %d: rows %+v", from, to, part.Rows)
	}
}

// What crosses an arrow that is left out is drawn all the same.
func TestPartOfACrossing(t *testing.T) {
	var b bytes.Buffer
	if err := builtOf(t, "../../testdata/tcp/simultaneous-close.pcap").Part(Frames{8, 8}).SVG(&b, Options{}); err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(b.String(), "FIN, ACK seq=x+41 ack=y+41") {
		t.Error("the FIN is missing")
	}
}

// A picture for a slide can do without real numbers.
func TestRelativePicture(t *testing.T) {
	for _, relative := range []bool{false, true} {
		var b bytes.Buffer
		if err := builtOf(t, "../../testdata/tcp/fast-retransmission.pcap").SVG(&b, Options{Relative: relative}); err != nil {
			t.Fatal(err)
		}
		if got := strings.Contains(b.String(), ">seq "); got == relative {
			t.Errorf("relative %v: real numbers %v", relative, got)
		}
		if !strings.Contains(b.String(), "dup ACK 2<") || !strings.Contains(b.String(), "again, as frame 10<") {
			t.Errorf("relative %v: notes are missing", relative)
		}
	}
}

// No line ends within the name of a state or a field, in either language.
func TestWrapKeepsNames(t *testing.T) {
	for _, text := range []string{"the client goes from FIN-WAIT-1 to FIN-WAIT-2", "最后一块之后的尾部字段X-Lines给出所发内容的行数"} {
		for width := 12; width < 40; width++ {
			for _, line := range Wrap(text, width) {
				if strings.HasSuffix(line, "-") || columns(line) > width {
					t.Errorf("%d columns: %q", width, Wrap(text, width))
				}
			}
		}
	}
}
