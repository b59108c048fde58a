package tui

import (
	"fmt"
	"strings"
	"testing"

	"wiretalk/tui/keys"
	"wiretalk/tui/ladderview"
)

// paneTop is the row in which the pane's rule stands; negative for none.
func (m *sight) paneTop() int {
	for y, l := range strings.Split(m.text(), "\n") {
		if strings.HasPrefix(l, "── ") {
			return y
		}
	}
	return -1
}

// The pane has the rows that the picture does not need yet. A step moves it
// seldom, and by some rows at once; going back by one does not move it back.
func TestPaneTakesWhatThePictureLeaves(t *testing.T) {
	for _, lang := range []string{"en", "zh"} {
		m := watching(t, "../testdata/tcp/long-talk.pcap", 0, 80, 24, lang)
		p := m.ladder()
		began, moved := m.paneTop(), 0
		if began > 10 {
			t.Errorf("%s: one arrow, and the pane begins in row %d", lang, began)
		}
		for step := 1; step < len(p.model.Rows); step++ {
			before := m.paneTop()
			m.keys("j")
			now := m.paneTop()
			if now < before {
				t.Errorf("%s: step %d moves the pane up", lang, step)
			}
			if now != before {
				moved++
				if m.keys("k"); m.paneTop() != now {
					t.Errorf("%s: a step back moves the pane from %d to %d", lang, now, m.paneTop())
				}
				m.keys("j")
			}
			if !strings.Contains(m.text(), "▸") {
				t.Errorf("%s: step %d is out of sight", lang, step)
			}
		}
		if moved == 0 || moved > 3 {
			t.Errorf("%s: the pane moved %d times", lang, moved)
		}
		if m.keys("g"); m.paneTop() != began {
			t.Errorf("%s: at the beginning it is in row %d, was in %d", lang, m.paneTop(), began)
		}
	}
}

// Where the text below the diagram is cut, Tab goes to it, and it can be
// scrolled to its end; a step of the ladder begins at its top again.
// A SYN that was never sent is not missing: where an end's numbers count from is
// said only of segments that bear one of an end that spoke.
func TestUnseenSynIsToldWhereItCounts(t *testing.T) {
	for _, file := range []string{"refused", "unanswered"} {
		m := watching(t, "../testdata/tcp/"+file+".pcap", 0, 100, 60, "en")
		m.seesNot(t, "is one before")
		m.keys("j").seesNot(t, "is one before")
	}
	m := watching(t, midstream, 0, 100, 60, "en")
	m.sees(t, "x is one before", "y is one before")
}

// What an end expects is known from the SYN that opened it, before its own ACK.
func TestLadderSaysWhatAnEndExpects(t *testing.T) {
	m := watching(t, handshakeFile, 0, 100, 60, "en")
	m.keys("j").sees(t, "expects ? → y+1", "expects ? → x+1")
	m = watching(t, handshakeFile, 0, 100, 60, "zh")
	m.keys("j").sees(t, "期待")
}

// What Wireshark's analysis found is said in the reader's language.
func TestFindingsInTheReadersLanguage(t *testing.T) {
	m := watching(t, "../testdata/tcp/fast-retransmission.pcap", 0, 100, 80, "zh")
	m.keys("a", "G", "k", "k", "k", "k", "k", "k").seesNot(t, "fast_retransmission")
	m.sees(t, "快速重传")
}

func TestDiagramTextScrolls(t *testing.T) {
	for lang, end := range map[string]string{"en": "S server", "zh": "S 服务器"} {
		m := watching(t, "../testdata/tcp/close-four.pcap", 0, 80, 24, lang)
		m.keys("G", "D").seesNot(t, end)
		m.keys("Tab", "j", "j", "j", "j").sees(t, end, "↑")
		m.keys("Esc").sees(t, "2 MSL")
		before := m.ladder().cursor
		m.keys("k", "k").seesNot(t, end)
		if got := m.ladder().cursor; got != before-2 {
			t.Errorf("row %d, want %d", got, before-2)
		}
		roomy := watching(t, "../testdata/tcp/close-four.pcap", 0, 200, 50, lang)
		roomy.keys("G", "D", "Tab", "k")
		if roomy.ladder().cursor != before-1 {
			t.Error("Tab goes to a text that is in sight")
		}
	}
}

// What is looked for before the ladder has been read is found once it is.
func TestSearchBeforeTheLadderIsRead(t *testing.T) {
	for _, c := range []struct {
		text string
		row  int
	}{{"FIN-WAIT-2", 8}, {"no such thing", 0}} {
		tr, in := reread(t, "../testdata/tcp/handshake.pcap")
		m := watchingOf(t, tr, in, 0, 80, 24, "en")
		m.closePages()
		m.do(keys.ViewLadder)
		m.wanted = c.text
		m.find(1)
		m.sees(t, ladderview.WordsIn[0].SearchLater)
		m.settled(t)
		want := fmt.Sprintf(m.words.Found, c.text)
		if c.row == 0 {
			want = fmt.Sprintf(m.words.NotFound, c.text)
		}
		if m.sees(t, want); m.ladder().cursor == 0 != (c.row == 0) {
			t.Errorf("%s: row %d", c.text, m.ladder().cursor)
		}
	}
}

// On 40 columns it is said in fewer words that a silence is shortened, whole.
func TestPlayingOnASmallScreen(t *testing.T) {
	for lang, want := range map[string]string{"en": " s cut", "zh": " s 已缩短"} {
		m := watching(t, "../testdata/tcp/handshake-ack-lost.pcap", 0, 40, 10, lang)
		p := m.ladder()
		for row := range p.model.Rows {
			if p.model.Rows[row].Duration > 0 {
				p.goTo(row - 1)
				break
			}
		}
		m.keys("+++++", " ").sees(t, "▶", want)
	}
}
