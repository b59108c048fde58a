package pipeline

import (
	"cmp"
	"iter"
)

// event says when a shard found something, and on which connection. Events
// have the same order whatever the number of shards: that of their moments,
// and of their connections' first packets where one moment has several. Those of
// one connection at one moment are in the order in which its shard found them.
type event struct {
	moment moment
	conn   *conn
}

// moment is a place in the order of what happens.
type moment int64

// tickBefore is when the clock is set before a packet.
func tickBefore(frame int64) moment { return moment(2 * frame) }

// packetAt is when a packet passes.
func packetAt(frame int64) moment { return moment(2*frame + 1) }

func (e *event) compare(o *event) int {
	if e.moment != o.moment {
		return cmp.Compare(e.moment, o.moment)
	}
	return cmp.Compare(e.conn.firstFrame, o.conn.firstFrame)
}

// inOrder goes through what the shards found, each in order, in the order of
// all. It uses lists up.
func inOrder[T any](lists [][]T, eventOf func(*T) *event) iter.Seq[*T] {
	return func(yield func(*T) bool) {
		for {
			first := -1
			for i := range lists {
				if len(lists[i]) > 0 && (first < 0 || eventOf(&lists[i][0]).compare(eventOf(&lists[first][0])) < 0) {
					first = i
				}
			}
			if first < 0 {
				return
			}
			x := &lists[first][0]
			lists[first] = lists[first][1:]
			if !yield(x) {
				return
			}
		}
	}
}
