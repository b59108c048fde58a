package capture

import "sync/atomic"

// sequence finds files that are not in the order of time.
type sequence struct {
	file int          // that was read last
	end  int64        // the latest time in it, nanoseconds since 1970 UTC; 0 when none is known
	back atomic.Int64 // files that begin before the end of the one before
}

// slack is how much earlier a file may begin: a program that divides a capture does
// not put packets of several interfaces in order, in nanoseconds.
const slack = 1e6

// take takes the packets of a batch, all of one file.
func (s *sequence) take(file int, packets []Packet) {
	if file != s.file {
		first := packets[0].Time
		if s.end != 0 && first != 0 && first < s.end-slack {
			s.back.Add(1)
		}
		s.file, s.end = file, 0
	}
	for i := range packets {
		s.end = max(s.end, packets[i].Time)
	}
}
