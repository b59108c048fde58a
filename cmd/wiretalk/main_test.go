package main

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"

	"wiretalk/capture"
)

// Variables through which a test changes the program's sense of time.
const (
	progressAfterVariable = "WIRETALK_TEST_PROGRESS_AFTER"
	lastWordsVariable     = "WIRETALK_TEST_LAST_WORDS"
	panicVariable         = "WIRETALK_TEST_PANIC" // makes reading panic
)

// TestMain makes this binary the program itself when it is called wiretalk.
func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"wiretalk": func() {
		adjust(progressAfterVariable, &progressAfter)
		adjust(lastWordsVariable, &lastWords)
		if os.Getenv(panicVariable) != "" {
			behind = func(s capture.Source) capture.Source { return &panicking{Source: s} }
		}
		main()
	}, "flood": flood})
}

func adjust(variable string, d *time.Duration) {
	if value, err := time.ParseDuration(os.Getenv(variable)); err == nil {
		*d = value
	}
}

// program is the program to be run with arguments and variables
// ("NAME=value") besides the test's own.
func program(t testing.TB, args []string, variables ...string) *exec.Cmd {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	return &exec.Cmd{
		Path: self,
		Args: append([]string{"wiretalk"}, args...),
		Env:  append(os.Environ(), append([]string{"TZ=UTC", "XDG_CONFIG_HOME=" + t.TempDir(), "XDG_STATE_HOME=" + t.TempDir()}, variables...)...),
	}
}

// records runs the program, which must read everything, and gives what it
// printed.
func records(t testing.TB, args ...string) []byte {
	t.Helper()
	command := program(t, args)
	var complaints bytes.Buffer
	command.Stderr = &complaints
	out, err := command.Output()
	if err != nil || complaints.Len() > 0 {
		t.Fatalf("wiretalk %s: %v\n%s", strings.Join(args, " "), err, &complaints)
	}
	return out
}

var pcaps = filepath.Join("..", "..", "testdata", "pcaps")

// bundled lists the captures that come with the program.
func bundled(t testing.TB) []string {
	t.Helper()
	list, err := filepath.Glob(filepath.Join(pcaps, "*.pcap*"))
	if err != nil || len(list) < 10 {
		t.Fatalf("captures in %s: %q, %v", pcaps, list, err)
	}
	return list
}

// panicking is a source that panics after the screen has been shown.
type panicking struct{ capture.Source }

func (p *panicking) ReadBatch(b *capture.Batch) error {
	time.Sleep(500 * time.Millisecond)
	panic("the source has gone to pieces")
}
