package tui

import (
	"net/netip"
	"strings"
	"testing"
	"time"

	"golang.org/x/net/dns/dnsmessage"

	"wiretalk/httpdecode"
	"wiretalk/internal/names"
	"wiretalk/internal/trace"
	"wiretalk/tcpreasm"
	"wiretalk/tui/cells"
	"wiretalk/tui/detail"
	"wiretalk/tui/words"
)

func TestConnectionDetail(t *testing.T) {
	for _, c := range []struct {
		name    string
		change  func(*trace.Connection)
		en, zh  []string
		without string
	}{
		{"the name and its way to the address", func(c *trace.Connection) {
			c.Resolved = &names.Resolution{
				Name: "www.example", Server: netip.MustParseAddrPort("8.8.8.8:53"), Repeats: 2,
				Query: names.Place{Frame: 3, Time: 1e9}, Answer: names.Place{Frame: 5, Time: 1_000_295_000},
				Records: []names.Record{{Name: "www.example", Type: dnsmessage.TypeCNAME, Target: "web.example"},
					{Name: "web.example", Type: dnsmessage.TypeA, Addr: netip.MustParseAddr("10.0.0.2")}},
			}
		}, []string{"resolved   www.example → web.example → 10.0.0.2  295 µs  frames 3–5 · answered by 8.8.8.8:53 · asked 2 times more\n"},
			[]string{"域名解析  www.example → web.example → 10.0.0.2  295 µs  帧 3–5 · 由 8.8.8.8:53 回答 · 又问了 2 次\n"}, ""},
		{"TLS 1.2 as it was agreed", func(c *trace.Connection) {
			c.Protocol = httpdecode.TLS
			c.TLS = &trace.TLS{ServerName: "a.example", Offered: []string{"h2", "http/1.1"}, Chosen: "h2", Version: "TLS 1.2",
				Cipher: "TLS_AES_128_GCM_SHA256", JA4: "t12d_x", Subject: "CN=a.example"}
		}, []string{"protocol   tls\n", "TLS        TLS 1.2  SNI a.example  ALPN h2  TLS_AES_128_GCM_SHA256  certificate CN=a.example\nJA4        t12d_x\n"},
			[]string{"TLS       TLS 1.2  SNI a.example  ALPN h2  TLS_AES_128_GCM_SHA256  证书 CN=a.example\n"}, "offered"},
		{"a TLS handshake that was refused", func(c *trace.Connection) {
			c.TLS = &trace.TLS{Offered: []string{"h2", "\x1b[2J"}, Version: "TLS 1.3", Alert: "handshake_failure", Encrypted: true}
		}, []string{"TLS 1.3  ALPN offered h2, ␛[2J  encrypted ClientHello  alert handshake_failure\n"},
			[]string{"TLS 1.3  提议的 ALPN h2, ␛[2J  加密的 ClientHello  警报 handshake_failure\n"}, "JA4"},
		{"WebSocket and HTTP", func(c *trace.Connection) { c.WebSocket, c.Exchanges = 12, []int{0} },
			[]string{"WebSocket  12 messages  w lists them\n", "Exchanges  1  Enter lists them\n"}, []string{"WebSocket   12 条消息  按 w 列出\n"}, ""},
		{"bytes of no message", func(c *trace.Connection) { c.Skipped = [2]int64{0, 1234} },
			[]string{"\nof no message        0          1,234\n"}, []string{"不属于任何报文"}, ""},
		{"what the segments tell", func(c *trace.Connection) {
			c.Sent[0] = tcpreasm.Sent{Options: tcpreasm.Options{Seen: true, MSS: 1460, Scales: true, WindowScale: 7, SACKPermitted: true},
				Window: tcpreasm.Windows{Known: true, Least: 64512, Most: 138000}, InFlight: 87,
				RoundTrips: tcpreasm.RoundTrips{Samples: 2, Least: 6000, Most: 73000, Sum: 79000}, Duplicated: 4}
			c.Sent[1] = tcpreasm.Sent{LostBefore: 56, LostBehind: 3, GotTwice: 2, CutBytes: 9, NotCapturedBytes: 8, Urgent: 1, Conflicts: 1}
			c.Analysis[1].ZeroWindowProbe = 5
		}, []string{
			"\nMSS                       1,460        \n", "\nwindow scale              × 128        \n", "\nSACK                        yes        \n",
			"\ntimestamps                   no        \n", "\nwindow        64.5 kB – 138 kB        \n",
		}, []string{"捕获点之前丢失"}, "Fast"},
		{"nothing more", func(c *trace.Connection) {}, nil, nil, "MSS"},
	} {
		f := newFake()
		conn := f.connect("10.0.0.1:1000", "10.0.0.2:80")
		c.change(conn)
		for w, wants := range map[*words.Screen][]string{&words.English: c.en, &words.Chinese: c.zh} {
			got := cells.Plain(detail.Connection(w, conn, time.UTC))
			squeezed := squeeze(got)
			for _, want := range wants {
				if !strings.Contains(squeezed, squeeze(want)) {
					t.Errorf("%s: no %q in\n%s", c.name, want, got)
				}
			}
			if c.without != "" && strings.Contains(got, c.without) {
				t.Errorf("%s: %q in\n%s", c.name, c.without, got)
			}
		}
	}
}

// squeeze makes one of several blanks.
func squeeze(s string) string {
	for strings.Contains(s, "  ") {
		s = strings.ReplaceAll(s, "  ", " ")
	}
	return s
}

// The columns of the table of both ends stand one below the other, in each
// language, and fit a terminal of 80 cells.
func TestEndsTableIsAligned(t *testing.T) {
	f := newFake()
	c := f.connect("10.0.0.1:1000", "10.0.0.2:80")
	for i := range c.Sent {
		c.Sent[i] = tcpreasm.Sent{
			Options: tcpreasm.Options{Seen: true, MSS: 65535, Scales: true, WindowScale: 14, SACKPermitted: true, Timestamps: true},
			Window:  tcpreasm.Windows{Known: true, Least: 99_900, Most: 1 << 30}, InFlight: 1 << 31,
			RoundTrips: tcpreasm.RoundTrips{Samples: 2, Least: 123_000_000, Most: 456_000_000, Sum: 579_000_000},
			LostBefore: 1, LostBehind: 1, GotTwice: 1, Duplicated: 1, Urgent: 1, Conflicts: 1, CutBytes: 1, NotCapturedBytes: 1,
		}
		c.Analysis[i].ZeroWindowProbeAck = 1
	}
	for _, w := range []*words.Screen{&words.English, &words.Chinese} {
		lines := detail.Ends(w, c)
		for _, l := range lines {
			width := 0
			for _, s := range l.Spans {
				width += cells.Width(s.Text)
			}
			if first := endsWidth(lines[0]); width != first || width > 78 {
				t.Errorf("%d cells, not %d: %s", width, first, cells.Plain([]cells.Line{l}))
			}
		}
		if len(lines) != 6+16+1 {
			t.Errorf("%d rows:\n%s", len(lines), cells.Plain(lines))
		}
	}
}

func endsWidth(l cells.Line) int {
	width := 0
	for _, s := range l.Spans {
		width += cells.Width(s.Text)
	}
	return width
}
