package main

import (
	"bytes"
	"path/filepath"
	"strings"
	"testing"
)

// --frames draws a part of a ladder or a lesson in each format, and --relative a
// picture without real numbers.
func TestDrawnFrames(t *testing.T) {
	read := func(args ...string) []string {
		return append([]string{"-r", filepath.Join("..", "..", "testdata", "tcp", "zero-window.pcap"), "--lang", "en"}, args...)
	}
	for _, c := range []struct {
		args      []string
		has, lack []string
	}{
		{read("-T", "ladder", "--frames", "8-9"), []string{"before frame 8", "(probe)", "Answer to the zero-window probe"}, []string{"silence", "SYN", "In short", "FIN"}},
		{read("-T", "ladder-markdown", "--frames", "9"), []string{"*before frame 9*", "| 9 |"}, []string{"| 8 |", "| 10 |"}},
		{read("-T", "ladder-svg", "--frames", "7-13", "--relative"), []string{"ESTABLISHED", "window probe<", "420 ms of silence"}, []string{">seq ", "SYN"}},
		{[]string{"lesson", "zero-window", "--lang", "en", "--frames", "7-9"}, []string{"Frame 6 (ACK", "212 ms of silence"}, []string{"420 ms of silence"}},
		{[]string{"lesson", "zero-window", "--lang", "en", "-T", "markdown", "--frames", "7-9"}, []string{"| 7 |"}, []string{"| 10 |"}},
		{[]string{"lesson", "zero-window", "--lang", "zh", "-T", "svg", "--frames", "7-9", "--relative"}, []string{"零窗口探测<", "第 7 帧和第 13 帧中服务器的窗口"}, []string{"SYN-SENT", ">seq ", "持续计时器"}},
	} {
		got := string(records(t, c.args...))
		for _, want := range c.has {
			if !strings.Contains(got, want) {
				t.Errorf("%s: lacks %q:\n%s", strings.Join(c.args, " "), want, got)
			}
		}
		for _, not := range c.lack {
			if strings.Contains(got, not) {
				t.Errorf("%s: has %q:\n%s", strings.Join(c.args, " "), not, got)
			}
		}
	}
}

// Frames that are none, or not there, or of nothing that is drawn, are wrong usage.
func TestDrawnFramesRefused(t *testing.T) {
	file := filepath.Join("..", "..", "testdata", "tcp", "zero-window.pcap")
	for _, c := range []struct {
		args []string
		said string
	}{
		{[]string{"-r", file, "-T", "ladder", "--frames", "9-8"}, `--frames "9-8": expected a frame, or a range of frames such as 8-22`},
		{[]string{"-r", file, "-T", "ladder", "--frames", "0"}, `--frames "0": expected`},
		{[]string{"-r", file, "-T", "ladder", "--frames"}, "--frames: after it comes a frame"},
		{[]string{"-r", file, "-T", "ladder", "--frames", "30-40"}, "--frames 30-40: no connection that passes has a segment there"},
		{[]string{"-r", file, "-T", "ladder-svg", "--frames", "30-40"}, "--frames 30-40: no connection that passes has a segment there"},
		{[]string{"-r", file, "-T", "text", "--frames", "8"}, "--frames: say -T ladder"},
		{[]string{"-r", file, "-T", "ladder", "--relative"}, "--relative: say -T ladder-svg"},
		{[]string{"lesson", "--frames", "8"}, "lesson: a name comes after it"},
		{[]string{"lesson", "zero-window", "--frames", "90"}, "--frames 90-90: the lesson has no segment there"},
		{[]string{"lesson", "zero-window", "--frames", "x"}, `--frames "x": expected`},
		{[]string{"lesson", "zero-window", "--relative"}, "--relative: say -T svg"},
	} {
		command := program(t, c.args)
		var said bytes.Buffer
		command.Stderr = &said
		if out, _ := command.Output(); command.ProcessState.ExitCode() != exitUsage || len(out) > 0 || !strings.Contains(said.String(), c.said) {
			t.Errorf("%s: exit status %d, %q and %q; want %q", strings.Join(c.args, " "), command.ProcessState.ExitCode(), out, &said, c.said)
		}
	}
}
