package octets

import (
	"bytes"
	"context"
	"io"

	"wiretalk/internal/replay"
	"wiretalk/tcpreasm"
)

// Match is where a text begins in a stream.
type Match struct {
	Run  int
	From tcpreasm.Side
	At   int64 // place of its first byte among those its end sent
}

// readAhead is how many bytes of the capture a search reads at once.
const readAhead = 256 << 10

// searchedAtOnce is how many runs are taken from the stream at once.
const searchedAtOnce = 512

// blockReader reads places that lie near each other from few large reads.
type blockReader struct {
	r     io.ReaderAt
	begin int64
	block []byte
}

// slice is n bytes from offset on, or as many as there are; good until the next call.
func (b *blockReader) slice(offset, n int64, back bool) []byte {
	if offset < b.begin || offset+n > b.begin+int64(len(b.block)) {
		size := max(n, readAhead)
		begin := offset
		if back {
			begin = max(0, offset+n-size)
		}
		if int64(cap(b.block)) < size {
			b.block = make([]byte, size)
		}
		got, _ := b.r.ReadAt(b.block[:size], begin)
		b.begin, b.block = begin, b.block[:got]
	}
	from := min(max(offset-b.begin, 0), int64(len(b.block)))
	return b.block[from:min(from+n, int64(len(b.block)))]
}

// Search looks for text, which is in lower case, from run i on: behind byte after of
// the run's end, or with a step of -1 before it. It ends with the last run of that way.
// Runs of one end that follow each other are one text, whatever lies between.
func (b *Layout) Search(ctx context.Context, text []byte, i int, after int64, step int) (found Match, ok bool) {
	source := blockReader{r: b.Capture}
	var joined []byte
	var beside [2][]byte // of each end: what adjoins the next run, shorter than the text
	first, all := i, make([]replay.Run, 0, searchedAtOnce)
	for len(text) > 0 && ctx.Err() == nil {
		all = all[:0]
		take := func(_ int, run replay.Run) bool {
			all = append(all, run)
			return len(all) < searchedAtOnce
		}
		if step > 0 {
			b.Stream.From(i, take)
		} else {
			b.Stream.Back(i, take)
		}
		if len(all) == 0 {
			return found, false
		}
		for k := range all {
			run, at := &all[k], i+k*step
			if b.Only != BothWays && int(run.From) != b.Only {
				continue
			}
			if run.Missing || run.Offset < 0 {
				beside[run.From] = beside[run.From][:0]
				continue
			}
			data, limit := lowered(source.slice(run.Offset, run.Length, step < 0)), int64(-1)
			if at == first {
				limit = after
			}
			var m Match
			if m, joined, ok = matchIn(run, data, beside[run.From], text, limit, step, joined[:0]); ok {
				if m.Run = at; m.At < run.At {
					m.Run, _ = b.Stream.Holding(run.From, m.At)
				}
				return m, true
			}
			beside[run.From] = adjoining(beside[run.From], data, len(text)-1, step)
		}
		i += len(all) * step
	}
	return found, false
}

// matchIn looks for text in a run and what adjoins it. limit is the place behind
// which, or before which, it must begin; negative for none. They are joined in room,
// which comes back.
func matchIn(run *replay.Run, data, beside, text []byte, limit int64, step int, room []byte) (m Match, joined []byte, ok bool) {
	begin := run.At
	if step > 0 {
		room = append(append(room, beside...), data...)
		begin -= int64(len(beside))
	} else {
		room = append(append(room, data...), beside...)
	}
	for joined = room; len(joined) >= len(text); {
		k := bytes.Index(joined, text)
		if step < 0 {
			k = bytes.LastIndex(joined, text)
		}
		if k < 0 {
			return m, room, false
		}
		m = Match{From: run.From, At: begin + int64(k)}
		switch {
		case step > 0 && limit >= 0 && m.At <= limit:
			joined, begin = joined[k+1:], m.At+1
		case step < 0 && limit >= 0 && m.At >= limit:
			joined = joined[:k+len(text)-1]
		default:
			return m, room, true
		}
	}
	return m, room, false
}

// adjoining is what of a run, and of what adjoined it, adjoins the next: n bytes at
// most.
func adjoining(beside, data []byte, n, step int) []byte {
	if step > 0 {
		joined := append(beside, data[max(0, len(data)-n):]...)
		return append(joined[:0], joined[max(0, len(joined)-n):]...)
	}
	joined := append(bytes.Clone(data[:min(n, len(data))]), beside...)
	return joined[:min(n, len(joined))]
}

// lowered makes ASCII letters small, in place.
func lowered(b []byte) []byte {
	for i, c := range b {
		if 'A' <= c && c <= 'Z' {
			b[i] = c + 'a' - 'A'
		}
	}
	return b
}
