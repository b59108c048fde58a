package explain

import (
	"fmt"
	"strconv"

	"wiretalk/internal/meaning"
	"wiretalk/internal/phrase"
	"wiretalk/tcpreasm"
)

// ends are the words for the two ends.
var ends = [2]meaning.Text{tcpreasm.Client: {"client", "客户端"}, tcpreasm.Server: {"server", "服务器"}}

// end gives a sentence an end.
func end(name string, s tcpreasm.Side) word { return word{name, ends[s]} }

// number gives a sentence a number.
func number[N int | int64 | uint32 | uint16](name string, n N) word {
	return is(name, strconv.FormatInt(int64(n), 10))
}

// sized gives a sentence a count of bytes.
func sized(name string, n int) word {
	text := strconv.Itoa(n)
	if n == 1 {
		return word{name, meaning.Text{"1 byte", "1 字节"}}
	}
	return word{name, meaning.Text{text + " bytes", text + " 字节"}}
}

// initials stand for the ends' initial sequence numbers, as in the ladder.
var initials = [2]string{tcpreasm.Client: "x", tcpreasm.Server: "y"}

// Number is how a sequence number of an end is written: n behind its initial
// one, or before it.
func Number(s tcpreasm.Side, n uint32) string {
	switch n := int32(n); {
	case n == 0:
		return initials[s]
	case n < 0:
		return fmt.Sprintf("%s−%d", initials[s], -int64(n))
	}
	return fmt.Sprintf("%s+%d", initials[s], n)
}

// numberOf gives a sentence a sequence number of an end.
func numberOf(name string, s tcpreasm.Side, n uint32) word { return is(name, Number(s, n)) }

// times gives a sentence how often something was.
func times(name string, n int64) word {
	english := fmt.Sprintf("%d times", n)
	switch n {
	case 1:
		english = "once"
	case 2:
		english = "twice"
	}
	return word{name, meaning.Text{english, fmt.Sprintf(" %d 次", n)}}
}

// duration gives a sentence a time in nanoseconds.
func duration(name string, ns int64) word { return is(name, phrase.Took(ns)) }
