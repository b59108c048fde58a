package store

import (
	"bytes"
	"errors"
	"io"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"

	"wiretalk/capture"
)

// writeForEver writes packets of many sizes to a file, as fast as it can.
func writeForEver(name string) {
	f, err := Create(name, FileOptions{})
	if err == nil {
		keepForEver(Options{Files: f})
	}
}

func spoolForEver(dir string) {
	keepForEver(Options{Spool: NewSpool(SpoolOptions{Dir: dir, Limit: 16 << 20})})
}

func keepForEver(o Options) {
	src := &again{}
	for i := range 40 {
		src.batch = append(src.batch, packet(60+i*i*30, int64(i)))
	}
	k := Keep(src, o)
	var b capture.Batch
	for k.ReadBatch(&b) == nil {
		os.Stdout.Write([]byte{'.'})
	}
}

// start starts the test binary again, and returns when it writes.
func start(t *testing.T, what, where string) *exec.Cmd {
	t.Helper()
	c := exec.Command(os.Args[0], where)
	c.Env = append(os.Environ(), child+"="+what)
	out, err := c.StdoutPipe()
	if err == nil {
		err = c.Start()
	}
	if err != nil {
		t.Fatal(err)
	}
	if _, err := out.Read(make([]byte, 1)); err != nil {
		t.Fatal("the child does not write: ", err)
	}
	go io.Copy(io.Discard, out)
	return c
}

// kill kills it with a signal that it cannot catch, some time later.
func kill(t *testing.T, c *exec.Cmd) {
	t.Helper()
	time.Sleep(time.Duration(rand.IntN(15_000)) * time.Microsecond)
	if err := c.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	c.Wait()
}

// Whenever the program is killed, the file has whole packets, but perhaps for
// the end of its last one.
func TestKilled(t *testing.T) {
	tshark, _ := exec.LookPath("tshark")
	dir := t.TempDir()
	cut := 0
	for n := range 20 {
		name := filepath.Join(dir, "out.pcapng")
		kill(t, start(t, "write", name))
		in, err := capture.Open([]string{name}, capture.Options{})
		if err != nil {
			t.Fatal(err)
		}
		var b capture.Batch
		packets := 0
		for {
			err = in.ReadBatch(&b)
			packets += len(b.Packets)
			if err != nil {
				break
			}
		}
		in.Close()
		if errors.Is(err, io.ErrUnexpectedEOF) {
			cut++
		} else if err != io.EOF {
			t.Fatalf("after %d packets: %v", packets, err)
		}
		if tshark == "" || testing.Short() && n >= 3 {
			continue
		}
		out, err := exec.Command(tshark, "-r", name, "-Y", "frame.number == 0", "--disable-protocol", "eth").CombinedOutput()
		if err != nil && !bytes.Contains(out, []byte("cut short")) {
			t.Fatalf("tshark: %v %s", err, out)
		}
	}
	t.Logf("%d of 20 files end inside a packet", cut)
}

func TestNothingStaysOfAKilledSpool(t *testing.T) {
	dir := t.TempDir()
	for range 5 {
		kill(t, start(t, "spool", dir))
		if list := names(t, dir); len(list) > 0 {
			t.Fatalf("left behind: %v", list)
		}
	}
}
