package filtered_test

import (
	"bytes"
	"io"
	"path/filepath"
	"testing"

	"wiretalk/capture"
	"wiretalk/capture/bpf"
	"wiretalk/capture/filtered"
)

func readAll(t *testing.T, s capture.Source) (packets []capture.Packet) {
	t.Helper()
	var b capture.Batch
	for {
		err := s.ReadBatch(&b)
		for _, p := range b.Packets {
			p.Data = bytes.Clone(p.Data)
			packets = append(packets, p)
		}
		if err == io.EOF {
			return packets
		}
		if err != nil {
			t.Fatal(err)
		}
	}
}

// What passed can be read again by its own numbers.
func TestReadingAgain(t *testing.T) {
	defer filtered.MarkEvery(10)()
	names, _ := filepath.Glob("../../testdata/pcaps/*.pcap")
	in, err := capture.Open(names, capture.Options{BlockSize: 4096})
	if err != nil {
		t.Fatal(err)
	}
	defer in.Close()
	s := filtered.New(in, "tcp and src port not 80", bpf.Options{})
	all := readAll(t, s)
	if len(all) < 200 {
		t.Fatalf("only %d packets", len(all))
	}
	for first := int64(1); first <= int64(len(all)); first += 37 {
		last := min(first+20, int64(len(all)))
		again, err := s.(capture.Rereader).Again(first, last)
		if err != nil {
			t.Fatal(err)
		}
		got := readAll(t, again)
		if len(got) == 0 || got[0].Frame > first || got[len(got)-1].Frame != last {
			t.Fatalf("frames %d to %d: %d packets", first, last, len(got))
		}
		for _, p := range got {
			if want := all[p.Frame-1]; p.Offset != want.Offset || !bytes.Equal(p.Data, want.Data) {
				t.Fatalf("frame %d is another packet", p.Frame)
			}
		}
	}
	if _, err := filtered.New(in, "tcp", bpf.Options{}).(capture.Rereader).Again(1, 2); err == nil {
		t.Error("nothing was read yet")
	}
}
