package tui

import (
	"fmt"
	"path/filepath"
	"strings"
	"testing"
)

// arrows counts the segments that are drawn on a screen.
func arrows(m *sight) (n int) {
	for line := range strings.Lines(m.text()) {
		if strings.Contains(line, "seq=") && (strings.Contains(line, "▶│") || strings.Contains(line, "│◀")) {
			n++
		}
	}
	return n
}

// On a small terminal there is room for five segments at least, at the beginning
// too and in a lesson, and m hides the text so that there is more.
func TestLadderHasRoom(t *testing.T) {
	for _, lang := range []string{"en", "zh"} {
		m := watching(t, "../testdata/tcp/fast-retransmission.pcap", 0, 80, 24, lang)
		if m.keys("a"); arrows(m) < 5 {
			t.Errorf("%s: %d segments in sight:\n%s", lang, arrows(m), m.text())
		}
		before := arrows(m)
		if m.keys("m"); arrows(m) < before+5 {
			t.Errorf("%s: %d segments in sight without the text:\n%s", lang, arrows(m), m.text())
		}
		m.sees(t, map[string]string{"en": "m text", "zh": "m 文字"}[lang])
		if m.keys("m"); arrows(m) != before {
			t.Errorf("%s: m did not show the text again:\n%s", lang, m.text())
		}
		m.keys("m", "Tab").sees(t, map[string]string{"en": "▸ frame 1", "zh": "▸ 第 1 帧"}[lang]) // who goes to the text sees it

		m = studying(t, "zero-window", 80, 24, lang)
		if m.keys("Tab", "a"); arrows(m) < 5 {
			t.Errorf("%s: %d segments of a lesson in sight:\n%s", lang, arrows(m), m.text())
		}
		golden(t, filepath.Join("ladder", "lesson."+lang+".80.txt"), m.text()+"\n")
	}
}

// In a lesson two of text, drawing and what is said of the segment have room at 24
// lines: m and Tab change which.
func TestLessonShowsTwoPartsAtATime(t *testing.T) {
	m := studying(t, "zero-window", 80, 24, "en")
	m.sees(t, "With every ACK", "SYN seq=x")
	m.seesNot(t, "frame 1 · client")
	m.keys("m").sees(t, "frame 1 · client", "▸ 1 ", "SYN seq=x")
	m.seesNot(t, "With every ACK")
	m.keys("m").sees(t, "With every ACK", "▸ 1 ")
	m.seesNot(t, "frame 1 · client")
	m.keys("Tab").sees(t, "▸ frame 1 · client")
	m.keys("Tab").sees(t, "▸ A window of zero")
}

// Which part the keys act on is marked by more than colour.
func TestLadderMarksWhatTheKeysActOn(t *testing.T) {
	m := watching(t, handshakeFile, 0, 80, 24, "en")
	m.sees(t, "▸ 1 0.000000")
	m.seesNot(t, "▸ frame 1")
	m.seesNot(t, "▹")
	m.keys("Tab").sees(t, "▸ frame 1", "▹ 1 0.000000")
	m.keys("Esc").sees(t, "▸ 1 0.000000")
}

// A lesson with one connection says so when another is asked for.
func TestLessonWithOneConnection(t *testing.T) {
	m := studying(t, "zero-window", 80, 24, "en")
	m.keys(".").sees(t, "one connection only")
}

// What m leaves of a ladder at each size.
func TestLadderWithoutTextScreens(t *testing.T) {
	for _, size := range [][2]int{{80, 24}, {200, 50}, {40, 10}} {
		m := watching(t, "../testdata/tcp/zero-window.pcap", 0, size[0], size[1], "en")
		golden(t, filepath.Join("ladder", fmt.Sprintf("without-text.en.%d.txt", size[0])), m.keys("a", "m", "j", "j").text()+"\n")
	}
}
