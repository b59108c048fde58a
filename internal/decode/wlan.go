package decode

import "encoding/binary"

// radiotap is the header of https://www.radiotap.org, of which only the
// padding flag matters here.
func radiotap(_ *Decoder, p *packet) layer {
	const hasTime, hasFlags, hasMore = 1 << 0, 1 << 1, 1 << 31
	const flagPadded = 0x20
	if p.lacks(8) {
		return nil
	}
	headerLength := int(binary.LittleEndian.Uint16(p.data[2:]))
	if headerLength < 8 || headerLength > len(p.data) {
		return nil
	}
	header := p.data[:headerLength]
	p.skip(headerLength)

	present := binary.LittleEndian.Uint32(header[4:])
	field := 8
	for more := present; more&hasMore != 0; field += 4 {
		if field+4 > len(header) {
			return nil
		}
		more = binary.LittleEndian.Uint32(header[field:])
	}
	if present&hasTime != 0 {
		field = (field+7)&^7 + 8
	}
	if present&hasFlags != 0 && field < len(header) && header[field]&flagPadded != 0 {
		return wlanPadded
	}
	return wlan
}

func wlan(_ *Decoder, p *packet) layer       { return wlanFrame(p, false) }
func wlanPadded(_ *Decoder, p *packet) layer { return wlanFrame(p, true) }

// wlanFrame is an IEEE 802.11 frame (§9.2.3); only data that is not encrypted
// leads on. A padded header ends on a multiple of four bytes.
func wlanFrame(p *packet, padded bool) layer {
	const typeMask, typeData = 0x0c, 0x08
	const subtypeNull, subtypeQoS = 0x40, 0x80
	const bothDS, protected, order = 0x03, 0x40, 0x80
	const aggregate = 0x80
	if len(p.data) < 24 { // which only some frames without data are on the wire
		p.short = len(p.data) == 0 || p.data[0]&typeMask == typeData
		return nil
	}
	kind, flags := p.data[0], p.data[1]
	if kind&typeMask != typeData || kind&subtypeNull != 0 || flags&protected != 0 {
		return nil
	}
	header := 24
	if flags&bothDS == bothDS {
		header += 6 // a fourth address
	}
	aggregated := false
	if kind&subtypeQoS != 0 {
		if p.lacks(header + 1) {
			return nil
		}
		aggregated = p.data[header]&aggregate != 0
		header += 2
		if flags&order != 0 {
			header += 4 // HT control
		}
	}
	if padded {
		header = (header + 3) &^ 3
	}
	if !p.skip(header) {
		return nil
	}
	if aggregated {
		return ethernet // a subframe of an A-MSDU looks like an 802.3 frame (§9.3.2.2.2)
	}
	return llc
}

// prism is what older drivers put before an 802.11 frame: the header of AVS, which
// says how long it is, or Prism's, which always has the same items.
func prism(_ *Decoder, p *packet) layer {
	const avsMagic, avsMask, prismHeader = 0x80211000, 0xfffff000, 144
	if p.lacks(8) {
		return nil
	}
	header := prismHeader
	if binary.BigEndian.Uint32(p.data)&avsMask == avsMagic {
		header = int(min(binary.BigEndian.Uint32(p.data[4:]), maxHeader))
	}
	if !p.skip(header) {
		return nil
	}
	return wlan
}

// ppi is the per-packet information of CACE Technologies, which names the link
// type of what follows it.
func ppi(_ *Decoder, p *packet) layer {
	if p.lacks(8) {
		return nil
	}
	header, link := int(binary.LittleEndian.Uint16(p.data[2:])), binary.LittleEndian.Uint32(p.data[4:])
	if header < 8 || !p.skip(header) {
		return nil
	}
	return linkLayer(uint16(min(link, 0xffff)))
}
