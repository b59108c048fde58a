package traffic

import (
	"io"
	"sync"

	"wiretalk/capture/store"
)

// kept holds the last bytes of what passed, by their addresses.
type kept struct {
	mu   sync.Mutex
	ring []byte
	end  int64 // address of the next byte
}

func (k *kept) add(p []byte) (at int64) {
	k.mu.Lock()
	defer k.mu.Unlock()
	at = k.end
	for len(p) > 0 {
		n := copy(k.ring[k.end%int64(len(k.ring)):], p)
		k.end += int64(n)
		p = p[n:]
	}
	return at
}

func (k *kept) ReadAt(p []byte, at int64) (n int, err error) {
	k.mu.Lock()
	defer k.mu.Unlock()
	if at < k.end-int64(len(k.ring)) {
		return 0, store.ErrLetGo
	}
	for n < len(p) && at < k.end {
		m := copy(p[n:], k.ring[at%int64(len(k.ring)):])
		m = min(m, int(k.end-at))
		n += m
		at += int64(m)
	}
	if n < len(p) {
		return n, io.EOF
	}
	return n, nil
}
