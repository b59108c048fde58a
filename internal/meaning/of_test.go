package meaning

import (
	"slices"
	"testing"

	"wiretalk/httpdecode"
)

// found takes what a decoder is done with.
type found struct{ all []Exchange }

func (*found) Head(*httpdecode.Exchange, httpdecode.Direction) {}
func (*found) Body(*httpdecode.Exchange, httpdecode.Direction, []byte, int64, httpdecode.Position) {
}
func (f *found) Done(x *httpdecode.Exchange) { f.all = append(f.all, Of(x)) }

// decoded gives segments to a decoder, each in a frame of its own; those of the
// server begin with <.
func decoded(t *testing.T, segments ...string) Exchange {
	t.Helper()
	var f found
	c := httpdecode.NewConn(&f, httpdecode.Options{NoExtents: true})
	for i, s := range segments {
		d := httpdecode.ToServer
		if s[0] == '<' {
			d, s = httpdecode.ToClient, s[1:]
		}
		c.Data(d, []byte(s), httpdecode.Position{Frame: int64(i + 1), Time: int64(i + 1)})
	}
	c.Close(httpdecode.Position{Frame: int64(len(segments) + 1)})
	if len(f.all) == 0 {
		t.Fatal("no exchange")
	}
	return f.all[0]
}

func TestOfContentAndContinue(t *testing.T) { // RFC 9110 §10.1.1
	const (
		head  = "PUT /a HTTP/1.1\r\nHost: h\r\nExpect: 100-continue\r\nContent-Length: 4\r\n\r\n"
		go100 = "<HTTP/1.1 100 Continue\r\n\r\n"
		final = "<HTTP/1.1 201 Created\r\nContent-Length: 0\r\n\r\n"
	)
	for _, c := range []struct {
		name     string
		segments []string
		content  bool
		early    Answer
		interim  []int
	}{
		{"waited", []string{head, go100, "abcd", final}, true, No, []int{100}},
		{"part of it before", []string{head, "ab", go100, "cd", final}, true, Yes, []int{100}},
		{"with the head", []string{head + "abcd", go100, final}, true, Yes, []int{100}},
		{"no 100", []string{head, "abcd", final}, true, Yes, nil},
		{"after the response, which ends the wait", []string{head, final, "abcd"}, false, No, nil},
		{"nothing but the head", []string{head}, false, Unknown, nil},
	} {
		x := decoded(t, c.segments...)
		if x.Request.Content != c.content || x.Request.Early != c.early || !slices.Equal(x.Response.Interim, c.interim) {
			t.Errorf("%s: content %v, early %v, interim %v", c.name, x.Request.Content, x.Request.Early, x.Response.Interim)
		}
	}
}

func TestOfParts(t *testing.T) {
	for _, c := range []struct {
		name                   string
		segments               []string
		part, complete, simple bool
	}{
		{"whole", []string{"GET / HTTP/1.1\r\nHost: h\r\n\r\n", "<HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\na"}, false, true, false},
		{"the content is cut off", []string{"GET / HTTP/1.1\r\nHost: h\r\n\r\n", "<HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\na"}, false, false, false},
		{"the head is cut off", []string{"GET / HTTP/1.1\r\nHost: h\r\n\r\n", "<HTTP/1.1 200 OK\r\nServer: x\r\nConn"}, true, false, false},
		{"HTTP/0.9", []string{"GET /\r\n", "<hello"}, false, false, true},
	} {
		r := decoded(t, c.segments...).Response
		if !r.Seen || r.Part != c.part || r.Complete != c.complete || r.isSimple() != c.simple {
			t.Errorf("%s: %+v", c.name, r)
		}
	}
}
