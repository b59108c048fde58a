package capture

import (
	"encoding/json"
	"os"
	"path/filepath"
	"testing"
)

// sharedFolder finds ../shared beside the repository's root.
func sharedFolder(t *testing.T) string {
	dir, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	for ; dir != filepath.Dir(dir); dir = filepath.Dir(dir) {
		if _, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil {
			shared := filepath.Join(filepath.Dir(dir), "shared")
			if _, err := os.Stat(shared); err == nil {
				return shared
			}
			break
		}
	}
	t.Skip("the shared captures are not here")
	return ""
}

// Frames are counted as Wireshark counts them.
func TestFramesAreWiresharks(t *testing.T) {
	shared := sharedFolder(t)
	facts, err := filepath.Glob(filepath.Join(shared, "oracle", "facts", "*.json"))
	if err != nil || len(facts) == 0 {
		t.Skip("no facts")
	}
	for _, name := range facts {
		var fact struct {
			Capture string
			Packets int64
		}
		b, err := os.ReadFile(name)
		if err == nil {
			err = json.Unmarshal(b, &fact)
		}
		if err != nil {
			t.Fatal(err)
		}
		file := filepath.Join(shared, "pcaps", fact.Capture)
		for _, size := range []int{100, DefaultBlockSize} {
			in := open(t, Options{BlockSize: size, Spool: true}, file)
			packets, errs := readAll(t, in)
			if errs != nil {
				t.Logf("%s: %v", fact.Capture, errs)
			}
			if in.numbers.frames != fact.Packets {
				t.Errorf("%s: %d frames, Wireshark has %d; %v", fact.Capture, in.numbers.frames, fact.Packets, errs)
			}
			for _, p := range packets {
				again := make([]byte, len(p.Data))
				if _, err := in.ReadAt(again, p.Offset); err != nil || string(again) != string(p.Data) {
					t.Fatalf("%s: frame %d reads otherwise again: %v", fact.Capture, p.Frame, err)
				}
			}
			in.Close()
		}
	}
}
