package report

import (
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"testing"

	"wiretalk/httpdecode"
	"wiretalk/internal/bodies"
)

// A digest stands in the message it is of; where it is not known, the reason
// does.
func TestDigestInRecord(t *testing.T) {
	x := exchange()
	x.Request.Framing, x.Response.Framing = httpdecode.ByLength, httpdecode.ByChunks
	content := []byte("content")
	j := JSON{Digest: func(m *httpdecode.Message) (bodies.Sum, error) {
		if m == &x.Request {
			return bodies.Sum{}, errors.New(`it is "odd"`)
		}
		return bodies.Sum{Bytes: 7, SHA256: sha256.Sum256(content), Trailing: 3}, nil
	}}
	type message struct {
		Bytes  *int64 `json:"content_bytes"`
		SHA256 string `json:"body_sha256"`
		Framed *int64 `json:"body_bytes"`
		Behind int64  `json:"trailing_bytes"`
		Error  string `json:"content_error"`
	}
	read := func() (r struct{ Request, Response message }) {
		line := numbered(j.Exchange(nil, connection(), x))
		if err := json.Unmarshal([]byte(line), &r); err != nil {
			t.Fatalf("%v: %s", err, line)
		}
		return r
	}
	r := read()
	if q := r.Request; q.Error != `it is "odd"` || q.Bytes != nil || q.SHA256 != "" {
		t.Errorf("request %+v", q)
	}
	if p := r.Response; p.Error != "" || p.Bytes == nil || *p.Bytes != 7 || p.Behind != 3 || p.SHA256 != fmt.Sprintf("%x", sha256.Sum256(content)) {
		t.Errorf("response %+v", p)
	}
	x.Response.Framing, x.Response.Complete = httpdecode.NoBody, true
	if p := read().Response; p.Error != "" || p.Bytes == nil || *p.Bytes != 0 || p.SHA256 != "" {
		t.Errorf("response without a body: %+v", p)
	}
	x.Response.Complete = false // its head is not whole
	j.Digest = func(*httpdecode.Message) (bodies.Sum, error) { return bodies.Sum{}, bodies.ErrNoBodyKnown }
	if p := read().Response; p.Error != bodies.ErrNoBodyKnown.Error() || p.Bytes != nil || p.Framed != nil || p.SHA256 != "" {
		t.Errorf("response with half a head: %+v", p)
	}
}
