package bpf_test

import (
	"flag"
	"os"
	"testing"
)

// TestMain gives the random filters a seed, so that a test run says the same
// each time; -rapid.seed asks for others.
func TestMain(m *testing.M) {
	flag.Parse()
	if seed := flag.Lookup("rapid.seed"); seed != nil && seed.Value.String() == "0" {
		_ = seed.Value.Set("1") // it is a number
	}
	os.Exit(m.Run())
}
