package bpf

import "golang.org/x/net/bpf"

// Program is a compiled filter. It is safe for use by several goroutines.
type Program struct {
	instructions []bpf.Instruction
	machine      machine
}

func newProgram(list []bpf.Instruction) *Program {
	return &Program{instructions: list, machine: newMachine(list)}
}

// Instructions returns the program. The caller must not change it.
func (p *Program) Instructions() []bpf.Instruction { return p.instructions }

// Raw returns the program as the kernel takes it. A kernel takes at most 4096
// instructions.
func (p *Program) Raw() ([]bpf.RawInstruction, error) { return bpf.Assemble(p.instructions) }

// Match says whether the filter accepts a packet of which wireLength bytes
// passed the wire. A test of bytes that were not captured rejects the packet,
// as in the kernel. It allocates nothing.
func (p *Program) Match(packet []byte, wireLength int) bool {
	return p.machine.run(packet, uint32(wireLength)) != 0
}
