package tui

import (
	"slices"
	"testing"
	"time"

	"wiretalk/internal/ladder"
	"wiretalk/internal/phrase"
	"wiretalk/tui/keys"
)

// Keys that come while a ladder is being read act once it is there.
func TestKeysBeforeTheLadderIsRead(t *testing.T) {
	tr, in := reread(t, "../testdata/tcp/handshake.pcap")
	m := watchingOf(t, tr, in, 0, 80, 24, "en")
	m.closePages()
	m.do(keys.ViewLadder)
	p := m.ladder()
	if p.model != nil {
		t.Fatal("the ladder is there already")
	}
	m.keys("j", "j", "r", "Tab")
	if m.ladder() != p {
		t.Fatal("a key left the ladder")
	}
	m.settled(t)
	m.sees(t, "▸")
	if p.cursor != 2 || !p.real || !p.inPane {
		t.Errorf("row %d, real numbers %v, in the pane %v", p.cursor, p.real, p.inPane)
	}
	if p.early != nil {
		t.Errorf("%v is still to be done", p.early)
	}
	// What goes back does so at once.
	m.closePages()
	m.do(keys.ViewLadder)
	m.keys("j", "Esc")
	if len(m.pages) != 0 {
		t.Error("Esc waited")
	}
}

// A silence that is longer on the screen than anybody waits is shortened, and
// that is said.
func TestPlayingSaysWhatItShortens(t *testing.T) {
	for lang, want := range map[string]string{"en": " s of silence = 10.1 s, shortened to 3 s", "zh": " s = 10.1 s，缩短为 3 s"} {
		m := watching(t, "../testdata/tcp/handshake-ack-lost.pcap", 0, 80, 24, lang)
		p := m.ladder()
		row := slices.IndexFunc(p.model.Rows, func(r ladder.Row) bool { return r.Kind == ladder.Silence })
		p.goTo(row - 1)
		m.keys("+++++++", " ").seesNot(t, want) // a second is waited for as it was
		m.keys(" ", "-", " ").sees(t, phrase.Took(p.model.Rows[row].Duration), want)
		m.keys(" ", "+", " ").seesNot(t, want)
	}
}

// One begins with a segment every one and a half seconds, whatever the capture's
// gaps; further on stands the capture's own pace, and it is said which is on.
func TestPlayingBeginsEvenly(t *testing.T) {
	for lang, want := range map[string][3]string{
		"en": {"▶ playing a segment every 1.5 s", "a segment every 0.3 s", "at the capture's pace ×1/10000"},
		"zh": {"▶ 播放 每 1.5 秒一段", "每 0.3 秒一段", "按捕获的节奏 ×1/10000"},
	} {
		m := watching(t, handshakeFile, 0, 80, 24, lang)
		p := m.ladder()
		for row := range p.model.Rows {
			p.goTo(row)
			if to, wait := p.nextPlayed(); to != row+1 || wait != 1500*time.Millisecond {
				t.Errorf("%s: from row %d to %d after %v", lang, row, to, wait)
			}
		}
		p.goTo(0)
		m.keys(" ").sees(t, want[0])
		m.keys("++").sees(t, want[1])
		if !p.player.on {
			t.Error("another pace stopped it")
		}
		m.keys(" ", "+").sees(t, want[2])
		m.keys("-----------").sees(t, "6 ")
		m.keys("+++++++++++++++++++").sees(t, "×1000")
	}
}
