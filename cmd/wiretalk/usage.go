package main

import (
	"errors"
	"fmt"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"wiretalk/capture/bpf"
)

// expected says what stands after a flag, by the flag's long name.
var expected = map[string]string{
	"read":   "the name of a capture, or - for standard input",
	"frames": "a frame, or a range of frames such as 8-22",
	"type":   "a format: text, json, har, ladder, ladder-markdown or ladder-svg",
	"count":  "a number of packets, 1 or more",
	"lang":   "en or zh",
	"shards": "a number of processors, 1 to 64",

	"config":      "the name of a file",
	"save-bodies": "the name of a folder",

	"interface":       "the name of an interface, or its number in -D",
	"snapshot-length": "a number of bytes",
	"buffer-size":     "a size in KiB, or as in 32m",
	"spool":           "a size in MiB, or as in 2g",
	"write":           "the name of a file, or - for standard output",
	"file-size":       "a size in millions of bytes, or as in 500k, 20m, 1g",
	"file-seconds":    "a number of seconds, 1 or more",
	"file-count":      "a number of files, 1 or more",
	"autostop":        "duration:SECONDS, packets:N, filesize:KB or files:N",
	"display-filter":  "a display filter, in quotes if it has blanks",

	"filter":   "a capture filter, in quotes if it has blanks",
	"linktype": "a link type: " + strings.Join(bpf.LinkNames(), ", "),
}

// flagError words a flag that could not be parsed in the user's terms.
func flagError(_ *cobra.Command, err error) error {
	if e := (*pflag.ValueRequiredError)(nil); errors.As(err, &e) {
		flag := e.GetFlag()
		return fmt.Errorf("%s: after it comes %s", spelling(flag.Name, flag.Shorthand), expected[flag.Name])
	}
	if e := (*pflag.InvalidValueError)(nil); errors.As(err, &e) && expected[e.GetFlag().Name] != "" {
		return invalid(e.GetFlag().Name, e.GetFlag().Shorthand, e.GetValue())
	}
	return err
}

func invalid(name, letter, value string) error {
	return fmt.Errorf("%s %q: expected %s", spelling(name, letter), value, expected[name])
}

func spelling(name, letter string) string {
	if letter != "" {
		return "-" + letter
	}
	return "--" + name
}
