package httpdecode

// pool keeps the memory of exchanges that are done for those to come.
type pool struct{ free []*exchange }

func (p *pool) take() *exchange {
	n := len(p.free)
	if n == 0 {
		return new(exchange)
	}
	x := p.free[n-1]
	p.free = p.free[:n-1]
	return x
}

func (p *pool) keep(x *exchange) {
	if len(p.free) >= keptExchanges {
		return
	}
	x.Request.reset()
	x.Response.reset()
	*x = exchange{Exchange: Exchange{Request: x.Request, Response: x.Response}}
	p.free = append(p.free, x)
}
