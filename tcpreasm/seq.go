package tcpreasm

// Sequence numbers are compared modulo 2³² (RFC 9293 §3.4): a is before b
// when it takes less than half the number space to go from a to b. At exactly half
// each is before the other and neither after: a loop must end by what it moves by.

func before(a, b uint32) bool     { return int32(a-b) < 0 }
func after(a, b uint32) bool      { return int32(a-b) > 0 }
func atOrBefore(a, b uint32) bool { return int32(a-b) <= 0 }
func atOrAfter(a, b uint32) bool  { return int32(a-b) >= 0 }
