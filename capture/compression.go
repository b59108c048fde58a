package capture

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"

	"github.com/klauspost/compress/zstd"
)

// maxWindow is the most memory that a zstd stream may make us keep: what the
// zstd program itself accepts unless told otherwise.
const maxWindow = 128 << 20

// decompress undoes the compression of r that its first bytes, head, show;
// r includes them. With none it returns r itself and no name. done frees
// what the decompressor holds.
func decompress(head []byte, r io.Reader) (plain io.Reader, name string, done func(), err error) {
	switch {
	case bytes.HasPrefix(head, []byte{0x1f, 0x8b}):
		z, err := newMembers(r)
		if err != nil {
			return nil, "gzip", nil, err
		}
		return z, "gzip", func() { z.Close() }, nil
	case isZstd(head):
		// One decoder makes no goroutines, and returns what it has before it
		// waits for more.
		z, err := zstd.NewReader(bufio.NewReaderSize(r, 64<<10),
			zstd.WithDecoderConcurrency(1), zstd.WithDecoderLowmem(true), zstd.WithDecoderMaxWindow(maxWindow))
		if err != nil {
			return nil, "zstd", nil, err
		}
		return z, "zstd", z.Close, nil
	}
	return r, "", func() {}, nil
}

// isZstd knows a frame, and a skippable frame in front of one (RFC 8878
// sections 3.1.1 and 3.1.2).
func isZstd(head []byte) bool {
	return bytes.HasPrefix(head, []byte{0x28, 0xb5, 0x2f, 0xfd}) ||
		len(head) >= 4 && head[0]&0xf0 == 0x50 && bytes.Equal(head[1:4], []byte{0x2a, 0x4d, 0x18})
}

// compressionReason says what a decompressor's error means to a person.
func compressionReason(name string, err error) string {
	switch {
	case errors.Is(err, io.ErrUnexpectedEOF):
		return fmt.Sprintf("the %s data ends before it is complete: probably it was not written or copied to its end; "+
			"everything before was read", name)
	case err == errBehind:
		return fmt.Sprintf("the %s data is whole, but other bytes follow it: something was joined to it, or it is damaged here; "+
			"everything before was read", name)
	case errors.Is(err, zstd.ErrWindowSizeExceeded), errors.Is(err, zstd.ErrDecoderSizeExceeded):
		return fmt.Sprintf("the zstd data needs more than %d MiB of memory: decompress it with zstd -d --long=31 first", maxWindow>>20)
	}
	return fmt.Sprintf("the %s data is damaged here (%v); everything before was read", name, err)
}
