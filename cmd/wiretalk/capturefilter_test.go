package main

import (
	"encoding/binary"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode"

	"wiretalk/capture/bpf"
)

// rawCapture writes a capture of raw IP.
func rawCapture(t *testing.T, packets ...string) string {
	t.Helper()
	b := []byte("\xd4\xc3\xb2\xa1\x02\x00\x04\x00\x00\x00\x00\x00\x00\x00\x00\x00\xff\xff\x00\x00\x65\x00\x00\x00")
	for i, packet := range packets {
		for _, v := range []uint32{uint32(i), 0, uint32(len(packet)), uint32(len(packet))} {
			b = binary.LittleEndian.AppendUint32(b, v)
		}
		b = append(b, packet...)
	}
	file := filepath.Join(t.TempDir(), "raw.pcap")
	if err := os.WriteFile(file, b, 0o600); err != nil {
		t.Fatal(err)
	}
	return file
}

// ip4 puts a header before part of a TCP segment, of which offset bytes went
// before in other fragments.
func ip4(offset int, more bool, payload string) string {
	header := []byte("\x45\x00\x00\x00\x00\x07\x00\x00\x40\x06\x00\x00\x0a\x00\x00\x01\x0a\x00\x00\x02")
	binary.BigEndian.PutUint16(header[2:], uint16(len(header)+len(payload)))
	field := uint16(offset / 8)
	if more {
		field |= 0x2000
	}
	binary.BigEndian.PutUint16(header[6:], field)
	return string(header) + payload
}

// A port is in the first fragment only: the others need a word of their own.
func TestFragmentsPassOnlyWhenAskedFor(t *testing.T) {
	segment := "\x9c\x40\x00\x50\x00\x00\x00\x01\x00\x00\x00\x02\x50\x18\x20\x00\x00\x00\x00\x00" +
		"GET /fragmented HTTP/1.1\r\nHost: www.example.test\r\n\r\n"
	capture := rawCapture(t, ip4(0, true, segment[:32]), ip4(32, false, segment[32:]))
	for filter, whole := range map[string]bool{"tcp port 80": false, "tcp port 80 or ip[6:2] & 0x1fff != 0": true, "ip": true} {
		out := string(records(t, "-r", capture, "-T", "json", filter))
		if strings.Contains(out, `"target":"/fragmented"`) != whole {
			t.Errorf("%s: request is there: %v, want %v\n%s", filter, !whole, whole, out)
		}
	}
}

// A later capture on whose link type the filter means nothing is said with its
// name; what passes of the others is shown.
func TestFilterRefusedOnALaterCapture(t *testing.T) {
	raw, ethernet := rawCapture(t, ip4(0, false, "")), filepath.Join(pcaps, "keep-alive.pcap")
	command := program(t, []string{"-r", ethernet, "-r", raw, "-r", filepath.Join(pcaps, "ipv6.pcap"), "-T", "text", "tcp", "or", "vlan"})
	var said strings.Builder
	command.Stderr = &said
	out, _ := command.Output()
	if command.ProcessState.ExitCode() != exitRead {
		t.Errorf("exit status %d, want %d", command.ProcessState.ExitCode(), exitRead)
	}
	for _, want := range []string{raw + ": packets of raw IP (link type 101) were left out", `"vlan" at byte 7`} {
		if strings.Count(said.String(), want) != 1 {
			t.Errorf("said %q, want %q once", &said, want)
		}
	}
	for _, want := range []string{"http://www.example.test/index.html", "http://[fd00::2]/item.json"} {
		if !strings.Contains(string(out), want) {
			t.Errorf("%s is missing:\n%s", want, out)
		}
	}

	// As the first, it decides whether the filter is one.
	command = program(t, []string{"-r", raw, "-r", ethernet, "tcp or vlan"})
	said.Reset()
	command.Stderr = &said
	if out, _ := command.Output(); command.ProcessState.ExitCode() != exitUsage || len(out) > 0 || !strings.Contains(said.String(), "\n         ^^^^\n") {
		t.Errorf("exit status %d, %q, %q", command.ProcessState.ExitCode(), out, &said)
	}
}

func TestCaretsStandUnderTheWord(t *testing.T) {
	long := strings.Repeat("host 10.0.0.1 or ", 20)
	for _, test := range []struct{ filter, shown, carets string }{
		{"tcp prot 80", "tcp prot 80", "    ^^^^"},
		{"tcp port", "tcp port", "        ^"},
		{"tcp\nprot", "tcp\ufffdprot", "    ^^^^"},
		{"tcp 端口 80", "tcp 端口 80", "    ^^^^"},
		{long + "tcp prot 80", "…" + long[len(long)-56:] + "tcp prot 80", strings.Repeat(" ", 61) + "^^^^"},
		{"tcp prot " + long, "tcp prot " + long[:59] + "…", "    ^^^^"},
	} {
		f := flags{expr: test.filter}
		_, err := bpf.Compile(test.filter, 1, 0, bpf.Options{})
		e, ok := f.pointing(err).(*filterError)
		if !ok {
			t.Fatalf("%q: %v", test.filter, err)
		}
		if shown, carets := e.lines(); shown != test.shown || carets != test.carets {
			t.Errorf("%q: got\n%s\n%s\nwant\n%s\n%s", test.filter, shown, carets, test.shown, test.carets)
		}
	}
}

// FuzzFilterError: whatever the filter, what is said of it fits a few lines and
// gives the terminal no orders.
func FuzzFilterError(f *testing.F) {
	f.Add("tcp prot 80")
	f.Add("tcp \x1b[2J")
	f.Add("主机 10.0.0.1 \xff\xfe")
	f.Add(strings.Repeat("端口", 100))
	f.Fuzz(func(t *testing.T, filter string) {
		_, err := bpf.Compile(filter, 1, 0, bpf.Options{})
		given := flags{expr: filter}
		e, ok := given.pointing(err).(*filterError)
		if !ok {
			return
		}
		shown, carets := e.lines()
		if len(carets) > 4*shownBytes || len(shown) > 12*shownBytes {
			t.Fatalf("%q: lines of %d and %d bytes", filter, len(shown), len(carets))
		}
		for _, r := range shown + carets + printable(e.Error()) {
			if !unicode.IsPrint(r) {
				t.Fatalf("%q: %q", filter, r)
			}
		}
	})
}
