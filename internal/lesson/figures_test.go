package lesson

import (
	"context"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"
)

// framesNamed are the numbers of frames that a text names without a marker, as in
// "Frames 8 and 16", "frames 9, 10 and 11" and "第 8、9 两帧".
func framesNamed(text string) (all []int64) {
	for _, pattern := range []*regexp.Regexp{
		regexp.MustCompile(`[Ff]rames? ((?:\d+(?:, | and | to )?)+)`),
		regexp.MustCompile(`第 ((?:\d+(?:、| 至 | 帧和第 )?)+) ?(?:两)?帧`),
	} {
		for _, match := range pattern.FindAllStringSubmatch(text, -1) {
			for _, number := range regexp.MustCompile(`\d+`).FindAllString(match[1], -1) {
				n, _ := strconv.ParseInt(number, 10, 64)
				all = append(all, n)
			}
		}
	}
	return all
}

// A frame that is named without a marker is there, and both languages name the
// same ones.
func TestFramesNamedAreThere(t *testing.T) {
	for _, l := range All() {
		frames := framesOf(t, open(t, &l.Captures[0]))
		var named [2]map[int64]bool
		for language := range named {
			named[language] = make(map[int64]bool)
			text := l.Look[language] + "\n" + markerPattern.ReplaceAllString(strings.Join(l.texts[language], "\n"), "")
			for _, n := range framesNamed(text) {
				named[language][n] = true
				if frames[n] == nil {
					t.Errorf("%s: no frame %d: %s", l.Name, n, text)
				}
			}
		}
		for n := range named[0] {
			if !named[1][n] {
				t.Errorf("%s: frame %d is named in English alone", l.Name, n)
			}
		}
		for n := range named[1] {
			if !named[0][n] {
				t.Errorf("%s: frame %d is named in Chinese alone", l.Name, n)
			}
		}
	}
	if got := framesNamed("Frames 9, 10 and 11; frame 4. 第 9、10、11 帧，第 8 帧和第 16 帧，第 8、9 两帧，第 1 至 3 帧"); len(got) != 4+3+2+2+2 {
		t.Errorf("%v", got)
	}
}

// The times that texts give are those between the frames that they speak of.
func TestTimesAreTrue(t *testing.T) {
	for _, c := range []struct {
		lesson   string
		from, to int64
		want     time.Duration
		within   time.Duration // half of the last digit, or what "about" allows
		texts    [2]string
	}{
		{"three-way-handshake", 1, 2, 31 * time.Microsecond, 500 * time.Nanosecond, [2]string{"a round trip to the server and back: 31 microseconds here", "只有 31 微秒"}},
		{"three-way-handshake", 2, 3, 13 * time.Microsecond, 500 * time.Nanosecond, [2]string{"13 microseconds later", "13 微秒"}},
		{"unanswered", 1, 2, time.Second, 100 * time.Millisecond, [2]string{"about one second after the first", "约一秒"}},
		{"unanswered", 2, 3, time.Second, 100 * time.Millisecond, [2]string{"comes one second\nlater", "又过了一秒"}},
		{"unanswered", 3, 4, 2 * time.Second, 200 * time.Millisecond, [2]string{" two. Doubling", "则过了两秒"}},
		{"four-way-close", 8, 10, 80 * time.Millisecond, 500 * time.Microsecond, [2]string{"80 ms after the first FIN", "第一个 FIN 之后 80 ms"}},
		{"time-wait", 11, 12, 1300 * time.Millisecond, 50 * time.Millisecond, [2]string{"only 1.3 seconds later", "仅过了 1.3 秒"}},
		{"fast-retransmit", 10, 21, 64 * time.Microsecond, 500 * time.Nanosecond, [2]string{"64 microseconds after the first time", "仅 64 微秒"}},
		{"timeout", 8, 9, 205 * time.Millisecond, 500 * time.Microsecond, [2]string{"ran out after 205 ms", "205 ms"}},
		{"timeout", 9, 10, 424 * time.Millisecond, 500 * time.Microsecond, [2]string{"424 ms to", "424 ms"}},
		{"timeout", 10, 11, 832 * time.Millisecond, 500 * time.Microsecond, [2]string{"832 ms to", "832 ms"}},
		{"zero-window", 7, 13, 1800 * time.Millisecond, 50 * time.Millisecond, [2]string{"After 1.8 seconds the program reads", "1.8 秒之后程序开始读取"}},
		{"zero-window", 9, 10, 420 * time.Millisecond, 500 * time.Microsecond, [2]string{"420 ms after frame 9", "420 ms"}},
		{"pipelining", 6, 8, 300 * time.Millisecond, 5 * time.Millisecond, [2]string{"takes the server 300 ms", "300 ms"}},
		{"half-close", 7, 26, 2 * time.Second, 100 * time.Millisecond, [2]string{"sends for two seconds more", "两秒"}},
	} {
		l := Find(c.lesson)
		frames := framesOf(t, open(t, &l.Captures[0]))
		if got := time.Duration(frames[c.to].Time - frames[c.from].Time); got < c.want-c.within || got > c.want+c.within {
			t.Errorf("%s: from frame %d to %d it is %v, told %v", c.lesson, c.from, c.to, got, c.want)
		}
		for language, part := range c.texts {
			flat := strings.ReplaceAll(strings.Join(l.texts[language], " "), "\n", " ")
			if !strings.Contains(flat, strings.ReplaceAll(part, "\n", " ")) {
				t.Errorf("%s no longer says %q; if another time, put it here", c.lesson, part)
			}
		}
	}
}

// So many segments as the lesson on persistent connections says are in its captures.
func TestSegmentsAreCounted(t *testing.T) {
	l := Find("persistent-connection")
	for i, want := range []int{28, 63} {
		o := open(t, &l.Captures[i])
		segments := 0
		for _, stream := range l.Captures[i].Streams {
			_, steps, err := o.Steps(context.Background(), stream)
			if err != nil {
				t.Fatal(err)
			}
			segments += len(steps)
		}
		if segments != want {
			t.Errorf("%d segments, told %d", segments, want)
		}
		for language := range l.texts {
			if !strings.Contains(strings.Join(l.texts[language], ""), strconv.Itoa(want)) {
				t.Errorf("the text no longer says %d", want)
			}
		}
	}
}

// The states that a text names besides those of markers are ones that the ends
// come to in its capture, or that it speaks of in general.
func TestStatesNamedComeUp(t *testing.T) {
	general := map[string]string{ // lesson, states of which it says that they are not in it
		"reset": "SYN-RECEIVED LISTEN TIME-WAIT", "three-segment-close": "", "simultaneous-close": "CLOSE-WAIT LAST-ACK",
	}
	state := regexp.MustCompile(`\b(CLOSED|LISTEN|SYN-SENT|SYN-RECEIVED|ESTABLISHED|FIN-WAIT-[12]|CLOSE-WAIT|CLOSING|LAST-ACK|TIME-WAIT)\b`)
	for _, l := range All() {
		come := strings.Fields(general[l.Name])
		for i := range l.Captures {
			for _, f := range framesOf(t, open(t, &l.Captures[i])) {
				for _, c := range f.Changes {
					come = append(come, c.From.String(), c.To.String())
				}
			}
		}
		for language := range l.texts {
			for _, name := range state.FindAllString(strings.Join(l.texts[language], "\n"), -1) {
				found := false
				for _, s := range come {
					found = found || s == name
				}
				if !found {
					t.Errorf("%s: no end comes to %s", l.Name, name)
				}
			}
		}
	}
}
