package store

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"wiretalk/capture"
)

// The capture that is being read is not written over, under no name.
func TestInputIsNotWrittenOver(t *testing.T) {
	dir := t.TempDir()
	input := filepath.Join(dir, "in.pcapng")
	if err := os.WriteFile(input, []byte("precious"), 0o600); err != nil {
		t.Fatal(err)
	}
	for name, link := range map[string]func(string, string) error{"symbolic": os.Symlink, "hard": os.Link} {
		if err := link(input, filepath.Join(dir, name)); err != nil {
			t.Fatal(err)
		}
	}
	t.Chdir(dir)
	for _, name := range []string{input, "in.pcapng", "./in.pcapng", "symbolic", "hard"} {
		_, err := Create(name, FileOptions{Inputs: []string{"missing", input}})
		if err == nil || !strings.Contains(err.Error(), "being read") {
			t.Errorf("%s: %v", name, err)
		}
	}
	stdout, err := os.OpenFile(input, os.O_WRONLY|os.O_APPEND, 0)
	if err != nil {
		t.Fatal(err)
	}
	defer stdout.Close()
	if _, err := Create("-", FileOptions{Inputs: []string{input}, Stdout: stdout}); err == nil {
		t.Error("-w - >>input is taken")
	}
	// The second file would be it: that is said, and reading goes on.
	os.Rename(input, filepath.Join(dir, "x1"))
	f := create(t, "x", FileOptions{Rotation: Rotation{Size: 1000}, Inputs: []string{"x1"}})
	k := Keep(&made{batches: [][]capture.Packet{packets(4, 900), packets(4, 900)}}, Options{Files: f})
	defer k.Close()
	got, said, _ := drain(t, k)
	if e := whatIsSaid(t, said); e.File != "x1" || len(got) != 8 {
		t.Error(e, len(got))
	}
	if b, err := os.ReadFile("x1"); err != nil || string(b) != "precious" {
		t.Errorf("the input is now %q %v", b, err)
	}
	if n := len(read(t, "x")); n == 0 {
		t.Error("the first file is empty")
	}
}

func TestOtherFilesAreWrittenOver(t *testing.T) {
	name := file(t)
	if err := os.WriteFile(name, make([]byte, 1<<20), 0o640); err != nil {
		t.Fatal(err)
	}
	k := Keep(&made{batches: [][]capture.Packet{packets(3, 90)}}, Options{Files: create(t, name, FileOptions{Inputs: []string{"elsewhere"}})})
	drain(t, k)
	k.Close()
	if n := len(read(t, name)); n != 3 {
		t.Errorf("%d packets", n)
	}
	if info, err := os.Stat(name); err != nil || info.Mode().Perm() != 0o640 {
		t.Error("its mode was changed", err)
	}
}

func TestNewFilesAreTheirUsersOwn(t *testing.T) {
	name := file(t)
	create(t, name, FileOptions{}).finish(nil)
	if info, err := os.Stat(name); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("%v %v", info.Mode(), err)
	}
}

func TestNamesThatCannotBe(t *testing.T) {
	dir := t.TempDir()
	for name, want := range map[string]string{
		filepath.Join(dir, "no", "such"): "make its directory first",
		dir:                              "is a directory",
		"":                               "needs a name",
	} {
		if _, err := Create(name, FileOptions{}); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v, want %s", name, err, want)
		}
	}
	if _, err := Create("-", FileOptions{Rotation: Rotation{Size: 1}}); err == nil {
		t.Error("standard output is rotated")
	}
}

// Read from a file, names go by the packets' time: the first one's too.
func TestPeriodsOfAFile(t *testing.T) {
	dir := t.TempDir()
	var list []capture.Packet
	for _, after := range []int64{0, 30, 59, 60, 300} {
		list = append(list, packet(90, after*1e9))
	}
	f := create(t, filepath.Join(dir, "t%H%M%S"), FileOptions{Rotation: Rotation{Seconds: 60}, Zone: time.UTC})
	k := Keep(&made{batches: [][]capture.Packet{list[:2], list[2:]}}, Options{Files: f})
	drain(t, k)
	k.Close()
	want := map[string]int{"t221320": 3, "t221420": 1, "t221820": 1}
	for _, name := range names(t, dir) {
		if n := len(read(t, filepath.Join(dir, name))); n != want[name] {
			t.Errorf("%s has %d packets", name, n)
		}
		delete(want, name)
	}
	if len(want) > 0 {
		t.Errorf("missing %v", want)
	}
}

// -G with -W ends before the packet for which there is no file.
func TestCountOfPeriodsEnds(t *testing.T) {
	dir := t.TempDir()
	var list []capture.Packet
	for n := range int64(10) {
		list = append(list, packet(90, n*1e9))
	}
	f := create(t, filepath.Join(dir, "%s"), FileOptions{Rotation: Rotation{Seconds: 2, Count: 3}})
	k := Keep(&made{batches: [][]capture.Packet{list}}, Options{Files: f})
	got, said, _ := drain(t, k)
	k.Close()
	if len(got) != 6 || said != nil || len(names(t, dir)) != 3 || !strings.Contains(k.Ended(), "3 files") {
		t.Errorf("%d packets, %v, %v, %s", len(got), said, names(t, dir), k.Ended())
	}
}

func TestStopAfterFiles(t *testing.T) {
	dir := t.TempDir()
	k := Keep(&made{batches: [][]capture.Packet{packets(100, 900)}}, Options{
		Files: create(t, filepath.Join(dir, "x"), FileOptions{Rotation: Rotation{Size: 5000}}),
		Stop:  Stop{Files: 4},
	})
	got, _, _ := drain(t, k)
	k.Close()
	all := 0
	for _, name := range names(t, dir) {
		all += len(read(t, filepath.Join(dir, name)))
	}
	if len(names(t, dir)) != 4 || len(got) != all || k.Ended() == "" {
		t.Errorf("%v with %d packets, %d handed on", names(t, dir), all, len(got))
	}
}

func TestWholeBlocks(t *testing.T) {
	f := create(t, file(t), FileOptions{})
	var whole []byte
	for i := range 3 {
		whole = append(whole, fmt.Sprintf("\x06\x00\x00\x00%c\x00\x00\x00%0*d", 12+4*i, 4+4*i, 0)...)
	}
	f.finish(nil)
	for n := range len(whole) + 1 {
		want := 0
		for _, end := range []int{12, 28, 48} {
			if n >= end {
				want = end
			}
		}
		if got := wholeBlocks(whole[:n]); got != want {
			t.Errorf("%d of %d bytes, want %d", got, n, want)
		}
	}
}

func TestCannotSaysWhatToDo(t *testing.T) {
	f := Files{name: "/x"}
	err := f.cannot(&fs.PathError{Op: "open", Path: "/x", Err: fs.ErrPermission})
	if !errors.Is(err, fs.ErrPermission) || !strings.Contains(err.Error(), "where you may write") {
		t.Error(err)
	}
}
