package meaning

import (
	"slices"
	"strings"
	"testing"
	"time"
)

func TestCondition(t *testing.T) {
	for _, c := range []struct {
		name, trace string
		outcome     Outcome
		fields      []string
		says        string
	}{
		{"§15.4.5: 304", "> GET / HTTP/1.1\n> If-None-Match: \"a\"\n< HTTP/1.1 304 Not Modified", NotModified, []string{"If-None-Match"}, `tag is in If-None-Match ("a")`},
		{"§13.1.3: If-None-Match goes before If-Modified-Since", "> GET / HTTP/1.1\n> If-Modified-Since: x\n> If-None-Match: \"a\"\n< HTTP/1.1 304 Not Modified", NotModified, []string{"If-None-Match"}, "If-Modified-Since is to be ignored"},
		{"§15.5.13: 412", "> PUT / HTTP/1.1\n> If-Match: \"a\"\n< HTTP/1.1 412 Precondition Failed", Failed, []string{"If-Match"}, "found If-Match false"},
		{"§13.1.2: changed", "> GET / HTTP/1.1\n> If-None-Match: \"a\"\n< HTTP/1.1 200 OK\n< ETag: \"b\"", Whole, []string{"If-None-Match"}, `is the current one, "b"`},
		{"§13.1.2: not evaluated", "> GET / HTTP/1.1\n> If-None-Match: \"a\", W/\"b\"\n< HTTP/1.1 200 OK\n< ETag: \"b\"", Whole, []string{"If-None-Match"}, "that evaluates it answers 304"},
		{"200 without a tag: not known why", "> GET / HTTP/1.1\n> If-Modified-Since: Tue, 24 Nov 2026 11:00:00 GMT\n< HTTP/1.1 200 OK", Whole, []string{"If-Modified-Since"}, "or the server does not evaluate"},
		{"§13.1.5: If-Range", "> GET / HTTP/1.1\n> Range: bytes=5-\n> If-Range: \"a\"\n< HTTP/1.1 206 Partial Content", Part, []string{"If-Range"}, "or the server does not evaluate it"},
		{"an error says nothing", "> GET / HTTP/1.1\n> If-None-Match: \"a\"\n< HTTP/1.1 500 Oh", Other, []string{"If-None-Match"}, "says nothing"},
		{"no response", "> GET / HTTP/1.1\n> If-None-Match: \"a\"", NoAnswer, []string{"If-None-Match"}, "not seen"},
	} {
		t.Run(c.name, func(t *testing.T) {
			x := trace(c.trace)
			got, ok := ConditionOf(&x)
			if !ok || got.Outcome != c.outcome || !slices.Equal(got.Fields, c.fields) || !strings.Contains(got.Text[English], c.says) || got.Text[Chinese] == "" {
				t.Errorf("%+v, %v", got, ok)
			}
		})
	}
	for _, text := range []string{"> GET / HTTP/1.1\n< HTTP/1.1 200 OK", "< HTTP/1.1 304 Not Modified", "> GET / HTTP/1.1\n< HTTP/1.1 304 Not Modified\n! request cut"} {
		x := trace(text)
		if c, ok := ConditionOf(&x); ok {
			t.Errorf("a condition where none is: %+v", c)
		}
	}
}

func TestETagComparison(t *testing.T) { // RFC 9110 §8.8.3.2, table 3
	for _, c := range []struct {
		a, b         string
		strong, weak bool
	}{{`W/"1"`, `W/"1"`, false, true}, {`W/"1"`, `W/"2"`, false, false}, {`W/"1"`, `"1"`, false, true}, {`"1"`, `"1"`, true, true}} {
		a, _ := ParseETag(c.a)
		b, _ := ParseETag(c.b)
		if a.StrongMatch(b) != c.strong || a.WeakMatch(b) != c.weak {
			t.Errorf("%s and %s: strong %v, weak %v", c.a, c.b, a.StrongMatch(b), a.WeakMatch(b))
		}
	}
}

func TestRevalidates(t *testing.T) { // RFC 9111 §4.3.4
	first := trace("> GET /a HTTP/1.1\n> Host: h\n< HTTP/1.1 200 OK\n< ETag: W/\"1\"\n< Last-Modified: Tue, 24 Nov 2026 11:00:00 GMT")
	for _, c := range []struct {
		name, trace, want string
	}{
		{"its tag", "> GET /a HTTP/1.1\n> Host: H:80\n> If-None-Match: \"0\", \"1\"\n< HTTP/1.1 304 Not Modified", "If-None-Match"},
		{"another tag", "> GET /a HTTP/1.1\n> Host: h\n> If-None-Match: \"0\"\n< HTTP/1.1 304 Not Modified", ""},
		{"the 304 names another tag", "> GET /a HTTP/1.1\n> Host: h\n> If-None-Match: \"0\", \"1\"\n< HTTP/1.1 304 Not Modified\n< ETag: \"0\"", ""},
		{"its time", "> GET /a HTTP/1.1\n> Host: h\n> If-Modified-Since: Tue, 24 Nov 2026 11:00:00 GMT\n< HTTP/1.1 304 Not Modified", "If-Modified-Since"},
		{"another time", "> GET /a HTTP/1.1\n> Host: h\n> If-Modified-Since: Tue, 24 Nov 2026 11:00:01 GMT\n< HTTP/1.1 304 Not Modified", ""},
		{"another URL", "> GET /b HTTP/1.1\n> Host: h\n> If-None-Match: \"1\"\n< HTTP/1.1 304 Not Modified", ""},
		{"not a 304", "> GET /a HTTP/1.1\n> Host: h\n> If-None-Match: \"1\"\n< HTTP/1.1 200 OK", ""},
	} {
		x := later(trace(c.trace), time.Minute)
		if got, ok := Revalidates(&x, &first); got != c.want || ok != (c.want != "") {
			t.Errorf("%s: %q, %v", c.name, got, ok)
		}
	}
}
