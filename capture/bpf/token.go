package bpf

// token is one word of a filter.
type token struct {
	kind  tokenKind
	pos   int    // offset of the first byte
	text  string // as written
	word  string // the keyword, sign or name that it means
	value uint32 // of tokNumber
	proto proto  // of tokProto
}

type tokenKind uint8

const (
	tokEnd    tokenKind = iota
	tokBad              // no word begins with this byte
	tokSign             // an operator or bracket; word tells which
	tokNumber           // value
	tokName             // not a keyword: a host, port or protocol
	tokIPv4             // 2 to 4 numbers with dots
	tokIPv6             //
	tokMAC              //
	tokARCnet           // $ and one byte
	tokProto            // a protocol; proto
	tokWord             // any other keyword; word tells which
)

// is says whether t is the sign or the plain keyword s.
func (t token) is(s string) bool {
	return (t.kind == tokSign || t.kind == tokWord) && t.word == s
}

// isAnd and isOr know both spellings.
func (t token) isAnd() bool { return t.is("and") || t.is("&&") }
func (t token) isOr() bool  { return t.is("or") || t.is("||") }
func (t token) isNot() bool { return t.is("not") || t.is("!") }
