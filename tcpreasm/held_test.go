package tcpreasm

import (
	"fmt"
	"strings"
	"testing"
)

// run is bytes at a number, as "110 abc"; dots are bytes the capture cut off.
func run(text string) chunk {
	var k chunk
	var bytes string
	if _, err := fmt.Sscan(text, &k.seq, &bytes); err != nil {
		panic(err)
	}
	data := strings.TrimRight(bytes, ".")
	k.data, k.lost, k.at.Offset = []byte(data), uint32(len(bytes)-len(data)), int64(k.seq)
	return k
}

func (h *held) String() string {
	var all []string
	for i := range h.chunks {
		k := &h.chunks[i]
		all = append(all, fmt.Sprintf("%d %s%s", k.seq, k.data, strings.Repeat(".", int(k.lost))))
		if len(k.data) > 0 && k.at.Offset != int64(k.seq) {
			all = append(all, fmt.Sprintf("at %d", k.at.Offset))
		}
	}
	return strings.Join(all, ", ")
}

func TestHeldKeepsTheFirstOfOverlaps(t *testing.T) {
	for _, test := range []struct {
		name string
		add  []string
		want string
	}{
		{"before", []string{"110 def", "100 abc"}, "100 abc, 110 def"},
		{"after", []string{"100 abc", "110 def"}, "100 abc, 110 def"},
		{"adjoining", []string{"103 def", "100 abc"}, "100 abc, 103 def"},
		{"same again", []string{"100 abc", "100 XXX"}, "100 abc"},
		{"inside", []string{"100 abcde", "101 XXX"}, "100 abcde"},
		{"around", []string{"102 cd", "100 abXXef"}, "100 ab, 102 cd, 104 ef"},
		{"front overlaps", []string{"100 abc", "102 Xde"}, "100 abc, 103 de"},
		{"end overlaps", []string{"102 cde", "100 abXX"}, "100 ab, 102 cde"},
		{"across three", []string{"101 b", "103 d", "105 f", "100 aXcXeXg"}, "100 a, 101 b, 102 c, 103 d, 104 e, 105 f, 106 g"},
		{"between two", []string{"100 abc", "105 fgh", "102 XdeXX"}, "100 abc, 103 de, 105 fgh"},
		{"what was cut off is held as lost", []string{"100 ab...", "103 XXXf"}, "100 ab..., 105 Xf"},
		{"front of what was cut off", []string{"104 e", "100 ab...."}, "100 ab.., 104 e, 105 ."},
		{"nothing captured", []string{"101 .", "100 ..."}, "100 ., 101 ., 102 ."},
	} {
		t.Run(test.name, func(t *testing.T) {
			var h held
			var p pool
			for _, text := range test.add {
				h.add(run(text), &p)
			}
			if got := h.String(); got != test.want {
				t.Errorf("held %s; want %s", got, test.want)
			}
			for len(h.chunks) > 0 {
				p.release(h.pop(&p).data)
			}
			if h.bytes != 0 || p.bytes != 0 {
				t.Errorf("%d bytes held and %d lent when all is gone", h.bytes, p.bytes)
			}
		})
	}
}

func TestHeldIsCutAtFin(t *testing.T) {
	for _, test := range []struct {
		fin  uint32
		want string
	}{
		{113, "100 abc, 110 def"},
		{111, "100 abc, 110 d"},
		{110, "100 abc"},
		{105, "100 abc"},
		{102, "100 ab"},
		{100, ""},
	} {
		var h held
		var p pool
		h.add(run("100 abc"), &p)
		h.add(run("110 def"), &p)
		h.cutAt(test.fin, &p)
		if got := h.String(); got != test.want {
			t.Errorf("FIN %d: held %s; want %s", test.fin, got, test.want)
		}
		for len(h.chunks) > 0 {
			p.release(h.pop(&p).data)
		}
		if h.bytes != 0 || p.bytes != 0 {
			t.Errorf("FIN %d: %d bytes held and %d lent when all is gone", test.fin, h.bytes, p.bytes)
		}
	}
}

// Room is used again rather than grown while runs come and go, and goes back
// to the pool, which keeps no more than so much of it.
func TestHeldRoom(t *testing.T) {
	const at = 20 // once
	var h held
	var p pool
	for i := range uint32(10000) {
		h.add(chunk{seq: 2 * i, data: []byte{'x'}}, &p)
		if i >= at {
			p.release(h.pop(&p).data)
		}
	}
	if len(h.room) > 4*at {
		t.Errorf("room for %d runs, of which %d are held at once", len(h.room), at)
	}
	for i := range uint32(maxPlaces) {
		h.add(chunk{seq: 100000 + 2*i, data: []byte{'x'}}, &p)
	}
	for len(h.chunks) > 0 {
		p.release(h.pop(&p).data)
	}
	if len(h.room) > 0 {
		t.Errorf("room for %d runs is kept, and nothing held", len(h.room))
	}
	places := 0
	for _, room := range p.rooms {
		places += len(room)
	}
	if places != p.places || places == 0 || places > maxPlaces {
		t.Errorf("the pool has %d places and counts %d, of at most %d", places, p.places, maxPlaces)
	}
}
