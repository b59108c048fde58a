package bpf

// comparison goes on after arithmetic e, when it is that, to the comparison
// that makes it a condition. A bare number may also end there.
func (p *parser) comparison(e element, as roles) element {
	if as&asTerm == 0 || e.form != formArith && e.form != formNumber {
		return e
	}
	if _, ok := p.binary(); ok {
		e.num = p.operators(e.num, 0)
		e.form = formArith
	}
	switch {
	case p.tok.kind == tokSign && isRelation(p.tok.word):
		op := p.tok
		p.advance()
		e.node = relNode{op, e.num, p.arith(0)}
		e.form, e.qual = formTerm, qualifiers{}
	case e.form == formNumber && as&asID == 0 && !p.tok.is(")"):
		expect(p.tok, "a comparison")
	}
	return e
}

func isRelation(s string) bool {
	switch s {
	case "<", ">", "<=", ">=", "=", "==", "!=":
		return true
	}
	return false
}

// precedence of the operators that have one. "%" and "^" have none in
// libpcap's grammar: they take in everything that follows.
var precedence = map[string]int{
	"|": 1, "&": 2, "<<": 3, ">>": 3, "+": 4, "-": 4, "*": 5, "/": 5,
}

const unary = 6 // binds more than any binary operator

// binary returns the precedence of the operator that is next.
func (p *parser) binary() (int, bool) {
	if p.tok.kind != tokSign {
		return 0, false
	}
	if p.tok.word == "%" || p.tok.word == "^" {
		return unary + 1, true
	}
	level, ok := precedence[p.tok.word]
	return level, ok
}

// arith reads arithmetic whose operators bind more than floor.
func (p *parser) arith(floor int) arith {
	defer p.deeper()()
	return p.operators(p.operand(), floor)
}

// operators goes on after a as long as operators bind more than floor.
func (p *parser) operators(a arith, floor int) arith {
	for {
		level, ok := p.binary()
		if !ok || level <= floor {
			return a
		}
		op := p.tok
		p.advance()
		if level > unary {
			level = 0
		}
		a = binaryArith{op, a, p.arith(level)}
	}
}

func (p *parser) operand() arith {
	at := p.tok
	p.advance()
	switch {
	case at.kind == tokNumber:
		return numberArith{at.value}
	case at.is("len"):
		return lengthArith{}
	case at.is("-"):
		return negArith{p.arith(unary)}
	case at.is("("):
		a := p.arith(0)
		p.close()
		return a
	case at.kind == tokProto:
		if !p.tok.is("[") {
			expect(p.tok, `"["`)
		}
		return p.load(at)
	}
	expect(at, "a number")
	return nil
}

// load reads the index after the protocol at.
func (p *parser) load(at token) arith {
	p.advance()
	l := loadArith{at: at, proto: at.proto, index: p.arith(0)}
	if p.take(":") {
		l.size = p.tok
		p.number("a size of 1, 2 or 4")
	}
	if !p.take("]") {
		expect(p.tok, `"]"`)
	}
	return l
}
