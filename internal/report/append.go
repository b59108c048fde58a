package report

import (
	"net/netip"
	"strconv"
)

// appendSeconds appends nanoseconds as seconds with nine decimals.
func appendSeconds(dst []byte, ns int64) []byte {
	u := uint64(ns)
	if ns < 0 {
		dst = append(dst, '-')
		u = -u
	}
	dst = strconv.AppendUint(dst, u/1e9, 10)
	return appendFraction(append(dst, '.'), uint32(u%1e9))
}

// appendFraction appends nanoseconds below a second as nine digits.
func appendFraction(dst []byte, ns uint32) []byte {
	a, b := ns/1e5, ns%1e5
	return append(dst,
		byte('0'+a/1000), byte('0'+a/100%10), byte('0'+a/10%10), byte('0'+a%10),
		byte('0'+b/10000), byte('0'+b/1000%10), byte('0'+b/100%10), byte('0'+b/10%10), byte('0'+b%10))
}

// appendEndpoint appends {"ip":…,"port":…}.
func appendEndpoint(dst []byte, e netip.AddrPort) []byte {
	dst = append(dst, `{"ip":"`...)
	dst = e.Addr().AppendTo(dst)
	dst = append(dst, `","port":`...)
	dst = strconv.AppendUint(dst, uint64(e.Port()), 10)
	return append(dst, '}')
}

// appendPair appends ,"name": with a number for each end.
func appendPair(dst []byte, name string, pair [2]int64) []byte {
	dst = appendName(dst, name)
	dst = append(dst, `{"client":`...)
	dst = strconv.AppendInt(dst, pair[0], 10)
	dst = append(dst, `,"server":`...)
	dst = strconv.AppendInt(dst, pair[1], 10)
	return append(dst, '}')
}

// appendInt appends ,"name":n.
func appendInt(dst []byte, name string, n int64) []byte {
	return strconv.AppendInt(appendName(dst, name), n, 10)
}

// appendWord appends ,"name":"word" with a word that needs no escape.
func appendWord(dst []byte, name, word string) []byte {
	dst = append(appendName(dst, name), '"')
	dst = append(dst, word...)
	return append(dst, '"')
}

// appendName appends ,"name": without the comma where a list begins.
func appendName(dst []byte, name string) []byte {
	if dst[len(dst)-1] != '{' {
		dst = append(dst, ',')
	}
	dst = append(dst, '"')
	dst = append(dst, name...)
	return append(dst, '"', ':')
}
