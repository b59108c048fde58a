package store

import (
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"wiretalk/capture"
)

// BenchmarkBesideTcpdump copies the capture that WIRETALK_CAPTURE names, as
// wiretalk and as tcpdump do it, into TMPDIR. An operation is a whole file.
func BenchmarkBesideTcpdump(b *testing.B) {
	name := os.Getenv("WIRETALK_CAPTURE")
	if name == "" {
		b.Skip("WIRETALK_CAPTURE names no capture")
	}
	info, err := os.Stat(name)
	if err != nil {
		b.Fatal(err)
	}
	out := filepath.Join(b.TempDir(), "out")
	b.Run("tcpdump -r -w", func(b *testing.B) {
		b.SetBytes(info.Size())
		for b.Loop() {
			args := []string{"-r", name, "-w", out}
			if os.Getuid() == 0 {
				args = append(args, "-Z", "root")
			}
			if said, err := exec.Command("tcpdump", args...).CombinedOutput(); err != nil {
				b.Fatalf("%v %s", err, said)
			}
		}
	})
	b.Run("read", func(b *testing.B) {
		b.SetBytes(info.Size())
		for b.Loop() {
			copyCapture(b, name, Options{})
		}
	})
	b.Run("keep in a file", func(b *testing.B) {
		b.SetBytes(info.Size())
		for b.Loop() {
			copyCapture(b, name, Options{Files: create(b, out, FileOptions{})})
		}
	})
	b.Run("keep in the spool", func(b *testing.B) {
		b.SetBytes(info.Size())
		for b.Loop() {
			copyCapture(b, name, Options{Spool: NewSpool(SpoolOptions{})})
		}
	})
}

func copyCapture(b *testing.B, name string, o Options) {
	in, err := capture.Open([]string{name}, capture.Options{})
	if err != nil {
		b.Fatal(err)
	}
	k := Keep(in, o)
	var batch capture.Batch
	var n int64
	for err == nil {
		err = k.ReadBatch(&batch)
		n += int64(len(batch.Packets))
	}
	if err != io.EOF {
		b.Fatal(err)
	}
	if err := k.Close(); err != nil {
		b.Fatal(err)
	}
	b.ReportMetric(float64(n), "packets")
}
