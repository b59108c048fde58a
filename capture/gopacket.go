package capture

import (
	"time"

	"github.com/google/gopacket"
)

// PacketReader gives a Source's packets one by one in the shape that
// gopacket.NewPacketSource and its zero-copy users take. Ask Packet for the
// link type, which may change from packet to packet.
type PacketReader struct {
	source  Source
	batch   Batch
	next    int
	err     error
	current Packet
}

var (
	_ gopacket.PacketDataSource         = (*PacketReader)(nil)
	_ gopacket.ZeroCopyPacketDataSource = (*PacketReader)(nil)
)

// NewPacketReader reads s, which the caller still has to close.
func NewPacketReader(s Source) *PacketReader { return &PacketReader{source: s} }

// ReadPacketData returns the next packet in memory of its own. The errors
// are those of the Source.
func (r *PacketReader) ReadPacketData() ([]byte, gopacket.CaptureInfo, error) {
	data, info, err := r.ZeroCopyReadPacketData()
	if err != nil {
		return nil, info, err
	}
	return append([]byte(nil), data...), info, nil
}

// ZeroCopyReadPacketData returns the next packet; its bytes are good until
// the next call.
func (r *PacketReader) ZeroCopyReadPacketData() ([]byte, gopacket.CaptureInfo, error) {
	for r.next == len(r.batch.Packets) {
		if err := r.err; err != nil {
			r.err = nil
			return nil, gopacket.CaptureInfo{}, err
		}
		r.err = r.source.ReadBatch(&r.batch)
		r.next = 0
	}
	r.current = r.batch.Packets[r.next]
	r.next++
	p := &r.current
	info := gopacket.CaptureInfo{CaptureLength: len(p.Data), Length: p.Length, InterfaceIndex: int(p.Iface)}
	if p.Time != 0 {
		info.Timestamp = time.Unix(0, p.Time).UTC()
	}
	return p.Data, info, nil
}

// Packet is the packet last read, with what gopacket has no place for.
func (r *PacketReader) Packet() Packet { return r.current }
