package lesson

import (
	"bytes"
	"context"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"wiretalk/internal/ladder"
	"wiretalk/internal/meaning"
	"wiretalk/internal/replay"
	"wiretalk/tcpreasm"
)

var update = flag.Bool("update", false, "write the lessons anew as they are printed; read them")

func open(t *testing.T, c *Capture) *Opened {
	t.Helper()
	o, err := c.Open(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := o.Close(); err != nil {
			t.Error(err)
		}
	})
	return o
}

// Each lesson has all of its parts in both languages, and no two one name.
func TestLessonsAreWhole(t *testing.T) {
	if len(All()) < 22 {
		t.Fatalf("only %d lessons", len(All()))
	}
	names := make(map[string]bool)
	for _, l := range All() {
		if names[l.Name] {
			t.Errorf("two lessons are called %s", l.Name)
		}
		names[l.Name] = true
		if Find(l.Name) != l {
			t.Errorf("%s is not found", l.Name)
		}
		if len(l.Captures) == 0 || len(l.texts[0]) != len(l.texts[1]) {
			t.Errorf("%s: %d captures; %d paragraphs in English, %d in Chinese", l.Name, len(l.Captures), len(l.texts[0]), len(l.texts[1]))
		}
		for language := range l.Title {
			if l.Title[language] == "" || l.Look[language] == "" || len(l.texts[language]) < 2 {
				t.Errorf("%s lacks something in language %d", l.Name, language)
			}
			text := strings.Join(l.Paragraphs(language), "")
			if strings.ContainsAny(text, "{}") {
				t.Errorf("%s has a marker that is none: %s", l.Name, text)
			}
			if chinese := strings.ContainsFunc(text, func(r rune) bool { return r >= '一' && r <= '鿿' }); chinese != (language == meaning.Chinese) {
				t.Errorf("%s is in the wrong language: %s", l.Name, text)
			}
		}
	}
	if Find("no-such-lesson") != nil {
		t.Error("a lesson was found that is none")
	}
}

// What both texts say of a frame is what the capture shows, and both speak of
// the same frames.
func TestMarkersAreTrue(t *testing.T) {
	for _, l := range All() {
		frames := make(map[string]map[int64]*frame)
		for i := range l.Captures {
			c := &l.Captures[i]
			name := c.Name()
			if i == 0 {
				name = "frame"
			}
			frames[name] = framesOf(t, open(t, c))
		}
		var said [2][]string
		for language := range said {
			for _, m := range l.markers(language) {
				said[language] = append(said[language], fmt.Sprint(m))
				f := frames[m.capture][m.frame]
				if f == nil {
					t.Errorf("%s: there is no TCP segment in %s %d", l.Name, m.capture, m.frame)
					continue
				}
				for _, word := range m.words {
					if !f.is(word) {
						t.Errorf("%s, frame %d: %q is not true of %v %v seq=%d ack=%d len=%d win=%d %v", l.Name, m.frame, word, f.From, f.Flags,
							f.RelativeSeq(), f.RelativeAck(), f.Length, f.Observation.Window, f.Changes)
					}
				}
			}
			slices.Sort(said[language])
		}
		if !slices.Equal(said[0], said[1]) || len(said[0]) < 2 {
			t.Errorf("%s says this of frames in English and in Chinese:\n%v\n%v", l.Name, said[0], said[1])
		}
	}
}

// frame is a segment of a capture.
type frame struct {
	*replay.Step
	payload string
	again   bool // its bytes were sent before
}

// framesOf are the segments of all connections, by their frames.
func framesOf(t *testing.T, o *Opened) map[int64]*frame {
	all := make(map[int64]*frame)
	for stream := range o.Trace.Connections() {
		_, steps, err := o.Steps(context.Background(), stream)
		if err != nil {
			t.Fatal(err)
		}
		sent := make(map[string]bool)
		for i := range steps {
			s := &steps[i]
			payload := make([]byte, s.Captured)
			if len(payload) > 0 {
				if _, err := o.Input.ReadAt(payload, s.Offset); err != nil {
					t.Fatal(err)
				}
			}
			key := fmt.Sprint(s.From, s.Seq)
			all[s.Frame] = &frame{s, string(payload), s.Length > 0 && sent[key]}
			sent[key] = sent[key] || s.Length > 0
		}
	}
	return all
}

// is says whether a word of a marker is true of the frame.
func (f *frame) is(word string) bool {
	key, value, equals := strings.Cut(word, "=")
	switch {
	case strings.HasPrefix(word, `"`):
		return strings.Contains(f.payload, strings.Trim(word, `"`))
	case word == "client" || word == "server":
		return f.From.String() == word
	case word == "again":
		return f.again
	case !equals:
		flags := tcpreasm.Flags(0)
		for name := range strings.SplitSeq(word, ",") {
			flags |= map[string]tcpreasm.Flags{"SYN": tcpreasm.SYN, "ACK": tcpreasm.ACK, "FIN": tcpreasm.FIN, "RST": tcpreasm.RST}[name]
		}
		return f.Flags&(tcpreasm.SYN|tcpreasm.ACK|tcpreasm.FIN|tcpreasm.RST) == flags
	case key == "client" || key == "server":
		for _, c := range f.Changes {
			if c.Side.String() == key && c.To.String() == value {
				return true
			}
		}
		return false
	}
	n, err := strconv.ParseInt(value, 10, 64)
	numbers := map[string]int64{"seq": int64(f.RelativeSeq()), "ack": int64(f.RelativeAck()), "len": int64(f.Length), "win": f.Observation.Window}
	is, known := numbers[key]
	return err == nil && known && is == n
}

// A marker that is not true is found out.
func TestMarkersCanBeFalse(t *testing.T) {
	frames := framesOf(t, open(t, &Find("three-way-handshake").Captures[0]))
	for _, c := range []struct {
		frame int64
		word  string
		want  bool
	}{
		{1, "SYN", true}, {1, "SYN,ACK", false}, {1, "client", true}, {1, "server", false}, {2, "ack=1", true}, {2, "ack=2", false},
		{2, "server=SYN-RECEIVED", true}, {2, "server=ESTABLISHED", false}, {4, "len=40", true}, {4, "win=1", false}, {4, `"line"`, true}, {4, `"lime"`, false},
		{4, "again", false}, {4, "what=1", false},
	} {
		if got := frames[c.frame].is(c.word); got != c.want {
			t.Errorf("frame %d, %s: %v", c.frame, c.word, got)
		}
	}
}

// Each lesson as it is printed, in both languages and two widths. They were
// read against the packets and the RFC.
func TestPrinted(t *testing.T) {
	for _, l := range All() {
		for language, suffix := range []string{"en", "zh"} {
			for _, o := range []ladder.Options{{Width: 80, Sentences: true}, {Width: 200, Sentences: true, All: true}} {
				o.Language = language
				var b bytes.Buffer
				if err := l.Print(context.Background(), &b, o); err != nil {
					t.Fatal(err)
				}
				golden := filepath.Join("testdata", fmt.Sprintf("%s.%s.%d", l.Name, suffix, o.Width))
				if *update {
					if err := os.WriteFile(golden, b.Bytes(), 0o644); err != nil {
						t.Fatal(err)
					}
				}
				want, err := os.ReadFile(golden)
				if err != nil {
					t.Fatal(err)
				}
				if !bytes.Equal(want, b.Bytes()) {
					t.Errorf("%s has changed; read it, then write it anew with -update", golden)
				}
			}
		}
	}
	files, err := os.ReadDir("testdata")
	if err != nil || len(files) != 4*len(All()) {
		t.Errorf("%d files in testdata, want %d; %v", len(files), 4*len(All()), err)
	}
}

// Files that are no lessons are refused, with the reason.
func TestWhatIsNoLesson(t *testing.T) {
	for _, c := range []struct{ file, text, want string }{
		{"x.md", "", "NN-name"},
		{"01-x.md", "title", "key: value"},
		{"01-x.md", "colour: red\n\na\n\n---\n\nb", "colour"},
		{"01-x.md", "capture: tcp/refused.pcap one\n\na\n\n---\n\nb", "one"},
		{"01-x.md", "title: A\n\nonly English", "1 texts"},
	} {
		if _, err := parse(c.file, c.text); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%q: %v, want %s", c.text, err, c.want)
		}
	}
	if _, err := (&Capture{File: "tcp/none.pcap"}).Open(context.Background()); err == nil {
		t.Error("a capture was opened that is not there")
	}
}
