package tcpreasm

import "testing"

func TestWindowScale(t *testing.T) {
	for _, test := range []struct {
		name    string
		options []byte
		shift   uint8
		ok      bool
	}{
		{"none", nil, 0, false},
		{"alone", []byte{3, 3, 7}, 7, true},
		{"shift of 0 is an offer", []byte{3, 3, 0}, 0, true},
		{"after NOP", []byte{1, 1, 3, 3, 7}, 7, true},
		{"after MSS and SACK permitted", []byte{2, 4, 5, 180, 4, 2, 3, 3, 7}, 7, true},
		{"after the end of the list", []byte{0, 3, 3, 7}, 0, false},
		{"more than 14 is 14 (RFC 7323 §2.3)", []byte{3, 3, 200}, 14, true},
		{"the last of two counts, as in Linux", []byte{3, 3, 7, 3, 3, 9}, 9, true},
		{"too short is passed over", []byte{3, 2, 3, 3, 7}, 7, true},
		{"too long", []byte{3, 4, 7, 7}, 0, false},
		{"length 0 ends it", []byte{2, 0, 3, 3, 7}, 0, false},
		{"length 1 ends it", []byte{2, 1, 3, 3, 7}, 0, false},
		{"length beyond the header ends it", []byte{2, 40, 3, 3, 7}, 0, false},
	} {
		t.Run(test.name, func(t *testing.T) {
			if o := parseOptions(test.options); o.WindowScale != test.shift || o.Scales != test.ok {
				t.Errorf("got %d, %v; want %d, %v", o.WindowScale, o.Scales, test.shift, test.ok)
			}
		})
	}
}

func TestWindowScaleTruncated(t *testing.T) {
	whole := []byte{2, 4, 5, 180, 1, 8, 10, 0, 0, 0, 1, 0, 0, 0, 0, 3, 3, 7}
	for n := range whole {
		if o := parseOptions(whole[:n:n]); o.Scales {
			t.Errorf("first %d bytes: got shift %d, want none", n, o.WindowScale)
		}
	}
}
