package bodies

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"errors"
	"io"
	"strings"
	"testing"

	"wiretalk/httpdecode"
)

// message is a complete one whose body lies at the beginning of a capture.
func message(body []byte, fields ...string) (*httpdecode.Message, io.ReaderAt) {
	m := &httpdecode.Message{
		Seen: true, Complete: true, Framing: httpdecode.ByLength,
		BodyBytes: int64(len(body)), Body: extents(0, int64(len(body))),
	}
	for i := 0; i < len(fields); i += 2 {
		m.Fields = append(m.Fields, httpdecode.Field{Name: []byte(fields[i]), Value: []byte(fields[i+1])})
	}
	return m, bytes.NewReader(body)
}

func zipped(content []byte) []byte {
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	z.Write(content)
	z.Close()
	return b.Bytes()
}

// The digest is of what the sender meant to send, whatever was done to it on
// the way (RFC 9110 §8.4, RFC 9112 §7).
func TestDigestIsOfTheContent(t *testing.T) {
	content := []byte(strings.Repeat("content ", 500))
	once, twice := zipped(content), zipped(zipped(content))
	for _, c := range []struct {
		name   string
		body   []byte
		fields []string
	}{
		{"as it is", content, nil},
		{"content coding", once, []string{"content-encoding", "gzip"}},
		{"identity", content, []string{"Content-Encoding", "identity"}},
		{"two in one field", twice, []string{"Content-Encoding", "gzip, GZIP"}},
		{"two in two fields", twice, []string{"Content-Encoding", "gzip", "Content-Encoding", "x-gzip"}},
		{"transfer coding", once, []string{"Transfer-Encoding", "gzip;q=1, chunked"}},
		{"one of each", twice, []string{"Transfer-Encoding", "gzip, chunked", "Content-Encoding", "gzip"}},
	} {
		m, capture := message(c.body, c.fields...)
		sum, err := Digest(capture, m)
		if want := (Sum{int64(len(content)), sha256.Sum256(content), 0}); err != nil || sum != want {
			t.Errorf("%s: %v, %v; want %v", c.name, sum, err, want)
		}
	}
}

// RFC 1952 §2.2: several members are one content; what is none is passed over,
// and counted.
func TestDigestPassesOverWhatFollowsTheCoding(t *testing.T) {
	content := []byte(strings.Repeat("content ", 500))
	for _, c := range []struct {
		name, codings string
		body          []byte
		want          int64
	}{
		{"nothing", "gzip", zipped(content), 0},
		{"two members", "gzip", append(zipped(content[:100]), zipped(content[100:])...), 0},
		{"a byte", "gzip", append(zipped(content), 'x'), 1},
		{"padding", "gzip", append(zipped(content), make([]byte, 100_000)...), 100_000},
		{"padding after two members", "gzip", append(append(zipped(content[:100]), zipped(content[100:])...), 0, 0), 2},
		{"after deflate", "deflate", append(codedBy(t, "deflate", content), "\r\n"...), 2},
		{"in both of two codings", "deflate, gzip", append(zipped(append(codedBy(t, "deflate", content), "abc"...)), "defgh"...), 8},
	} {
		m, capture := message(c.body, "Content-Encoding", c.codings)
		sum, err := Digest(capture, m)
		if want := (Sum{int64(len(content)), sha256.Sum256(content), c.want}); err != nil || sum != want {
			t.Errorf("%s: %v, %v; want %v", c.name, sum, err, want)
		}
	}
}

// A digest that would be of something else is not given.
func TestDigestIsAbsentRatherThanWrong(t *testing.T) {
	content := bytes.Repeat([]byte("content "), 500)
	coded := zipped(content)
	damaged := bytes.Clone(coded)
	damaged[len(damaged)-5] ^= 1
	damagedBelow := zipped(codedBy(t, "deflate", content))
	damagedBelow[len(damagedBelow)-5] ^= 1
	for _, c := range []struct {
		name   string
		body   []byte
		fields []string
		change func(*httpdecode.Message)
		reason string
	}{
		{"incomplete", content, nil, func(m *httpdecode.Message) { m.Complete = false }, "incomplete"},
		{"half a head", nil, nil, func(m *httpdecode.Message) { m.Complete, m.Framing = false, httpdecode.NoBody }, "head"},
		{"bytes missing", content, nil, func(m *httpdecode.Message) { m.Body.Append(-1, 5); m.MissingBytes = 5 }, "5 bytes from 4000 on are not in the capture"},
		{"bytes missing in coded content", coded, []string{"Content-Encoding", "gzip"}, func(m *httpdecode.Message) {
			m.Body, m.MissingBytes = extents(0, 20, -1, 5, 25, int64(len(coded))-25), 5
		}, "5 bytes from 20 on"},
		{"not what it is said to be", content, []string{"Content-Encoding", "gzip"}, nil, "gzip"},
		{"damaged", damaged, []string{"Content-Encoding", "gzip"}, nil, "damaged"},
		{"cut", coded[:len(coded)-3], []string{"Content-Encoding", "gzip"}, nil, "ends early"},
		{"more behind brotli", append(codedBy(t, "br", content), "abc"...), []string{"Content-Encoding", "br"}, nil, "the 4000 bytes of content are whole, but other bytes follow"},
		{"more behind zstd", append(codedBy(t, "zstd", content), "abcd"...), []string{"Content-Encoding", "zstd"}, nil, "the 4000 bytes of content are whole, but other bytes follow"},
		{"the sum of a coding below another is wrong", damagedBelow, []string{"Content-Encoding", "deflate, gzip"}, nil, "gzip"},
		{"unknown coding", content, []string{"Content-Encoding", "rot13"}, nil, "rot13"},
	} {
		m, capture := message(c.body, c.fields...)
		if c.change != nil {
			c.change(m)
		}
		sum, err := Digest(capture, m)
		if err == nil || !strings.Contains(err.Error(), c.reason) || sum != (Sum{}) {
			t.Errorf("%s: %v, %v", c.name, sum, err)
		}
	}
}

func TestDigestOfUnreadableCapture(t *testing.T) {
	m, _ := message([]byte("12345"))
	if _, err := Digest(brokenDisk{}, m); !errors.Is(err, errDisk) {
		t.Error(err)
	}
}

// What a small body is blown up to is not read to its end.
func TestDigestOfBombIsRefused(t *testing.T) {
	if testing.Short() {
		t.Skip("makes much of little")
	}
	bomb := zipped(make([]byte, 128<<20))
	m, capture := message(bomb, "Content-Encoding", "gzip")
	_, err := Digest(capture, m)
	if told := (*httpdecode.ContentError)(nil); !errors.As(err, &told) || !told.Bomb() || told.Output > Limit(int64(len(bomb))) {
		t.Error(err)
	}
}

// What a body may be blown up to grows with it.
func TestLimitOfContent(t *testing.T) {
	for body, want := range map[int64]int64{
		0: 1 << 20, 100: 1 << 20, 10_000: 11_000_000, 100_000: 64 << 20, 1_000_000: 200_000_000, 1 << 62: 200 << 50,
	} {
		if got := Limit(body); got != want {
			t.Errorf("%d bytes: %d, want %d", body, got, want)
		}
	}
}

func TestMessagesWithoutBody(t *testing.T) {
	for framing, want := range map[httpdecode.Framing]bool{
		httpdecode.NoBody: false, httpdecode.ByUpgrade: false,
		httpdecode.ByLength: true, httpdecode.ByChunks: true, httpdecode.ByClose: true,
	} {
		if got := HasBody(&httpdecode.Message{Framing: framing}); got != want {
			t.Errorf("framing %d: %v", framing, got)
		}
	}
}

// Of a pipe that was too long for the disk, no part of a body is said to be missing
// from the capture: it was there.
func TestDigestOfWhatWasNotKept(t *testing.T) {
	m, capture := message([]byte("content"))
	m.Body.Append(-1, 5)
	m.BodyBytes += 5
	if _, err := Digest(capture, m); err != ErrNotKept {
		t.Errorf("not kept: %v", err)
	}
	m.MissingBytes = 5
	if _, err := Digest(capture, m); err == nil || err.Error() != "5 bytes from 7 on are not in the capture" {
		t.Errorf("not captured: %v", err)
	}
}
