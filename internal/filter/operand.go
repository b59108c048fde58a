package filter

import (
	"slices"
	"strings"
)

// operand is a side of a comparison: a field, perhaps cut, calculated with, or
// given to a function. It adds its values to what it is given.
type operand struct {
	typ  Type
	eval func(r *Record, out *values)
	span token // where it stands, for errors

	calculated bool // alone, it asks whether the result is other than 0
}

// through gives the operand whose values are those of o, changed one by one.
func (o operand) through(typ Type, change func(v *value) (keep bool)) operand {
	eval := o.eval
	o.typ = typ
	o.eval = func(r *Record, out *values) {
		from := len(*out)
		eval(r, out)
		kept := (*out)[:from]
		for _, v := range (*out)[from:] {
			if change(&v) {
				kept = append(kept, v)
			}
		}
		*out = kept
	}
	return o
}

// function is one that an expression may call.
type function struct {
	takes  []Type // empty for any
	gives  func(Type) Type
	change func(v *value) bool // nil for count
}

func always(t Type) func(Type) Type { return func(Type) Type { return t } }

var functions = map[string]function{
	"len":    {[]Type{Text}, always(Integer), func(v *value) bool { v.number = int64(len(v.text)); return true }},
	"upper":  {[]Type{Text}, always(Text), func(v *value) bool { v.text = strings.ToUpper(v.text); return true }},
	"lower":  {[]Type{Text}, always(Text), func(v *value) bool { v.text = strings.ToLower(v.text); return true }},
	"count":  {nil, always(Integer), nil},
	"abs":    {[]Type{Integer, Duration}, func(t Type) Type { return t }, func(v *value) bool { v.number = max(v.number, -v.number); return true }},
	"string": {[]Type{Integer, Address, Text}, always(Text), nil},
}

// call applies a function to its operand.
func call(name token, f function, o operand) (operand, *Error) {
	if len(f.takes) > 0 && !slices.Contains(f.takes, o.typ) {
		return o, wrong(o.span, "%s takes no %s", name.text, o.typ)
	}
	switch {
	case name.text == "count":
		eval := o.eval
		o.typ = Integer
		o.eval = func(r *Record, out *values) {
			from := len(*out)
			eval(r, out)
			n := len(*out) - from
			*out = (*out)[:from]
			out.number(int64(n))
		}
		return o, nil
	case name.text == "string" && o.typ != Text:
		from := o.typ
		return o.through(Text, func(v *value) bool { v.text = from.show(v); return true }), nil
	case name.text == "string":
		return o, nil
	}
	return o.through(f.gives(o.typ), f.change), nil
}

// cut takes bytes from to to (excluded) of each text; negative places are
// counted from its end. What lies outside of a text is not there.
func cut(o operand, from, to int, toEnd bool) operand {
	return o.through(Text, func(v *value) bool {
		from, to := from, to
		if from < 0 {
			from += len(v.text)
		}
		if toEnd {
			to = len(v.text)
		} else if to < 0 {
			to += len(v.text)
		}
		if from < 0 || to > len(v.text) || from >= to {
			return false
		}
		v.text = v.text[from:to]
		return true
	})
}

// calculate is an operation on numbers; what cannot be calculated is not
// there.
var calculations = map[string]func(a, b int64) (int64, bool){
	"&": func(a, b int64) (int64, bool) { return a & b, true },
	"+": func(a, b int64) (int64, bool) { return a + b, true },
	"-": func(a, b int64) (int64, bool) { return a - b, true },
	"*": func(a, b int64) (int64, bool) { return a * b, true },
	"/": func(a, b int64) (int64, bool) {
		if b == 0 || b == -1 {
			return -a, b != 0
		}
		return a / b, true
	},
	"%": func(a, b int64) (int64, bool) {
		if b == 0 || b == -1 {
			return 0, b != 0
		}
		return a % b, true
	},
}
