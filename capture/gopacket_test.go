package capture

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"io"
	"math/rand/v2"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/gopacket"
	"github.com/google/gopacket/layers"
	"github.com/google/gopacket/pcapgo"
)

func TestPacketReader(t *testing.T) {
	cut := twoPackets("first", "second")
	cut = append(cut, 1, 2, 3)
	r := NewPacketReader(memoryInput(bytes.NewReader(cut), 64))
	var kept [][]byte
	for i, want := range []gopacket.CaptureInfo{
		{CaptureLength: 5, Length: 9, InterfaceIndex: 0},
		{CaptureLength: 6, Length: 9, InterfaceIndex: 1},
	} {
		data, info, err := r.ReadPacketData()
		if diff := cmp.Diff(want, info); diff != "" || err != nil {
			t.Errorf("packet %d: %v\n%s", i, err, diff)
		}
		kept = append(kept, data)
	}
	if r.Packet().Link != LinkSLL || r.Packet().Frame != 2 {
		t.Errorf("the last packet was %+v", r.Packet())
	}
	if _, _, err := r.ReadPacketData(); err == nil || err == io.EOF {
		t.Errorf("instead of the damage: %v", err)
	}
	for range 2 {
		if _, _, err := r.ZeroCopyReadPacketData(); err != io.EOF {
			t.Errorf("at the end: %v", err)
		}
	}
	if string(kept[0]) != "first" || string(kept[1]) != "second" {
		t.Errorf("packets did not stay: %q", kept)
	}
}

// pcapgo's writers are another reading of the formats than this package's.
func TestReadsWhatPcapgoWrites(t *testing.T) {
	var pcap, nano, ng bytes.Buffer
	micro := pcapgo.NewWriter(&pcap)
	nanos := pcapgo.NewWriterNanos(&nano)
	ngs, err := pcapgo.NewNgWriter(&ng, layers.LinkTypeEthernet)
	for _, err := range []error{err, micro.WriteFileHeader(65535, layers.LinkTypeEthernet), nanos.WriteFileHeader(65535, layers.LinkTypeEthernet)} {
		if err != nil {
			t.Fatal(err)
		}
	}
	var want []string
	rnd := rand.New(rand.NewPCG(1, 2))
	for i := range 1000 {
		data := make([]byte, rnd.IntN(200))
		for j := range data {
			data[j] = byte(rnd.Uint32())
		}
		info := gopacket.CaptureInfo{
			Timestamp:     time.Unix(1700000000+int64(i), int64(rnd.IntN(1e6))*1000).UTC(),
			CaptureLength: len(data),
			Length:        len(data) + rnd.IntN(100),
		}
		want = append(want, fmt.Sprintf("%x %v", data, info))
		for _, w := range []interface {
			WritePacket(gopacket.CaptureInfo, []byte) error
		}{micro, nanos, ngs} {
			if err := w.WritePacket(info, data); err != nil {
				t.Fatal(err)
			}
		}
	}
	ngs.Flush()
	for name, b := range map[string][]byte{"pcap": pcap.Bytes(), "nanosecond pcap": nano.Bytes(), "pcapng": ng.Bytes()} {
		r := NewPacketReader(memoryInput(bytes.NewReader(b), 1000))
		for i := range want {
			data, info, err := r.ZeroCopyReadPacketData()
			if got := fmt.Sprintf("%x %v", data, info); got != want[i] || err != nil {
				t.Fatalf("%s, packet %d: %s, %v; want %s", name, i, got, err, want[i])
			}
		}
		if _, _, err := r.ReadPacketData(); err != io.EOF {
			t.Errorf("%s ends with %v", name, err)
		}
	}
}

func TestPacketReaderDecodes(t *testing.T) {
	ethernet := "\xff\xff\xff\xff\xff\xff\x02\x00\x00\x00\x00\x01\x88\xb5"
	file := newPcap(binary.LittleEndian, 0xa1b2c3d4, 1).packet(1, 0, 14, ethernet).b
	s := gopacket.NewPacketSource(NewPacketReader(memoryInput(bytes.NewReader(file), 1000)), layers.LinkTypeEthernet)
	p, err := s.NextPacket()
	if err != nil || p.LinkLayer() == nil {
		t.Errorf("%v, %v", p, err)
	}
}
