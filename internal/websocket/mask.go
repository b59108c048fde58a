package websocket

import "encoding/binary"

// unmask writes to dst the bytes of src without their mask (RFC 6455 §5.3); at
// is the place of src[0] in the payload. dst is at least as long as src.
func unmask(dst, src []byte, key [4]byte, at int64) {
	var turned [8]byte
	for i := range turned {
		turned[i] = key[(at+int64(i))&3]
	}
	mask := binary.NativeEndian.Uint64(turned[:])
	n := len(src) &^ 7
	for i := 0; i < n; i += 8 {
		binary.NativeEndian.PutUint64(dst[i:], binary.NativeEndian.Uint64(src[i:])^mask)
	}
	for i := n; i < len(src); i++ {
		dst[i] = src[i] ^ turned[i&7]
	}
}
