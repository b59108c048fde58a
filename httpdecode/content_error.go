package httpdecode

import (
	"compress/zlib"
	"errors"
	"fmt"
	"io"

	"github.com/klauspost/compress/zstd"
)

// ErrContentLimit says that content is longer than it may be.
var ErrContentLimit = errors.New("content is longer than the limit, raise the limit to read more")

// bombRatio is how many times as long as the body its content must be to be
// called a bomb. Text rarely shrinks to a fiftieth; deflate can do no more than 1032.
const bombRatio = 200

// ContentError tells how far the reading of coded content came, and why it
// came no further.
type ContentError struct {
	Coding string // the content coding at which it stopped, in lower case
	Read   int64  // bytes of the body, as sent, read so far, some of them ahead
	Output int64  // bytes that Coding has given
	Err    error  // ErrContentLimit, io.ErrUnexpectedEOF when the body ends early, or what is wrong

	source bool // it is the error of what the body is read from
}

// Ratio is how many bytes came out for each that was read.
func (e *ContentError) Ratio() float64 { return float64(e.Output) / float64(max(e.Read, 1)) }

// Bomb reports whether the content is longer than the limit and so many times
// as long as the body that it was hardly made to be read.
func (e *ContentError) Bomb() bool {
	return errors.Is(e.Err, ErrContentLimit) && e.Ratio() >= bombRatio
}

// isBehindEnd says whether the data came to its end and something else
// follows. What is passed over behind gzip is an error to these decoders.
func (e *ContentError) isBehindEnd() bool {
	switch e.Coding {
	case "br":
		return e.Err.Error() == "brotli: excessive input"
	case "zstd":
		return e.Output > 0 && errors.Is(e.Err, zstd.ErrMagicMismatch)
	}
	return false
}

func (e *ContentError) Unwrap() error { return e.Err }

func (e *ContentError) Error() string {
	switch {
	case e.Bomb():
		return fmt.Sprintf("a decompression bomb: %s makes more than %d bytes out of %d, over %.0f times as many; what follows is not read", e.Coding, e.Output, e.Read, e.Ratio())
	case errors.Is(e.Err, ErrContentLimit):
		return fmt.Sprintf("undo content coding %s: more than %d bytes out of %d: %v", e.Coding, e.Output, e.Read, e.Err)
	case e.source:
		return fmt.Sprintf("undo content coding %s: only the first %d bytes of the body can be read; %d bytes of content came out of them: %v", e.Coding, e.Read, e.Output, e.Err)
	case e.isBehindEnd():
		return fmt.Sprintf("undo content coding %s: the %d bytes of content are whole, but other bytes follow before byte %d of the body", e.Coding, e.Output, e.Read)
	case errors.Is(e.Err, io.ErrUnexpectedEOF):
		return fmt.Sprintf("undo content coding %s: the body ends early, after %d bytes; %d bytes of content came out of it", e.Coding, e.Read, e.Output)
	case errors.Is(e.Err, zstd.ErrUnknownDictionary), errors.Is(e.Err, zlib.ErrDictionary):
		return fmt.Sprintf("undo content coding %s: it was made with a dictionary, which is not known here; read the content as it is instead", e.Coding)
	case errors.Is(e.Err, zstd.ErrWindowSizeExceeded), errors.Is(e.Err, zstd.ErrDecoderSizeExceeded):
		return fmt.Sprintf("undo content coding %s: it needs a window of more than %d bytes, which RFC 9659 §3 forbids", e.Coding, maxWindow)
	}
	return fmt.Sprintf("undo content coding %s: damaged before byte %d, %d bytes of content came out of it: %v", e.Coding, e.Read, e.Output, e.Err)
}

// refusals say why codings that exist are not undone.
var refusals = map[string]string{
	"compress":   "LZW as of the program compress (RFC 9110 §8.4.1.1) is not undone here; save the body under a name ending in .Z and use gzip -d",
	"x-compress": "LZW as of the program compress (RFC 9110 §8.4.1.1) is not undone here; save the body under a name ending in .Z and use gzip -d",
	"dcb":        "it needs the dictionary that an earlier response carried (RFC 9842)",
	"dcz":        "it needs the dictionary that an earlier response carried (RFC 9842)",
	"aes128gcm":  "it is encrypted (RFC 8188)",
}

func refusal(coding string) error {
	why, ok := refusals[coding]
	if !ok {
		why = "not known; read the content as it is instead"
	}
	return fmt.Errorf("undo content coding %.80q: %s", coding, why)
}
