package filter

import "strings"

// Narrowed is a filter that passes what both filter and by pass, written as
// somebody would who narrows the first by the second: without parentheses that
// change nothing, and without a condition that another one implies. Of
// "http.response.code >= 400" narrowed by "http.response.code == 404" the second
// is left. An empty filter lets everything pass.
func Narrowed(filter, by string) string {
	if strings.TrimSpace(by) == "" {
		return filter
	}
	old, ok := conditionsOf(filter)
	added, ok2 := conditionsOf(by)
	if !ok || !ok2 {
		return filter + " && " + by // which is as wrong as its parts
	}
	changed := false
	for _, c := range added {
		if !c.followsFromAny(old) {
			kept := old[:0:0]
			for _, o := range old {
				if !o.follows(c) {
					kept = append(kept, o)
				}
			}
			old, changed = append(kept, c), true
		}
	}
	if !changed {
		return filter
	}
	if len(old) == 1 {
		return old[0].alone()
	}
	texts := make([]string, len(old))
	for i, c := range old {
		texts[i] = c.text
	}
	return strings.Join(texts, " && ")
}

// condition is one of those that all must be true.
type condition struct {
	text   string // with the parentheses that it needs beside "&&"
	tokens []token
}

// conditionsOf takes an expression apart; false when it is none.
func conditionsOf(expression string) ([]condition, bool) {
	tokens, err := lex(expression)
	if err != nil {
		return nil, false
	}
	return conditions(nil, expression, tokens[:len(tokens)-1])
}

func conditions(to []condition, expression string, tokens []token) ([]condition, bool) {
	if len(tokens) == 0 {
		return to, true
	}
	depth, from, ok := 0, 0, true
	var parts [][]token
	for i, t := range tokens {
		switch {
		case t.is("(") || t.is("{"):
			depth++
		case t.is(")") || t.is("}"):
			depth--
		case depth == 0 && t.kind == tokOr:
			return append(to, condition{"(" + written(expression, tokens) + ")", tokens}), true
		case depth == 0 && t.kind == tokAnd:
			parts = append(parts, tokens[from:i])
			from = i + 1
		}
	}
	if depth != 0 {
		return nil, false
	}
	for _, part := range append(parts, tokens[from:]) {
		switch {
		case len(part) == 0:
			return nil, false
		case enclosed(part):
			to, ok = conditions(to, expression, part[1:len(part)-1])
		default:
			to = append(to, condition{written(expression, part), part})
		}
		if !ok {
			return nil, false
		}
	}
	return to, true
}

// enclosed says whether the first token is a parenthesis that the last one closes.
func enclosed(tokens []token) bool {
	depth := 0
	for i, t := range tokens {
		switch {
		case t.is("("):
			depth++
		case t.is(")"):
			depth--
		}
		if depth == 0 {
			return i > 0 && i == len(tokens)-1
		}
	}
	return false
}

func written(expression string, tokens []token) string {
	last := tokens[len(tokens)-1]
	return expression[tokens[0].at : last.at+last.length]
}

// alone is the condition where it is the whole filter.
func (c *condition) alone() string {
	if tokens, err := lex(c.text); err == nil && enclosed(tokens[:len(tokens)-1]) {
		return c.text[1 : len(c.text)-1]
	}
	return c.text
}

func (c *condition) followsFromAny(of []condition) bool {
	for _, o := range of {
		if c.follows(o) {
			return true
		}
	}
	return false
}

// follows says whether c is true wherever o is, as far as that is plain to see: they
// are the same, or both are about one value at least of the same field.
func (c *condition) follows(o condition) bool {
	if same(c.tokens, o.tokens) {
		return true
	}
	field, sign, value, ok := o.comparison()
	if !ok || len(c.tokens) == 0 || !c.isOf(field) {
		return false
	}
	if len(c.tokens) == 1 {
		return field.Type != Flag // it is there
	}
	if sign == "==" {
		given := parser{tokens: append(c.tokens[:len(c.tokens):len(c.tokens)], token{}), given: &value}
		holds, err := given.comparison()
		return err == nil && holds(nil, new(values))
	}
	_, own, limit, ok := c.comparison()
	if !ok || own[0] != sign[0] {
		return false
	}
	order := compare(field.Type, &value, &limit)
	if own[0] == '<' {
		order = -order
	}
	return order > 0 || order == 0 && (own == sign || len(own) > len(sign))
}

// isOf says whether the condition is that a value of the field is as it says.
func (c *condition) isOf(f *Field) bool {
	if c.tokens[0].kind != tokWord || !f.is(lookUp(c.tokens[0].text)) {
		return false
	}
	if len(c.tokens) == 1 {
		return true
	}
	for _, t := range c.tokens[2:] {
		if t.kind == tokWord && lookUp(t.text) != nil {
			return false // another field
		}
	}
	switch operator := c.tokens[1]; operator.kind {
	case tokContains, tokMatches, tokIn:
		return true
	case tokCompare:
		return operator.text != "!=" && operator.text != "==="
	}
	return false
}

// comparison is a field, a sign of order and the value behind it; false when the
// condition is none such.
func (c *condition) comparison() (f *Field, sign string, v value, ok bool) {
	if len(c.tokens) < 3 || c.tokens[0].kind != tokWord || c.tokens[1].kind != tokCompare {
		return nil, "", v, false
	}
	f, sign = lookUp(c.tokens[0].text), c.tokens[1].text
	if f == nil || f.Type == Time || sign == "!=" || sign == "===" || sign == "~=" || c.tokens[2].kind == tokWord && lookUp(c.tokens[2].text) != nil {
		return nil, "", v, false
	}
	p := parser{tokens: append(c.tokens[2:len(c.tokens):len(c.tokens)], token{})}
	l, err := p.signed(f.Type)
	return f, sign, l.value, err == nil && p.peek().kind == tokEnd && !l.network.IsValid()
}

// is says whether two are the same field. Of headers each has as many as it is named.
func (f *Field) is(g *Field) bool { return g != nil && f.Name == g.Name }

// same says whether two pieces of an expression say the same.
func same(a, b []token) bool {
	if len(a) != len(b) {
		return false
	}
	for i := range a {
		if a[i].kind != b[i].kind || a[i].text != b[i].text {
			return false
		}
	}
	return true
}
