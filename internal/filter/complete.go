package filter

import (
	"slices"
	"strings"
)

// Candidate is a way to go on with an expression.
type Candidate struct {
	Text  string
	Field *Field // nil for what is no field
}

// Complete says how the word before byte at of an expression can go on: it
// begins at from, and each candidate stands for all of it. Where a field is
// complete the operators that its type allows follow.
func Complete(expression string, at int) (from int, candidates []Candidate) {
	before := expression[:min(at, len(expression))]
	from = wordStart(before)
	word := before[from:]
	if strings.Count(before[:from], `"`)%2 == 1 {
		return from, nil // within a text
	}
	tokens, err := lex(before[:from])
	if err != nil {
		return from, nil
	}
	last := token{}
	if len(tokens) > 1 {
		last = tokens[len(tokens)-2]
	}
	for _, text := range following(last) {
		if text != word && strings.HasPrefix(text, word) {
			candidates = append(candidates, Candidate{Text: text})
		}
	}
	if wantsField(last) {
		for _, f := range Fields() {
			if strings.HasPrefix(f.Name, strings.ToLower(word)) {
				candidates = append(candidates, Candidate{f.Name, f})
			}
		}
	}
	return from, candidates
}

// Valued is the field for which a value stands, or is to stand, before byte at
// of an expression, and where that value begins; nil where none is expected.
func Valued(expression string, at int) (from int, f *Field) {
	before := expression[:min(at, len(expression))]
	from = wordStart(before)
	if strings.Count(before, `"`)%2 == 1 {
		from = strings.LastIndexByte(before, '"')
	}
	tokens, err := lex(before[:from])
	if err != nil {
		return from, nil
	}
	n := len(tokens) - 2 // before the end
	if n >= 0 && (tokens[n].is("{") || tokens[n].is(",")) {
		for n > 0 && tokens[n].kind != tokIn {
			n--
		}
		if n > 0 && tokens[n-1].kind == tokNot {
			n--
		}
	} else if n >= 0 && tokens[n].kind != tokCompare && tokens[n].kind != tokContains {
		return from, nil
	}
	if n < 1 || tokens[n-1].kind != tokWord {
		return from, nil
	}
	return from, lookUp(tokens[n-1].text)
}

// wordStart is where the word begins that s ends with.
func wordStart(s string) int {
	return len(s) - len(s[strings.LastIndexAny(s, " \t\r\n(){}[],!&|=<>~\"")+1:])
}

// wantsField says whether the name of a field may follow a token.
func wantsField(t token) bool {
	switch t.kind {
	case tokAnd, tokOr, tokNot, tokAny, tokAll, tokEnd:
		return true
	}
	return t.is("(")
}

// following are the words that may follow a token, fields left out.
func following(t token) []string {
	switch {
	case t.kind == tokWord:
		f := lookUp(t.text)
		if f == nil {
			return joining
		}
		return slices.Concat(operators[f.Type], joining)
	case t.kind == tokIn:
		return []string{"{"}
	case t.kind == tokText, t.kind == tokSlice, t.is(")"), t.is("}"):
		return joining
	case wantsField(t):
		return []string{"not", "any", "all", "len(", "count(", "upper(", "lower(", "string(", "abs("}
	}
	return nil
}

var (
	joining   = []string{"&&", "||", "and", "or"}
	ordering  = []string{"==", "!=", ">", ">=", "<", "<=", "in", "not in"}
	operators = map[Type][]string{
		Integer: ordering, Duration: ordering, Time: ordering, Address: ordering,
		Text: {"==", "!=", "contains", "matches", "in", "not in"},
	}
)
