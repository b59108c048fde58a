package bpf

import (
	"fmt"
	"strings"

	"golang.org/x/net/bpf"
)

// String prints the program as "tcpdump -d" does.
func (p *Program) String() string {
	var b strings.Builder
	for i, in := range p.instructions {
		name, operand := describe(in, i)
		yes, no, branches := targets(in, i)
		if branches {
			fmt.Fprintf(&b, "(%03d) %-8s %-16s jt %d\tjf %d\n", i, name, operand, yes, no)
		} else {
			fmt.Fprintf(&b, "(%03d) %-8s %s\n", i, name, operand)
		}
	}
	return b.String()
}

// targets are the places that the branch at i leads to.
func targets(in bpf.Instruction, i int) (yes, no int, branches bool) {
	switch in := in.(type) {
	case bpf.JumpIf:
		return i + 1 + int(in.SkipTrue), i + 1 + int(in.SkipFalse), true
	case bpf.JumpIfX:
		return i + 1 + int(in.SkipTrue), i + 1 + int(in.SkipFalse), true
	}
	return 0, 0, false
}

var sizeLetters = map[int]string{1: "b", 2: "h", 4: ""}

var aluNames = map[bpf.ALUOp]string{
	bpf.ALUOpAdd: "add", bpf.ALUOpSub: "sub", bpf.ALUOpMul: "mul", bpf.ALUOpDiv: "div",
	bpf.ALUOpOr: "or", bpf.ALUOpAnd: "and", bpf.ALUOpShiftLeft: "lsh",
	bpf.ALUOpShiftRight: "rsh", bpf.ALUOpMod: "mod", bpf.ALUOpXor: "xor",
}

var jumpNames = map[bpf.JumpTest]string{
	bpf.JumpEqual: "jeq", bpf.JumpGreaterThan: "jgt", bpf.JumpGreaterOrEqual: "jge",
	bpf.JumpBitsSet: "jset",
}

// extensions are the loads of what the kernel knows, and their operands.
var extensions = map[bpf.Extension][2]string{
	bpf.ExtLen: {"ld", "#pktlen"}, bpf.ExtType: {"ldh", "[type]"},
	bpf.ExtInterfaceIndex: {"ld", "[ifidx]"}, bpf.ExtVLANTag: {"ldh", "[vlan_tci]"},
	bpf.ExtVLANTagPresent: {"ldb", "[vlan_tagp]"},
}

// describe gives the name and operand of the instruction at i.
func describe(in bpf.Instruction, i int) (name, operand string) {
	switch in := in.(type) {
	case bpf.RetConstant:
		return "ret", fmt.Sprintf("#%d", int32(in.Val))
	case bpf.LoadConstant:
		return "ld" + letter(in.Dst), fmt.Sprintf("#0x%x", in.Val)
	case bpf.LoadScratch:
		return "ld" + letter(in.Dst), fmt.Sprintf("M[%d]", in.N)
	case bpf.StoreScratch:
		return "st" + letter(in.Src), fmt.Sprintf("M[%d]", in.N)
	case bpf.LoadAbsolute:
		return "ld" + sizeLetters[in.Size], fmt.Sprintf("[%d]", int32(in.Off))
	case bpf.LoadIndirect:
		return "ld" + sizeLetters[in.Size], fmt.Sprintf("[x + %d]", int32(in.Off))
	case bpf.LoadMemShift:
		return "ldxb", fmt.Sprintf("4*([%d]&0xf)", int32(in.Off))
	case bpf.LoadExtension:
		return extensions[in.Num][0], extensions[in.Num][1]
	case bpf.ALUOpConstant:
		switch in.Op {
		case bpf.ALUOpAnd, bpf.ALUOpOr, bpf.ALUOpXor:
			return aluNames[in.Op], fmt.Sprintf("#0x%x", in.Val)
		}
		return aluNames[in.Op], fmt.Sprintf("#%d", int32(in.Val))
	case bpf.ALUOpX:
		return aluNames[in.Op], "x"
	case bpf.NegateA:
		return "neg", ""
	case bpf.TAX:
		return "tax", ""
	case bpf.TXA:
		return "txa", ""
	case bpf.Jump:
		return "ja", fmt.Sprintf("%d", i+1+int(in.Skip))
	case bpf.JumpIf:
		return jumpNames[in.Cond], fmt.Sprintf("#0x%x", in.Val)
	case bpf.JumpIfX:
		return jumpNames[in.Cond], "x"
	}
	return "unimp", ""
}

func letter(r bpf.Register) string {
	if r == bpf.RegX {
		return "x"
	}
	return ""
}
