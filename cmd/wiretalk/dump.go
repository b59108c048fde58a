package main

import (
	"errors"
	"io"
	"strconv"

	"wiretalk/capture"
	"wiretalk/capture/bpf"
)

// dump prints what the capture filter is compiled to, as tcpdump prints it
// with as many -d, and gives the exit status.
func (f *flags) dump(out, diagnostics io.Writer) (int, error) {
	f.resolve = &resolver{off: f.numeric}
	program, err := f.dumped(diagnostics)
	if e := (*capture.Error)(nil); errors.As(err, &e) {
		complain(diagnostics, err)
		return exitRead, nil
	}
	if err != nil {
		return exitUsage, f.pointing(err)
	}
	text := program.String()
	switch {
	case f.dumps == 2:
		text, err = program.C()
	case f.dumps > 2:
		text, err = program.Decimal()
	}
	if err == nil {
		_, err = io.WriteString(out, text)
	}
	if err != nil && !isClosedPipe(err) {
		complain(diagnostics, err)
		return exitRead, nil
	}
	return exitDone, nil
}

func (f *flags) dumped(diagnostics io.Writer) (*bpf.Program, error) {
	if len(f.files) > 0 {
		header, err := capture.ReadHeader(f.files[0])
		if err != nil {
			return nil, err
		}
		return f.compile(header)
	}
	link := uint16(capture.LinkEthernet)
	if f.link != "" {
		link, _ = bpf.LinkByName(f.link)
	} else {
		complain(diagnostics, errors.New("-d: Ethernet is assumed; -y names another link type"))
	}
	o := f.filterOptions()
	o.NoFile = true
	return bpf.Compile(f.expr, link, 0, o)
}

// repeated counts how often a flag without value is given.
type repeated int

func (r *repeated) Set(string) error { *r++; return nil }
func (r *repeated) String() string   { return strconv.Itoa(int(*r)) }
func (r *repeated) Type() string     { return "bool" } // as the help shows it: no value

func isLink(name string) bool {
	_, ok := bpf.LinkByName(name)
	return ok
}
