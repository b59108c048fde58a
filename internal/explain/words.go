package explain

import (
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

// signed gives a sentence a relative number that may lie before the SYN.
func signed(name string, n uint32) word { return number(name, int64(int32(n))) }

// duration gives a sentence a time in nanoseconds.
func duration(name string, ns int64) word { return is(name, phrase.Took(ns)) }
