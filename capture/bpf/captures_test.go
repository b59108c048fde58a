package bpf_test

import (
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"wiretalk/capture"
	"wiretalk/capture/bpf"
)

// captureFiles are the shared captures, none where they are absent.
func captureFiles() []string {
	dir, err := os.Getwd()
	if err != nil {
		return nil
	}
	for ; dir != filepath.Dir(dir); dir = filepath.Dir(dir) {
		if _, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil {
			files, _ := filepath.Glob(filepath.Join(filepath.Dir(dir), "shared", "pcaps", "*.pcap*"))
			return files
		}
	}
	return nil
}

// perLink bounds how many captured packets of a link type are tried.
const perLink = 1500

// captured are packets of the shared captures that begin differently.
var captured = sync.OnceValue(func() map[uint16][]frame {
	made := make(map[uint16][]frame)
	seen := make(map[string]bool)
	for _, file := range captureFiles() {
		_ = eachPacket(file, func(p *capture.Packet) bool {
			link := uint16(p.Link)
			start := string(p.Data[:min(len(p.Data), 54)])
			if len(made[link]) < perLink && !seen[start] {
				seen[start] = true
				data := append([]byte(nil), p.Data...)
				made[link] = append(made[link], frame{filepath.Base(file), data, p.Length})
			}
			return p.Frame < 100
		})
	}
	return made
})

// eachPacket calls use with the packets of a file until it returns false.
func eachPacket(file string, use func(*capture.Packet) bool) error {
	in, err := capture.Open([]string{file}, capture.Options{})
	if err != nil {
		return err
	}
	defer in.Close()
	var b capture.Batch
	for {
		err := in.ReadBatch(&b)
		for i := range b.Packets {
			if !use(&b.Packets[i]) {
				return nil
			}
		}
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
	}
}

// TestFilesAsTCPDump compares with "tcpdump -r" on one capture of each link
// type, which knows that the packets are in a file.
func TestFilesAsTCPDump(t *testing.T) {
	needTCPDump(t)
	files := make(map[uint16]string)
	for _, file := range captureFiles() {
		_ = eachPacket(file, func(p *capture.Packet) bool {
			if linkNames[uint16(p.Link)] != "" && filepath.Ext(file) == ".pcap" {
				files[uint16(p.Link)] = file
			}
			return false
		})
	}
	if len(files) == 0 {
		t.Skip("the shared captures are not here")
	}
	for link, file := range files {
		for _, filter := range []string{"ip6", "ip and tcp", "tcp port 80", "inbound", "ifindex 1",
			"vlan", "ip broadcast", "ether host 02:00:00:00:00:01", "not (ip or arp)"} {
			theirs, err := run("-r", file, "--", filter)
			if err != nil {
				t.Fatal(err)
			}
			q := question{link: link, filter: filter}
			ours, err := bpf.Compile(filter, link, 0, bpf.Options{})
			switch {
			case (err == nil) != (theirs.program != nil):
				t.Errorf("link type %d, %q: got error %v, tcpdump says %q", link, filter, err, theirs.refusal)
			case err == nil:
				if difference := sameVerdicts(q, ours, theirs.program); difference != "" {
					t.Errorf("link type %d, %q: %s", link, filter, difference)
				}
			case errors.Is(err, bpf.ErrNothing) != strings.Contains(theirs.refusal, "rejects all"):
				t.Errorf("link type %d, %q: got error %v, tcpdump says %q", link, filter, err, theirs.refusal)
			}
		}
	}
}
