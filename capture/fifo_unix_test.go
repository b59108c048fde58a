//go:build unix

package capture

import (
	"os"
	"path/filepath"
	"syscall"
	"testing"
	"time"
)

// Close wakes a ReadBatch that waits for a named pipe.
func TestCloseWakesReader(t *testing.T) {
	name := filepath.Join(t.TempDir(), "pipe")
	if err := syscall.Mkfifo(name, 0o600); err != nil {
		t.Skip(err)
	}
	// Open for both, so that neither side waits for the other.
	w, err := os.OpenFile(name, os.O_RDWR, 0)
	if err != nil {
		t.Fatal(err)
	}
	defer w.Close()
	w.Write(onePacket("abc"))
	in := open(t, Options{}, name)
	var b Batch
	if err := in.ReadBatch(&b); err != nil || len(b.Packets) != 1 {
		t.Fatal(err)
	}
	ended := make(chan error)
	go func() { ended <- in.ReadBatch(new(Batch)) }()
	time.Sleep(10 * time.Millisecond)
	in.Close()
	select {
	case err := <-ended:
		if err != os.ErrClosed {
			t.Errorf("ReadBatch returned %v", err)
		}
	case <-time.After(5 * time.Second):
		t.Error("ReadBatch still waits")
	}
	if string(b.Packets[0].Data) != "abc" {
		t.Error("Close took the packets of a batch")
	}
}
