package ladder

import (
	"strings"
	"testing"

	"wiretalk/internal/meaning"
)

// lineOf is the line of a frame.
func lineOf(text, frame string) string {
	for line := range strings.Lines(text) {
		if fields := strings.Fields(line); len(fields) > 0 && fields[0] == frame {
			return strings.TrimSpace(line)
		}
	}
	return ""
}

// Beside its label stands what a segment is: that is what a lesson on lost segments
// or windows is about.
func TestNotes(t *testing.T) {
	for _, c := range []struct{ file, frame, english, chinese string }{
		{"tcp/fast-retransmission", "14", "ack=x+1113 (dup ACK 1) ─", "ack=x+1113 (重复确认 1) ─"},
		{"tcp/fast-retransmission", "16", "ack=x+1113 (dup ACK 2) ─", "ack=x+1113 (重复确认 2) ─"},
		{"tcp/fast-retransmission", "21", "(again, as frame 10) ╌", "(重传，同第 10 帧) ╌"},
		{"tcp/zero-window", "8", "ack=y+1 (window probe) ─", "ack=y+1 (零窗口探测) ─"},
		{"tcp/zero-window", "10", "ack=y+1 (window probe) ─", "ack=y+1 (零窗口探测) ─"},
		{"tcp/zero-window", "13", "win=1448 (window update) ─", "win=1448 (窗口更新) ─"},
		{"tcp/keep-alive", "8", "(keep-alive) ─", "(保活) ─"},
		{"pcaps/loss", "279", "len=1448 (sent again?) ╌", "len=1448 (重传？) ╌"}, // what was first sent was not captured
		{"tcp/zero-window", "6", "len=724 ─", "len=724 ─"},
	} {
		l := builtOf(t, "../../testdata/"+c.file+".pcap")
		for language, want := range [2]string{meaning.English: c.english, meaning.Chinese: c.chinese} {
			if got := lineOf(textOf(t, l, Options{Language: language, Width: 120}), c.frame); !strings.Contains(got, want) {
				t.Errorf("%s: %q lacks %q", c.file, got, want)
			}
		}
	}
}

// Where there is little room the note is shortened before the numbers are.
func TestNotesInLittleRoom(t *testing.T) {
	for _, c := range []struct{ file, frame, want string }{
		{"tcp/fast-retransmission", "16", "◀─ ACK seq=y+41 ack=x+1113 (dup 2) ─"},
		{"tcp/zero-window", "8", "─ ACK seq=x+1448 ack=y+1 (probe) ─"},
		{"tcp/zero-window", "13", "◀─ ACK ack=x+1449 win=1448 (update) ─"},
		{"pcaps/loss", "279", "◀╌ ACK seq=y+191137 len=1448 ↺? ╌"},
	} {
		if got := lineOf(textOf(t, builtOf(t, "../../testdata/"+c.file+".pcap"), Options{Width: 80}), c.frame); !strings.Contains(got, c.want) {
			t.Errorf("%s: %q lacks %q", c.file, got, c.want)
		}
	}
}

// Pauses that grow are seen to grow.
func TestSilencesAreWritten(t *testing.T) {
	var got []string
	for line := range strings.Lines(textOf(t, builtOf(t, "../../testdata/tcp/zero-window.pcap"), Options{})) {
		if before, _, is := strings.Cut(line, " of silence"); is {
			got = append(got, strings.TrimSpace(before[strings.LastIndex(before, "│")+len("│"):]))
		}
	}
	if want := "212 ms, 420 ms, 864 ms, 261 ms"; strings.Join(got, ", ") != want {
		t.Errorf("%v, want %s", got, want)
	}
}

// What was folded shows its silences once it is open, and none when it is folded
// again.
func TestSilencesOfAFold(t *testing.T) {
	l := builtOf(t, "../../testdata/tcp/half-close.pcap")
	before := len(l.Rows)
	for i := range l.Rows {
		fold := l.Rows[i]
		if fold.Kind != Fold {
			continue
		}
		l.Unfold(i)
		silences := 0
		for _, r := range l.Rows[i:] {
			if r.Kind == Silence && r.Step > fold.Step && r.Step <= fold.Last {
				silences++
			}
		}
		if silences < 8 { // the server sends every 200 ms
			t.Errorf("%d silences in frames %d to %d", silences, l.Steps[fold.Step].Frame, l.Steps[fold.Last].Frame)
		}
		l.Refold(fold.Step, fold.Last)
		if len(l.Rows) != before {
			t.Errorf("%d rows, were %d", len(l.Rows), before)
		}
		return
	}
	t.Fatal("nothing is folded")
}
