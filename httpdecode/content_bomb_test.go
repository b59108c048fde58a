package httpdecode

import (
	"bytes"
	"compress/gzip"
	"errors"
	"io"
	"runtime"
	"strings"
	"testing"
	"time"
)

// repeat reads the same bytes n times.
type repeat struct {
	b    []byte
	n, i int
}

func (r *repeat) Read(p []byte) (int, error) {
	if r.i == len(r.b) {
		r.i, r.n = 0, r.n-1
	}
	if r.n <= 0 {
		return 0, io.EOF
	}
	n := copy(p, r.b[r.i:])
	r.i += n
	return n, nil
}

// cost is what reading r to its end allocates and takes.
func cost(r io.Reader) (n int64, bytes uint64, took time.Duration, err error) {
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	start := time.Now()
	n, err = io.Copy(struct{ io.Writer }{io.Discard}, r)
	took = time.Since(start)
	runtime.ReadMemStats(&after)
	return n, after.TotalAlloc - before.TotalAlloc, took, err
}

// checkBomb reads a bomb up to limit and expects its error.
func checkBomb(t *testing.T, codings string, r io.Reader, limit int64) {
	t.Helper()
	n, allocated, took, err := cost(NewContentReader(codings, r, limit))
	t.Logf("%s: %d bytes, %d allocated, %v: %v", codings, n, allocated, took, err)
	var told *ContentError
	if n != limit || !errors.As(err, &told) || !told.Bomb() || !errors.Is(err, ErrContentLimit) {
		t.Fatalf("%s: %d bytes, %v; want %d and a bomb", codings, n, err, limit)
	}
	if told.Output != limit || told.Read > limit/bombRatio || !strings.HasPrefix(err.Error(), "a decompression bomb: ") {
		t.Errorf("%s: %d out of %d: %v", codings, told.Output, told.Read, err)
	}
	if allocated > 64<<20 {
		t.Errorf("%s: %d bytes allocated", codings, allocated)
	}
	if took > time.Minute {
		t.Errorf("%s: took %v", codings, took)
	}
}

func TestContentBombMadeOnTheFly(t *testing.T) {
	r, w := io.Pipe()
	made := &countReader{r: &repeat{b: make([]byte, 1<<20), n: 1 << 10}} // 1 GiB
	done := make(chan struct{})
	go func() {
		defer close(done)
		z, _ := gzip.NewWriterLevel(w, gzip.BestSpeed)
		_, err := io.Copy(z, made)
		w.CloseWithError(errors.Join(err, z.Close()))
	}()
	checkBomb(t, "gzip", r, 32<<20)
	r.Close()
	<-done
	if made.n > 64<<20 {
		t.Errorf("%d bytes were compressed until somebody noticed", made.n)
	}
}

func TestContentBombReadToItsEnd(t *testing.T) {
	if testing.Short() {
		t.Skip("takes some seconds")
	}
	member := pack(t, "gzip", make([]byte, 1<<20))
	checkBomb(t, "gzip", &repeat{b: member, n: 1 << 10}, 1<<30-1)
	n, allocated, _, err := cost(NewContentReader("gzip", &repeat{b: member, n: 1 << 10}, 1<<30))
	if n != 1<<30 || err != nil || allocated > 64<<20 {
		t.Errorf("%d bytes, %v, %d allocated", n, err, allocated)
	}
}

func TestContentBombs(t *testing.T) {
	zeros := make([]byte, 24<<20)
	for _, codings := range []string{"gzip,gzip", "br", "zstd", "deflate", "zstd,br,gzip"} {
		checkBomb(t, codings, bytes.NewReader(pack(t, codings, zeros)), 16<<20)
	}
}

// Members that hold nothing make work without output, but no more than the
// limit of the coding below allows.
func TestContentBombOfNothing(t *testing.T) {
	nothing := bytes.Repeat(pack(t, "gzip", nil), 1<<20)
	n, allocated, took, err := cost(NewContentReader("gzip,gzip", bytes.NewReader(pack(t, "gzip", nothing)), 1<<20))
	t.Logf("%d allocated, %v: %v", allocated, took, err)
	var told *ContentError
	if n != 0 || !errors.As(err, &told) || told.Output != 1<<20 || allocated > 64<<20 {
		t.Errorf("%d bytes, %v, %d allocated", n, err, allocated)
	}
}
