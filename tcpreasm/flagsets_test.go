package tcpreasm

import (
	"slices"
	"testing"
)

func TestFlagSets(t *testing.T) {
	var s FlagSets
	if got := slices.Collect(s.All()); got != nil {
		t.Errorf("at first %v", got)
	}
	all := AE<<1 - 1
	for _, f := range []Flags{SYN, SYN | ACK, ACK, SYN, 0, all, PSH | ACK, ACK} {
		s.add(f)
	}
	if got, want := slices.Collect(s.All()), []Flags{0, SYN, ACK, SYN | ACK, PSH | ACK, all}; !slices.Equal(got, want) {
		t.Errorf("%v, want %v", got, want)
	}
	for f := range s.All() {
		if f == ACK {
			break // and it gives no more
		}
	}
}
