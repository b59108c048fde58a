package report

import (
	"encoding/hex"

	"wiretalk/httpdecode"
	"wiretalk/internal/bodies"
)

// appendDigest appends size and SHA-256 of a message's content, or why they
// are not known. A message that cannot have a body has none to sum up.
func (j JSON) appendDigest(dst []byte, m *httpdecode.Message) []byte {
	if j.Digest == nil {
		return dst
	}
	if m.BodyKnown() && !bodies.HasBody(m) {
		return appendInt(dst, "content_bytes", 0)
	}
	sum, err := j.Digest(m)
	if err != nil {
		return appendString(appendName(dst, "content_error"), []byte(err.Error()))
	}
	dst = appendInt(dst, "content_bytes", sum.Bytes)
	dst = append(appendName(dst, "body_sha256"), '"')
	dst = append(hex.AppendEncode(dst, sum.SHA256[:]), '"')
	if sum.Trailing > 0 {
		dst = appendInt(dst, "trailing_bytes", sum.Trailing)
	}
	return dst
}
