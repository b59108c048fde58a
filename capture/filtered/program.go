package filtered

import (
	"errors"
	"fmt"

	"wiretalk/capture"
	"wiretalk/capture/bpf"
)

// kind is what a filter is compiled for.
type kind struct {
	link      capture.LinkType
	bigEndian bool
}

type program struct {
	kind
	unknown bool         // it stands for all link types that no filter is compiled for
	filter  *bpf.Program // nil: no packet passes
	refusal error        // why there is none; nil also when the filter can match nothing
	said    string       // the file of which the refusal was said last
	isSaid  bool
}

// choose makes s.last the index of the program for k.
func (s *Source) choose(k kind) {
	known := bpf.Knows(uint16(k.link))
	for i := range s.programs {
		if p := &s.programs[i]; p.kind == k || !known && p.unknown {
			s.last = i
			return
		}
	}
	o := s.options
	o.BigEndian = k.bigEndian
	filter, err := bpf.Compile(s.expr, uint16(k.link), 0, o)
	if errors.Is(err, bpf.ErrNothing) {
		err = nil // as "ip6" among packets that are all IPv4
	}
	s.last = len(s.programs)
	s.programs = append(s.programs, program{kind: k, unknown: !known, filter: filter, refusal: err})
}

// complain holds an error about packets that p refuses, once a file.
func (s *Source) complain(p *program) {
	if p.refusal == nil {
		return
	}
	file := ""
	if of, ok := s.Source.(interface{ File() string }); ok {
		file = of.File()
	}
	if p.isSaid && p.said == file {
		return
	}
	p.isSaid, p.said = true, file
	s.held = append(s.held, &capture.Error{
		File:   file,
		Offset: -1,
		Reason: fmt.Sprintf("packets of %s were left out, as the capture filter does not work on them: %s", bpf.Describe(uint16(p.link)), p.refusal),
		Err:    p.refusal,
	})
}
