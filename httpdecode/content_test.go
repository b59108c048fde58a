package httpdecode

import (
	"bytes"
	"compress/flate"
	"compress/gzip"
	"compress/zlib"
	"errors"
	"io"
	"math/rand/v2"
	"runtime"
	"strings"
	"sync"
	"testing"

	"github.com/andybalholm/brotli"
	"github.com/klauspost/compress/zstd"
)

// pack applies codings in the order of Content-Encoding; "raw" is deflate
// without zlib's header.
func pack(t testing.TB, codings string, b []byte) []byte {
	t.Helper()
	for name := range strings.SplitSeq(codings, ",") {
		var out bytes.Buffer
		var w io.WriteCloser
		switch strings.TrimSpace(name) {
		case "gzip", "x-gzip":
			w = gzip.NewWriter(&out)
		case "deflate":
			w = zlib.NewWriter(&out)
		case "raw":
			w, _ = flate.NewWriter(&out, 6)
		case "br":
			w = brotli.NewWriter(&out)
		case "zstd":
			w, _ = zstd.NewWriter(&out)
		default:
			continue
		}
		if _, err := w.Write(b); err != nil {
			t.Fatal(err)
		}
		if err := w.Close(); err != nil {
			t.Fatal(err)
		}
		b = out.Bytes()
	}
	return b
}

// noise is text that does not shrink much.
func noise(n int) []byte {
	random := rand.New(rand.NewPCG(1, 2))
	b := make([]byte, n)
	for i := range b {
		b[i] = 'a' + byte(random.IntN(26))
	}
	return b
}

func TestContentCodings(t *testing.T) {
	want := noise(100000)
	for _, codings := range []string{"", "identity", "gzip", "x-gzip", "GZip", "deflate", "br", "zstd", "gzip, br", "deflate,identity ,zstd, gzip"} {
		got, err := io.ReadAll(NewContentReader(codings, bytes.NewReader(pack(t, strings.ToLower(codings), want)), 1<<20))
		if err != nil || !bytes.Equal(got, want) {
			t.Errorf("%q: %d bytes, %v; want %d", codings, len(got), err, len(want))
		}
	}
	got, err := io.ReadAll(NewContentReader("deflate", bytes.NewReader(pack(t, "raw", want)), 1<<20))
	if err != nil || !bytes.Equal(got, want) {
		t.Errorf("deflate without zlib's header: %d bytes, %v", len(got), err)
	}
	got, err = io.ReadAll(NewContentReader("gzip", bytes.NewReader(append(pack(t, "gzip", want), "\r\nrubbish after it"...)), 1<<20))
	if err != nil || !bytes.Equal(got, want) {
		t.Errorf("rubbish after gzip: %d bytes, %v", len(got), err)
	}
}

func TestContentCutShort(t *testing.T) {
	want := noise(400000)
	for _, coding := range []string{"gzip", "deflate", "raw", "br", "zstd"} {
		packed := pack(t, coding, want)
		name := strings.Replace(coding, "raw", "deflate", 1)
		got, err := io.ReadAll(NewContentReader(name, bytes.NewReader(packed[:len(packed)/2]), 1<<30))
		if err == nil || !strings.Contains(err.Error(), name) || !errors.Is(err, io.ErrUnexpectedEOF) {
			t.Errorf("%s: error %v", coding, err)
		}
		if len(got) < len(want)/10 || !bytes.HasPrefix(want, got) {
			t.Errorf("%s: %d bytes out of half of the content, want a beginning of %d", coding, len(got), len(want))
		}
	}
}

func TestContentLimit(t *testing.T) {
	bomb := make([]byte, 10<<20)
	for _, coding := range []string{"identity", "gzip", "br", "zstd", "deflate", "gzip,gzip"} {
		got, err := io.ReadAll(NewContentReader(coding, bytes.NewReader(pack(t, coding, bomb)), 1000000))
		if !errors.Is(err, ErrContentLimit) || len(got) != 1000000 {
			t.Errorf("%s: %d bytes, %v", coding, len(got), err)
		}
		exact, err := io.ReadAll(NewContentReader(coding, bytes.NewReader(pack(t, coding, bomb)), 10<<20))
		if err != nil || len(exact) != 10<<20 {
			t.Errorf("%s, as long as the limit: %d bytes, %v", coding, len(exact), err)
		}
	}
}

func TestContentRefused(t *testing.T) {
	tests := []struct{ codings, content, err string }{
		{"foo", "x", "not known"},
		{"compress", "\x1f\x9d\x90", "save the body under a name ending in .Z"},
		{"X-Compress", "\x1f\x9d\x90", "save the body under a name ending in .Z"},
		{"dcz", "x", "RFC 9842"},
		{"aes128gcm", "x", "encrypted"},
		{strings.Repeat("gzip,", 9), "x", "in a row"},
		{"gzip", "this is not gzip", "undo content coding gzip: damaged"},
		{"zstd", "this is not zstd", "undo content coding zstd: damaged"},
		{"deflate", "\xff\xff\xff\xff", "undo content coding deflate: damaged"},
		{"deflate", "\x78\xbb\x12\x34\x56\x78\x00", "dictionary"},
		{"zstd", "\x28\xb5\x2f\xfd\x01\x00\x07\x01\x00\x00", "dictionary"},
		{"zstd", "\x28\xb5\x2f\xfd\x00\xa8\x01\x00\x00", "RFC 9659"},                             // a window of 2 GiB
		{"zstd", "\x28\xb5\x2f\xfd\xe0\x00\x00\x00\x00\x00\x01\x00\x00\x01\x00\x00", "RFC 9659"}, // one of 1 TiB
		{"br", "\x11\x1e\x00\x00", "undo content coding br: damaged"},                            // the large window that RFC 9841 §9 adds
		{"gzip", "", ""},
		{"br", "", ""},
	}
	for _, test := range tests {
		got, err := io.ReadAll(NewContentReader(test.codings, strings.NewReader(test.content), 100))
		if test.err == "" && err != nil || test.err != "" && (err == nil || !strings.Contains(err.Error(), test.err)) || len(got) != 0 {
			t.Errorf("%s of %q: %q, %v; want error %q", test.codings, test.content, got, err, test.err)
		}
	}
}

// RFC 9110 §5.6.1.2: a recipient must take empty list elements.
func TestContentListWithEmptyElements(t *testing.T) {
	want := []byte("hello")
	for _, codings := range []string{",gzip", "gzip,,br", " , ", "GZIP\t,"} {
		got, err := io.ReadAll(NewContentReader(codings, bytes.NewReader(pack(t, strings.ToLower(codings), want)), 100))
		if err != nil || !bytes.Equal(got, want) {
			t.Errorf("%q: %q, %v", codings, got, err)
		}
	}
}

// RFC 1952 §2.2: a file is members one after the other; what follows is none of it.
func TestContentGzipMembers(t *testing.T) {
	two := append(pack(t, "gzip", []byte("one, ")), pack(t, "gzip", []byte("two"))...)
	for _, rubbish := range []string{"", "\x00", "\r\n", "\x1f", "\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00"} {
		got, err := io.ReadAll(NewContentReader("gzip", strings.NewReader(string(two)+rubbish), 100))
		if err != nil || string(got) != "one, two" {
			t.Errorf("with %q after it: %q, %v", rubbish, got, err)
		}
	}
	got, err := io.ReadAll(NewContentReader("gzip", bytes.NewReader(two[:len(two)-12]), 100))
	if !errors.Is(err, io.ErrUnexpectedEOF) || !strings.HasPrefix(string(got), "one, ") {
		t.Errorf("cut in the second member: %q, %v", got, err)
	}
}

// RFC 1951 §3.2.4: the bits up to the next byte are ignored in front of a
// stored block, so its first two bytes may pass for a zlib header.
func TestContentDeflateRawThatLooksLikeZlib(t *testing.T) {
	want := noise(0x1d) // 0x081d is a multiple of 31
	raw := append([]byte{0x08, 0x1d, 0x00, 0xe2, 0xff}, want...)
	raw = append(raw, 0x03, 0x00) // a last, empty block
	got, err := io.ReadAll(NewContentReader("deflate", bytes.NewReader(raw), 100))
	if !looksLikeZlib(raw) || err != nil || !bytes.Equal(got, want) {
		t.Errorf("%q, %v; want %q", got, err, want)
	}
}

// A source that fails is not taken for the end of the content.
func TestContentSourceFails(t *testing.T) {
	lost := errors.New("the capture is gone")
	for _, coding := range []string{"gzip", "deflate", "br", "zstd", "gzip,br"} {
		packed := pack(t, coding, noise(100000))
		for _, n := range []int{0, 1, len(packed) / 2, len(packed)} {
			_, err := io.ReadAll(NewContentReader(coding, io.MultiReader(bytes.NewReader(packed[:n]), failure{lost}), 1<<20))
			if n < len(packed) && !errors.Is(err, lost) {
				t.Errorf("%s after %d bytes: %v", coding, n, err)
			}
		}
	}
}

// What undid one body undoes the next as if it were new, whatever became of the
// one before, and on several goroutines at once.
func TestContentDecodersServeAgain(t *testing.T) {
	t.Parallel()
	want := noise(50000)
	packed := map[string][]byte{}
	for _, coding := range []string{"gzip", "deflate", "raw", "br", "zstd"} {
		packed[coding] = pack(t, coding, want)
	}
	var all sync.WaitGroup
	for g := range 4 {
		all.Go(func() {
			random := rand.New(rand.NewPCG(uint64(g), 3))
			for range 100 {
				for coding, b := range packed {
					name := strings.Replace(coding, "raw", "deflate", 1)
					switch random.IntN(4) {
					case 0: // cut
						io.Copy(io.Discard, NewContentReader(name, bytes.NewReader(b[:random.IntN(len(b))]), 1<<20))
					case 1: // damaged
						b = bytes.Clone(b)
						b[random.IntN(len(b))] ^= 0x55
						io.Copy(io.Discard, NewContentReader(name, bytes.NewReader(b), 1<<20))
					case 2: // given up
						io.ReadFull(NewContentReader(name, bytes.NewReader(b), 1<<20), make([]byte, 100))
					default:
						got, err := io.ReadAll(NewContentReader(name, bytes.NewReader(b), 1<<20))
						if err != nil || !bytes.Equal(got, want) {
							t.Errorf("%s: %d bytes, %v", coding, len(got), err)
						}
					}
				}
			}
		})
	}
	all.Wait()
}

// No goroutine is left by bodies that are read in part.
func TestContentDecodersAreNoGoroutines(t *testing.T) {
	before := runtime.NumGoroutine()
	b := pack(t, "zstd", noise(1<<20))
	for range 20 {
		io.ReadFull(NewContentReader("zstd", bytes.NewReader(b), 1<<30), make([]byte, 10))
	}
	if after := runtime.NumGoroutine(); after > before {
		t.Errorf("%d goroutines before, %d after", before, after)
	}
}
