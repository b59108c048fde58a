package bpf_test

import (
	"errors"
	"net/netip"
	"strings"
	"testing"

	"wiretalk/capture/bpf"
)

// TestErrorsPointAtTheWord: the place, the word and what would fit.
func TestErrorsPointAtTheWord(t *testing.T) {
	tests := []struct {
		filter   string
		offset   int
		word     string
		reason   string
		expected string
	}{
		{"tcp prot 80", 4, "prot", "does not fit", `"and", "or" or the end`},
		{"tcp port", 8, "", "not complete", "an address, port or protocol"},
		{"tcp port 80 or", 14, "", "not complete", "a condition"},
		{"(tcp or udp", 11, "", "not complete", `")"`},
		{"tcp or udp)", 10, ")", "does not fit", `"and", "or" or the end`},
		{"host 10.0.0.300", 5, "10.0.0.300", "0 to 255", ""},
		{"net 10.0.0.1/8", 4, "10.0.0.1", "outside its mask", ""},
		{"net 10.0.0.0/33", 13, "33", "at most 32", ""},
		{"port 70000", 5, "70000", "65535", ""},
		{"tcp port nosuch", 9, "nosuch", "no such service", ""},
		{"udp port ssh", 9, "ssh", "transport", ""},
		{"host www.example", 5, "www.example", "not looked up", ""},
		{"ip and gateway gw", 7, "gateway", "ether host", ""},
		{"ip protochain 6", 3, "protochain", "loops", ""},
		{"tcp or geneve", 7, "geneve", "6081", ""},
		{"tcp and inbound", 8, "inbound", "which way", ""},
		{"ether[0:6] = 1", 8, "6", "1, 2 or 4", ""},
		{"len / 0 = 1", 4, "/", "by zero", ""},
		{"tcp[13", 6, "", "not complete", `"]"`},
		{"len > 4294967296", 6, "4294967296", "32 bits", ""},
		{"len = 089", 6, "089", "octal", ""},
		{"tcp and 443", 8, "443", "does not fit", `a qualifier such as "host" or "port" before it`},
		{"ether proto \\nosuch", 12, "\\nosuch", "no such protocol", ""},
		{"vci 5", 0, "vci", "ATM", ""},
		{"type mgt", 0, "type", "802.11", ""},
		{"tcp @", 4, "@", "does not fit", `"and", "or" or the end`},
		{"tcp 端口 80", 4, "端口", "does not fit", `"and", "or" or the end`},
		{"1 + 1 = 3", 0, "1 + 1 = 3", "no packet can match", ""},
	}
	for _, test := range tests {
		_, err := bpf.Compile(test.filter, 1, 0, bpf.Options{})
		var refused *bpf.Error
		if !errors.As(err, &refused) {
			t.Errorf("%q: got error %v, want an *Error", test.filter, err)
			continue
		}
		if refused.Offset != test.offset || refused.Word != test.word || refused.Expected != test.expected ||
			!strings.Contains(refused.Reason, test.reason) {
			t.Errorf("%q: got byte %d, word %q, reason %q, expected %q", test.filter,
				refused.Offset, refused.Word, refused.Reason, refused.Expected)
		}
	}
}

// TestNothingIsAnErrorOfItsOwn: the caller can tell it from a wrong filter.
func TestNothingIsAnErrorOfItsOwn(t *testing.T) {
	if _, err := bpf.Compile("tcp and udp", 1, 0, bpf.Options{}); !errors.Is(err, bpf.ErrNothing) {
		t.Errorf("got %v, want ErrNothing", err)
	}
	if _, err := bpf.Compile("tcp and", 1, 0, bpf.Options{}); errors.Is(err, bpf.ErrNothing) {
		t.Errorf("got ErrNothing for a filter that is not complete")
	}
}

func TestUnknownLinkTypeIsRefused(t *testing.T) {
	if _, err := bpf.Compile("tcp", 147, 0, bpf.Options{}); err == nil || !strings.Contains(err.Error(), "147") {
		t.Errorf("got %v", err)
	}
}

// TestLimits: what is too large is refused, and what nests is bounded.
func TestLimits(t *testing.T) {
	deep := strings.Repeat("(", 900) + "tcp" + strings.Repeat(")", 900)
	if _, err := bpf.Compile(deep, 1, 0, bpf.Options{}); err != nil {
		t.Errorf("900 parentheses: %v", err)
	}
	for name, filter := range map[string]string{
		"parentheses": strings.Repeat("(", 200000),
		"negations":   strings.Repeat("!", 200000) + "tcp",
		"minuses":     strings.Repeat("-", 200000) + "1 = 1",
		"operators":   strings.Repeat("1%", 100000) + "1 = 1",
		"ports":       "port 1" + strings.Repeat(" or 2", 50000),
		"length":      strings.Repeat(" ", bpf.MaxLength+1),
	} {
		if _, err := bpf.Compile(filter, 1, 0, bpf.Options{}); err == nil {
			t.Errorf("%s: accepted", name)
		}
	}
}

// TestHostNamesGoToTheResolver: every address of the right kind is tested.
func TestHostNamesGoToTheResolver(t *testing.T) {
	resolve := func(name string) ([]netip.Addr, error) {
		if name != "server.example" {
			return nil, errors.New("no such host")
		}
		return []netip.Addr{netip.MustParseAddr("10.0.0.1"), netip.MustParseAddr("2001:db8::1")}, nil
	}
	o := bpf.Options{Resolve: resolve}
	named, err := bpf.Compile("src host server.example", 1, 0, o)
	if err != nil {
		t.Fatal(err)
	}
	written, err := bpf.Compile("src host 10.0.0.1 or 2001:db8::1", 1, 0, o)
	if err != nil {
		t.Fatal(err)
	}
	if named.String() != written.String() {
		t.Errorf("got\n%swant\n%s", named, written)
	}
	for _, filter := range []string{"host other.example", "tcp host server.example"} {
		if _, err := bpf.Compile(filter, 1, 0, o); err == nil {
			t.Errorf("%q: accepted", filter)
		}
	}
}
