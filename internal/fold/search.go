package fold

import (
	"bytes"
	"context"
)

// Search is the next line that holds text, which is in lower case, from line from on in
// steps of 1 or -1 and round the end, itself the last; None when there is none. What
// is folded away is looked at too. A long line that was broken is looked at as a whole.
func (t *Tree) Search(ctx context.Context, text []byte, from, step int) int {
	n := len(t.lines)
	var lower []byte
	for k := 1; k <= n && len(text) > 0; k++ {
		if k%1024 == 0 && ctx.Err() != nil {
			return None
		}
		i := ((from+k*step)%n + n) % n
		if t.lines[i].continued {
			continue
		}
		end := i + 1
		for end < n && t.lines[end].continued {
			end++
		}
		last := len(t.text)
		if end < n {
			last = int(t.lines[end].text)
		}
		lower = appendLower(lower[:0], t.text[t.lines[i].text:last])
		at := bytes.Index(lower, text)
		if at < 0 {
			continue
		}
		for i+1 < end && int(t.lines[i+1].text) <= int(t.lines[i].text)+at {
			at -= int(t.lines[i+1].text) - int(t.lines[i].text)
			i++
		}
		return i
	}
	return None
}

func appendLower(dst, b []byte) []byte {
	for _, c := range b {
		if 'A' <= c && c <= 'Z' {
			c |= 0x20
		}
		dst = append(dst, c)
	}
	return dst
}
