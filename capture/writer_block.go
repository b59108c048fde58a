package capture

import (
	"encoding/binary"
	"math"
	"slices"
)

// Blocks are written in little-endian order, whatever the machine.

const (
	blockStatistics = 5

	optionHardware    = 2 // in a section header
	optionOS          = 3
	optionApplication = 4

	optionFilter     = 11 // in an interface description
	filterIsText     = 0  // and no program
	nanoseconds      = 9  // if_tsresol
	optionStartTime  = 2  // in interface statistics
	optionEndTime    = 3
	optionReceived   = 4 // isb_ifrecv, as dumpcap writes it: what passed the filter
	optionDropped    = 5 // isb_ifdrop
	maxOption        = math.MaxUint16
	enhancedOverhead = blockOverhead + packetBlockHeader
)

// beginBlock appends a block's type and room for its length; endBlock fills
// that in.
func beginBlock(b []byte, kind uint32) (out []byte, start int) {
	start = len(b)
	b = binary.LittleEndian.AppendUint32(b, kind)
	return binary.LittleEndian.AppendUint32(b, 0), start
}

func endBlock(b []byte, start int) []byte {
	total := uint32(len(b) - start + 4)
	binary.LittleEndian.PutUint32(b[start+4:], total)
	return binary.LittleEndian.AppendUint32(b, total)
}

func appendSection(b []byte, s *Section) []byte {
	b, start := beginBlock(b, blockSection)
	b = binary.LittleEndian.AppendUint32(b, byteOrderMagic)
	b = binary.LittleEndian.AppendUint16(b, 1) // version 1.0
	b = binary.LittleEndian.AppendUint16(b, 0)
	b = binary.LittleEndian.AppendUint64(b, math.MaxUint64) // its length is not known
	had := len(b)
	b = appendText(b, optionHardware, s.Hardware)
	b = appendText(b, optionOS, s.OS)
	b = appendText(b, optionApplication, s.Application)
	return endBlock(endOptions(b, had), start)
}

func appendInterface(b []byte, i *Interface) []byte {
	b, start := beginBlock(b, blockInterface)
	b = binary.LittleEndian.AppendUint16(b, uint16(i.Link))
	b = binary.LittleEndian.AppendUint16(b, 0)
	b = binary.LittleEndian.AppendUint32(b, uint32(i.SnapLen))
	had := len(b)
	b = appendText(b, optionName, i.Name)
	b = appendOption(b, optionTsresol, nanoseconds)
	if i.Filter != "" {
		b = appendText(b, optionFilter, string(rune(filterIsText))+i.Filter)
	}
	return endBlock(endOptions(b, had), start)
}

// appendEnhanced returns where in out the packet's data begins.
func appendEnhanced(b []byte, p *Packet, id uint32) (out []byte, data int) {
	start := len(b)
	padded := (len(p.Data) + 3) &^ 3
	total := enhancedOverhead + padded
	b = slices.Grow(b, total)[:start+total]
	block := b[start:]
	// A time before 1970 cannot be written: it becomes unknown.
	ticks := uint64(max(p.Time, 0))
	binary.LittleEndian.PutUint32(block, blockEnhanced)
	binary.LittleEndian.PutUint32(block[4:], uint32(total))
	binary.LittleEndian.PutUint32(block[8:], id)
	binary.LittleEndian.PutUint32(block[12:], uint32(ticks>>32))
	binary.LittleEndian.PutUint32(block[16:], uint32(ticks))
	binary.LittleEndian.PutUint32(block[20:], uint32(len(p.Data)))
	binary.LittleEndian.PutUint32(block[24:], length32(p.Length))
	end := 28 + copy(block[28:], p.Data)
	if p.BigEndian {
		swapFamily(block[28:end])
	}
	clear(block[end : 28+padded])
	binary.LittleEndian.PutUint32(block[28+padded:], uint32(total))
	return b, start + 28
}

// appendSimple is for a packet without a time.
func appendSimple(b []byte, p *Packet) (out []byte, data int) {
	b, start := beginBlock(b, blockSimple)
	b = binary.LittleEndian.AppendUint32(b, length32(p.Length))
	data = len(b)
	b = append(b, p.Data...)
	if p.BigEndian {
		swapFamily(b[data:])
	}
	b = pad(b, data)
	return endBlock(b, start), data
}

// swapFamily turns round the address family before a packet of LinkNull: it is
// in the byte order of the file.
func swapFamily(data []byte) {
	if len(data) >= 4 {
		slices.Reverse(data[:4])
	}
}

func length32(n int) uint32 { return uint32(min(uint64(n), math.MaxUint32)) }

func appendStatistics(b []byte, id uint32, c Counts, first, last int64) []byte {
	b, start := beginBlock(b, blockStatistics)
	b = binary.LittleEndian.AppendUint32(b, id)
	b = appendHalves(b, last)
	had := len(b)
	if first > 0 {
		b = appendHalves(appendHead(b, optionStartTime, 8), first)
		b = appendHalves(appendHead(b, optionEndTime, 8), last)
	}
	b = binary.LittleEndian.AppendUint64(appendHead(b, optionReceived, 8), uint64(c.Received))
	b = binary.LittleEndian.AppendUint64(appendHead(b, optionDropped, 8), uint64(c.Dropped))
	return endBlock(endOptions(b, had), start)
}

// appendHalves appends a time: the upper 32 bits come first.
func appendHalves(b []byte, time int64) []byte {
	b = binary.LittleEndian.AppendUint32(b, uint32(uint64(time)>>32))
	return binary.LittleEndian.AppendUint32(b, uint32(time))
}

func appendHead(b []byte, code uint16, size int) []byte {
	b = binary.LittleEndian.AppendUint16(b, code)
	return binary.LittleEndian.AppendUint16(b, uint16(size))
}

func appendOption(b []byte, code uint16, value ...byte) []byte {
	value = value[:min(len(value), maxOption)]
	b = appendHead(b, code, len(value))
	start := len(b)
	return pad(append(b, value...), start)
}

// appendText leaves an empty text out.
func appendText(b []byte, code uint16, text string) []byte {
	if text == "" {
		return b
	}
	return appendOption(b, code, []byte(text)...)
}

// endOptions ends the options that began at had, if there are any.
func endOptions(b []byte, had int) []byte {
	if len(b) == had {
		return b
	}
	return appendHead(b, optionEnd, 0)
}

// pad makes what began at start a multiple of four bytes long.
func pad(b []byte, start int) []byte {
	for (len(b)-start)%4 != 0 {
		b = append(b, 0)
	}
	return b
}
