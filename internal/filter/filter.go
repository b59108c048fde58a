package filter

import (
	"sync"
	"time"
)

// Filter is a compiled expression. It may be used on several goroutines.
type Filter struct {
	expression string
	needs      Needs
	scope      scope
	fields     []*Field
	test       test // nil lets everything pass
}

// Needs says what of a record an expression looks at, from cheap to dear.
type Needs uint8

const (
	Rows   Needs = iota // what the trace holds
	Heads               // start lines and fields, which are read from the capture again
	Bodies              // bodies, which are read and decoded
)

// scratches hold values while a record is looked at.
var scratches = sync.Pool{New: func() any { return new(values) }}

// Compile reads an expression. An empty one lets everything pass. The error
// is an *Error.
func Compile(expression string, o Options) (*Filter, error) {
	if o.Zone == nil {
		o.Zone = time.Local
	}
	tokens, err := lex(expression)
	if err != nil {
		return nil, err
	}
	f := &Filter{expression: expression}
	if len(tokens) == 1 {
		return f, nil
	}
	p := parser{options: o, tokens: tokens}
	if f.test, err = p.disjunction(); err != nil {
		return nil, err
	}
	if t := p.peek(); t.kind != tokEnd {
		return nil, wrong(t, `%s is where "and", "or" or the end is expected`, t)
	}
	f.needs, f.scope, f.fields = p.needs, p.scope, p.fields
	return f, nil
}

// String is the expression as it was given.
func (f *Filter) String() string { return f.expression }

// All says whether every record passes, since the expression is empty.
func (f *Filter) All() bool { return f.test == nil }

// Needs says what the filter looks at at most.
func (f *Filter) Needs() Needs { return f.needs }

// Match says whether a record passes.
func (f *Filter) Match(r *Record) bool {
	if f.test == nil {
		return true
	}
	scratch := scratches.Get().(*values)
	passes := f.test(r, scratch)
	clear((*scratch)[:cap(*scratch)])
	*scratch = (*scratch)[:0]
	scratches.Put(scratch)
	return passes
}
