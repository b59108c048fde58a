// Package sharedpcaps is for tests: it finds the public captures that lie
// beside the project in ../shared/pcaps, which are not part of it, and reads
// their packets. Where they are missing, the test is skipped.
package sharedpcaps

import (
	"bytes"
	"io"
	"iter"
	"os"
	"path/filepath"
	"testing"

	"github.com/google/gopacket"
	"github.com/google/gopacket/layers"
	"github.com/google/gopacket/pcapgo"
)

// Folder is the folder of the captures.
func Folder(t testing.TB) string {
	t.Helper()
	return filepath.Join(Shared(t), "pcaps")
}

// Shared is the folder beside the project in which they are, with what tshark
// said of them.
func Shared(t testing.TB) string {
	t.Helper()
	dir, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	for ; dir != filepath.Dir(dir); dir = filepath.Dir(dir) {
		if _, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil {
			break
		}
	}
	shared := filepath.Join(dir, "..", "shared")
	if _, err := os.Stat(filepath.Join(shared, "pcaps")); err != nil {
		t.Skip("no captures beside the project")
	}
	return shared
}

// Packets are those of a capture of that name in the folder, pcap or pcapng,
// decoded by gopacket, in order.
func Packets(t testing.TB, name string) iter.Seq[gopacket.Packet] {
	t.Helper()
	content, err := os.ReadFile(filepath.Join(Folder(t), name))
	if err != nil {
		t.Skip(err)
	}
	var source interface {
		gopacket.PacketDataSource
		LinkType() layers.LinkType
	}
	if source, err = pcapgo.NewReader(bytes.NewReader(content)); err != nil {
		if source, err = pcapgo.NewNgReader(bytes.NewReader(content), pcapgo.DefaultNgReaderOptions); err != nil {
			t.Fatal(err)
		}
	}
	return func(yield func(gopacket.Packet) bool) {
		for {
			data, info, err := source.ReadPacketData()
			if err == io.EOF {
				return
			}
			if err != nil {
				t.Fatal(err)
			}
			p := gopacket.NewPacket(data, source.LinkType(), gopacket.Default)
			p.Metadata().CaptureInfo = info
			if !yield(p) {
				return
			}
		}
	}
}
