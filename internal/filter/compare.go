package filter

import (
	"fmt"
	"regexp"
	"regexp/syntax"
	"strings"
)

// quantity says of how many of a field's values a comparison must be true.
type quantity uint8

const (
	one quantity = iota
	every
)

// of makes a test of whether so many of o's values satisfy each.
func (q quantity) of(o operand, each func(v *value) bool) test {
	return func(r *Record, s *values) bool {
		from := len(*s)
		o.eval(r, s)
		all := (*s)[from:]
		*s = (*s)[:from]
		for i := range all {
			if each(&all[i]) != (q == every) {
				return q == one
			}
		}
		return q == every && len(all) > 0
	}
}

// comparison: [ "any" | "all" ] sum [ sign side | "contains" text | "matches"
// text | ["not"] "in" set ]
func (p *parser) comparison() (test, *Error) {
	quantifier := token{}
	if k := p.peek().kind; k == tokAny || k == tokAll {
		quantifier = p.take()
	}
	left, err := p.sum()
	if err != nil {
		return nil, err
	}
	q := one
	if quantifier.kind == tokAll {
		q = every
	}
	negated := false
	operator := p.peek()
	switch {
	case operator.kind == tokCompare:
		p.take()
		return p.compared(left, operator, quantifier)
	case operator.kind == tokContains:
		p.take()
		return p.holding(left, operator, q)
	case operator.kind == tokMatches:
		p.take()
		return p.matching(left, operator, q)
	case operator.kind == tokNot && p.tokens[p.at+1].kind == tokIn:
		p.take()
		negated = true
		fallthrough
	case operator.kind == tokIn:
		p.take()
		in, err := p.set(left, q)
		if err != nil || !negated {
			return in, err
		}
		return func(r *Record, s *values) bool { return !in(r, s) }, nil
	case quantifier.kind != tokEnd:
		return nil, wrong(quantifier, "%s wants a comparison behind the field", quantifier)
	}
	mayBeZero := left.typ != Flag && !left.calculated
	return one.of(left, func(v *value) bool { return mayBeZero || v.number != 0 }), nil
}

// orders are what the result of a comparison must be.
var orders = map[string]func(order int) bool{
	"==": func(o int) bool { return o == 0 }, "===": func(o int) bool { return o == 0 },
	"!=": func(o int) bool { return o != 0 }, "~=": func(o int) bool { return o != 0 },
	">": func(o int) bool { return o > 0 }, ">=": func(o int) bool { return o >= 0 },
	"<": func(o int) bool { return o < 0 }, "<=": func(o int) bool { return o <= 0 },
}

// compared is a comparison by sign, with a value or another field.
func (p *parser) compared(left operand, sign, quantifier token) (test, *Error) {
	q := one
	if sign.text == "!=" || sign.text == "===" {
		q = every
	}
	switch quantifier.kind {
	case tokAny:
		q = one
	case tokAll:
		q = every
	}
	ok := orders[sign.text]
	if right, is, err := p.field(left); is {
		if err != nil {
			return nil, err
		}
		return q.of(left.with(right, q, ok), isTrue), nil
	}
	l, err := p.signed(left.typ)
	if err != nil {
		return nil, err
	}
	equality := sign.text == "==" || sign.text == "===" || sign.text == "!=" || sign.text == "~="
	if l.network.IsValid() {
		if !equality {
			return nil, wrong(p.tokens[p.at-1], "a network is compared for equality only")
		}
		return q.of(left, func(v *value) bool { return ok(outside(&l, v)) }), nil
	}
	typ, constant := left.typ, l.value
	return q.of(left, func(v *value) bool { return ok(compare(typ, v, &constant)) }), nil
}

// outside is 0 when the address v is in the network.
func outside(l *literal, v *value) int {
	if l.network.Contains(v.address) {
		return 0
	}
	return 1
}

// field is the right side of a comparison when that is a field of the same
// type, or a function. A text without quotes that is the name of a field is
// the field, as in Wireshark.
func (p *parser) field(left operand) (right operand, is bool, err *Error) {
	t := p.peek()
	if t.kind != tokWord {
		return operand{}, false, nil
	}
	_, isFunction := functions[t.text]
	isFunction = isFunction && p.tokens[p.at+1].is("(")
	if !isFunction && lookUp(t.text) == nil {
		return operand{}, false, nil
	}
	right, err = p.sum()
	if err == nil && right.typ != left.typ {
		err = wrong(t, "%s is %s, and what it is compared with is %s", t, a(right.typ), a(left.typ))
	}
	return right, true, err
}

// with compares each value of o with those of right: it gives 1 for each that
// is in the order with one of them at least, or with all, and 0 for others.
func (o operand) with(right operand, q quantity, ok func(int) bool) operand {
	left, typ := o.eval, o.typ
	return operand{typ: Flag, span: o.span, eval: func(r *Record, out *values) {
		from := len(*out)
		left(r, out)
		middle := len(*out)
		right.eval(r, out)
		lefts, rights := (*out)[from:middle], (*out)[middle:]
		if len(rights) == 0 {
			lefts = nil
		}
		for i := range lefts {
			holds := q == every
			for j := range rights {
				if ok(compare(typ, &lefts[i], &rights[j])) != (q == every) {
					holds = q == one
					break
				}
			}
			lefts[i] = value{}
			if holds {
				lefts[i].number = 1
			}
		}
		*out = (*out)[:from+len(lefts)]
	}}
}

func isTrue(v *value) bool { return v.number != 0 }

// noText says where the texts are that somebody looks for in a protocol.
func noText(flag operand, operator token) *Error {
	return wrong(flag.span, "%s is a flag, without a text for %s; bodies are http.file_data, fields of heads http.request.line and http.response.line", flag.span, operator)
}

// holding is "contains".
func (p *parser) holding(left operand, operator token, q quantity) (test, *Error) {
	if left.typ == Flag {
		return nil, noText(left, operator)
	}
	if left.typ != Text {
		return nil, wrong(operator, "contains looks into texts, and this is %s", a(left.typ))
	}
	l, err := p.literal(p.take(), Text)
	if err != nil {
		return nil, err
	}
	return q.of(left, func(v *value) bool { return strings.Contains(v.text, l.text) }), nil
}

// matching is "matches".
func (p *parser) matching(left operand, operator token, q quantity) (test, *Error) {
	if left.typ == Flag {
		return nil, noText(left, operator)
	}
	if left.typ != Text {
		return nil, wrong(operator, "matches looks into texts, and this is %s", a(left.typ))
	}
	t := p.take()
	l, err := p.literal(t, Text)
	if err != nil {
		return nil, err
	}
	expression, bad := regexp.Compile("(?i)" + l.text)
	if bad != nil {
		return nil, wrong(t, "the regular expression is wrong: %s", reason(bad))
	}
	return q.of(left, func(v *value) bool { return expression.MatchString(v.text) }), nil
}

// reason is what is wrong with a regular expression, without what we put
// before it.
func reason(err error) string {
	if e, ok := err.(*syntax.Error); ok {
		return fmt.Sprintf("%s: %q", e.Code, strings.TrimPrefix(e.Expr, "(?i)"))
	}
	return err.Error()
}

// set: "{" element { "," element } "}", an element being a value or two with
// ".." between.
func (p *parser) set(left operand, q quantity) (test, *Error) {
	open := p.take()
	if !open.is("{") {
		return nil, wrong(open, `%s is where "{" is expected`, open)
	}
	var in []func(v *value) bool
	for {
		element, err := p.element(left.typ)
		if err != nil {
			return nil, err
		}
		in = append(in, element)
		if p.acceptSign(",") {
			continue
		}
		if p.acceptSign("}") {
			break
		}
		if t := p.peek(); t.kind != tokEnd {
			return nil, wrong(t, `%s is where "," or "}" is expected`, t)
		}
		return nil, wrong(open, `"}" is missing for this "{"`)
	}
	return q.of(left, func(v *value) bool {
		for _, is := range in {
			if is(v) {
				return true
			}
		}
		return false
	}), nil
}

func (p *parser) element(t Type) (func(v *value) bool, *Error) {
	first, err := p.signed(t)
	if err != nil {
		return nil, err
	}
	if dots := p.peek(); dots.is("..") {
		p.take()
		last, err := p.signed(t)
		if err != nil {
			return nil, err
		}
		if first.network.IsValid() || last.network.IsValid() || t == Flag {
			return nil, wrong(dots, "a range is between two values")
		}
		return func(v *value) bool { return compare(t, v, &first.value) >= 0 && compare(t, v, &last.value) <= 0 }, nil
	}
	if first.network.IsValid() {
		return func(v *value) bool { return outside(&first, v) == 0 }, nil
	}
	return func(v *value) bool { return compare(t, v, &first.value) == 0 }, nil
}
