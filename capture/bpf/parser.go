package bpf

// maxDepth bounds how deep parentheses, negations and arithmetic nest.
const maxDepth = 1000

// parser turns the words of a filter into its conditions. It looks one word
// ahead, as the grammar of pcap-filter(7) allows; what a parenthesis holds is
// known only when its first element has been read (see element).
type parser struct {
	lex   lexer
	tok   token
	depth int
}

// parse returns nil for the empty filter.
func parse(text string) node {
	p := parser{lex: lexer{text: text}}
	p.advance()
	if p.tok.kind == tokEnd {
		return nil
	}
	e := p.element(qualifiers{}, asTerm)
	n := p.chain(p.condition(e), e.qual, asTerm|asID)
	if p.tok.kind != tokEnd {
		expect(p.tok, `"and", "or" or the end`)
	}
	return n
}

func (p *parser) advance() { p.tok = p.lex.next() }

// take consumes the keyword or sign s when it is next.
func (p *parser) take(s string) bool {
	if !p.tok.is(s) {
		return false
	}
	p.advance()
	return true
}

func (p *parser) number(what string) uint32 {
	if p.tok.kind != tokNumber {
		expect(p.tok, what)
	}
	v := p.tok.value
	p.advance()
	return v
}

func (p *parser) close() {
	if !p.take(")") {
		expect(p.tok, `")"`)
	}
}

// deeper is called where the grammar recurs; the caller defers the return.
func (p *parser) deeper() func() {
	if p.depth++; p.depth > maxDepth {
		refuse(p.tok, "the filter nests deeper than %d levels", maxDepth)
	}
	return func() { p.depth-- }
}

// roles say what an element may be where it stands: a condition by itself, or
// an address that takes qualifiers over.
type roles uint8

const (
	asTerm roles = 1 << iota
	asID
)

// element is a part of a filter whose role shows only when it has been read.
type element struct {
	at   token
	form form
	node node       // of formTerm and formID
	num  arith      // of formArith and formNumber
	qual qualifiers // for what follows to take over
}

type form uint8

const (
	formTerm   form = iota // a condition
	formID                 // an address
	formArith              // arithmetic, to be compared with something
	formNumber             // a bare number: arithmetic or an address
)

// chain reads ("and"|"or" element)* after first.
func (p *parser) chain(first node, q qualifiers, as roles) node {
	c := chain{first: first}
	for p.tok.isAnd() || p.tok.isOr() {
		or := p.tok.isOr()
		p.advance()
		e := p.element(q, as)
		if as&asTerm == 0 {
			e = p.asAddress(e)
		}
		c.rest = append(c.rest, link{or, p.condition(e)})
		q = e.qual
	}
	if c.rest == nil {
		return first
	}
	return c
}

// condition makes e what it must be where a condition or address stands.
func (p *parser) condition(e element) node {
	switch e.form {
	case formArith:
		expect(p.tok, "a comparison")
	case formNumber:
		return p.asAddress(e).node
	}
	return e.node
}

// asAddress makes a bare number an address under the qualifiers in force.
func (p *parser) asAddress(e element) element {
	if e.form == formNumber {
		e.form = formID
		e.node = idNode{qual: p.inherited(e.qual, e.at), id: e.at}
	}
	return e
}

// inherited returns q, which must be there for an address to take over.
func (p *parser) inherited(q qualifiers, at token) qualifiers {
	if !q.valid {
		expect(at, `a qualifier such as "host" or "port" before it`)
	}
	return q
}

// element reads one element in one of the roles given, arithmetic with its
// comparison. q is what an address takes over.
func (p *parser) element(q qualifiers, as roles) element {
	defer p.deeper()()
	at := p.tok
	switch {
	case at.isNot():
		p.advance()
		e := p.asAddress(p.element(q, as))
		e.node = notNode{p.condition(e)}
		return e
	case at.is("("):
		p.advance()
		return p.comparison(p.parenthesis(q, as), as)
	case at.kind == tokNumber:
		p.advance()
		e := element{at: at, form: formNumber, num: numberArith{at.value}, qual: q}
		if as&asTerm == 0 {
			return e
		}
		return p.comparison(e, as)
	case as&asID != 0 && isAddress(at):
		return element{at: at, form: formID, node: p.address(p.inherited(q, at)), qual: q}
	case as&asTerm != 0:
		return p.term()
	}
	expect(at, "an address, port or protocol")
	return element{}
}

// parenthesis reads what follows "(" up to and with ")". An address list may
// begin only with an address or number, and holds nothing else.
func (p *parser) parenthesis(q qualifiers, as roles) element {
	first := p.tok
	e := p.element(q, as)
	list := e.form == formID && !first.is("(") ||
		e.form == formNumber && as&asID != 0 && (p.tok.isAnd() || p.tok.isOr())
	switch {
	case list:
		e = p.asAddress(e)
		e.node = p.chain(e.node, e.qual, asID)
	case e.form == formTerm:
		e.node = p.chain(e.node, e.qual, asTerm|asID)
		e.qual = q
	case e.form == formID:
		expect(p.tok, "no second parenthesis around addresses")
	}
	p.close()
	return e
}
