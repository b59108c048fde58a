package capture

// The pcap format, draft-ietf-opsawg-pcap: a file header, then for each
// packet a record header and its bytes. Records carry no mark, so after a
// damaged one there is no finding the next.

const pcapFileHeader = 24

// pcapVariant is what a pcap file's magic number decides.
type pcapVariant struct {
	recordHeader int   // bytes before a packet's data
	unit         int64 // nanoseconds in one unit of a time stamp's fraction
}

var pcapVariants = map[uint32]pcapVariant{
	0xa1b2c3d4: {recordHeader: 16, unit: 1000},
	0xa1b23c4d: {recordHeader: 16, unit: 1},
	// Kuznetzov's: interface, protocol and packet type follow the lengths.
	0xa1b2cd34: {recordHeader: 24, unit: 1000},
}

type pcapFile struct {
	*numbering
	order
	pcapVariant // zero until the file header was read
	minor       uint16
	link        LinkType
	snaplen     uint32
	iface       int32
}

func (f *pcapFile) parse(p []byte, at int64, b *Batch) (used int, err error) {
	if f.recordHeader == 0 {
		if len(p) < pcapFileHeader {
			return 0, nil
		}
		if err := f.begin(p); err != nil {
			return 0, err
		}
		used = pcapFileHeader
	}
	packets := b.Packets
	for len(p)-used >= f.recordHeader {
		record := p[used:]
		captured, length := f.lengths(record)
		if captured == 0 && length == 0 && isFileHeader(record) {
			err = damagef("another pcap file begins here, as when files are joined with cat: everything before was read; " +
				"name the files one by one, or join them with mergecap -a")
			break
		}
		if captured > MaxPacket {
			err = damagef("packet says it has %d bytes, more than the %d that a packet may have: "+
				"the file is damaged here; everything before was read", captured, MaxPacket)
			break
		}
		end := f.recordHeader + int(captured)
		if len(record) < end {
			break
		}
		f.frames++
		packets = append(packets, Packet{
			Data:   record[f.recordHeader:end:end],
			Frame:  f.frames,
			Time:   int64(f.u32(record))*1e9 + int64(f.u32(record[4:]))*f.unit,
			Offset: address(at, used+f.recordHeader),
			Length: wireLength(length, int(captured)),
			Link:   f.link,
			Iface:  f.iface,

			BigEndian: f.order == bigEndian && f.link == LinkNull,
		})
		used += end
	}
	b.Packets = packets
	return used, err
}

// isFileHeader knows the first 16 bytes of a pcap file in its usual form: magic number,
// version 2.4, and zeros. A packet without bytes from the year 2055, in just that
// microsecond, would look the same.
func isFileHeader(p []byte) bool {
	for _, o := range [...]order{littleEndian, bigEndian} {
		if _, ok := pcapVariants[o.u32(p)]; ok && o.u16(p[4:]) == 2 && o.u16(p[6:]) == 4 {
			return true
		}
	}
	return false
}

func (f *pcapFile) clone(n *numbering) format {
	c := *f
	c.numbering = n
	return &c
}

func (f *pcapFile) begin(header []byte) error {
	major, minor := f.u16(header[4:]), f.u16(header[6:])
	if major != 2 {
		return damagef("the header says version %d.%d of pcap, and only 2 is known: "+
			"the header is damaged, or the file was made by an unusual program; try to convert it with editcap", major, minor)
	}
	f.pcapVariant = pcapVariants[f.u32(header)]
	f.minor = minor
	// The upper 16 bits are the length of the frame check sequence and flags.
	f.link = LinkType(f.u32(header[20:]))
	f.snaplen = f.u32(header[16:])
	f.iface = f.ifaces
	f.describe(Interface{Link: f.link, SnapLen: snapLen(f.u32(header[16:]))})
	return nil
}

// lengths gives the captured length and the length on the wire. Versions
// before 2.3 had them the other way round, and 2.3 was written both ways.
func (f *pcapFile) lengths(record []byte) (captured, length uint32) {
	captured, length = f.u32(record[8:]), f.u32(record[12:])
	if f.minor < 3 || f.minor == 3 && captured > length {
		return length, captured
	}
	return captured, length
}

func (f *pcapFile) unfinished(p []byte) (what string, has, of int64) {
	has = int64(len(p))
	switch {
	case f.recordHeader == 0:
		return "the file header", has, pcapFileHeader
	case has == 0:
		return "", 0, 0
	case len(p) < f.recordHeader:
		return "a packet's header", has, int64(f.recordHeader)
	}
	captured, _ := f.lengths(p)
	return "a packet", has, int64(f.recordHeader) + int64(captured)
}

// wireLength keeps Packet.Length from being less than what was captured,
// which some writers claim, and from wrapping where an int has 32 bits.
func wireLength(length uint32, captured int) int {
	return max(int(length), captured)
}
