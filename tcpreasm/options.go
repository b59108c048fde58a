package tcpreasm

// Option kinds that the tracker reads (RFC 9293 §3.2, 7323, 2018).
const (
	optEnd         = 0
	optNop         = 1
	optWindowScale = 3
)

// maxWindowScale is the largest shift that RFC 7323 §2.3 allows.
const maxWindowScale = 14

// option finds the data of the first option of that kind. It stops at
// whatever is malformed.
func option(options []byte, kind byte) ([]byte, bool) {
	for len(options) > 0 {
		switch {
		case options[0] == optEnd:
			return nil, false
		case options[0] == optNop:
			options = options[1:]
			continue
		case len(options) < 2:
			return nil, false
		}
		n := int(options[1])
		if n < 2 || n > len(options) {
			return nil, false
		}
		if options[0] == kind {
			return options[2:n], true
		}
		options = options[n:]
	}
	return nil, false
}

// windowScale is the shift that a SYN offers.
func windowScale(options []byte) (shift uint8, ok bool) {
	data, ok := option(options, optWindowScale)
	if !ok || len(data) != 1 {
		return 0, false
	}
	return min(data[0], maxWindowScale), true
}
