package capture

// packet takes the packet out of a block of one of the three packet kinds;
// its frame number is not set. at is the address of the body.
func (f *pcapngFile) packet(kind uint32, body []byte, at int64) (Packet, error) {
	if kind == blockSimple {
		return f.simplePacket(body, at)
	}
	if len(body) < packetBlockHeader {
		return Packet{}, tooShort("packet block", body)
	}
	id := f.u32(body)
	if kind == blockPacket {
		// 16 bits of interface, then 16 of drop count.
		id = uint32(f.u16(body))
	}
	iface, err := f.iface(id)
	if err != nil {
		return Packet{}, err
	}
	captured := f.u32(body[12:])
	if have := len(body) - packetBlockHeader; uint64(captured) > uint64(have) {
		return Packet{}, damagef("packet says it has %d bytes, more than the %d of its block: "+
			"the file is damaged here; everything before was read", captured, have)
	}
	if captured > MaxPacket {
		return Packet{}, damagef("packet says it has %d bytes, more than the %d that a packet may have: "+
			"the file is damaged here; everything before was read", captured, MaxPacket)
	}
	end := packetBlockHeader + int(captured)
	ticks := uint64(f.u32(body[4:]))<<32 | uint64(f.u32(body[8:]))
	return Packet{
		Data:   body[packetBlockHeader:end:end],
		Time:   iface.clock.nanoseconds(ticks),
		Offset: address(at, packetBlockHeader),
		Length: wireLength(f.u32(body[16:]), int(captured)),
		Link:   iface.link,
		Iface:  f.first + int32(id),

		BigEndian: f.order == bigEndian && iface.link == LinkNull,
	}, nil
}

// simplePacket: only the length on the wire is written. The captured length
// is what the snapshot length leaves of it, and never more than the block
// has. It has no time, and belongs to the section's first interface.
func (f *pcapngFile) simplePacket(body []byte, at int64) (Packet, error) {
	if len(body) < simplePacketHeader {
		return Packet{}, tooShort("simple packet block", body)
	}
	iface, err := f.iface(0)
	if err != nil {
		return Packet{}, err
	}
	length := f.u32(body)
	captured := length
	if iface.snaplen != 0 {
		captured = min(captured, iface.snaplen)
	}
	captured = min(captured, uint32(len(body)-simplePacketHeader), MaxPacket)
	end := simplePacketHeader + int(captured)
	return Packet{
		Data:   body[simplePacketHeader:end:end],
		Offset: address(at, simplePacketHeader),
		Length: wireLength(length, int(captured)),
		Link:   iface.link,
		Iface:  f.first,

		BigEndian: f.order == bigEndian && iface.link == LinkNull,
	}, nil
}

func (f *pcapngFile) iface(id uint32) (*netInterface, error) {
	if uint64(id) >= uint64(len(f.interfaces)) {
		return nil, damagef("packet of interface %d, and the section has described only %d so far: "+
			"the file is damaged here; everything before was read", id, len(f.interfaces))
	}
	return &f.interfaces[id], nil
}
