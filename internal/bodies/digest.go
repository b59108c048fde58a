package bodies

import (
	"crypto/sha256"
	"errors"
	"io"
	"sync"

	"wiretalk/httpdecode"
)

// Sum is what a content comes to.
type Sum struct {
	Bytes    int64
	SHA256   [sha256.Size]byte
	Trailing int64 // bytes behind the end of its coding, which are none of it; see httpdecode.TrailingBytes
}

// ErrIncomplete says that the end of a message was not seen.
var ErrIncomplete = errors.New("the message is incomplete")

// ErrNoBodyKnown says that it is not known what the body of a message is.
var ErrNoBodyKnown = errors.New("the head of the message is incomplete, or does not say how long the body is")

// ErrNotKept says that the capture had all of a body, and has gone by: it was compressed
// or came through a pipe, and the copy of it that is made was not kept up to there.
var ErrNotKept = errors.New("the body cannot be read again: the copy of the input was not kept so far")

var buffers = sync.Pool{New: func() any { return new([32 << 10]byte) }}

// Digest reads the content of a message and sums it up. The error says why it
// cannot be known: the message is incomplete, the capture lacks bytes of it, its
// coding is unknown or damaged, or it is longer than Limit. Then the sum is
// zero, never that of a part.
func Digest(capture io.ReaderAt, m *httpdecode.Message) (Sum, error) {
	switch {
	case !m.BodyKnown():
		return Sum{}, ErrNoBodyKnown
	case !m.Complete:
		return Sum{}, ErrIncomplete
	}
	hash := sha256.New()
	buffer := buffers.Get().(*[32 << 10]byte)
	defer buffers.Put(buffer)
	limit := Limit(m.BodyBytes)
	content := Content(capture, m, limit)
	n, err := io.CopyBuffer(hash, onlyReader{content}, buffer[:])
	if gap := (*GapError)(nil); errors.As(err, &gap) && m.MissingBytes == 0 {
		return Sum{}, ErrNotKept
	}
	if err != nil {
		return Sum{}, err
	}
	sum := Sum{Bytes: n, Trailing: httpdecode.TrailingBytes(content)}
	hash.Sum(sum.SHA256[:0])
	return sum, nil
}

// onlyReader keeps io.CopyBuffer from passing its buffer by.
type onlyReader struct{ io.Reader }

// HasBody says whether a message can carry content at all.
func HasBody(m *httpdecode.Message) bool {
	return m.Framing != httpdecode.NoBody && m.Framing != httpdecode.ByUpgrade
}
