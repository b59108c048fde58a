package pipeline

import "cmp"

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

// input is how far the merger is with a shard's pieces of one batch.
type input struct {
	shard *shard
	piece *piece
	rest  []finding // of the piece
}

// earliest is the input with what comes next in the order of all; nil when
// nothing is left.
func earliest(inputs []input) *input {
	var first *input
	for i := range inputs {
		in := &inputs[i]
		if len(in.rest) > 0 && (first == nil || in.rest[0].compare(&first.rest[0].event) < 0) {
			first = in
		}
	}
	return first
}
