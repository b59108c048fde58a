package tcpreasm

import (
	"iter"
	"math/bits"
)

// FlagSets are the combinations of flags that segments of a connection had, each
// once. The zero value has none.
type FlagSets [allFlags / 64]uint64

// allFlags is how many combinations there are.
const allFlags = 2 * int(AE)

func (s *FlagSets) add(f Flags) {
	f %= Flags(allFlags)
	s[f/64] |= 1 << (f % 64)
}

// All gives them in the order of their numbers.
func (s *FlagSets) All() iter.Seq[Flags] {
	return func(yield func(Flags) bool) {
		for i, word := range s {
			for ; word != 0; word &= word - 1 {
				if !yield(Flags(64*i + bits.TrailingZeros64(word))) {
					return
				}
			}
		}
	}
}
