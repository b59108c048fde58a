package capture

import (
	"encoding/binary"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestReadHeader(t *testing.T) {
	pcapng := func(o byteOrder) *pcapngWriter {
		w := new(pcapngWriter)
		return w.section(o).block(0x77, strings.Repeat("passed over ", 5000)).iface(113, 96).iface(1, 0)
	}
	for _, test := range []struct {
		name string
		file []byte
		want Header
	}{
		{"pcap without packets", newPcap(binary.LittleEndian, 0xa1b2c3d4, 276).b, Header{LinkSLL2, 65535, false}},
		{"pcap in big-endian order", newPcap(binary.BigEndian, 0xa1b23c4d, 0).packet(1, 2, 3, "abc").b, Header{LinkNull, 65535, true}},
		{"pcap that ends inside a packet", newPcap(binary.LittleEndian, 0xa1b2c3d4, 1).packet(1, 2, 3, "abc").b[:42], Header{LinkEthernet, 65535, false}},
		{"pcap in gzip", gzipped(newPcap(binary.LittleEndian, 0xa1b2c3d4, 9).b), Header{LinkPPP, 65535, false}},
		{"pcapng of two interfaces", pcapng(binary.LittleEndian).b, Header{LinkSLL, 96, false}},
		{"pcapng in big-endian order", pcapng(binary.BigEndian).enhanced(1, 0, 1, "a").b, Header{LinkSLL, 96, true}},
	} {
		file := filepath.Join(t.TempDir(), "capture")
		if err := os.WriteFile(file, test.file, 0o600); err != nil {
			t.Fatal(err)
		}
		if got, err := ReadHeader(file); got != test.want || err != nil {
			t.Errorf("%s: got %+v, %v, want %+v", test.name, got, err, test.want)
		}
	}
}

func TestReadHeaderOfWhatHasNone(t *testing.T) {
	file := filepath.Join(t.TempDir(), "notes.txt")
	if err := os.WriteFile(file, []byte("GET / HTTP/1.1\r\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := ReadHeader(file); !errors.Is(err, ErrNotCapture) {
		t.Errorf("got %v, want ErrNotCapture", err)
	}
	if _, err := ReadHeader(file + ".none"); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("got %v, want os.ErrNotExist", err)
	}
}

// The address family before a packet of LinkNull is in the order of the file.
func TestOrderOfTheAddressFamily(t *testing.T) {
	for orderName, o := range orders {
		for link, want := range map[uint32]bool{0: orderName == "big", 108: false, 1: false} {
			files := map[string][]byte{"pcap": newPcap(o, 0xa1b2c3d4, link).packet(1, 2, 3, "abc").b}
			var w pcapngWriter
			files["pcapng"] = w.section(o).iface(uint16(link), 0).enhanced(0, 1, 3, "abc").simple(3, "abc").b
			for format, file := range files {
				packets, errs := readBytes(t, file, DefaultBlockSize)
				if len(packets) == 0 || errs != nil {
					t.Fatalf("%d packets, %v", len(packets), errs)
				}
				for _, p := range packets {
					if p.BigEndian != want {
						t.Errorf("%s, %s endian, link type %d, frame %d: BigEndian is %v", format, orderName, link, p.Frame, p.BigEndian)
					}
				}
			}
		}
	}
}
