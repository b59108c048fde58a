package capture

// Header is what a capture says of its packets before the first of them. A
// pcapng file says it of each interface; this is of the first.
type Header struct {
	Link      LinkType
	Snaplen   uint32 // most bytes captured of a packet; 0 when there was no limit
	BigEndian bool   // byte order of the file
}

// headerBlock is how many bytes are read at once to find a Header.
const headerBlock = 4 << 10

// ReadHeader opens a file and reads to the end of its header. Do not ask it of
// a pipe, from which what was read would be lost.
func ReadHeader(name string) (Header, error) {
	in, err := Open([]string{name}, Options{})
	if err != nil {
		return Header{}, err
	}
	defer in.Close()
	s, err := in.openStream()
	if err != nil {
		return Header{}, err
	}
	in.current = s
	var b Batch
	for {
		err := s.fill(&b, headerBlock)
		switch f := s.format.(type) {
		case *pcapFile:
			if f.recordHeader != 0 {
				return Header{f.link, f.snaplen, f.order == bigEndian}, nil
			}
		case *pcapngFile:
			if len(f.interfaces) > 0 {
				return Header{f.interfaces[0].link, f.interfaces[0].snaplen, f.order == bigEndian}, nil
			}
		}
		if err != nil {
			return Header{}, err
		}
	}
}
