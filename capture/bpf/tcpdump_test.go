package bpf_test

import (
	"bytes"
	"fmt"
	"os/exec"
	"strings"
	"testing"

	xbpf "golang.org/x/net/bpf"

	"wiretalk/capture/bpf"
)

// Names that tcpdump -y gives link types.
var linkNames = map[uint16]string{
	0: "NULL", 1: "EN10MB", 9: "PPP", 101: "RAW", 105: "IEEE802_11", 108: "LOOP",
	113: "LINUX_SLL", 127: "IEEE802_11_RADIO", 228: "IPV4", 229: "IPV6", 276: "LINUX_SLL2",
}

// oracle is what tcpdump makes of a filter.
type oracle struct {
	program *bpf.Program // nil when refused
	refusal string
}

// needTCPDump skips the test where there is no tcpdump with libpcap 1.10.3 or
// a later 1.10: others refuse other filters.
func needTCPDump(t testing.TB) {
	out, err := exec.Command("tcpdump", "--version").CombinedOutput()
	if err != nil {
		t.Skip("tcpdump is not installed")
	}
	var patch int
	_, version, _ := strings.Cut(string(out), "libpcap version ")
	if n, _ := fmt.Sscanf(version, "1.10.%d", &patch); n != 1 || patch < 3 {
		t.Skipf("libpcap 1.10.3 or later is needed: %s", out)
	}
}

// ask runs tcpdump, which reads the filter as one word, so that no part of it
// looks like a flag.
func ask(link uint16, filter string) (oracle, error) {
	return run("-s", "262144", "-y", linkNames[link], "--", filter)
}

func run(args ...string) (oracle, error) {
	cmd := exec.Command("tcpdump", append([]string{"-ddd"}, args...)...)
	var out, errs bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &errs
	if err := cmd.Run(); err != nil {
		if _, ok := err.(*exec.ExitError); ok {
			return oracle{refusal: strings.TrimSpace(errs.String())}, nil
		}
		return oracle{}, err
	}
	var n int
	lines := strings.Split(strings.TrimSpace(out.String()), "\n")
	if _, err := fmt.Sscan(lines[0], &n); err != nil || n != len(lines)-1 {
		return oracle{}, fmt.Errorf("tcpdump printed %q", out.String())
	}
	var list []xbpf.Instruction
	for _, line := range lines[1:] {
		var raw xbpf.RawInstruction
		if _, err := fmt.Sscan(line, &raw.Op, &raw.Jt, &raw.Jf, &raw.K); err != nil {
			return oracle{}, err
		}
		list = append(list, upright(raw.Disassemble()))
	}
	return oracle{program: bpf.NewProgram(list)}, nil
}

// upright turns the tests that Disassemble has negated back.
func upright(in xbpf.Instruction) xbpf.Instruction {
	switch in := in.(type) {
	case xbpf.JumpIf:
		if cond, ok := negated[in.Cond]; ok {
			return xbpf.JumpIf{Cond: cond, Val: in.Val, SkipTrue: in.SkipFalse, SkipFalse: in.SkipTrue}
		}
	case xbpf.JumpIfX:
		if cond, ok := negated[in.Cond]; ok {
			return xbpf.JumpIfX{Cond: cond, SkipTrue: in.SkipFalse, SkipFalse: in.SkipTrue}
		}
	}
	return in
}

var negated = map[xbpf.JumpTest]xbpf.JumpTest{
	xbpf.JumpNotEqual: xbpf.JumpEqual, xbpf.JumpLessOrEqual: xbpf.JumpGreaterThan,
	xbpf.JumpLessThan: xbpf.JumpGreaterOrEqual, xbpf.JumpBitsNotSet: xbpf.JumpBitsSet,
}
