package bodies

import (
	"bytes"
	"compress/zlib"
	"fmt"
	"io"
	"strings"
	"testing"

	"github.com/andybalholm/brotli"
	"github.com/klauspost/compress/zstd"
)

// Most bodies are small, so what a decoder takes to set up counts more than
// what it undoes.
func BenchmarkDigest(b *testing.B) {
	content := []byte(strings.Repeat("some content that repeats itself, ", 120))
	for _, coding := range []string{"identity", "gzip", "deflate", "br", "zstd"} {
		b.Run(fmt.Sprintf("%s/%d", coding, len(content)), func(b *testing.B) {
			m, capture := message(codedBy(b, coding, content), "Content-Encoding", coding)
			b.ReportAllocs()
			b.SetBytes(int64(len(content)))
			for b.Loop() {
				if sum, err := Digest(capture, m); err != nil || sum.Bytes != int64(len(content)) {
					b.Fatal(sum, err)
				}
			}
		})
	}
}

// codedBy applies a content coding.
func codedBy(t testing.TB, coding string, content []byte) []byte {
	t.Helper()
	var b bytes.Buffer
	var w io.WriteCloser
	switch coding {
	case "gzip":
		return zipped(content)
	case "deflate":
		w = zlib.NewWriter(&b)
	case "br":
		w = brotli.NewWriter(&b)
	case "zstd":
		var err error
		if w, err = zstd.NewWriter(&b); err != nil {
			t.Fatal(err)
		}
	default:
		return content
	}
	if _, err := w.Write(content); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}
