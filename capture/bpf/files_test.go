package bpf_test

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"

	"pgregory.net/rapid"

	"wiretalk/capture"
	"wiretalk/capture/bpf"
	"wiretalk/capture/filtered"
)

// ownFiles are the captures that come with the project.
func ownFiles() (files []string) {
	for _, folder := range []string{"pcaps", "tcp"} {
		list, _ := filepath.Glob(filepath.Join("..", "..", "testdata", folder, "*.pcap*"))
		files = append(files, list...)
	}
	return files
}

// madeFiles are captures of the packets made here, one for each link type, and
// one from a big-endian machine.
func madeFiles(t *testing.T) (files []string) {
	write := func(name string, link uint16, order binary.AppendByteOrder) {
		var b []byte
		u32 := func(values ...uint32) {
			for _, v := range values {
				b = order.AppendUint32(b, v)
			}
		}
		u32(0xa1b2c3d4)
		b = order.AppendUint16(order.AppendUint16(b, 2), 4)
		u32(0, 0, 262144, uint32(link))
		for i, f := range frames(link) {
			u32(uint32(i), 0, uint32(len(f.data)), uint32(f.wire))
			b = append(b, f.data...)
		}
		file := filepath.Join(t.TempDir(), name)
		if err := os.WriteFile(file, b, 0o600); err != nil {
			t.Fatal(err)
		}
		files = append(files, file)
	}
	for _, link := range append([]uint16{1}, links...) {
		write(fmt.Sprintf("made-%d.pcap", link), link, binary.LittleEndian)
	}
	write("made-big-endian-0.pcap", 0, binary.BigEndian)
	return files
}

// asked is how many filters each link type's captures are asked at least, and
// askedEach each capture.
const asked, askedEach = 60, 3

// fromList and random are how many filters come from testdata/filters.txt and
// from the generator.
const fromList, random = 220, 80

// expressions are 300 filters for packets of a link type: from filters.txt
// those that compile for it, spread over the whole list, and random ones.
func expressions(t testing.TB, link uint16) (list []string) {
	var good []string
	seen := map[string]bool{}
	for _, q := range questions(t) {
		if _, err := bpf.Compile(q.filter, link, 0, bpf.Options{}); (err == nil || errors.Is(err, bpf.ErrNothing)) && !seen[q.filter] {
			seen[q.filter] = true
			good = append(good, q.filter)
		}
	}
	for i := range fromList {
		list = append(list, good[i*len(good)/fromList])
	}
	generator := rapid.Custom(func(t *rapid.T) string {
		return writer{t, link}.expression(rapid.IntRange(0, 3).Draw(t, "depth"))
	})
	for seed := 0; len(list) < fromList+random; seed++ {
		filter := generator.Example(seed)
		if _, err := bpf.Compile(filter, link, 0, bpf.Options{}); err == nil && !seen[filter] {
			seen[filter] = true
			list = append(list, filter)
		}
	}
	return list
}

// knownDifferences are captures, or filters for a link type, with which tcpdump
// 4.99 with libpcap 1.10 does something else, and why.
var knownDifferences = []struct {
	file    string
	link    uint16
	filter  *regexp.Regexp
	because string
}{
	{file: "*.gz", because: "tcpdump reads no compressed captures"},
	{file: "*.zst", because: "tcpdump reads no compressed captures"},
	{file: "pcpp-*_too_many_interfaces.pcapng",
		because: "libpcap stops where an interface has another snapshot length than the first; Wireshark and we read on"},
	{file: "zeek-trunc_trunc-hdr.pcap",
		because: "libpcap cuts packets to the header's snapshot length, 1, where the packet has 8 bytes; Wireshark and we take what is there"},
	{link: 105, filter: regexp.MustCompile("[<>=]"),
		because: "libpcap lets arithmetic overwrite the lengths of wireless headers"},
	{link: 127, filter: regexp.MustCompile("[<>=]"),
		because: "libpcap lets arithmetic overwrite the lengths of wireless headers"},
}

func isKnownDifference(file string, link uint16, filter string) bool {
	for _, d := range knownDifferences {
		if d.filter != nil {
			if d.link == link && d.filter.MatchString(filter) {
				return true
			}
		} else if ok, _ := filepath.Match(d.file, filepath.Base(file)); ok {
			return true
		}
	}
	return false
}

// TestFilesPassAsTCPDump: the packets of whole captures that pass are those
// that "tcpdump -r" lets pass, by their times, lengths and bytes.
func TestFilesPassAsTCPDump(t *testing.T) {
	needTCPDump(t)
	byLink := make(map[uint16][]string)
	for _, file := range slices.Concat(madeFiles(t), ownFiles(), captureFiles()) {
		header, err := capture.ReadHeader(file)
		if err == nil && bpf.Knows(uint16(header.Link)) {
			byLink[uint16(header.Link)] = append(byLink[uint16(header.Link)], file)
		}
	}
	var wait sync.WaitGroup
	limit := make(chan bool, 4)
	pairs := 0
	for link, files := range byLink {
		filters := expressions(t, link)
		each := max(askedEach, (asked+len(files)-1)/len(files))
		for i, file := range files {
			for j := range each {
				filter := filters[(i*each+j)%len(filters)]
				if isKnownDifference(file, link, filter) {
					continue
				}
				pairs++
				wait.Add(1)
				limit <- true
				go func() {
					defer func() { <-limit; wait.Done() }()
					if difference := compareFile(t, file, filter); difference != "" {
						t.Errorf("%s (link type %d), %q: %s", filepath.Base(file), link, filter, difference)
					}
				}()
			}
		}
	}
	wait.Wait()
	t.Logf("%d pairs of filter and capture, %d link types", pairs, len(byLink))
}

// compareFile returns how the packets that pass differ from tcpdump's.
func compareFile(t *testing.T, file, filter string) string {
	command := exec.Command("tcpdump", "-r", file, "--nano", "-w", "-", "--", filter)
	var out, said bytes.Buffer
	command.Stdout, command.Stderr = &out, &said
	err := command.Run()
	if err != nil && out.Len() == 0 {
		return refusedByBoth(file, filter, said.String())
	}
	written := filepath.Join(t.TempDir(), fmt.Sprintf("%x.pcap", filter))
	written = written[:min(len(written), 200)]
	if err := os.WriteFile(written, out.Bytes(), 0o600); err != nil {
		return err.Error()
	}
	want, err := allPackets(written, "")
	if err != nil {
		return "what tcpdump wrote: " + err.Error()
	}
	got, _ := allPackets(file, filter)
	for i := range min(len(got), len(want)) {
		g, w := got[i], want[i]
		if !sameTime(g.Time, w.Time) || g.Length != w.Length || !bytes.Equal(g.Data, w.Data) || g.Frame != w.Frame {
			return fmt.Sprintf("packet %d: got %d bytes of %d, want %d of %d", i+1, len(g.Data), g.Length, len(w.Data), w.Length)
		}
	}
	if len(got) != len(want) {
		return fmt.Sprintf("%d packets pass, want %d", len(got), len(want))
	}
	return ""
}

// sameTime compares times of which tcpdump wrote 32 bits of seconds.
func sameTime(a, b int64) bool { return a%1e9 == b%1e9 && uint32(a/1e9) == uint32(b/1e9) }

// refusedByBoth is for a filter of which tcpdump says that it is none for the
// file.
func refusedByBoth(file, filter, said string) string {
	header, err := capture.ReadHeader(file)
	if err != nil {
		return err.Error()
	}
	_, err = bpf.Compile(filter, uint16(header.Link), 0, bpf.Options{BigEndian: header.BigEndian && header.Link == capture.LinkNull})
	if err == nil {
		return "tcpdump refuses: " + said
	}
	return ""
}

// allPackets reads a file through a filter, if there is one. With an error
// come the packets before it.
func allPackets(file, filter string) (packets []capture.Packet, err error) {
	in, err := capture.Open([]string{file}, capture.Options{})
	if err != nil {
		return nil, err
	}
	defer in.Close()
	var source capture.Source = in
	if filter != "" {
		source = filtered.New(in, filter, bpf.Options{})
	}
	for {
		var b capture.Batch
		err := source.ReadBatch(&b)
		packets = append(packets, b.Packets...)
		if err == io.EOF {
			return packets, nil
		}
		if err != nil {
			return packets, err
		}
	}
}

// TestInvalidFiltersAreRefused: each line of testdata/invalid.txt is refused
// here and by tcpdump, for packets of Ethernet.
func TestInvalidFiltersAreRefused(t *testing.T) {
	text, err := os.ReadFile("testdata/invalid.txt")
	if err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(strings.TrimSpace(string(text)), "\n")
	if len(lines) < 100 {
		t.Errorf("only %d filters", len(lines))
	}
	for _, filter := range lines {
		var refused *bpf.Error
		if _, err := bpf.Compile(filter, 1, 0, bpf.Options{}); !errors.As(err, &refused) {
			t.Errorf("%q: got %v, want an *Error", filter, err)
		}
	}
	needTCPDump(t)
	for _, filter := range lines {
		if theirs, err := ask(1, filter); err != nil || theirs.program != nil {
			t.Errorf("%q: tcpdump accepts it (%v)", filter, err)
		}
	}
}
