package filter

import (
	"strconv"
	"strings"
	"time"
)

// parser turns tokens into what Match calls. It checks types as it goes.
type parser struct {
	options Options
	tokens  []token
	at      int
	depth   int
	needs   Needs
	scope   scope
	fields  []*Field // each as often as it is named
	given   *value   // what every field has, whatever the record; nil for what that has
}

// Options of Compile.
type Options struct {
	Zone *time.Location // of times that do not say theirs; time.Local when nil
}

// test says whether a record passes. scratch is for its values.
type test func(r *Record, scratch *values) bool

func (p *parser) peek() token { return p.tokens[p.at] }

func (p *parser) take() token {
	t := p.tokens[p.at]
	if t.kind != tokEnd {
		p.at++
	}
	return t
}

// accept takes the next token if it is of that kind.
func (p *parser) accept(k kind) bool {
	if p.peek().kind != k {
		return false
	}
	p.take()
	return true
}

func (p *parser) acceptSign(sign string) bool {
	if !p.peek().is(sign) {
		return false
	}
	p.take()
	return true
}

// deeper guards against expressions whose depth would exhaust the stack.
func (p *parser) deeper(t token) *Error {
	if p.depth++; p.depth > MaxDepth {
		return wrong(t, "parentheses and negations are more than %d deep", MaxDepth)
	}
	return nil
}

// disjunction: conjunction { "or" conjunction }
func (p *parser) disjunction() (test, *Error) {
	return p.joined(tokOr, p.conjunction, func(all []test) test {
		return func(r *Record, s *values) bool {
			for _, t := range all {
				if t(r, s) {
					return true
				}
			}
			return false
		}
	})
}

// conjunction: negation { "and" negation }
func (p *parser) conjunction() (test, *Error) {
	return p.joined(tokAnd, p.negation, func(all []test) test {
		return func(r *Record, s *values) bool {
			for _, t := range all {
				if !t(r, s) {
					return false
				}
			}
			return true
		}
	})
}

func (p *parser) joined(by kind, part func() (test, *Error), join func([]test) test) (test, *Error) {
	first, err := part()
	if err != nil || p.peek().kind != by {
		return first, err
	}
	all := []test{first}
	for p.accept(by) {
		next, err := part()
		if err != nil {
			return nil, err
		}
		all = append(all, next)
	}
	return join(all), nil
}

// negation: "not" negation | "(" disjunction ")" | comparison
func (p *parser) negation() (test, *Error) {
	t := p.peek()
	switch {
	case t.kind == tokNot:
		p.take()
		if err := p.deeper(t); err != nil {
			return nil, err
		}
		inner, err := p.negation()
		p.depth--
		if err != nil {
			return nil, err
		}
		return func(r *Record, s *values) bool { return !inner(r, s) }, nil
	case t.is("("):
		p.take()
		if err := p.deeper(t); err != nil {
			return nil, err
		}
		inner, err := p.disjunction()
		p.depth--
		if err != nil {
			return nil, err
		}
		if !p.acceptSign(")") {
			return nil, p.missing(")", t)
		}
		return inner, nil
	}
	return p.comparison()
}

// missing says that what open opened is not closed.
func (p *parser) missing(sign string, open token) *Error {
	if t := p.peek(); t.kind != tokEnd {
		return wrong(t, `%s is where "and", "or" or %q is expected`, t, sign)
	}
	return wrong(open, "%q is missing for this %s", sign, open)
}

// sum: product { ("+" | "-") product }
func (p *parser) sum() (operand, *Error) { return p.calculated("+-", p.product) }

// product: factor { ("*" | "/" | "%" | "&") factor }
func (p *parser) product() (operand, *Error) { return p.calculated("*/%&", p.factor) }

func (p *parser) calculated(by string, part func() (operand, *Error)) (operand, *Error) {
	left, err := part()
	for err == nil && p.peek().kind == tokSign && strings.Contains(by, p.peek().text) {
		sign := p.take()
		if left.typ != Integer && left.typ != Duration {
			return left, wrong(sign, "%q calculates with numbers and durations, not with %s", sign.text, a(left.typ))
		}
		do := calculations[sign.text]
		var right literal
		if right, err = p.signed(left.typ); err != nil {
			break
		}
		n := right.number
		if (sign.text == "*" || sign.text == "/") && left.typ == Duration {
			return left, wrong(sign, "durations are added and subtracted only")
		}
		left.calculated = true
		left = left.through(left.typ, func(v *value) (ok bool) { v.number, ok = do(v.number, n); return ok })
	}
	return left, err
}

// signed is a literal that may have a "-" before it.
func (p *parser) signed(t Type) (literal, *Error) {
	minus := (t == Integer || t == Duration) && p.acceptSign("-")
	l, err := p.literal(p.take(), t)
	if minus {
		l.number = -l.number
	}
	return l, err
}

// factor: field [ slice ] | function "(" sum ")"
func (p *parser) factor() (operand, *Error) {
	name := p.take()
	if name.kind != tokWord {
		return operand{}, wrong(name, "%s is where the name of a field is expected", name)
	}
	if f, ok := functions[name.text]; ok && p.peek().is("(") {
		open := p.take()
		if err := p.deeper(open); err != nil {
			return operand{}, err
		}
		inner, err := p.sum()
		p.depth--
		if err != nil {
			return inner, err
		}
		if !p.acceptSign(")") {
			return inner, p.missing(")", open)
		}
		return call(name, f, inner)
	}
	field := lookUp(name.text)
	if field == nil {
		return operand{}, unknown(name, p.peek())
	}
	o := operand{typ: field.Type, eval: p.getter(field), span: name}
	if p.peek().kind == tokSlice {
		return p.slice(o, p.take())
	}
	return o, nil
}

// slice: [i] one byte, [i:n] n bytes from i, [i-j] up to j, [:n], [i:]
func (p *parser) slice(o operand, s token) (operand, *Error) {
	if o.typ != Text {
		return o, wrong(s, "only texts can be cut, and this is %s", a(o.typ))
	}
	text := strings.TrimSpace(s.text)
	bad := wrong(s, "brackets hold a place [0], a place and a length [0:4], or two places [0-3]")
	from, rest, isLength := strings.Cut(text, ":")
	if isLength {
		first, ok := place(from, 0)
		length, ok2 := place(rest, -1)
		switch {
		case !ok || !ok2:
			return o, bad
		case strings.TrimSpace(rest) == "":
			return cut(o, first, 0, true), nil
		case length <= 0:
			return o, bad
		}
		return cut(o, first, first+length, first < 0 && first+length == 0), nil
	}
	if i := strings.LastIndexByte(text, '-'); i > 0 {
		first, ok := place(text[:i], -1)
		last, ok2 := place(text[i+1:], -1)
		if !ok || !ok2 || text[i-1] == '-' {
			return o, bad
		}
		return cut(o, first, last+1, false), nil
	}
	first, err := strconv.Atoi(text)
	if err != nil {
		return o, bad
	}
	return cut(o, first, first+1, first == -1), nil
}

// place is a number, or otherwise when there is none.
func place(s string, otherwise int) (int, bool) {
	if s = strings.TrimSpace(s); s == "" {
		return otherwise, true
	}
	n, err := strconv.Atoi(s)
	return n, err == nil
}
