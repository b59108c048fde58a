package decode

import (
	"container/list"
	"net/netip"
	"slices"

	"wiretalk/tcpreasm"
)

// Limits on the fragments that wait for others. When one bites, the datagram
// that began first is given up.
const (
	fragmentTimeout  = 60e9    // ns of packet time from a datagram's first fragment (RFC 8200 §4.5)
	maxDatagrams     = 4096    // datagrams that wait at once
	maxFragmentBytes = 8 << 20 // bytes that wait, with pieceOverhead for each piece of them
	maxRuns          = 1024    // runs of bytes in one datagram
	maxDatagramSize  = 65535   // bytes of one datagram (RFC 791 §3.1)
	pieceOverhead    = 128     // bytes that holding one piece takes besides its own
)

// fragmentKey is what all fragments of a datagram share (RFC 791 §3.2, RFC
// 8200 §4.5). protocol is 0 in IPv6.
type fragmentKey struct {
	src, dst netip.Addr
	id       uint32
	protocol uint8
}

// fragment is what an IP header says of one fragment.
type fragment struct {
	key    fragmentKey
	start  int // place of its first byte in the datagram
	more   bool
	next   uint8 // protocol of the datagram; of IPv6, that of the first fragment counts
	intact bool  // a receiver would not drop it for its checksum
}

// fragments holds what waits.
type fragments struct {
	waiting map[fragmentKey]*datagram
	oldest  *list.List // of *datagram, by their first fragment's coming
	held    int        // bytes, counted as maxFragmentBytes says
}

func newFragments() fragments {
	return fragments{waiting: make(map[fragmentKey]*datagram), oldest: list.New()}
}

// datagram is some of the fragments of one.
type datagram struct {
	key     fragmentKey
	element *list.Element
	since   int64 // when its first fragment passed
	runs    []run // in order, without overlaps
	have    int   // bytes in runs
	held    int   // the same, counted as maxFragmentBytes says
	total   int   // its size; -1 while the last fragment is missing
	next    uint8 // protocol that its beginning names
	frames  []int64
}

// run is bytes of a datagram that lie together, copied, and where they lie in
// the capture.
type run struct {
	start  int
	data   []byte
	pieces []tcpreasm.Piece
}

func (r *run) end() int { return r.start + len(r.data) }

// reassemble adds what remains of p to its datagram and, when nothing is
// missing any more, puts the datagram in p's place. What cannot be joined
// with others, because the capture cut it or its checksum is wrong, goes on
// alone when it is the beginning, as Wireshark has it.
func (d *Decoder) reassemble(p *packet, f fragment) layer {
	d.stats.Fragments++
	if p.cut() || !f.intact {
		if f.start == 0 {
			return ipProtocol(f.next)
		}
		p.short = leads(f.next)
		return nil
	}
	g := d.datagramOf(f.key, p.seg.Time)
	if !d.add(g, p, f) {
		d.stats.Refused++
		return nil
	}
	if d.traced && len(g.frames) < maxRuns {
		g.frames = append(g.frames, p.seg.Frame)
	}
	if g.have != g.total {
		return nil
	}
	d.drop(g)
	d.stats.Reassembled++
	d.joined = append(d.joined, g.frames...)
	p.data, p.origin = g.join()
	p.length, p.at = g.total, 0
	return ipProtocol(g.next)
}

// datagramOf returns the datagram that waits under key, or a new one, after
// giving up those whose time is over.
func (d *Decoder) datagramOf(key fragmentKey, now int64) *datagram {
	for front := d.fragments.oldest.Front(); front != nil; front = d.fragments.oldest.Front() {
		g := front.Value.(*datagram)
		if now-g.since <= fragmentTimeout {
			break
		}
		d.stats.TimedOut++
		d.drop(g)
	}
	if g := d.fragments.waiting[key]; g != nil {
		return g
	}
	if len(d.fragments.waiting) >= maxDatagrams {
		d.evict(d.fragments.oldest.Front())
	}
	g := &datagram{key: key, since: now, total: -1}
	g.element = d.fragments.oldest.PushBack(g)
	d.fragments.waiting[key] = g
	return g
}

func (d *Decoder) evict(element *list.Element) {
	d.stats.Evicted++
	d.drop(element.Value.(*datagram))
}

func (d *Decoder) drop(g *datagram) {
	delete(d.fragments.waiting, g.key)
	d.fragments.oldest.Remove(g.element)
	d.fragments.held -= g.held
}

// add copies the bytes of p that g does not have yet. It returns false when
// they contradict the size that g must have, or are one run too many.
func (d *Decoder) add(g *datagram, p *packet, f fragment) bool {
	end := f.start + len(p.data)
	highest := 0
	if n := len(g.runs); n > 0 {
		highest = g.runs[n-1].end()
	}
	switch {
	case len(p.data) == 0, end > maxDatagramSize, g.total >= 0 && end > g.total:
		return false
	case !f.more && (end < highest || g.total >= 0 && end != g.total):
		return false
	case len(g.runs) >= maxRuns:
		return false
	}
	if !f.more {
		g.total = end
	}
	if f.start == 0 && (len(g.runs) == 0 || g.runs[0].start != 0) {
		g.next = f.next
	}

	i := len(g.runs)
	for i > 0 && g.runs[i-1].end() > f.start {
		i--
	}
	overlaps := false
	for start := f.start; start < end; i++ {
		stop := end
		if i < len(g.runs) {
			stop = min(end, g.runs[i].start)
		}
		if start < stop {
			d.insert(g, i, p, f.start, start, stop)
			i++
		}
		if i == len(g.runs) || g.runs[i].start >= end {
			break
		}
		overlaps = true
		start = g.runs[i].end()
	}
	if overlaps {
		d.stats.Overlaps++
	}
	d.fit(g)
	return true
}

// insert copies the datagram's bytes from start to stop out of p, whose first
// byte is the datagram's byte first, as run i of g.
func (d *Decoder) insert(g *datagram, i int, p *packet, first, start, stop int) {
	r := run{
		start:  start,
		data:   slices.Clone(p.data[start-first : stop-first]),
		pieces: p.origin.pieceList(p.at+start-first, stop-start),
	}
	g.runs = slices.Insert(g.runs, i, r)
	g.have += len(r.data)
	cost := len(r.data) + len(r.pieces)*pieceOverhead
	g.held += cost
	d.fragments.held += cost
}

// fit gives up the oldest datagrams but g until what is held fits the limit,
// which one datagram alone cannot pass.
func (d *Decoder) fit(g *datagram) {
	for d.fragments.held > maxFragmentBytes {
		oldest := d.fragments.oldest.Front()
		if oldest == g.element {
			oldest = oldest.Next()
		}
		d.evict(oldest)
	}
}

// join returns the bytes of a datagram that is complete, in memory of its
// own, and where they lie.
func (g *datagram) join() ([]byte, origin) {
	data := make([]byte, 0, g.total)
	var pieces []tcpreasm.Piece
	for _, r := range g.runs {
		data = append(data, r.data...)
		pieces = append(pieces, r.pieces...)
	}
	return data, origin{pieces: pieces}
}
