package filter

// kind is what a token is to the grammar.
type kind uint8

const (
	tokEnd kind = iota
	tokWord
	tokText    // in quotes
	tokSign    // of arithmetic, and what else has no kind of its own
	tokCompare // == != and so on, by sign or by word
	tokAnd
	tokOr
	tokNot
	tokIn
	tokContains
	tokMatches
	tokAny
	tokAll
	tokSlice // the brackets behind a field, with what is in them
)

// token is a piece of the expression.
type token struct {
	kind       kind
	text       string // of a text what the quotes mean, of an operator its sign
	at, length int
}

func (t token) is(sign string) bool { return t.kind == tokSign && t.text == sign }

// String names the token in an error.
func (t token) String() string {
	if t.kind == tokEnd {
		return "the end"
	}
	return `"` + t.text + `"`
}

// words that are not names or values. Wireshark knows them in lower and in
// upper case.
var keywords = map[string]token{
	"and": {kind: tokAnd}, "or": {kind: tokOr}, "not": {kind: tokNot},
	"in": {kind: tokIn}, "contains": {kind: tokContains}, "matches": {kind: tokMatches},
	"any": {kind: tokAny}, "all": {kind: tokAll},
	"eq": {kind: tokCompare, text: "=="}, "any_eq": {kind: tokCompare, text: "=="}, "all_eq": {kind: tokCompare, text: "==="},
	"ne": {kind: tokCompare, text: "!="}, "all_ne": {kind: tokCompare, text: "!="}, "any_ne": {kind: tokCompare, text: "~="},
	"gt": {kind: tokCompare, text: ">"}, "ge": {kind: tokCompare, text: ">="},
	"lt": {kind: tokCompare, text: "<"}, "le": {kind: tokCompare, text: "<="},
	"bitand": {kind: tokSign, text: "&"}, "bitwise_and": {kind: tokSign, text: "&"},
}

// signs, the longer before those that they begin with.
var signs = []token{
	{kind: tokCompare, text: "==="}, {kind: tokCompare, text: "!=="},
	{kind: tokCompare, text: "=="}, {kind: tokCompare, text: "!="}, {kind: tokCompare, text: "~="},
	{kind: tokCompare, text: ">="}, {kind: tokCompare, text: "<="},
	{kind: tokAnd, text: "&&"}, {kind: tokOr, text: "||"}, {kind: tokSign, text: ".."},
	{kind: tokCompare, text: ">"}, {kind: tokCompare, text: "<"},
	{kind: tokNot, text: "!"}, {kind: tokMatches, text: "~"},
	{kind: tokSign, text: "("}, {kind: tokSign, text: ")"}, {kind: tokSign, text: "{"}, {kind: tokSign, text: "}"},
	{kind: tokSign, text: ","},
	{kind: tokSign, text: "&"}, {kind: tokSign, text: "+"}, {kind: tokSign, text: "-"},
	{kind: tokSign, text: "*"}, {kind: tokSign, text: "/"}, {kind: tokSign, text: "%"},
}
