package ladder

import (
	"bytes"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

// Of two FINs that cross, the first comes to its end only after that has sent
// its own: in text it has no head until then, and in a picture the arrows cross.
func TestCrossingFinsCross(t *testing.T) {
	c, steps := conversation(t, "tcp/simultaneous-close.pcap")
	l := build(t, c, steps, nil, nil)
	var text, picture bytes.Buffer
	if err := l.Text(&text, Options{}); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{
		" 8 0.156529    FIN-WAIT-1 │─ FIN, ACK seq=x+41 ack=y+41 ──────┄┄┄│\n",
		" 9 0.156781       CLOSING │◀─ FIN, ACK seq=y+41 ack=x+41 ────────│ FIN-WAIT-1\n",
		"                          │              ┄┄┄ frame 8 arrives ┄┄┄▶│ CLOSING\n",
	} {
		if !strings.Contains(text.String(), want) {
			t.Errorf("there is no\n%s in\n%s", want, &text)
		}
	}
	if err := l.SVG(&picture, Options{}); err != nil {
		t.Fatal(err)
	}
	// The slopes of arrows as they stand in the picture, by their left and right ends.
	crossings := 0
	var before [2]float64
	for i, m := range regexp.MustCompile(`<line x1="([0-9.]+)" y1="([0-9.]+)" x2="([0-9.]+)" y2="([0-9.]+)" class="arrow`).FindAllStringSubmatch(picture.String(), -1) {
		var n [5]float64
		for k := range n[1:] {
			n[k+1], _ = strconv.ParseFloat(m[k+1], 64)
		}
		now := [2]float64{n[2], n[4]}
		if n[1] > n[3] {
			now = [2]float64{n[4], n[2]}
		}
		if i > 0 && (before[0] < now[0]) != (before[1] < now[1]) {
			crossings++
		}
		before = now
	}
	if crossings != 1 {
		t.Errorf("%d arrows cross in\n%s", crossings, &picture)
	}
}
