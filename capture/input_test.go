package capture

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"
)

func onePacket(data string) []byte {
	return newPcap(binary.LittleEndian, 0xa1b2c3d4, 1).packet(1, 0, uint32(len(data)), data).b
}

func twoPackets(first, second string) []byte {
	var w pcapngWriter
	return w.section(binary.BigEndian).iface(1, 0).enhanced(0, 0, 9, first).iface(113, 0).enhanced(1, 0, 9, second).b
}

func TestSeveralFilesAreOneCapture(t *testing.T) {
	names := save(t, onePacket("a"), gzipped(twoPackets("b", "c")), zstded(onePacket("d")), onePacket("e"))
	packets, errs := readAll(t, open(t, Options{}, names...))
	var got []string
	for _, p := range packets {
		got = append(got, fmt.Sprintf("%d %s if%d again %v", p.Frame, p.Data, p.Iface, p.Offset >= 0))
	}
	want := []string{"1 a if0 again true", "2 b if1 again false", "3 c if2 again false", "4 d if3 again false", "5 e if4 again true"}
	if !slices.Equal(got, want) || errs != nil {
		t.Errorf("got %q, errors %v", got, errs)
	}
}

// A damaged, a missing and a foreign file each give their own error, and the
// files after them are read all the same.
func TestDamagedFileDoesNotHideTheNext(t *testing.T) {
	cut := onePacket("abc")
	names := save(t, cut[:len(cut)-1], onePacket("b"), []byte("#!/bin/sh\n"), onePacket("c"), nil)
	missing := filepath.Join(filepath.Dir(names[0]), "missing")
	names = slices.Insert(names, 2, missing)
	in := open(t, Options{}, names...)
	packets, errs := readAll(t, in)
	if len(packets) != 2 || packets[1].Frame != 2 || string(packets[1].Data) != "c" {
		t.Errorf("got %v", packets)
	}
	want := []struct {
		file string
		err  error
		text string
	}{
		{names[0], io.ErrUnexpectedEOF, "offset 24: file ends inside a packet (has 18 of 19 bytes)"},
		{missing, os.ErrNotExist, "missing: cannot be opened: no such file or directory: check the name"},
		{names[3], ErrNotCapture, "seems to be text"},
		{names[5], ErrNotCapture, "the file is empty"},
	}
	if len(errs) != len(want) {
		t.Fatalf("got errors %v", errs)
	}
	for i, w := range want {
		var e *Error
		if !errors.As(errs[i], &e) || e.File != w.file || !errors.Is(e, w.err) || !strings.Contains(e.Error(), w.text) {
			t.Errorf("got error %v, want %+v", errs[i], w)
		}
	}
	if in.BytesRead() != in.Size() {
		t.Errorf("progress ends at %d of %d", in.BytesRead(), in.Size())
	}
	// What was damaged keeps its addresses apart from the next file's.
	buf := make([]byte, 1)
	if _, err := in.ReadAt(buf, packets[1].Offset); err != nil || buf[0] != 'c' {
		t.Errorf("reading again gave %q, %v", buf, err)
	}
}

func TestOpenRefuses(t *testing.T) {
	if _, err := Open(nil, Options{}); err == nil {
		t.Error("no names: no error")
	}
	dir := t.TempDir()
	for name, text := range map[string]string{
		dir:                       "it is a directory",
		filepath.Join(dir, "nix"): "no such file or directory: check the name",
	} {
		var e *Error
		if _, err := Open([]string{name}, Options{}); !errors.As(err, &e) || e.File != name || !strings.Contains(e.Reason, text) {
			t.Errorf("%s: got %v, want %q", name, err, text)
		}
	}
}

func TestReadAt(t *testing.T) {
	var files [][]byte
	var want []string
	for i := range 3 * maxOpen {
		data := strings.Repeat(string(rune('a'+i%26)), 1+i)
		want = append(want, data)
		switch file := onePacket(data); {
		case i%10 == 3:
			files = append(files, gzipped(file))
		case i%10 == 7:
			files = append(files, zstded(file))
		default:
			files = append(files, file)
		}
	}
	in := open(t, Options{Spool: true, BlockSize: 50}, save(t, files...)...)
	packets, errs := readAll(t, in)
	if len(packets) != len(want) || errs != nil {
		t.Fatalf("%d packets, errors %v", len(packets), errs)
	}
	for i, p := range packets {
		got := make([]byte, len(p.Data))
		if _, err := in.ReadAt(got, p.Offset); err != nil || string(got) != want[i] {
			t.Fatalf("frame %d: read %q again, %v; want %q", p.Frame, got, err, want[i])
		}
	}
	if in.places.open > maxOpen {
		t.Errorf("%d files are held open", in.places.open)
	}

	// One read may go over many files.
	first, last := packets[0], packets[len(packets)-1]
	all := make([]byte, last.Offset+int64(len(last.Data))-first.Offset)
	if _, err := in.ReadAt(all, first.Offset); err != nil {
		t.Fatal(err)
	}
	for i, p := range packets {
		if got := all[p.Offset-first.Offset:][:len(p.Data)]; string(got) != want[i] {
			t.Errorf("frame %d in one long read: %q, want %q", p.Frame, got, want[i])
		}
	}
	if n, err := in.ReadAt(make([]byte, 10), last.Offset+int64(len(last.Data))-4); n != 4 || err != io.EOF {
		t.Errorf("reading over the end: %d, %v", n, err)
	}
}

func TestReadAtRefuses(t *testing.T) {
	names := save(t, gzipped(onePacket("abc")), onePacket("def"))
	in := open(t, Options{}, names...)
	readAll(t, in)
	for _, offset := range []int64{-1, 0, 40} {
		if _, err := in.ReadAt(make([]byte, 3), offset); !errors.Is(err, ErrNotKept) {
			t.Errorf("reading at %d without a spool: %v", offset, err)
		}
	}
}

// A file that was let go of is read again only when it is still the same.
func TestReadAtKnowsReplacedFile(t *testing.T) {
	var files [][]byte
	for range maxOpen + 1 {
		files = append(files, onePacket("old"))
	}
	names := save(t, files...)
	in := open(t, Options{}, names...)
	packets, _ := readAll(t, in)
	replaced := names[maxOpen]
	other := replaced + ".new"
	if err := os.WriteFile(other, onePacket("new"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Rename(other, replaced); err != nil {
		t.Fatal(err)
	}
	got := make([]byte, 3)
	if _, err := in.ReadAt(got, packets[maxOpen].Offset); err == nil || !strings.Contains(err.Error(), "another file has taken its name") {
		t.Errorf("read %q, %v", got, err)
	}
}

func TestSpoolIsGoneAfterClose(t *testing.T) {
	dir := t.TempDir()
	t.Setenv("TMPDIR", dir)
	in := open(t, Options{Spool: true}, save(t, gzipped(onePacket("abc")))...)
	packets, errs := readAll(t, in)
	if errs != nil || in.spool.size != int64(len(onePacket("abc"))) {
		t.Fatalf("errors %v, spool of %d bytes", errs, in.spool.size)
	}
	in.Close()
	if left, err := os.ReadDir(dir); err != nil || len(left) != 0 {
		t.Errorf("left behind: %v, %v", left, err)
	}
	if _, err := in.ReadAt(make([]byte, 1), packets[0].Offset); !errors.Is(err, os.ErrClosed) {
		t.Errorf("reading after Close: %v", err)
	}
	if err := in.ReadBatch(new(Batch)); err != os.ErrClosed {
		t.Errorf("ReadBatch after Close: %v", err)
	}
}

func TestSpoolFailureSaysWhatToDo(t *testing.T) {
	t.Setenv("TMPDIR", filepath.Join(t.TempDir(), "nowhere"))
	in := open(t, Options{Spool: true}, save(t, gzipped(onePacket("abc")))...)
	_, errs := readAll(t, in)
	if e := theError(t, errs); !strings.Contains(e.Error(), "set TMPDIR") || !errors.Is(e, os.ErrNotExist) {
		t.Error(e)
	}
}

// A full disk is said once, and reading goes on without what is kept.
func TestSpoolOnAFullDisk(t *testing.T) {
	full, err := os.OpenFile("/dev/full", os.O_RDWR, 0)
	if err != nil {
		t.Skip("no /dev/full here")
	}
	name := save(t, gzipped(onePacket("abc")), gzipped(onePacket("defg")))
	in := open(t, Options{Spool: true}, name...)
	in.spool.file = full
	packets, errs := readAll(t, in)
	if e := theError(t, errs); !errors.Is(e, syscall.ENOSPC) || e.File != name[0] || !strings.Contains(e.Error(), "set TMPDIR") {
		t.Error(e)
	}
	if len(packets) != 2 || string(packets[1].Data) != "defg" {
		t.Fatalf("packets %v", packets)
	}
	for _, p := range packets {
		if _, err := in.ReadAt(make([]byte, 3), p.Offset); p.Offset != -1 || !errors.Is(err, ErrNotKept) {
			t.Errorf("offset %d: %v", p.Offset, err)
		}
	}
}

// Batches are the caller's: several may be in use at once, whatever becomes
// of the others.
func TestBatchesAreIndependent(t *testing.T) {
	w := newPcap(binary.LittleEndian, 0xa1b2c3d4, 1)
	for i := range 1000 {
		w.packet(uint32(i), 0, 40, fmt.Sprintf("%040d", i))
	}
	in := memoryInput(bytes.NewReader(w.b), 1024)
	batches := make([]Batch, 3)
	for n := 0; ; n++ {
		b := &batches[n%len(batches)]
		for i := range b.Packets {
			if p := &b.Packets[i]; string(p.Data) != fmt.Sprintf("%040d", p.Frame-1) {
				t.Fatalf("frame %d was overwritten: %q", p.Frame, p.Data)
			}
		}
		clear(b.block[:cap(b.block)])
		if in.ReadBatch(b) == io.EOF {
			break
		}
	}
	if in.numbers.frames != 1000 {
		t.Errorf("%d frames", in.numbers.frames)
	}
}
