package bpf

// term reads a condition that begins with a keyword, or arithmetic that
// begins with "len", "-" or a protocol.
func (p *parser) term() element {
	at := p.tok
	if at.kind == tokProto {
		p.advance()
		return p.protocol(at)
	}
	if at.is("len") || at.is("-") {
		e := element{at: at, form: formArith, num: p.operand()}
		return p.comparison(e, asTerm)
	}
	if e, ok := p.qualified(at, protoDefault); ok {
		return e
	}
	p.advance()
	var n node
	switch at.word {
	case "less", "greater":
		n = lengthNode{at.word == "greater", p.number("a length")}
	case "byte":
		n = p.byteTest()
	case "inbound", "outbound":
		n = directionNode{at, at.word == "outbound"}
	case "ifindex":
		n = ifindexNode{at, p.number("the number of an interface")}
	case "vlan", "mpls", "pppoes":
		e := encapNode{at: at}
		e.n, e.has = p.optionalNumber()
		n = e
	case "pppoed":
		n = encapNode{at: at}
	case "geneve":
		refuse(at, "Geneve is not looked into; filter on udp port 6081")
	case "llc":
		n = p.llc(at)
	default:
		expect(at, "a condition")
	}
	return element{at: at, form: formTerm, node: n}
}

// protocol reads on after a protocol's name.
func (p *parser) protocol(at token) element {
	if p.tok.is("[") {
		e := element{at: at, form: formArith, num: p.load(at)}
		return p.comparison(e, asTerm)
	}
	if e, ok := p.qualified(at, at.proto); ok {
		return e
	}
	return element{at: at, form: formTerm, node: protoNode{at, at.proto}}
}

// qualified reads what may follow a protocol or stand without one: an address
// with qualifiers, broadcast, multicast, and the fields of wireless frames.
func (p *parser) qualified(at token, proto proto) (element, bool) {
	if p.tok.kind != tokWord {
		return element{}, false
	}
	word := p.tok
	e := element{at: at, form: formTerm}
	switch word.word {
	case "broadcast", "multicast":
		p.advance()
		e.node = castNode{word, proto, word.word == "multicast"}
		return e, true
	case "type", "subtype", "dir":
		p.advance()
		e.node = p.frame(word)
		return e, true
	case "protochain":
		refuse(word, "following header chains needs loops, which a filter cannot have")
	case "gateway":
		refuse(word, "it would need the Ethernet address of a host by name; "+
			"write ether host ADDRESS and not host ADDRESS")
	}
	q := qualifiers{valid: true, proto: proto}
	dir, directed := directions[word.word]
	if directed {
		p.advance()
		q.dir = p.bothDirections(dir)
	}
	kind, ok := idKinds[p.tok.word]
	if ok && p.tok.kind == tokWord && (kind != kindProto || !directed) {
		p.advance()
		q.kind = kind
	} else if !directed {
		return element{}, false
	}
	id := p.asAddress(p.element(q, asID))
	id.at, id.form = at, formTerm
	return id, true
}

// bothDirections reads on after "src" or "dst" to "or" or "and" the other.
func (p *parser) bothDirections(dir direction) direction {
	both := dirOr
	switch {
	case dir != dirSrc && dir != dirDst:
		return dir
	case p.tok.isAnd():
		both = dirAnd
	case !p.tok.isOr():
		return dir
	}
	p.advance()
	other := "dst"
	if dir == dirDst {
		other = "src"
	}
	if !p.take(other) {
		expect(p.tok, `"`+other+`"`)
	}
	return both
}

func isAddress(t token) bool {
	switch t.kind {
	case tokName, tokIPv4, tokIPv6, tokMAC, tokARCnet:
		return true
	}
	return false
}

// address reads an address that is no number, with its mask.
func (p *parser) address(q qualifiers) node {
	n := idNode{qual: q, id: p.tok}
	p.advance()
	switch {
	case (n.id.kind == tokIPv4 || n.id.kind == tokIPv6) && p.take("/"):
		n.mask = p.tok
		p.number("the length of a prefix")
	case n.id.kind == tokIPv4 && p.take("mask"):
		if n.mask = p.tok; n.mask.kind != tokIPv4 {
			expect(p.tok, "a mask such as 255.255.255.0")
		}
		p.advance()
	}
	return n
}

// optionalNumber reads a number that may stand in parentheses.
func (p *parser) optionalNumber() (uint32, bool) {
	open := 0
	for p.take("(") {
		open++
	}
	if open == 0 && p.tok.kind != tokNumber {
		return 0, false
	}
	v := p.number("a number")
	for ; open > 0; open-- {
		p.close()
	}
	return v, true
}

func (p *parser) byteTest() node {
	n := byteNode{index: p.number("an index")}
	n.op = p.tok
	switch n.op.word {
	case "&", "|", "<", ">", "=", "==":
		p.advance()
	default:
		expect(p.tok, `one of & | < > =`)
	}
	n.value = p.number("a value")
	return n
}
