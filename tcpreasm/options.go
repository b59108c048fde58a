package tcpreasm

import "encoding/binary"

// Option kinds that the tracker reads (RFC 9293 §3.2, 7323, 2018, 7413).
const (
	optEnd           = 0
	optNop           = 1
	optMSS           = 2
	optWindowScale   = 3
	optSACKPermitted = 4
	optSACK          = 5
	optTimestamps    = 8
	optFastOpen      = 34
)

// maxWindowScale is the largest shift that RFC 7323 §2.3 allows.
const maxWindowScale = 14

// Options is what an end's SYN offered.
type Options struct {
	Seen          bool   // the SYN was
	MSS           uint16 // bytes; 0 without the option
	WindowScale   uint8  // shift, at most 14
	Scales        bool   // WindowScale was offered
	SACKPermitted bool
	Timestamps    bool
	FastOpen      bool // a cookie, or the request for one (RFC 7413)
}

// Offers reads what a SYN with these options offers.
func Offers(options []byte) Options { return parseOptions(options) }

// parseOptions reads the options of a SYN, up to what is malformed.
func parseOptions(options []byte) (o Options) {
	o.Seen = true
	for kind, data := range optionsOf(options) {
		switch {
		case kind == optMSS && len(data) == 2:
			o.MSS = binary.BigEndian.Uint16(data)
		case kind == optWindowScale && len(data) == 1:
			o.WindowScale, o.Scales = min(data[0], maxWindowScale), true
		case kind == optSACKPermitted && len(data) == 0:
			o.SACKPermitted = true
		case kind == optTimestamps && len(data) == 8:
			o.Timestamps = true
		case kind == optFastOpen:
			o.FastOpen = true
		}
	}
	return o
}

// optionsOf gives each option's kind and data, up to what is malformed.
func optionsOf(options []byte) func(yield func(byte, []byte) bool) {
	return func(yield func(byte, []byte) bool) {
		for len(options) > 0 && options[0] != optEnd {
			if options[0] == optNop {
				options = options[1:]
				continue
			}
			if len(options) < 2 || options[1] < 2 || int(options[1]) > len(options) {
				return
			}
			option := options[:options[1]]
			options = options[len(option):]
			if !yield(option[0], option[2:]) {
				return
			}
		}
	}
}

// Carry is what the options of a segment carry besides what SYNs offer.
type Carry struct {
	Timestamps  bool    // with Value and Echo
	Value, Echo uint32  // TSval and TSecr (RFC 7323 §3.2)
	Blocks      []Block // in the room they were read into
}

// Block is a run of bytes that its receiver has, though not all before it:
// numbers from First to before End (RFC 2018 §3).
type Block struct{ First, End uint32 }

// MaxBlocks is how many blocks the option has room for.
const MaxBlocks = 4

// timestampsAlone is the length of options that are timestamps and nothing else.
const timestampsAlone = 12

// Carried reads timestamps and blocks, the latter into room, up to what is
// malformed.
func Carried(options []byte, room *[MaxBlocks]Block) (k Carry) {
	const alone = optNop<<24 | optNop<<16 | optTimestamps<<8 | 10 // as RFC 7323 §A.2 lays them out
	if len(options) == timestampsAlone && binary.BigEndian.Uint32(options) == alone {
		return Carry{Timestamps: true, Value: binary.BigEndian.Uint32(options[4:]), Echo: binary.BigEndian.Uint32(options[8:])}
	}
	for kind, data := range optionsOf(options) {
		switch {
		case kind == optTimestamps && len(data) == 8:
			k.Timestamps, k.Value, k.Echo = true, binary.BigEndian.Uint32(data), binary.BigEndian.Uint32(data[4:])
		case kind == optSACK:
			n := 0
			for ; len(data) >= 8 && n < MaxBlocks; data, n = data[8:], n+1 {
				room[n] = Block{binary.BigEndian.Uint32(data), binary.BigEndian.Uint32(data[4:])}
			}
			k.Blocks = room[:n]
		}
	}
	return k
}
