package main

import (
	"fmt"
	"strconv"
	"strings"

	"wiretalk/internal/ladder"
)

// drawnFrames is the value of --frames: those of which alone a ladder is drawn.
type drawnFrames struct{ ladder.Frames }

func (f *drawnFrames) String() string {
	if f.Frames == (ladder.Frames{}) {
		return ""
	}
	return fmt.Sprintf("%d-%d", f.First, f.Last)
}

// Type implements pflag.Value.
func (f *drawnFrames) Type() string { return "RANGE" }

// Set implements pflag.Value.
func (f *drawnFrames) Set(text string) error {
	first, last, ranged := strings.Cut(text, "-")
	if !ranged {
		last = first
	}
	from, err := strconv.ParseInt(first, 10, 64)
	to, err2 := strconv.ParseInt(last, 10, 64)
	if err != nil || err2 != nil || from < 1 || to < from {
		return fmt.Errorf("expected %s", expected["frames"])
	}
	f.Frames = ladder.Frames{First: from, Last: to}
	return nil
}
