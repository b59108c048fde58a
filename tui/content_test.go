package tui

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"strings"
	"testing"

	"wiretalk/internal/phrase"
	"wiretalk/internal/trace"
	"wiretalk/tui/cells"
	"wiretalk/tui/detail"
	"wiretalk/tui/keys"
	"wiretalk/tui/words"
)

// Secrets are masked however a body is shown, until they are asked for.
func TestSecretsAreMaskedInEveryView(t *testing.T) {
	parts := "--b\r\nContent-Disposition: form-data; name=\"password\"\r\nAuthorization: Basic tell\r\n\r\ntell\r\n--b--\r\n"
	for _, c := range []struct{ name, fields, content string }{
		{"form", "Content-Type: application/x-www-form-urlencoded\r\n", "user=ada&password=tell"},
		{"JSON", "Content-Type: application/json\r\n", `{"accessToken":"tell","n":[1]}`},
		{"JSON, broken", "Content-Type: application/json\r\n", `{"n":,"password":"tell"}`},
		{"XML", "Content-Type: application/xml\r\n", "<a><password>tell</password><b secret='tell'/></a>"},
		{"SOAP", "Content-Type: application/soap+xml\r\n", "<w:Password Type=\"t\">tell</w:Password>"},
		{"parts", "Content-Type: multipart/form-data; boundary=b\r\n", strings.ReplaceAll(parts, "Authorization: Basic tell\r\n", "")},
		{"gzip", "Content-Type: application/json\r\nContent-Encoding: gzip\r\n", gzipped(`{"password":"tell"}`)},
		{"fields", "Authorization: Basic tell\r\nSet-Cookie: a=tell\r\n", "x"},
	} {
		for _, f := range []detail.Form{detail.LaidOut, detail.AsSent, detail.InHex} {
			for _, reveal := range []bool{false, true} {
				for _, focus := range []detail.Focus{detail.Everything, detail.ResponseBody} {
					if focus == detail.ResponseBody && c.name == "fields" {
						continue
					}
					text := shownBodyText(detail.Look{Form: f, Reveal: reveal, Focus: focus}, c.fields, c.content)
					seen := strings.Contains(text, "tell") || strings.Contains(text, "74 65 6c 6c") || strings.Contains(text, "74 65 6c  6c") ||
						strings.Contains(text, "74 65  6c 6c") || strings.Contains(text, "74  65 6c 6c") || strings.Contains(strings.ReplaceAll(text, "\n", ""), "tell")
					across := f == detail.InHex && strings.Contains(text, " 74 ") // or it is divided between two lines
					if seen != reveal && !(reveal && across) {
						t.Errorf("%s, %s, focus %d, revealed %t: seen %t in\n%s", c.name, words.English.Forms[f], focus, reveal, seen, text)
					}
				}
			}
		}
	}
	// The fields of a part are fields too.
	if text := shownBodyText(detail.Look{}, "Content-Type: multipart/form-data; boundary=b\r\n", parts); strings.Contains(text, "tell") {
		t.Errorf("a part's field tells:\n%s", text)
	}
}

// shownBodyText is all that the detail shows of an exchange with such a response.
func shownBodyText(k detail.Look, fields, content string) string {
	f := newFake()
	x := f.exchange(f.connect("10.0.0.1:1000", "10.0.0.2:80"), "GET / HTTP/1.1\r\nHost: h\r\n\r\n", "HTTP/1.1 200 OK\r\n"+fields+"\r\n"+content)
	v := f.view(&words.English, x, k)
	text := cells.Plain(v.Lines())
	if t := foldsOf(v, &keys.Map{}, nil); t != nil {
		for i := range t.content.Tree.Len() {
			text += cells.Plain(t.rows(i, 500))
		}
	}
	return text
}

// Every line of a body that was sent in chunks, or at once, leads to the byte of the
// capture that it begins with; chunk sizes are passed over.
func TestPlacesOfChunkedBodies(t *testing.T) {
	for _, file := range []string{"chunked.pcap", "chunked-trailers.pcap", "browser.pcap"} {
		tr, in := reread(t, "../testdata/pcaps/"+file)
		known, chunked := 0, 0
		for n := range tr.Exchanges() {
			x := tr.Exchange(n)
			for _, k := range []detail.Look{{Form: detail.AsSent, Focus: detail.ResponseBody, Reveal: true}, {Form: detail.Coded, Focus: detail.ResponseBody, Reveal: true}, {Focus: detail.ResponseBody, Reveal: true}} {
				k.Lines = 1000
				v := &detail.View{Words: &words.English, Look: k, X: x, C: tr.Connection(x.Stream)}
				v.Read(t.Context(), tr)
				c := v.ResponseBody
				if v.Response.Get("Transfer-Encoding") != nil {
					chunked++
				}
				check := func(place int64, text, what string) {
					if place == 0 {
						return
					}
					offset, ok := detail.PlaceOf(&x.Response.Body, place-1)
					if !ok {
						return
					}
					var b [1]byte
					if _, err := in.ReadAt(b[:], offset); err != nil {
						t.Fatal(err)
					}
					known++
					want := cells.Clean(string(b[:]))
					if cells := strings.Fields(text); c.Charset == "" { // a dump
						want, text = fmt.Sprintf("%02x", b[0]), cells[1]
					} else if b[0] == '\r' || b[0] == '\n' || b[0] >= 0x80 || b[0] == '\t' {
						return
					}
					if !strings.HasPrefix(text, want) {
						t.Errorf("%s #%d, %s: byte %d of the body is %q, its line is %.40q", file, n+1, what, place, b, text)
					}
				}
				for i, l := range c.Lines {
					text := ""
					for _, s := range l.Spans {
						text += s.Text
					}
					check(c.Places[i], strings.TrimLeft(text, " "), words.English.Forms[k.Form])
				}
				if c.Tree != nil {
					for i := range c.Tree.Len() {
						text := ""
						for _, s := range c.Tree.Line(i).Spans {
							text += s.Text
						}
						check(c.Tree.Line(i).Place, text, "tree")
					}
				}
			}
		}
		if known < 10 || file != "browser.pcap" && chunked == 0 {
			t.Errorf("%s: %d places, %d chunked", file, known, chunked)
		}
	}
}

// r shows first what codings made, as text, then the coded bytes, whose place is known.
func TestCodedBytesAsSent(t *testing.T) {
	f := newFake()
	f.exchange(f.connect("10.0.0.1:1000", "10.0.0.2:80"), "GET / HTTP/1.1\r\nHost: h\r\n\r\n", "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Type: application/json\r\n\r\n"+gzipped(`{"a":[1]}`))
	f.exchange(f.connect("10.0.0.1:1001", "10.0.0.2:80"), "GET /b HTTP/1.1\r\nHost: h\r\n\r\n", "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n[1]")
	f.finish(nil)
	for _, lang := range []string{"en", "zh"} {
		w := words.For(lang)
		m := sit(t, f.Trace, 100, 24, Options{Lang: lang})
		m.press("Enter", "b").see(`"a": [`, "gzip")
		m.press("r").see(`{"a":[1]}`, detail.ContentWordsIn[w.Language].NotLaidOut)
		m.press("r").see("1f 8b 08", w.Forms[detail.Coded]).gone(`{"a"`)
		m.press("r").see(`"a": [`)
		// One without codings has no third form.
		m.press("]").see("  1").press("r").see(" [1]", w.Forms[detail.AsSent]).press("r").see("   1").leave()
	}
	tr, in := reread(t, "../testdata/pcaps/gzip.pcap")
	m := sit(t, tr, 100, 24, Options{Again: in})
	m.press("Enter", "Enter", "b").see("decoded from gzip").press("d").see("decoded bytes are in no one segment", "r shows").leave()
}

// nested is a trace with a JSON body in which things are deep.
func nested() *fake {
	f := newFake()
	f.exchange(f.connect("10.0.0.1:1000", "10.0.0.2:80"), "POST / HTTP/1.1\r\nHost: h\r\nContent-Type: text/plain\r\n\r\nasked", "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n"+
		`{"list":[{"id":1,"id":1.0,"deep":{"er":{"needle":true}}},2,3],"password":"tell","rest":"`+strings.Repeat("long ", 100)+`"}`)
	f.finish(nil)
	return f
}

func TestFoldingOnTheScreen(t *testing.T) {
	for _, s := range [][2]int{{40, 10}, {80, 24}, {200, 50}} {
		for _, lang := range []string{"en", "zh"} {
			for _, theme := range []string{"dark", "light", "none"} {
				if theme != "dark" && (lang == "zh" || s[0] == 80) {
					continue
				}
				t.Run(fmt.Sprintf("%dx%d %s %s", s[0], s[1], lang, theme), func(t *testing.T) {
					w := &detail.ContentWordsIn[words.For(lang).Language]
					m := sit(t, nested().Trace, s[0], s[1], Options{Lang: lang, Theme: theme})
					m.press("Enter", "Enter", "b").see("▾ {")
					m.press("-").see(`▸   "list": [… ],  `+phrase.Sprintf(w.Elements, "3"), `"password": "***"`)
					m.press("/", "needle", "Enter").see(`"needle": true`)
					if s[1] > 10 {
						m.see(`"id": 1,`, `"id": 1.0,`)
					}
					m.press(" ").see(`"er": {… }  ` + phrase.Sprintf(w.Members, "1")).press(" ").see(`"needle": true`)
					m.press("g", "Enter").see("▸ {… }  " + phrase.Sprintf(w.Members, "3")).press("Enter").see("▾ {")
					m.press("+", "G").see("  }").press("k").see("long")
					m.press("u", "g", "-").see(`"password": "tell"`).press("u").see(`"password": "***"`).see(`▸   "list"`) // stays folded
					m.press("b").see("asked").press("b").gone("▸").leave()
				})
			}
		}
	}
}

// Searching for what is not there says so; a search in the table goes on in the table.
func TestSearchInATreeThatFindsNothing(t *testing.T) {
	m := sit(t, nested().Trace, 80, 24, Options{})
	m.press("Enter", "b").see("▾ {").press("/", "nowhere", "Enter").see("“nowhere” was not found").leave()
}

// A body of several megabytes becomes a tree, and keys are answered meanwhile.
func TestLargeTree(t *testing.T) {
	f := newFake()
	f.exchange(f.connect("10.0.0.1:1000", "10.0.0.2:80"), "GET / HTTP/1.1\r\nHost: h\r\n\r\n", "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n["+
		strings.Repeat(`{"name":"a text of some length","value":12345.678},`, 60_000)+`{"name":"the last"}]`)
	f.finish(nil)
	m := sit(t, f.Trace, 80, 24, Options{})
	m.press("Enter", "b", "?").see("Keys").press("Esc").see("▾ [", "line 1 of 240,005").press("-").see("line 1 of 60,003", "2 members")
	m.press("/", "the last", "Enter").see(`"name": "the last"`).leave()
}

// On a wide screen request and response stand side by side, each with a place of its own.
func TestSides(t *testing.T) {
	f := newFake()
	f.exchange(f.connect("10.0.0.1:1000", "10.0.0.2:80"), "POST /p HTTP/1.1\r\nHost: h\r\nContent-Type: text/plain\r\n\r\n"+strings.ReplaceAll(numbered(90), "line", "asked"),
		"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\n"+numbered(5000))
	f.exchange(f.connect("10.0.0.1:1001", "10.0.0.2:80"), "GET /q HTTP/1.1\r\nHost: h\r\n\r\n", "HTTP/1.1 200 OK\r\n\r\nok")
	f.finish(nil)
	for _, lang := range []string{"en", "zh"} {
		w := words.For(lang)
		m := sit(t, f.Trace, 200, 50, Options{Lang: lang})
		m.press("Enter", "Enter").see("│ HTTP/1.1 200 OK", " POST /p HTTP/1.1", "┬── "+w.Response+" ", detail.ContentWordsIn[w.Language].OtherSide)
		m.see("asked 1 ", "│ line 1").press("PgDn").gone(" POST /p HTTP").see("│ HTTP/1.1 200 OK", "│ line 1")
		m.press("Tab", "PgDn").gone("│ HTTP/1.1 200 OK").see("│ line 60").press("G").see("line 396").gone(w.MoreBelow).press("G").see("line 1596")
		m.press("Tab", "g").see(" POST /p HTTP/1.1", "line 1596")
		m.press("]").see("GET /q HTTP/1.1", "│ HTTP/1.1 200 OK", "│ ok").press("[").see("POST /p HTTP/1.1", "│ line 1")
		m.press("Esc").on("/p").press("Tab", "Tab", "j").on("/q").leave() // from the table over both sides back to it
	}
	for _, s := range [][2]int{{119, 50}, {80, 24}, {40, 10}} {
		m := sit(t, f.Trace, s[0], s[1], Options{})
		m.press("Enter", "Enter").see("── #1 POST /p").gone("┬").press("Tab").on("/p").leave()
	}
}

// What stands side by side leads to its own bytes.
func TestPlaceOfASide(t *testing.T) {
	tr, in := reread(t, "../testdata/pcaps/keep-alive.pcap")
	m := sit(t, tr, 140, 40, Options{Again: in})
	m.press("Enter", "Enter").see("┬").press("Tab", "d").see("HTTP/1.1 200 OK").press("Esc", "Tab", "d").see("GET /index.html").leave()
}

// twoColours is a PNG whose left half is red and whose right half is blue.
func twoColours(width, height int) string {
	m := image.NewNRGBA(image.Rect(0, 0, width, height))
	for y := range height {
		for x := range width {
			c := color.NRGBA{R: 255, A: 255}
			if x >= width/2 {
				c = color.NRGBA{B: 255, A: 255}
			}
			m.SetNRGBA(x, y, c)
		}
	}
	var b bytes.Buffer
	if err := png.Encode(&b, m); err != nil {
		panic(err)
	}
	return b.String()
}

func pictured(content string) *trace.Trace {
	f := newFake()
	f.exchange(f.connect("10.0.0.1:1000", "10.0.0.2:80"), "GET / HTTP/1.1\r\nHost: h\r\n\r\n", "HTTP/1.1 200 OK\r\nContent-Type: image/png\r\n\r\n"+content)
	f.finish(nil)
	return f.Trace
}

func TestPicturesOnTheScreen(t *testing.T) {
	for _, s := range [][2]int{{40, 10}, {80, 24}, {200, 50}} {
		for _, lang := range []string{"en", "zh"} {
			w := &detail.ContentWordsIn[words.For(lang).Language]
			m := sit(t, pictured(twoColours(600, 600)), s[0], s[1], Options{Lang: lang, Theme: "dark"})
			m.press("Enter", "Enter", "b").see(fmt.Sprintf(w.Picture, "PNG", 600, 600))
			m.press("G").see("▀▀▀▀")
			cells, width, height := m.contents()
			red, blue := 0, 0
			for i := range width * height {
				if string(cells[i].Runes) != "▀" {
					continue
				}
				switch fg, bg, _ := cells[i].Style.Decompose(); {
				case fg != bg:
					t.Fatalf("a cell is %v on %v", fg, bg)
				case fg.Hex() == 0xff0000:
					red++
				case fg.Hex() == 0x0000ff:
					blue++
				}
			}
			if red == 0 || red != blue {
				t.Errorf("%d × %d: %d cells are red, %d blue", width, height, red, blue)
			}
			m.press("x", "g").see("89 50 4e 47").leave()

			m = sit(t, pictured(twoColours(600, 600)), s[0], s[1], Options{Lang: lang, Theme: "none"})
			m.press("Enter", "Enter", "b").see(fmt.Sprintf(w.Picture, "PNG", 600, 600)).see(w.NoColours[:6]).gone("▀").leave()
		}
	}
}

// In parts they are drawn too, a few of many.
func TestPicturesInParts(t *testing.T) {
	f := newFake()
	parts := strings.Repeat("--b\r\nContent-Type: image/png\r\n\r\n"+twoColours(16, 16)+"\r\n", detail.PartPictures+1)
	f.exchange(f.connect("10.0.0.1:1000", "10.0.0.2:80"), "GET / HTTP/1.1\r\nHost: h\r\n\r\n", "HTTP/1.1 200 OK\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n"+parts+"--b--")
	f.finish(nil)
	m := sit(t, f.Trace, 100, 120, Options{Theme: "dark"})
	m.press("Enter", "Enter", "b").see("Part 5  picture", "▀▀▀▀")
	lines, _ := m.look()
	if n := strings.Count(strings.Join(lines, "\n"), strings.Repeat("▀", 16)); n != 8*detail.PartPictures {
		t.Errorf("%d rows of pictures", n)
	}
	m.leave()
}

func TestPicturesThatAreNotDrawn(t *testing.T) {
	whole := twoColours(64, 64)
	bomb := []byte(whole)
	copy(bomb[16:], "\x00\x00\xff\xff\x00\x00\xff\xff") // its size; the sum of the header is wrong then
	for _, c := range []struct{ name, content, want string }{
		{"cut short", whole[:len(whole)-20], "cannot be drawn: decode a PNG image: "},
		{"no header", whole[:20], "PNG picture, its header cut short or damaged"},
		{"a damaged size", string(bomb), "its header cut short or damaged"},
		{"a bomb", "GIF89a\xff\xff\xff\xff\x00\x00\x00", "GIF picture, 65535 × 65535"},
		{"a bomb", "GIF89a\xff\xff\xff\xff\x00\x00\x00", "not drawn: it has more than 8,388,608 pixels"},
		{"an icon", "\x00\x00\x01\x00\x01\x00\x10\x10" + strings.Repeat("\x00", 14), "icon picture, 16 × 16"},
		{"no picture at all", "hello", "00000000  68 65 6c 6c 6f"},
	} {
		text := shownBodyText(detail.Look{Focus: detail.ResponseBody}, "Content-Type: image/x\r\n", c.content)
		if !strings.Contains(text, c.want) {
			t.Errorf("%s: no %q in\n%s", c.name, c.want, text)
		}
	}
	if text := shownBodyText(detail.Look{Focus: detail.ResponseBody}, "Content-Type: image/svg+xml\r\n", "<svg width='3'/>"); !strings.Contains(text, "XML") || !strings.Contains(text, "16 B") {
		t.Errorf("SVG:\n%s", text)
	}
}
