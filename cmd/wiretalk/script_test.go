package main

import (
	"compress/gzip"
	"errors"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"testing"

	"github.com/klauspost/compress/zstd"
	"github.com/rogpeppe/go-internal/testscript"
)

// The scripts in testdata/script are the program as a user meets it. They
// find the captures in $PCAPS and the golden outputs in $GOLDEN, and know besides
// testscript's commands:
//
//	exits STATUS PROGRAM ARGS...    run a program that must exit so
//	compress gzip|zstd FROM TO
//	cut BYTES FROM TO               the first bytes of a file
func TestScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir:                 filepath.Join("testdata", "script"),
		RequireExplicitExec: true,
		RequireUniqueNames:  true,
		Setup: func(e *testscript.Env) error {
			e.Setenv("TZ", "UTC")
			golden, err := filepath.Abs(filepath.Join("testdata", "golden"))
			if err != nil {
				return err
			}
			e.Setenv("GOLDEN", golden)
			captures, err := filepath.Abs(pcaps)
			e.Setenv("PCAPS", captures)
			return err
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"exits":    scriptExits,
			"compress": scriptCompress,
			"cut":      scriptCut,
		},
	})
}

func scriptExits(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: exits STATUS PROGRAM ARGS...")
	}
	status := 0
	if err := ts.Exec(args[1], args[2:]...); err != nil {
		var exit *exec.ExitError
		if !errors.As(err, &exit) {
			ts.Fatalf("%v", err)
		}
		status = exit.ExitCode()
	}
	if strconv.Itoa(status) != args[0] {
		ts.Fatalf("exit status %d, expected %s", status, args[0])
	}
}

func scriptCompress(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 3 {
		ts.Fatalf("usage: compress gzip|zstd FROM TO")
	}
	to, err := os.Create(ts.MkAbs(args[2]))
	ts.Check(err)
	defer to.Close()
	var packer io.WriteCloser
	switch args[0] {
	case "gzip":
		packer = gzip.NewWriter(to)
	case "zstd":
		packer, err = zstd.NewWriter(to)
		ts.Check(err)
	default:
		ts.Fatalf("unknown compression %s", args[0])
	}
	_, err = packer.Write([]byte(ts.ReadFile(args[1])))
	ts.Check(err)
	ts.Check(packer.Close())
}

func scriptCut(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 3 {
		ts.Fatalf("usage: cut BYTES FROM TO")
	}
	size, err := strconv.Atoi(args[0])
	ts.Check(err)
	ts.Check(os.WriteFile(ts.MkAbs(args[2]), []byte(ts.ReadFile(args[1]))[:size], 0o644))
}
