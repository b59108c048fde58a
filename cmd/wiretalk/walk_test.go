package main

import (
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// At three in the morning, over ssh, on a small terminal: which requests failed,
// why one of them took so long, and its packets for somebody else to look at.
// Every key on the way is told by the bottom line or by ?.
func TestWalkFromTheFailuresToTheirPackets(t *testing.T) {
	for _, program := range [...]string{"tmux", "tshark"} {
		if _, err := exec.LookPath(program); err != nil {
			t.Skip("there is no " + program)
		}
	}
	dir := t.TempDir()
	at, err := filepath.Abs("../../testdata/pcaps/failing.pcap")
	if err != nil {
		t.Fatal(err)
	}
	m := inTmux(t, dir, func(f func()) { f() }, 80, 24, installed(t, "-r", at))
	m.shows("/api/orders/17 500", "/api/report 504", "1/8")

	m.tells("f", "filter").keys("f").shows("filter:").types("http.response.code >= 500").keys("Enter")
	m.shows("filter: http.response.code >= 500", "1/4").gone("201")
	m.tells("G", "last").keys("G").shows("▸ 7")

	m.tells("Enter", "open").keys("Enter").shows("GET /api/report HTTP/1.1", "wait 1.00 s", "t: where it went")
	m.tells("t", "time").keys("t").shows("where the time of #7 went", "in all 1.02 s", "░ wait 1.00 s 98.4% 28–40", "the server was at work").keys("Down", "Down").shows("▸░ wait")

	m.tells("Enter", "open").keys("Enter").shows("segments of connection 1", "▸ 28", "#7 GET /a", "#7 504")

	m.tells("e", "save").keys("e").shows("packets (pcapng)").keys("Down", "Down", "Down").shows("▸packets (pcapng)")
	m.tells("Enter", "save").keys("Enter").shows("Save as: wiretalk-stream-1.pcapng").keys("Enter").shows("saved " + dir[:20])
	m.tells("q", "quit").keys("q").shows("exit status 0")

	frames, err := exec.Command("tshark", "-r", filepath.Join(dir, "wiretalk-stream-1.pcapng"), "-T", "fields", "-e", "tcp.flags.str", "-e", "http.request.uri", "-e", "http.response.code").Output()
	if err != nil {
		t.Fatal(err)
	}
	if n := strings.Count(string(frames), "\n"); n != 10 || !regexp.MustCompile(`\t/api/report\t\n`).Match(frames) || !regexp.MustCompile(`\t\t504\n`).Match(frames) {
		t.Errorf("tshark reads %d packets of what was saved:\n%s", n, frames)
	}
}
