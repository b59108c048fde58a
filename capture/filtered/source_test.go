package filtered_test

import (
	"errors"
	"io"
	"slices"
	"strings"
	"testing"

	"wiretalk/capture"
	"wiretalk/capture/bpf"
	"wiretalk/capture/filtered"
)

// script is a source that gives what it is told to, a batch a call.
type script struct {
	file    string
	batches []batch
}

type batch struct {
	packets []capture.Packet
	err     error
	file    string
}

func (s *script) ReadBatch(b *capture.Batch) error {
	b.Packets = b.Packets[:0]
	if len(s.batches) == 0 {
		return io.EOF
	}
	next := s.batches[0]
	s.batches = s.batches[1:]
	b.Packets = append(b.Packets, next.packets...)
	s.file = next.file
	return next.err
}

func (s *script) File() string                           { return s.file }
func (s *script) BytesRead() int64                       { return 7 }
func (s *script) Size() int64                            { return 9 }
func (s *script) Close() error                           { return nil }
func (s *script) ReadAt(p []byte, at int64) (int, error) { return copy(p, "again"), nil }

// Packets of three link types, each an IPv4 header as far as a filter looks.
const datagram = "\x45\x00\x00\x14\x00\x00\x00\x00\x40\x06\x00\x00\x0a\x00\x00\x01\x0a\x00\x00\x02"

func ethernet(frame int64, protocol byte) capture.Packet {
	data := []byte("\x02\x00\x00\x00\x00\x01\x02\x00\x00\x00\x00\x02\x08\x00" + datagram)
	data[14+9] = protocol
	return capture.Packet{Data: data, Length: len(data), Frame: frame, Link: capture.LinkEthernet, Offset: 100 * frame, Time: frame}
}

func raw(frame int64) capture.Packet {
	return capture.Packet{Data: []byte(datagram), Length: len(datagram), Frame: frame, Link: capture.LinkRaw, Time: frame}
}

func null(frame int64, family string, bigEndian bool) capture.Packet {
	data := []byte(family + datagram)
	return capture.Packet{Data: data, Length: len(data), Frame: frame, Link: capture.LinkNull, BigEndian: bigEndian, Time: frame}
}

const tcp, udp = 6, 17

// read gives the frames that come out, by their place in the input, and errors
// but the last.
func read(t *testing.T, s capture.Source) (packets []capture.Packet, errs []error) {
	t.Helper()
	var b capture.Batch
	for range 100 {
		err := s.ReadBatch(&b)
		packets = append(packets, b.Packets...)
		if err == io.EOF {
			return packets, errs
		}
		if err != nil {
			errs = append(errs, err)
		}
	}
	t.Fatal("no end")
	return nil, nil
}

func TestWhatPassesIsNumberedAnew(t *testing.T) {
	source := &script{batches: []batch{
		{packets: []capture.Packet{ethernet(1, udp), ethernet(2, tcp), ethernet(3, udp), ethernet(4, tcp)}},
		{packets: []capture.Packet{ethernet(5, udp)}},
		{packets: []capture.Packet{ethernet(6, tcp)}},
	}}
	packets, errs := read(t, filtered.New(source, "tcp", bpf.Options{}))
	if len(packets) != 3 || errs != nil {
		t.Fatalf("got %d packets, %v", len(packets), errs)
	}
	for i, time := range []int64{2, 4, 6} {
		want := ethernet(time, tcp)
		if p := packets[i]; p.Frame != int64(i+1) || p.Time != time || p.Offset != want.Offset || string(p.Data) != string(want.Data) {
			t.Errorf("packet %d: got %+v", i, p)
		}
	}
}

// The filter means the same on each link type, and in either order of the
// bytes before a packet of LinkNull.
func TestLinkTypesMixed(t *testing.T) {
	source := &script{batches: []batch{{packets: []capture.Packet{
		ethernet(1, tcp), raw(2), ethernet(3, udp), raw(4),
		null(5, "\x02\x00\x00\x00", false), null(6, "\x02\x00\x00\x00", true), null(7, "\x00\x00\x00\x02", true),
		ethernet(8, tcp),
	}}}}
	packets, errs := read(t, filtered.New(source, "ip proto 6", bpf.Options{}))
	var times []int64
	for _, p := range packets {
		times = append(times, p.Time)
	}
	if want := []int64{1, 2, 4, 5, 7, 8}; !slices.Equal(times, want) || errs != nil {
		t.Errorf("got packets %v, %v; want %v", times, errs, want)
	}
}

// A link type on which the filter cannot be asked is said once a file, and the
// others go on.
func TestRefusedLinkTypeIsSaidOnceAFile(t *testing.T) {
	source := &script{batches: []batch{
		{packets: []capture.Packet{ethernet(1, tcp), raw(2), raw(3)}, file: "a.pcapng"},
		{packets: []capture.Packet{raw(4), ethernet(5, tcp)}, file: "a.pcapng"},
		{packets: []capture.Packet{raw(6), ethernet(7, tcp)}, err: errors.New("b.pcapng is damaged"), file: "b.pcapng"},
	}}
	// Raw IP has no VLAN tags.
	packets, errs := read(t, filtered.New(source, "tcp or vlan", bpf.Options{}))
	if len(packets) != 3 {
		t.Errorf("got %d packets, want 3", len(packets))
	}
	if len(errs) != 3 || errs[2].Error() != "b.pcapng is damaged" {
		t.Fatalf("got errors %v", errs)
	}
	for i, file := range []string{"a.pcapng", "b.pcapng"} {
		var of *capture.Error
		if !errors.As(errs[i], &of) || of.File != file || !strings.Contains(of.Error(), "raw IP (link type 101)") ||
			!strings.Contains(of.Error(), `"vlan" at byte 7`) {
			t.Errorf("got %v, want an error about %s, the link type and the word", errs[i], file)
		}
	}
}

// Where nothing can match, nothing passes, and there is nothing to say.
func TestLinkTypeOnWhichNothingMatches(t *testing.T) {
	packet := raw(1)
	packet.Link = capture.LinkIPv4
	source := &script{batches: []batch{{packets: []capture.Packet{packet, ethernet(2, tcp)}}}}
	packets, errs := read(t, filtered.New(source, "ip6 or ether proto 0x800", bpf.Options{}))
	if len(packets) == 0 || errs != nil {
		t.Errorf("got %d packets, %v", len(packets), errs)
	}
	source = &script{batches: []batch{{packets: []capture.Packet{packet}}}}
	if packets, errs := read(t, filtered.New(source, "ip6", bpf.Options{})); len(packets) != 0 || errs != nil {
		t.Errorf("got %d packets, %v; want none", len(packets), errs)
	}
}

// A file may claim a different link type for each packet; they cost neither
// memory nor a line each.
func TestManyUnknownLinkTypes(t *testing.T) {
	var packets []capture.Packet
	for link := range 60000 {
		p := raw(int64(link))
		p.Link = capture.LinkType(link + 2000)
		packets = append(packets, p)
	}
	source := &script{batches: []batch{{packets: packets}}}
	got, errs := read(t, filtered.New(source, "tcp", bpf.Options{}))
	if len(got) != 0 || len(errs) != 1 || !strings.Contains(errs[0].Error(), "link type 2000") {
		t.Errorf("got %d packets, %d errors, first %v", len(got), len(errs), errs)
	}
}

type liveScript struct{ script }

func (liveScript) Counts() capture.Counts { return capture.Counts{Received: 5, Dropped: 2} }

func TestTheRestIsTheSources(t *testing.T) {
	source := filtered.New(&script{}, "tcp", bpf.Options{})
	if _, ok := source.(capture.Live); ok {
		t.Error("a file has become live")
	}
	sizes := source.(interface {
		BytesRead() int64
		Size() int64
	})
	if sizes.BytesRead() != 7 || sizes.Size() != 9 {
		t.Error("sizes are not the source's")
	}
	p := make([]byte, 5)
	if n, err := source.ReadAt(p, 0); string(p[:n]) != "again" || err != nil {
		t.Errorf("read again %q, %v", p[:n], err)
	}
	live, ok := filtered.New(&liveScript{}, "tcp", bpf.Options{}).(capture.Live)
	if !ok || live.Counts() != (capture.Counts{Received: 5, Dropped: 2}) {
		t.Error("a live source is live no more")
	}
}

// A live source's batch without packets is a batch too: time has gone on.
func TestEmptyBatchesAreHandedOn(t *testing.T) {
	source := filtered.New(&script{batches: []batch{{packets: []capture.Packet{ethernet(1, udp)}}}}, "tcp", bpf.Options{})
	b := capture.Batch{Now: 5}
	if err := source.ReadBatch(&b); err != nil || len(b.Packets) != 0 || b.Now != 5 {
		t.Errorf("got %d packets, now %d, %v", len(b.Packets), b.Now, err)
	}
}

// replay gives the same batch again and again.
type replay struct {
	script
	packets []capture.Packet
}

func (r *replay) ReadBatch(b *capture.Batch) error {
	b.Packets = append(b.Packets[:0], r.packets...)
	return nil
}

func BenchmarkFilter(b *testing.B) {
	packets := make([]capture.Packet, 1000)
	for i := range packets {
		packets[i] = ethernet(int64(i), tcp)
		packets[i].Data = append(packets[i].Data, "\x9c\x40\x00\x50\x00\x00\x00\x01\x00\x00\x00\x02\x50\x10\x20\x00\x00\x00\x00\x00GET /"...)
		packets[i].Length = len(packets[i].Data)
	}
	for _, expr := range []string{"", "ip", "udp", "tcp port 80", "host 10.0.0.1 and tcp port 80 and tcp[13] & 16 != 0",
		"tcp port 80 and (((ip[2:2] - ((ip[0]&0xf)<<2)) - ((tcp[12]&0xf0)>>2)) != 0)"} {
		b.Run(expr, func(b *testing.B) {
			var source capture.Source = &replay{packets: packets}
			if expr != "" {
				source = filtered.New(source, expr, bpf.Options{})
			}
			var batch capture.Batch
			source.ReadBatch(&batch)
			b.ReportAllocs()
			for b.Loop() {
				if err := source.ReadBatch(&batch); err != nil {
					b.Fatal(err)
				}
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(len(packets)), "ns/packet")
		})
	}
}
