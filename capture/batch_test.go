package capture

import (
	"bytes"
	"testing"
)

// TestAppendMovesNothing: packets of a batch stay where they are while others
// are added, more than there was room for.
func TestAppendMovesNothing(t *testing.T) {
	var b Batch
	b.Reset(100)
	source := make([]byte, 30)
	for i := range 50 {
		for j := range source {
			source[j] = byte(i)
		}
		b.Append(Packet{Data: source, Frame: int64(i + 1), Length: 30 + i})
	}
	for i, p := range b.Packets {
		if want := bytes.Repeat([]byte{byte(i)}, 30); !bytes.Equal(p.Data, want) || p.Frame != int64(i+1) || p.Length != 30+i {
			t.Fatalf("packet %d became %+v", i, p)
		}
	}
	first := b.Packets[0].Data
	if _ = append(first, 0xff); b.Packets[1].Data[0] != 1 {
		t.Error("appending to one packet writes into the next")
	}
}

func TestResetKeepsMemory(t *testing.T) {
	var b Batch
	packet := Packet{Data: make([]byte, 100)}
	fill := func() {
		b.Reset(1000)
		for b.Free() >= len(packet.Data) {
			b.Append(packet)
		}
	}
	fill()
	if len(b.Packets) != 10 {
		t.Fatalf("%d packets fitted", len(b.Packets))
	}
	if n := testing.AllocsPerRun(100, fill); n != 0 {
		t.Errorf("%v allocations a batch", n)
	}
}

func TestOneHugePacketIsNotPaidForEver(t *testing.T) {
	var b Batch
	b.Reset(1000)
	b.Append(Packet{Data: make([]byte, 1<<20)})
	if b.Reset(1000); cap(b.block) > wasteful*1000 {
		t.Errorf("%d bytes are kept for batches of 1000", cap(b.block))
	}
	if b.Now = 5; len(b.Packets) != 0 {
		t.Error("packets were left")
	}
	if b.Reset(1000); b.Now != 0 {
		t.Error("Now was left")
	}
}
