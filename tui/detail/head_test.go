package detail

import (
	"strings"
	"testing"

	"wiretalk/tui/cells"
	"wiretalk/tui/theme"
	"wiretalk/tui/words"
)

func TestHeads(t *testing.T) {
	for _, c := range []struct {
		name, wire string
		look       Look
		want       []string
		without    []string
	}{
		{"as sent", "GET /a HTTP/1.1\r\nHost: h\r\nX-Odd:  two  blanks \r\n\r\n", Look{},
			[]string{"GET /a HTTP/1.1\nHost: h\nX-Odd:  two  blanks \n"}, nil},
		{"credentials are masked (RFC 9110 §11.6.2)", "GET / HTTP/1.1\r\nAuthorization: Basic YWRhOnNlY3JldA==\r\n\r\n", Look{},
			[]string{"Authorization: Basic ***\n"}, []string{"YWRh"}},
		{"and shown when asked for", "GET / HTTP/1.1\r\nAuthorization: Basic YWRhOnNlY3JldA==\r\n\r\n", Look{Reveal: true},
			[]string{"Authorization: Basic YWRhOnNlY3JldA==\n"}, nil},
		{"credentials in a folded field (RFC 9112 §5.2)", "GET / HTTP/1.1\r\nAuthorization: Basic\r\n  YWRhOnNlY3JldA==\r\nHost: h\r\n\r\n", Look{},
			[]string{"Authorization: Basic ***\nHost: h\n"}, []string{"YWRh"}},
		{"with blanks before the colon (RFC 9112 §5.1)", "GET / HTTP/1.1\r\nAuthorization : Basic YWRhOnNlY3JldA==\r\n\r\n", Look{}, []string{"Authorization : Basic ***\n"}, []string{"YWRh"}},
		{"cookies", "GET / HTTP/1.1\r\nCookie: sid=8f3a; theme=dark\r\n\r\n", Look{}, []string{"Cookie: sid=***; theme=***\n"}, []string{"8f3a"}},
		{"a token in the target", "GET /cb?access_token=8f3a&x=1 HTTP/1.1\r\n\r\n", Look{}, []string{"GET /cb?access_token=***&x=1 HTTP/1.1\n"}, []string{"8f3a"}},
		{"a field that is folded and no secret stays folded", "GET / HTTP/1.1\r\nX: one\r\n\ttwo\r\n\r\n", Look{}, []string{"X: one\n        two\n"}, nil},
		{"a line without a colon", "GET / HTTP/1.1\r\nnonsense\r\n\r\n", Look{}, []string{"\nnonsense\n"}, nil},
		{"what fields do", "GET / HTTP/1.1\r\nHost: h\r\nX-Nobody-Knows: 1\r\nConnection: close\r\n\r\n", Look{Meanings: true},
			[]string{"Host: h\n    Gives the host and port", "(request, RFC 9110 §7.2)\n", "X-Nobody-Knows: 1\n    not a registered field\n", "for the next recipient only, RFC 9110 §7.6.1)\n"}, nil},
		{"what directives do in a request (RFC 9111 §5.2.1)", "GET / HTTP/1.1\r\nCache-Control: no-cache\r\n\r\n", Look{Meanings: true}, []string{"    no-cache  ", "RFC 9111 §5.2.1.4\n"}, nil},
		{"a request line in which blanks divide the target", "GET /a b HTTP/1.1\r\n\r\n", Look{}, []string{"GET /a b HTTP/1.1\n"}, nil},
		{"HTTP/0.9", "GET /\r\n", Look{}, []string{"GET /\n"}, nil},
	} {
		v := headView{&words.English, c.look, true}
		got := cells.Plain(v.lines([]byte(c.wire)))
		for _, want := range c.want {
			if !strings.Contains(got, want) {
				t.Errorf("%s: no %q in\n%s", c.name, want, got)
			}
		}
		for _, not := range c.without {
			if strings.Contains(got, not) {
				t.Errorf("%s: %q in\n%s", c.name, not, got)
			}
		}
	}
}

func TestStatusLineHasTheToneOfItsStatus(t *testing.T) {
	for wire, want := range map[string]theme.Tone{
		"HTTP/1.1 200 OK\r\n": theme.Good, "HTTP/1.1 404 Not Found\r\n": theme.Warn, "HTTP/1.0 503\r\n": theme.Bad, "ICY 302 x\r\n": theme.Moved, "HTTP/1.1 abc\r\n": theme.Plain,
	} {
		v := headView{&words.English, Look{}, false}
		lines := v.lines([]byte(wire))
		if got := lines[0].Spans[1].Tone; got != want {
			t.Errorf("%q: tone %d, want %d", wire, got, want)
		}
	}
}

func TestMeaningsInChinese(t *testing.T) {
	v := headView{&words.Chinese, Look{Meanings: true}, false}
	got := cells.Plain(v.lines([]byte("HTTP/1.1 200 OK\r\nCache-Control: max-age=60\r\nTransfer-Encoding: chunked\r\nX-Q: 1\r\n\r\n")))
	for _, want := range []string{"（", "RFC 9111 §5.2）", "    max-age  ", "仅供下一个接收者，RFC 9112 §6.1）", "未注册的字段"} {
		if !strings.Contains(got, want) {
			t.Errorf("no %q in\n%s", want, got)
		}
	}
}
