package capture

import (
	"math"
	"math/bits"
	"strings"
)

const (
	interfaceHeader = 8
	optionEnd       = 0
	optionName      = 2
	optionTsresol   = 9
	optionTsoffset  = 14
	// microseconds is if_tsresol where it is absent.
	microseconds = 6
)

// netInterface is what an Interface Description Block says about the packets
// that follow.
type netInterface struct {
	clock   clock
	snaplen uint32 // 0 is no limit
	link    LinkType
}

func (f *pcapngFile) addInterface(body []byte) error {
	if len(body) < interfaceHeader {
		return tooShort("interface description", body)
	}
	o, err := f.interfaceOptions(body[interfaceHeader:])
	if err != nil {
		return err
	}
	added := netInterface{
		clock:   newClock(o.resolution, o.offset),
		snaplen: f.u32(body[4:]),
		link:    LinkType(f.u16(body)),
	}
	f.interfaces = append(f.interfaces, added)
	f.describe(Interface{Name: o.name, Link: added.link, SnapLen: snapLen(added.snaplen)})
	return nil
}

// snapLen is 0, no limit, for one beyond all packets.
func snapLen(v uint32) int {
	if v > MaxPacket {
		return 0
	}
	return int(v)
}

type interfaceOptions struct {
	name       string
	resolution byte  // if_tsresol
	offset     int64 // if_tsoffset, in seconds
}

// interfaceOptions passes over options of the wrong size, as Wireshark does.
func (f *pcapngFile) interfaceOptions(p []byte) (o interfaceOptions, err error) {
	o.resolution = microseconds
	for len(p) >= 4 {
		code, size := f.u16(p), int(f.u16(p[2:]))
		if code == optionEnd {
			break
		}
		padded := 4 + (size+3)&^3
		if padded > len(p) {
			return o, damagef("interface description has an option of %d bytes where only %d are left: "+
				"the file is damaged here; everything before was read", size, len(p)-4)
		}
		switch {
		case code == optionName && size <= maxInterfaceName:
			o.name = strings.TrimRight(string(p[4:4+size]), "\x00")
		case code == optionTsresol && size == 1:
			o.resolution = p[4]
		case code == optionTsoffset && size == 8:
			o.offset = int64(f.u64(p[4:]))
		}
		p = p[padded:]
	}
	return o, nil
}

// clock turns an interface's ticks into nanoseconds since 1970: ticks times
// mul, shifted right, divided by div, plus offset.
type clock struct {
	mul, div uint64
	shift    uint
	offset   int64
}

// newClock takes if_tsresol (the resolution is ten to the power of minus its
// value, or two when the upper bit is set) and if_tsoffset in seconds.
func newClock(resolution byte, seconds int64) clock {
	c := clock{mul: 1, div: 1, offset: saturatedNanoseconds(seconds)}
	power := int(resolution & 0x7f)
	switch {
	case resolution&0x80 != 0:
		c.mul, c.shift = 1e9, uint(power)
	case power <= 9:
		c.mul = pow10(9 - power)
	case power <= 9+19:
		c.div = pow10(power - 9)
	default:
		// 2^64 ticks are less than a nanosecond.
		c.mul = 0
	}
	return c
}

// nanoseconds stops at the ends of an int64 (the years 1677 and 2262)
// instead of wrapping.
func (c *clock) nanoseconds(ticks uint64) int64 {
	hi, lo := bits.Mul64(ticks, c.mul)
	if c.shift >= 64 {
		hi, lo = 0, hi>>(c.shift-64)
	} else if c.shift > 0 {
		hi, lo = hi>>c.shift, hi<<(64-c.shift)|lo>>c.shift
	}
	if c.div != 1 {
		lo /= c.div
	}
	if hi != 0 || lo > math.MaxInt64 {
		lo = math.MaxInt64
	}
	t := int64(lo) + c.offset
	if c.offset > 0 && t < 0 {
		return math.MaxInt64
	}
	return t
}

func saturatedNanoseconds(seconds int64) int64 {
	const most = math.MaxInt64 / int64(1e9)
	switch {
	case seconds > most:
		return math.MaxInt64
	case seconds < -most:
		return math.MinInt64
	}
	return seconds * 1e9
}

// pow10 is exact for n up to 19.
func pow10(n int) uint64 {
	v := uint64(1)
	for range n {
		v *= 10
	}
	return v
}
