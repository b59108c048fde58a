package names

import (
	"fmt"
	"net/netip"
	"strings"
	"testing"
)

func TestAnswers(t *testing.T) {
	for _, x := range []struct {
		rule, name, kind string
		answer           []string
		want             string
	}{
		{"RFC 1034 §6.2.1 addresses", "SRI-NIC.ARPA.", "A", []string{"SRI-NIC.ARPA. 86400 A 26.0.0.73", "SRI-NIC.ARPA. 86400 A 10.0.0.51"},
			"sri-nic.arpa A 1>2 26.0.0.73 10.0.0.51"},
		{"RFC 1034 §6.2.5 no such name", "SIR-NIC.ARPA.", "A", []string{"RCODE 3"}, "sir-nic.arpa A 1>2 NameError"},
		{"RFC 1034 §6.2.7 an alias", "USC-ISIC.ARPA.", "A", []string{"USC-ISIC.ARPA. 86400 CNAME C.ISI.EDU.", "C.ISI.EDU. 86400 A 10.0.0.52"},
			"usc-isic.arpa A 1>2 c.isi.edu 10.0.0.52"},
		{"a chain in another order", "a.", "A", []string{"c. 1 A 192.0.2.1", "b. 1 CNAME c.", "a. 1 CNAME b."}, "a A 1>2 b c 192.0.2.1"},
		{"records of other names", "a.", "A", []string{"bank.example. 9999 A 192.0.2.66", "a. 1 A 192.0.2.1", "x. 1 CNAME a."}, "a A 1>2 192.0.2.1"},
		{"aliases in a circle", "a.", "A", []string{"a. 1 CNAME b.", "b. 1 CNAME a."}, "a A 1>2" + strings.Repeat(" b a", 8)},
		{"RFC 3596 §2.2", "a.", "AAAA", []string{"a. 1 AAAA 2001:db8::1"}, "a AAAA 1>2 2001:db8::1"},
		{"RFC 2308 §2.2 no data", "a.", "AAAA", []string{}, "a AAAA 1>2"},
		{"other types", "a.", "TXT", []string{"a. 1 TXT hello", "a. 1 A 192.0.2.1"}, "a TXT 1>2 192.0.2.1"},
		{"the root", ".", "A", []string{}, ". A 1>2"},
	} {
		t.Run(x.rule, func(t *testing.T) {
			if got := ask(t, New(Limits{}), 1, x.name, x.kind, x.answer...).text(); got != x.want {
				t.Errorf("%s\nwant %s", got, x.want)
			}
		})
	}
}

// The answer must be to the question that was asked, of whom it was asked.
func TestMatching(t *testing.T) {
	other := netip.MustParseAddrPort("192.0.2.66:53")
	answer := "a. 60 A 192.0.2.1"
	for _, x := range []struct {
		rule     string
		b        []byte
		src, dst netip.AddrPort
		want     string
	}{
		{"the same", dns(t, 1, "a.", "A", answer), server, client, "a A 1>2 192.0.2.1"},
		{"in other letters", dns(t, 1, "A.", "A", answer), server, client, "a A 1>2 192.0.2.1"},
		{"another ID", dns(t, 2, "a.", "A", answer), server, client, "a A 0>2 192.0.2.1"},
		{"another name", dns(t, 1, "b.", "A", answer), server, client, "b A 0>2"},
		{"another type", dns(t, 1, "a.", "AAAA", answer), server, client, "a AAAA 0>2 192.0.2.1"},
		{"another server", dns(t, 1, "a.", "A", answer), other, client, "a A 0>2 192.0.2.1"},
		{"another client", dns(t, 1, "a.", "A", answer), server, other, "a A 0>2 192.0.2.1"},
	} {
		table := New(Limits{})
		table.Message(dns(t, 1, "a.", "A"), client, server, Place{1, second})
		if got := table.Message(x.b, x.src, x.dst, Place{2, 2 * second}); len(got) != 1 || got[0].text() != x.want {
			t.Errorf("%s: %s, want %s", x.rule, got[0].text(), x.want)
		}
		check(t, table)
	}
}

func TestRepeatedQuery(t *testing.T) {
	table := New(Limits{})
	query := dns(t, 1, "a.", "A")
	for i := range int64(3) {
		table.Message(query, client, server, Place{1 + i, i * second})
	}
	r := table.Message(dns(t, 1, "a.", "A", "a. 60 A 192.0.2.1"), server, client, Place{9, 4 * second})[0]
	if ns, ok := r.Duration(); r.Repeats != 2 || ns != 4*second || !ok || len(table.All()) != 1 {
		t.Errorf("%+v after %d", r, ns)
	}
	table.Message(query, client, server, Place{10, 5 * second})
	table.Message(query, client, server, Place{11, 500 * second}) // not the same query any more
	if len(table.All()) != 3 || len(table.Lookup("A.")) != 3 || table.All()[1].Answered() {
		t.Errorf("%d resolutions", len(table.All()))
	}
	check(t, table)
}

func TestName(t *testing.T) {
	table := New(Limits{})
	ask(t, table, 10, "a.", "A", "a. 600 CNAME cdn.", "cdn. 300 A 192.0.2.1", "cdn. 300 A 192.0.2.2") // answered at 11 s
	ask(t, table, 100, "b.", "A", "b. 1 A 192.0.2.1")                                                 // at 101 s
	for _, x := range []struct {
		addr string
		at   int64
		want string
	}{
		{"192.0.2.1", 10, ""},
		{"192.0.2.1", 11, "a"},
		{"::ffff:192.0.2.1", 50, "a"},
		{"192.0.2.1", 100, "a"},
		{"192.0.2.1", 101, "b"},
		{"192.0.2.1", 161, "b"}, // for a minute, whatever the TTL
		{"192.0.2.1", 162, ""},
		{"192.0.2.2", 311, "a"}, // the least TTL on the way
		{"192.0.2.2", 312, ""},
		{"192.0.2.3", 50, ""},
	} {
		if name, ok := table.Name(netip.MustParseAddr(x.addr), x.at*second); name != x.want || ok != (x.want != "") {
			t.Errorf("%s at %d s is %q, want %q", x.addr, x.at, name, x.want)
		}
	}
	addr := netip.MustParseAddr("192.0.2.1")
	if r := table.Led(addr, "A.", 200*second); r == nil || r.Query.Frame != 10 {
		t.Errorf("%+v", r)
	}
	if r := table.Led(addr, "", 9999*second); r == nil || r.Name != "b" {
		t.Errorf("%+v", r)
	}
	if r := table.Led(addr, "c", 9999*second); r != nil {
		t.Errorf("%+v", r)
	}
}

// RFC 6762: answers come without questions, to all.
func TestMulticast(t *testing.T) {
	table := New(Limits{})
	table.Message(dns(t, 0, "Printer.local.", "A"), client, everyone, Place{1, second})
	if list := table.Message(dns(t, 0, "_ipp._tcp.local.", "PTR"), client, everyone, Place{2, second}); len(list) != 0 {
		t.Errorf("a question that leads to no address: %s", list[0].text())
	}
	list := table.Message(dns(t, 0, "", "", "printer.local. 120 A 192.0.2.9", "printer.local. 120 A 192.0.2.10", "printer.local. 120 AAAA fe80::9", "gone.local. 0 A 192.0.2.11"), printer, everyone, Place{3, 2 * second})
	var texts []string
	for _, r := range list {
		texts = append(texts, r.text())
	}
	if got, want := strings.Join(texts, "\n"), "printer.local A 1>3 192.0.2.9 192.0.2.10\nprinter.local AAAA 0>3 fe80::9"; got != want {
		t.Errorf("%s\nwant\n%s", got, want)
	}
	if name, _ := table.Name(netip.MustParseAddr("fe80::9%eth0"), 3*second); name != "printer.local" {
		t.Error(name)
	}
	check(t, table)
}

func TestOddMessages(t *testing.T) {
	table := New(Limits{})
	whole := dns(t, 1, "a.", "A", "a. 60 A 192.0.2.1")
	for n := range whole {
		table.Message(whole[:n], server, client, Place{1, second})
	}
	if table.Odd != int64(len(whole)) {
		t.Errorf("%d of %d cut messages are odd", table.Odd, len(whole))
	}
	if name, ok := table.Name(netip.MustParseAddr("192.0.2.1"), second); ok {
		t.Errorf("a name out of cut messages: %s", name)
	}
	check(t, table)
}

// The oldest leave when there is no more room.
func TestLimit(t *testing.T) {
	table := New(Limits{Bytes: 50 << 10})
	for i := range int64(2000) {
		name := fmt.Sprintf("%d.example.", i%700)
		ask(t, table, 2*i+1, name, "A", name+" 9999 CNAME a.", fmt.Sprintf("a. 9999 A 10.0.%d.%d", i%3, i%250))
	}
	if table.Dropped < 1900 || table.Dropped+int64(len(table.All())) != 2000 {
		t.Errorf("%d are kept, %d dropped", len(table.All()), table.Dropped)
	}
	if name, _ := table.Name(netip.MustParseAddr("10.0.1.249"), 4002*second); name != "599.example" {
		t.Errorf("the last name is %q", name)
	}
}

// A name asked again and again costs no more and more.
func TestManyOfAName(t *testing.T) {
	table := New(Limits{})
	for i := range int64(3 * perKey) {
		ask(t, table, 2*i+1, "a.", "A", "a. 1 A 192.0.2.1")
	}
	if n, m := len(table.Lookup("a")), len(table.byAddr[netip.MustParseAddr("192.0.2.1")]); n != perKey || m != perKey {
		t.Errorf("%d of the name, %d of the address", n, m)
	}
}

func TestStream(t *testing.T) {
	var input []byte
	var want []string
	for i, n := range []int{12, 0, 300, maxStreamed + 1, 1, maxStreamed} {
		m := strings.Repeat(string(rune('a'+i)), n)
		input = append(append(input, byte(n>>8), byte(n)), m...)
		if n <= maxStreamed {
			want = append(want, m)
		}
	}
	for _, size := range []int{1, 2, 3, 1000, len(input)} {
		var s Stream
		var got []string
		for b := input; len(b) > 0; b = b[min(size, len(b)):] {
			s.Data(b[:min(size, len(b))], func(m []byte) { got = append(got, string(m)) })
		}
		if strings.Join(got, ",") != strings.Join(want, ",") {
			t.Errorf("in pieces of %d: %d messages", size, len(got))
		}
		s.Data(input[:5], func([]byte) {})
		s.Gap()
		s.Data(input, func([]byte) { t.Error("a message after a gap") })
	}
}
