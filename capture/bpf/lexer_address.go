package bpf

// lengthHex counts the hexadecimal digits at the front of s, at most limit.
func lengthHex(s string, limit int) int {
	n := 0
	for n < len(s) && n < limit && isHex(s[n]) {
		n++
	}
	return n
}

// lengthIPv4 reads two to four numbers with dots between them.
func lengthIPv4(s string) int {
	length, pos := 0, 0
	for part := range 4 {
		n := lengthNumber(s[pos:])
		if n == 0 {
			break
		}
		pos += n
		if part > 0 {
			length = pos
		}
		if pos == len(s) || s[pos] != '.' {
			break
		}
		pos++
	}
	return length
}

// lengthMAC reads six bytes with colons, hyphens or dots between them, three
// pairs with dots, or twelve digits. What merely looks like bytes with colons
// is read too, to be refused as an address and not as a syntax error.
func lengthMAC(s string) int {
	longest := max(lengthGroups(s, ':', 2, 6, 1), lengthGroups(s, '-', 2, 6, 1),
		lengthGroups(s, '.', 2, 6, 1), lengthGroups(s, '.', 4, 3, 4))
	if lengthHex(s, 12) == 12 {
		longest = max(longest, 12)
	}
	return max(longest, lengthBogusMAC(s))
}

// lengthGroups reads count groups of least to most digits with sep between.
// Of the last group it takes what fits.
func lengthGroups(s string, sep byte, most, count, least int) int {
	pos := 0
	for i := range count {
		n := lengthHex(s[pos:], most)
		if n < least {
			return 0
		}
		pos += n
		if i == count-1 {
			return pos
		}
		if pos == len(s) || s[pos] != sep {
			return 0
		}
		pos++
	}
	return 0
}

// lengthBogusMAC reads at least two groups of one or two digits each with
// colons after it.
func lengthBogusMAC(s string) int {
	length, pos := 0, 0
	for groups := 1; ; groups++ {
		n := lengthHex(s[pos:], 2)
		if n == 0 {
			return length
		}
		pos += n
		colons := pos
		for pos < len(s) && s[pos] == ':' {
			pos++
		}
		if pos == colons {
			return length
		}
		if groups >= 2 {
			length = pos
		}
	}
}

// maxIPv6 is longer than any IPv6 address with a sane IPv4 tail.
const maxIPv6 = 64

// lengthIPv6 reads the longest IPv6 address at the front of s.
func lengthIPv6(s string) int {
	end, colons := 0, 0
	for end < len(s) && end < maxIPv6 && (isHex(s[end]) || s[end] == ':' || s[end] == '.') {
		if s[end] == ':' {
			colons++
		}
		end++
	}
	if colons < 2 {
		return 0
	}
	for ; end >= 2; end-- {
		if isIPv6(s[:end]) {
			return end
		}
	}
	return 0
}

// isIPv6 says whether s has the form of an address: eight groups, fewer with
// one "::", the last two perhaps written as IPv4.
func isIPv6(s string) bool {
	groups, gap := 0, false
	for pos := 0; pos < len(s); {
		if s[pos] == ':' {
			if gap || pos+1 == len(s) || s[pos+1] != ':' || pos > 0 && s[pos-1] == ':' {
				return false
			}
			gap = true
			pos += 2
			continue
		}
		if n := lengthIPv4(s[pos:]); n > 0 && pos+n == len(s) && dots(s[pos:]) == 3 {
			groups += 2
			break
		}
		n := lengthHex(s[pos:], 4)
		if n == 0 {
			return false
		}
		groups++
		pos += n
		if pos == len(s) {
			break
		}
		if s[pos] != ':' || pos+1 == len(s) {
			return false
		}
		if s[pos+1] != ':' {
			pos++
		}
	}
	return groups == 8 && !gap || groups <= 7 && gap
}

func dots(s string) int {
	n := 0
	for i := range len(s) {
		if s[i] == '.' {
			n++
		}
	}
	return n
}
