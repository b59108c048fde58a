//go:build unix

package main

import (
	"bytes"
	"encoding/base64"
	"encoding/binary"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"syscall"
	"testing"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/creack/pty"
)

// hostile is all that a terminal may obey, hide or reorder by, and what the
// library that draws takes for an order to itself.
const hostile = "\x1b]0;owned\a\x1b]52;c;b3duZWQ=\a\x1b[2J\x1b[31m\x1bP1$r\x1b\\\x1bc\x9b31m\x9d0;owned\x9c\u009b31m\u009d0;owned\u009c\u0085\b\a\t\v\f\x00\x7f" +
	"\u202eowned\u2066\u2069\u200e\u200f\u2028\u2029\u200d\ufeff\u00ad\U000e0041[red][\"x\"][::b]\xff\xc3(\xed\xa0\x80\xf4\x90\x80\x80" +
	"e\u0301\u0301\u0301\u0301\u0301\u0301\u0301\u0301漢字🚀👨\u200d👩\ufe0f\u20e3का\u1100\u1161"

// hostileText is it where lines may break.
const hostileText = hostile + "\r\n" + hostile + "\n\r" + hostile

// film writes packets of bare IPv4 as pcapng.
type film struct {
	file []byte
	at   uint64
	port uint16 // of the next client
}

func padded(b []byte) []byte { return append(b, make([]byte, -len(b)&3)...) }

func (f *film) block(kind uint32, body []byte) {
	f.file = binary.LittleEndian.AppendUint32(f.file, kind)
	f.file = binary.LittleEndian.AppendUint32(f.file, uint32(len(body)+12))
	f.file = append(f.file, body...)
	f.file = binary.LittleEndian.AppendUint32(f.file, uint32(len(body)+12))
}

// options are those with these codes, each of them hostile.
func options(b []byte, codes ...uint16) []byte {
	for _, code := range append(codes, 0) {
		text := hostileText
		if code == 0 {
			text = ""
		}
		b = binary.LittleEndian.AppendUint16(b, code)
		b = binary.LittleEndian.AppendUint16(b, uint16(len(text)))
		b = append(b, padded([]byte(text))...)
	}
	return b
}

func newFilm() *film {
	f := &film{port: 40000}
	section := binary.LittleEndian.AppendUint32(nil, 0x1a2b3c4d)
	section = append(section, 1, 0, 0, 0, 255, 255, 255, 255, 255, 255, 255, 255)
	f.block(0x0a0d0d0a, options(section, 1, 2, 3, 4))
	f.block(1, options([]byte{101, 0, 0, 0, 0, 0, 4, 0}, 1, 2, 3, 12)) // LINKTYPE_RAW
	return f
}

func (f *film) packet(p []byte) {
	f.at += 1000
	when := 1_700_000_000_000_000 + f.at
	body := binary.LittleEndian.AppendUint32(nil, 0)
	for _, n := range []uint32{uint32(when >> 32), uint32(when), uint32(len(p)), uint32(len(p))} {
		body = binary.LittleEndian.AppendUint32(body, n)
	}
	f.block(6, options(append(body, padded(p)...), 1))
}

func bareIP(protocol byte, from, to byte, payload []byte) []byte {
	p := make([]byte, 20, 20+len(payload))
	p[0], p[8], p[9], p[12], p[15], p[16], p[19] = 0x45, 64, protocol, 10, from, 10, to
	binary.BigEndian.PutUint16(p[2:], uint16(20+len(payload)))
	return append(p, payload...)
}

// talk is a connection that carried these bytes, in turn the client's and the
// server's.
func (f *film) talk(port uint16, turns ...string) {
	const fin, syn, ack = 0x01, 0x02, 0x10
	ports, next := [2]uint16{f.port, port}, [2]uint32{1000, 5000}
	f.port++
	send := func(side int, flags byte, data string) {
		p := make([]byte, 20, 20+len(data))
		binary.BigEndian.PutUint16(p, ports[side])
		binary.BigEndian.PutUint16(p[2:], ports[1-side])
		binary.BigEndian.PutUint32(p[4:], next[side])
		if flags&ack != 0 {
			binary.BigEndian.PutUint32(p[8:], next[1-side])
		}
		p[12], p[13] = 5<<4, flags
		binary.BigEndian.PutUint16(p[14:], 65535)
		next[side] += uint32(len(data)) + uint32(flags&1) + uint32(flags>>1&1)
		f.packet(bareIP(6, byte(1+side), byte(2-side), append(p, data...)))
	}
	send(0, syn, "")
	send(1, syn|ack, "")
	send(0, ack, "")
	for i, data := range turns {
		send(i%2, ack, data)
	}
	send(0, ack|fin, "")
	send(1, ack|fin, "")
	send(0, ack, "")
}

// resolved is a DNS answer about a name.
func (f *film) resolved(name string) {
	label := append([]byte{byte(min(len(name), 63))}, name[:min(len(name), 63)]...)
	m := []byte{0, 1, 0x81, 0x80, 0, 1, 0, 1, 0, 0, 0, 0}
	m = append(append(m, label...), 0, 0, 1, 0, 1)
	m = append(m, 0xc0, 12, 0, 1, 0, 1, 0, 0, 0, 60, 0, 4, 10, 0, 0, 2)
	u := []byte{0, 53, 0x9c, 0x40, 0, byte(8 + len(m)), 0, 0}
	f.packet(bareIP(17, 9, 1, append(u, m...)))
}

// clientHello asks for a server of that name.
func clientHello(name string) string {
	sized := func(n int, s string) string { // length in n bytes
		var b [4]byte
		binary.BigEndian.PutUint32(b[:], uint32(len(s)))
		return string(b[4-n:]) + s
	}
	sni := "\x00\x00" + sized(2, sized(2, "\x00"+sized(2, name)))
	alpn := "\x00\x10" + sized(2, sized(2, sized(1, name[:40])))
	hello := "\x03\x03" + strings.Repeat("r", 32) + "\x00" + sized(2, "\x13\x01") + "\x01\x00" + sized(2, sni+alpn)
	return "\x16\x03\x01" + sized(2, "\x01"+sized(3, hello))
}

// frame is a WebSocket frame, masked by zeros when a client sends it.
func frame(opcode byte, masked bool, payload string) string {
	if masked {
		return string([]byte{0x80 | opcode, 0x80 | 126, byte(len(payload) >> 8), byte(len(payload)), 0, 0, 0, 0}) + payload
	}
	return string([]byte{0x80 | opcode, 126, byte(len(payload) >> 8), byte(len(payload))}) + payload
}

// hostileCapture has something hostile in each field.
func hostileCapture(t *testing.T) (name string) {
	t.Helper()
	f := newFilm()
	f.resolved(hostile)
	field := strings.NewReplacer("\r", "", "\n", "", ":", "").Replace(hostile)
	var turns []string
	for _, body := range []struct{ kind, text string }{
		{"application/json", `{"` + hostileText + `": "` + hostile + `", "password": "` + hostile + `", "n": [1, "` + hostile + `"]}`},
		{"application/x-www-form-urlencoded", hostile + "=" + hostile + "&%1b]0;owned%07=%9b31m&password=%1b[2J"},
		{"multipart/form-data; boundary=x", "--x\r\nContent-Disposition: form-data; name=\"" + hostile + "\"; filename=\"" + hostile + "\"\r\nX-" + hostile + ": 1\r\n\r\n" + hostileText + "\r\n--x--\r\n"},
		{"text/plain", hostileText},
		{"text/html", "<html><" + hostile + " title='" + hostile + "'>" + hostileText + "<!-- " + hostile + " --></html>"},
		{"text/event-stream", "data: " + hostileText},
		{"image/png; x=\"" + hostile + "\"", "\x89PNG\r\n\x1a\n" + hostile},
		{hostile, hostileText},
	} {
		head := "Host: h" + field + "\r\nX" + field + ": " + field + "\r\nCookie: a" + field + "=" + field + "\r\nAuthorization: Basic " +
			base64.StdEncoding.EncodeToString([]byte(hostile+":"+hostile)) + "\r\nUser-Agent: " + field + "\r\nReferer: http://" + field + "/\r\n"
		turns = append(turns,
			"POST http://h/"+field+"?a="+field+"&b=%1b%5d0;x%07 HTTP/1.1\r\n"+head+fmt.Sprintf("Content-Type: %s\r\nContent-Length: %d\r\n\r\n%s", body.kind, len(body.text), body.text),
			"HTTP/1.1 200 "+field+"\r\nServer: "+field+"\r\nSet-Cookie: s"+field+"="+field+"; Path=/"+field+"; Domain="+field+"\r\nLocation: //"+field+
				"\r\nCache-Control: "+field+"=1\r\nETag: \""+field+"\"\r\nContent-Disposition: attachment; filename=\""+field+"\"\r\nWWW-Authenticate: "+field+" realm=\""+field+"\"\r\n"+
				fmt.Sprintf("Content-Type: %s\r\nContent-Length: %d\r\n\r\n%s", body.kind, len(body.text), body.text))
	}
	f.talk(80, turns...)
	f.talk(80, "GE"+field+"T / HTTP/1.1"+field+"\r\nHost: x\r\n\r\n", "HTTP/1.1"+field+" 200 "+field+"\r\nTransfer-Encoding: chunked\r\n\r\n3;"+field+"\r\nabc\r\n0\r\nX: "+field+"\r\n\r\n")
	f.talk(80, "GET /"+field+" HTTP/1.1\r\nHost: h\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Protocol: "+field+"\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n",
		"HTTP/1.1 101 "+field+"\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Protocol: "+field+"\r\nSec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n\r\n",
		frame(1, true, hostileText), frame(1, false, hostileText), frame(2, true, hostileText), frame(8, false, "\x03\xe8"+hostile))
	f.talk(443, clientHello(hostile), hostileText)
	f.talk(9999, hostileText, hostileText)
	name = filepath.Join(t.TempDir(), "x\x1b]0;owned\a\x1b[2J\u009b\u202e漢\xff.pcapng")
	if err := os.WriteFile(name, f.file, 0o600); err != nil {
		t.Fatal(err)
	}
	return name
}

// drawn are the sequences with which the screen is drawn and left: to move, to
// erase, to colour, modes with their ends, the title kept and given back, and the
// clipboard in base64.
var drawn = regexp.MustCompile(`^(?:\x1b\[[0-9;]*[HJKm]|\x1b\[\?(?:1|7|12|25|1000|1002|1003|1004|1006|1049|2004|2026|9001)[hl]|\x1b\[>4;[02]m|\x1b\[>1u|\x1b\[<u` +
	`|\x1b\[2[23];(?:0;0|2)t|\x1b\[0 q|\x1b\(B|\x1b[=>]|\x1b\]52;c;[0-9A-Za-z+/]*=*\x1b\\|  \x08\x08)`)

// ordered finds the first thing sent to a terminal that is neither text nor among
// these sequences; empty when there is none.
func ordered(sent string, allowed *regexp.Regexp) string {
	marks := 0
	for i := 0; i < len(sent); {
		if allowed != nil {
			if n := len(allowed.FindString(sent[i:min(i+1<<20, len(sent))])); n > 0 {
				i += n
				continue
			}
		}
		r, n := utf8.DecodeRuneInString(sent[i:])
		if unicode.In(r, unicode.Mn, unicode.Me) {
			marks++
		} else {
			marks = 0
		}
		lineEnd := allowed == nil && (r == '\r' || r == '\n')
		hidden := allowed != nil && (marks > 3 || unicode.Is(unicode.Cf, r)) // a record has what was sent, a screen has cells
		if r == utf8.RuneError && n == 1 || hidden || !lineEnd && isOrder(r) {
			return fmt.Sprintf("%q in %q", sent[i:i+n], sent[max(0, i-80):min(i+80, len(sent))])
		}
		i += n
	}
	return ""
}

// settle waits until nothing more is drawn.
func (m *terminal) settle() string {
	for was := -1; ; {
		sent := m.text()
		if len(sent) == was {
			return sent
		}
		was = len(sent)
		time.Sleep(60 * time.Millisecond)
	}
}

// Through every view of a capture in which every field gives orders to the
// terminal, none of them reaches it, and it is left as it was.
func TestAHostileCaptureOnTheScreen(t *testing.T) {
	name := hostileCapture(t)
	for _, lang := range []string{"en", "zh"} {
		t.Run(lang, func(t *testing.T) {
			m := newTerminal(t)
			if err := pty.Setsize(m.keys, &pty.Winsize{Rows: 24, Cols: 80}); err != nil {
				t.Fatal(err)
			}
			before := m.state()
			command := program(t, []string{"--no-config", "--lang", lang, "-r", name}, "TERM=xterm-256color", "LANG=en_US.UTF-8", "LC_ALL=")
			command.Dir = t.TempDir() // where files are saved
			m.sit(command)
			var complaints bytes.Buffer
			command.Stderr = &complaints
			if err := command.Start(); err != nil {
				t.Fatal(err)
			}
			gone := make(chan error, 1)
			go func() { gone <- command.Wait() }()
			t.Cleanup(func() { command.Process.Kill() })
			m.wait(enterScreen)
			m.settle()
			paste := "\x1b[200~" + strings.NewReplacer("\x1b", "", "\r", "").Replace(hostile) + "\x1b[201~"
			every := func(rows int, keys ...string) (all []string) {
				for range rows {
					all = append(append(all, keys...), "j")
				}
				return append(all, "g")
			}
			views := [][]string{
				every(10, "\r", "\r", "G", "m", "u", "b", "x", "r", "x", "b", "b", "r", "r", "m", "u", "\x1b", "\x1b"), // exchanges
				every(10, "c", "G", "\x1b", "t", "G", "\x1b"),
				every(10, "y", "j", "j", "j", "\r", "G", "\r", "\x1b"), // copying
				every(3, "e", "j", "\t", "G", "\x1b"),
				{"e", "\r", "\x1b", "\x1b", "e", "j", "\r", "\x1b", "\x1b", "e", "j", "j", "j", "\r", "\x1b", "\x1b"}, // saving
				append([]string{"2"}, every(5, "\r", "\x1b", "s", "G", "\r", "G", "x", "\x1b", "\x1b")...),            // connections, segments
				append([]string{"2"}, every(5, "d", "x", "G", "\x06", "r", "\x1b", "w", "j", "\r", "x", "\x1b", "\x1b")...),
				append([]string{"2"}, every(5, "l", "j", "G", "\r", "a", "D", "\x1b", "Q", "\r", "j", "\r", "\x1b", "\x1b", "\x1b")...),
				{"1", "3", "\t", "j", "\t", "\t", "G", "\r", "\x1b", "\x1b", "4", "j", "\r", "\x1b", "\x1b", "5", "G", "\x1b"},
				{"o", "G", "\r", "o", "\r", "C", "j", " ", "\x1b", "M", "j", "M", ")", "("},
				{":", "\t", "\x1b", paste, "\r", "\x1b", "\x1b", ":", "only host", "\r", "\x1b", ":", "hide target", "\r", "\x1b", ":", "goto ", paste, "\r", "\x1b", "\x1b"},
				{"f", "http.", "\t", "\t", "\x1b", "\x1b", "f", "http.host contains \"", paste, "\"", "\r", "\x1b", "\x1b"},
				{"/", paste, "\r", "n", "/", "owned", "\r", "n", "N"},
				{"T", "T", "T", "T", "L", "?", "G", "\x1b", "L", "<", ">", "\x1b[19~", "\x1b[19~"},
			}
			for _, keys := range views {
				was := len(m.text())
				for i, k := range keys {
					m.keys.WriteString(k)
					time.Sleep(30 * time.Millisecond) // so that Esc is a key of its own
					if lang == "zh" {                 // and at any size, in each view
						size := []pty.Winsize{{Rows: 24, Cols: 80}, {Rows: 10, Cols: 40}, {Rows: 1, Cols: 1}, {Rows: 3, Cols: 200}, {Rows: 50, Cols: 2}, {Rows: 24, Cols: 80}}[i%6]
						if err := pty.Setsize(m.keys, &size); err != nil {
							t.Fatal(err)
						}
					}
				}
				if err := pty.Setsize(m.keys, &pty.Winsize{Rows: 24, Cols: 80}); err != nil {
					t.Fatal(err)
				}
				if sent := m.settle(); len(sent) == was {
					t.Errorf("%q: nothing was drawn", keys)
				}
			}
			m.keys.WriteString("\x03")
			select {
			case err := <-gone:
				if err != nil {
					t.Errorf("%v: %s", err, &complaints)
				}
			case <-time.After(30 * time.Second):
				command.Process.Signal(syscall.SIGABRT)
				<-gone
				t.Fatalf("the screen answers no more: %s", &complaints)
			}
			if said := m.leftAsItWas(before); strings.Contains(said, "owned") || strings.Contains(said, "panic") {
				t.Errorf("after the screen: %q", said)
			}
			sent := m.text()
			if found := ordered(sent, drawn); found != "" {
				t.Errorf("an order to the terminal: %s", found)
			}
			for _, seen := range []string{"owned", "␛]0;owned", "[red]", `\u202e`, `\x9b`, `\u009b`, "\x1b]52;c;"} {
				if !strings.Contains(sent, seen) {
					t.Errorf("%q was never seen", seen)
				}
			}
			if kept, back := strings.Count(sent, "\x1b[22;2t"), strings.Count(sent, "\x1b[23;2t"); kept != back {
				t.Errorf("the title was kept %d times and given back %d times", kept, back)
			}
		})
	}
}

// Nor by any way to print it on a terminal.
func TestAHostileCapturePrintedOnATerminal(t *testing.T) {
	name := hostileCapture(t)
	for _, args := range [][]string{
		{"-r", name, "-T", "text"}, {"-r", name, "-T", "text", "--segments", "--explain"}, {"-r", name, "-T", "text", "--explain", "--lang", "zh"},
		{"-r", name, "-T", "json"}, {"-r", name, "-T", "json", "--digest", "--segments", "--explain"}, {"-r", name, "-T", "har"},
		{"-r", name, "-T", "ladder"}, {"-r", name, "-T", "ladder", "--explain", "--lang", "zh"}, {"-r", name, "-T", "ladder-markdown"},
		{"-r", name, "-T", "ladder-svg", "-Y", "tcp.stream == 0"}, {"-r", name, "--health"}, {"-r", name, "--save-bodies", t.TempDir()},
		{"-r", name + "gone"}, {"-r", filepath.Dir(name), "-T", "text"}, {"-r", name, hostile}, {"-r", name, "-T", "text", "-Y", hostile}, {"-T", hostile}, {"--" + hostile},
		{"--lang", hostile}, {"-i", hostile}, {"-r", name, "-y", hostile, "-d"}, {"-r", name, "--config", name}, {"lesson", hostile}, {"completion", hostile},
		{"-r", name, "-T", "text", "-c", hostile}, {"-r", name, "-w", "/no/" + hostile},
	} {
		for i := range args {
			args[i] = strings.ReplaceAll(args[i], "\x00", "")
		}
		m := newTerminal(t)
		command := program(t, args, "TERM=xterm-256color", "LANG=en_US.UTF-8", "LC_ALL=")
		m.sit(command)
		command.Run()
		sent := m.all()
		if sent == "" {
			t.Errorf("%q prints nothing", args)
		}
		if found := ordered(sent, nil); found != "" {
			t.Errorf("%q: an order to the terminal: %s", args, found)
		}
	}
}
