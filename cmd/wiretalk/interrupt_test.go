//go:build unix

package main

import (
	"bufio"
	"bytes"
	"encoding/binary"
	"encoding/json"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"
)

// fed is the program reading a capture from a pipe that stays open.
type fed struct {
	*exec.Cmd
	t          *testing.T
	in         io.WriteCloser
	out        *bufio.Reader
	complaints bytes.Buffer
}

func feed(t *testing.T, variables ...string) *fed {
	t.Helper()
	f := &fed{Cmd: program(t, []string{"-r", "-", "-T", "json"}, variables...), t: t}
	in, err := f.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	out, err := f.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	f.in, f.out, f.Stderr = in, bufio.NewReader(out), &f.complaints
	if err := f.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { f.Process.Kill() })
	return f
}

func (f *fed) write(p []byte) {
	f.t.Helper()
	if _, err := f.in.Write(p); err != nil {
		f.t.Fatal(err)
	}
}

// line waits for the next record.
func (f *fed) line() string {
	f.t.Helper()
	line, err := f.out.ReadString('\n')
	if err != nil {
		f.t.Fatalf("waiting for a record: %v", err)
	}
	return line
}

// end gives what is printed from now on, and the exit status.
func (f *fed) end() (rest string, status int) {
	f.t.Helper()
	text, err := io.ReadAll(f.out)
	if err != nil {
		f.t.Fatal(err)
	}
	f.Wait()
	return string(text), f.ProcessState.ExitCode()
}

// split cuts a little-endian pcap file after so many packets.
func split(t *testing.T, name string, packets int) (before, after []byte) {
	t.Helper()
	file, err := os.ReadFile(filepath.Join(pcaps, name))
	if err != nil {
		t.Fatal(err)
	}
	at := 24
	for range packets {
		at += 16 + int(binary.LittleEndian.Uint32(file[at+8:]))
	}
	return file[:at], file[at:]
}

func TestRecordsOfASlowPipeArePrintedAsTheyComeAndAnInterruptPrintsTheRest(t *testing.T) {
	for _, signal := range []os.Signal{syscall.SIGINT, syscall.SIGTERM, syscall.SIGHUP} {
		f := feed(t)
		begun, _ := split(t, "keep-alive.pcap", 14) // the second request is 14
		f.write(begun)
		if line := f.line(); !strings.Contains(line, `"target":"/index.html"`) {
			t.Errorf("the first record is %s", line)
		}
		f.Process.Signal(signal)
		rest, status := f.end()
		for _, want := range []string{`"target":"/item.json"`, `"close":{"kind":"open"`} {
			if !strings.Contains(rest, want) {
				t.Errorf("after the %v %s is missing in:\n%s", signal, want, rest)
			}
		}
		if want := "wiretalk: interrupted: what was found up to there is printed\n"; f.complaints.String() != want || status != exitRead {
			t.Errorf("%v: exit status %d, said %q", signal, status, &f.complaints)
		}
	}
}

// Ctrl-C in `tcpdump -w - | wiretalk -r -` interrupts both, and tcpdump then
// writes what it had not yet written.
func TestAfterAnInterruptTheEndOfThePipeIsStillRead(t *testing.T) {
	f := feed(t, lastWordsVariable+"=1m")
	begun, rest := split(t, "keep-alive.pcap", 14)
	f.write(begun)
	first := f.line()
	f.Process.Signal(syscall.SIGINT)
	time.Sleep(20 * time.Millisecond) // tcpdump takes its time
	f.write(rest)
	f.in.Close()
	others, status := f.end()
	golden, err := os.ReadFile(filepath.Join("testdata", "golden", "keep-alive.jsonl"))
	if err != nil {
		t.Fatal(err)
	}
	compare(t, "interrupted", golden, []byte(first+others))
	if status != exitDone || f.complaints.Len() > 0 {
		t.Errorf("all was read, yet: exit status %d, said %q", status, &f.complaints)
	}
}

func TestASecondInterruptEndsTheProgramAtOnce(t *testing.T) {
	f := feed(t, lastWordsVariable+"=1m")
	begun, _ := split(t, "keep-alive.pcap", 14)
	f.write(begun)
	f.line()
	gone := make(chan struct{})
	go func() {
		defer close(gone)
		f.end()
	}()
	for patience := time.After(30 * time.Second); ; {
		f.Process.Signal(syscall.SIGINT)
		select {
		case <-gone:
			return
		case <-patience:
			t.Fatal("still there after 30 s of interrupts")
		case <-time.After(50 * time.Millisecond):
		}
	}
}

func TestAClosedPipeEndsTheProgramQuietly(t *testing.T) {
	reader, writer, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	reader.Close()
	defer writer.Close()
	command := program(t, []string{"-r", filepath.Join(pcaps, "loss.pcap"), "-T", "json"})
	var complaints bytes.Buffer
	command.Stdout, command.Stderr = writer, &complaints
	if err := command.Run(); err != nil || complaints.Len() > 0 {
		t.Errorf("%v, said %q", err, &complaints)
	}
}

// The same as a person would see it, with more output than a pipe holds.
func TestHeadShowsTheFirstRecord(t *testing.T) {
	if _, err := exec.LookPath("head"); err != nil {
		t.Skip("there is no head")
	}
	var args []string
	for range 100 {
		args = append(args, "-r", filepath.Join(pcaps, "browser.pcap"))
	}
	command, head := program(t, args), exec.Command("head", "-n", "1")
	pipe, err := command.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	var complaints, shown bytes.Buffer
	command.Stderr, head.Stdin, head.Stdout = &complaints, pipe, &shown
	if err := command.Start(); err != nil {
		t.Fatal(err)
	}
	if err := head.Start(); err != nil {
		t.Fatal(err)
	}
	pipe.Close() // only head holds it now, as in a shell
	if err := head.Wait(); err != nil {
		t.Fatal(err)
	}
	if err := command.Wait(); err != nil || complaints.Len() > 0 {
		t.Errorf("%v, said %q", err, &complaints)
	}
	if lines := strings.Count(shown.String(), "\n"); lines != 1 || !strings.Contains(shown.String(), "http://www.example.test/ ") {
		t.Errorf("head shows %q", &shown)
	}
}

// HAR is a document however it ends.
func TestAnInterruptClosesTheHAR(t *testing.T) {
	command := program(t, []string{"-r", "-", "-T", "har"}, lastWordsVariable+"=1ms")
	in, err := command.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	out, err := command.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := command.Start(); err != nil {
		t.Fatal(err)
	}
	begun, _ := split(t, "keep-alive.pcap", 14)
	if _, err := in.Write(begun); err != nil {
		t.Fatal(err)
	}
	r := bufio.NewReader(out)
	head, err := r.ReadString('\n') // comes with the first entry
	if err != nil {
		t.Fatal(err)
	}
	command.Process.Signal(syscall.SIGINT)
	rest, err := io.ReadAll(r)
	if err != nil {
		t.Fatal(err)
	}
	command.Wait()
	document := []byte(head + string(rest))
	if status := command.ProcessState.ExitCode(); !json.Valid(document) || !bytes.Contains(document, []byte("/index.html")) || status != exitRead {
		t.Errorf("exit status %d:\n%s", status, document)
	}
}
