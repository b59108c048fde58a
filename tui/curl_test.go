package tui

import (
	"context"
	"strings"
	"testing"

	"wiretalk/internal/trace"
	"wiretalk/tui/cells"
	"wiretalk/tui/words"
)

func TestCurlCommand(t *testing.T) {
	for _, c := range []struct {
		name, wire string
		reveal     bool
		change     func(*trace.Exchange)
		want       []string
		note       string // in Chinese
	}{
		{"a request with a body", "POST /a?b=c HTTP/1.1\r\nHost: h.example\r\nX: it's\r\n\r\nuser=ada", false, nil,
			[]string{"curl --url 'http://h.example/a?b=c'", `--header 'X: it'\''s'`, "--data-raw 'user=ada'"}, ""},
		{"secrets are masked", "GET / HTTP/1.1\r\nHost: h\r\nAuthorization: Bearer abc\r\n\r\n", false, nil,
			[]string{"'Authorization: Bearer ***'", "secrets are masked"}, "机密内容已遮盖"},
		{"and shown when asked for", "GET / HTTP/1.1\r\nHost: h\r\nAuthorization: Bearer abc\r\n\r\n", true, nil, []string{"'Authorization: Bearer abc'"}, ""},
		{"a body that is too long for a command", "POST / HTTP/1.1\r\nHost: h\r\n\r\n" + strings.Repeat("x", maxCurlBody), false, nil,
			[]string{"--data-binary @body.bin", "the body must be saved"}, "必须先把正文保存"},
		{"control characters are written out", "GET / HTTP/1.1\r\nHost: h\r\nX: \x1b[2J\r\n\r\n", false, nil, []string{`\033[2J`, "it has $'…'"}, "$'…'"},
		{"no request", "", false, nil, []string{"the capture does not hold the request"}, "捕获中没有此请求"},
		{"a request that is not whole", "GET / HTTP/1.1\r\nHost: h\r\n\r\n", false, func(x *trace.Exchange) { x.Request.Complete = false },
			[]string{"the capture does not hold all"}, "捕获中没有完整的请求"},
	} {
		f := newFake()
		x := f.exchange(f.connect("10.0.0.1:1000", "10.0.0.2:80"), c.wire, "HTTP/1.1 200 OK\r\n\r\n")
		if c.change != nil {
			c.change(x)
		}
		command, notes := curlCommand(context.Background(), f.Trace, x, "10.0.0.2:80", c.reveal)
		got := cells.Plain(curlLines(&words.English, command, notes))
		for _, want := range c.want {
			if !strings.Contains(got, want) {
				t.Errorf("%s: no %q in\n%s", c.name, want, got)
			}
		}
		if got := cells.Plain(curlLines(&words.Chinese, command, notes)); !strings.Contains(got, c.note) {
			t.Errorf("%s: no %q in\n%s", c.name, c.note, got)
		}
	}
}

func TestEveryNoteOfCurlIsInChinese(t *testing.T) {
	for note, word := range words.CurlNotesZh {
		if word == "" || word == note {
			t.Errorf("%q is %q", note, word)
		}
	}
}
