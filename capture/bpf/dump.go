package bpf

import (
	"fmt"
	"strings"
)

// C prints the program as "tcpdump -dd" does: initializers of an array in C.
func (p *Program) C() (string, error) {
	raw, err := p.Raw()
	if err != nil {
		return "", err
	}
	var b strings.Builder
	for _, in := range raw {
		fmt.Fprintf(&b, "{ %#x, %d, %d, 0x%08x },\n", in.Op, in.Jt, in.Jf, in.K)
	}
	return b.String(), nil
}

// Decimal prints the program as "tcpdump -ddd" does: how many instructions
// there are, then each as four numbers.
func (p *Program) Decimal() (string, error) {
	raw, err := p.Raw()
	if err != nil {
		return "", err
	}
	var b strings.Builder
	fmt.Fprintln(&b, len(raw))
	for _, in := range raw {
		fmt.Fprintln(&b, in.Op, in.Jt, in.Jf, in.K)
	}
	return b.String(), nil
}
