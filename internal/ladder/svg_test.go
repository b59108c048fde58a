package ladder

import (
	"bytes"
	"encoding/xml"
	"io"
	"net/netip"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"wiretalk/tcpreasm"
)

// drawnText is a text of a picture with its extent.
type drawnText struct {
	text                     string
	left, right, top, bottom float64
}

// drawnTexts are those of a picture, as wide as its fonts may be; tilted ones as
// if they were not. Boxes are those of states.
func drawnTexts(t *testing.T, picture []byte) (width, height float64, texts, boxes []drawnText) {
	t.Helper()
	sizes := map[string]int{"small": svgSmall, "end": 18, "title": svgTitle, "tag": svgTags}
	decoder := xml.NewDecoder(bytes.NewReader(picture))
	var now *drawnText
	var anchor string
	var size int
	letter := proseLetter
	for {
		token, err := decoder.Token()
		if err == io.EOF {
			return width, height, texts, boxes
		}
		if err != nil {
			t.Fatal(err)
		}
		switch token := token.(type) {
		case xml.StartElement:
			of := map[string]string{}
			for _, a := range token.Attr {
				of[a.Name.Local] = a.Value
			}
			number := func(name string) float64 { n, _ := strconv.ParseFloat(of[name], 64); return n }
			switch {
			case token.Name.Local == "svg":
				width, height = number("width"), number("height")
			case token.Name.Local == "rect" && strings.HasPrefix(of["class"], "state"):
				boxes = append(boxes, drawnText{left: number("x"), right: number("x") + number("width"), top: number("y"), bottom: number("y") + number("height")})
			case token.Name.Local == "text":
				size, letter, anchor = svgLabel, proseLetter, of["text-anchor"]
				for _, class := range strings.Fields(of["class"]) {
					if s, ok := sizes[class]; ok {
						size = s
					}
					switch class {
					case "label":
						anchor, letter = "middle", sansLetter
					case "mono":
						letter = monoLetter
					}
				}
				if s, ok := strings.CutPrefix(of["style"], "font-size:"); ok {
					size, _ = strconv.Atoi(strings.TrimSuffix(s, "px"))
				}
				now = &drawnText{left: number("x"), bottom: number("y")}
			}
		case xml.CharData:
			if now != nil {
				now.text += string(token)
			}
		case xml.EndElement:
			if now == nil || token.Name.Local != "text" {
				continue
			}
			wide := svgWidthOf(now.text, size, letter)
			switch anchor {
			case "middle":
				now.left -= wide / 2
			case "end":
				now.left -= wide
			}
			now.right, now.top = now.left+wide, now.bottom-float64(size)*0.75
			texts, now = append(texts, *now), nil
		}
	}
}

func (a drawnText) overlaps(b drawnText) bool {
	return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom
}

// Whatever the capture, in a picture no text is cut off at its edges, and none
// stands on another or on a state.
func TestPicturesAreReadable(t *testing.T) {
	check := func(t *testing.T, name string, l *Ladder) {
		for language := range languages {
			var b bytes.Buffer
			if err := l.SVG(&b, Options{Language: language}); err != nil {
				t.Fatal(err)
			}
			width, height, texts, boxes := drawnTexts(t, b.Bytes())
			if len(texts) < len(l.Rows) {
				t.Errorf("%s: %d texts", name, len(texts))
			}
			for i, a := range texts {
				if a.left < 0 || a.right > width || a.top < 0 || a.bottom > height {
					t.Errorf("%s: %q is cut off: %+v of %v, %v", name, a.text, a, width, height)
				}
				for _, b := range texts[i+1 : min(i+12, len(texts))] {
					if a.overlaps(b) {
						t.Errorf("%s: %q stands on %q", name, a.text, b.text)
					}
				}
			}
			for i, a := range boxes {
				for _, b := range boxes[i+1:] {
					if a.overlaps(b) {
						t.Errorf("%s: states stand on each other at %+v", name, a)
					}
				}
			}
		}
	}
	names, _ := filepath.Glob("../../testdata/*/*.pcap*")
	for _, name := range names {
		c, steps := conversation(t, strings.TrimPrefix(name, "../../testdata/"))
		messages := []*Message{{FirstFrame: steps[0].Frame, Frame: steps[0].Frame, Label: "GET /" + strings.Repeat("long长", 20)},
			{From: tcpreasm.Server, FirstFrame: steps[0].Frame, Frame: steps[0].Frame, Label: "200 " + strings.Repeat("&", 60)}}
		check(t, name, build(t, c, steps, messages, nil))
	}
	// The longest addresses, frames, times and numbers, and all of it lost.
	c, steps := conversation(t, "pcaps/loss.pcap")
	wide := *c
	for side := range wide.Ends {
		wide.Ends[side] = netip.MustParseAddrPort("[2001:db8:1111:2222:3333:4444:5555:6666]:65535")
	}
	for i := range steps {
		s := &steps[i]
		s.Frame, s.Length = s.Frame+1e9, 65535
		s.Observation.Seq, s.Observation.Ack = 4_000_000_000, 4_000_000_000
		if i > len(steps)/2 {
			s.Time += 1e15
		}
	}
	l := build(t, &wide, steps, nil, nil)
	for i := range l.Rows {
		l.Rows[i].Lost, l.Rows[i].Repeats = i%2 == 0, 1e9
	}
	check(t, "the widest", l)
}
