package main

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"

	"strings"
	"syscall"
	"testing"
	"time"
)

// A program that is killed while it writes leaves a file that tshark reads.
func TestAKilledCaptureCanBeRead(t *testing.T) {
	l := newLab(t, "tshark")
	for i := range 5 {
		name := filepath.Join(l.dir, fmt.Sprintf("killed%d.pcapng", i))
		c := l.capture("-i", "here", "-w", name, "-T", "json")
		stop := make(chan struct{})
		sending := make(chan struct{})
		go func() {
			defer close(sending)
			for {
				select {
				case <-stop:
					return
				default:
					l.send(1000)
				}
			}
		}()
		until(t, "the file grows", func() bool {
			info, err := os.Stat(name)
			return err == nil && info.Size() > 100_000
		})
		time.Sleep(time.Duration(17*i) * time.Millisecond)
		if c.end(syscall.SIGKILL); c.ProcessState.Success() {
			t.Error("it was not killed")
		}
		close(stop)
		<-sending
		read := exec.Command("tshark", "-r", name, "-T", "fields", "-e", "frame.number")
		var says heard
		read.Stderr = &says
		out, err := read.Output()
		complaint := strings.TrimSpace(strings.ReplaceAll(says.String(), "Running as user \"root\" and group \"root\". This could be dangerous.", ""))
		if complaint != "" && !strings.Contains(complaint, "cut short in the middle of a packet") || err != nil && complaint == "" {
			t.Errorf("tshark: %v, says %q", err, complaint)
		}
		if n := strings.Count(string(out), "\n"); n < 500 {
			t.Errorf("tshark finds %d packets", n)
		}
	}
}

// Packets on standard output come as they pass.
func TestPacketsOnAPipeAreShownAsTheyCome(t *testing.T) {
	l := newLab(t, "tshark")
	r, w, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	var shown, complaints heard
	tshark := exec.Command("tshark", "-l", "-r", "-", "-T", "fields", "-e", "frame.number", "-e", "frame.interface_name", "-e", "udp.port")
	tshark.Stdin, tshark.Stdout, tshark.Stderr = r, &shown, &complaints
	l.start(l.here, tshark)
	r.Close()
	c := l.captureAs(func(c *exec.Cmd) { c.Stdout = w }, "-i", "here", "-w", "-", "udp", "port", "9")
	w.Close()
	for n := 1; n <= 3; n++ {
		l.send(1)
		began := time.Now()
		want := fmt.Sprintf("%d\there\t", n)
		until(t, want, func() bool { return strings.Contains(shown.String(), want) })
		if late := time.Since(began); late > 2*time.Second {
			t.Errorf("packet %d was shown after %v", n, late)
		}
	}
	if status := c.end(syscall.SIGINT); status != exitDone {
		t.Errorf("exit status %d: %s", status, c.says.String())
	}
	if captured, _, _ := c.counts(); captured != 3 {
		t.Errorf("%d packets captured: %s", captured, c.says.String())
	}
	if err := tshark.Wait(); err != nil || strings.Contains(complaints.String(), "cut short") {
		t.Errorf("tshark: %v: %s", err, complaints.String())
	}
}

// When the reader of the pipe goes away capturing ends, quietly.
func TestAReaderThatGoesAwayEndsTheCapture(t *testing.T) {
	l := newLab(t)
	r, w, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	c := l.captureAs(func(c *exec.Cmd) { c.Stdout = w }, "-i", "here", "-w", "-")
	w.Close()
	r.Close()
	l.send(1)
	if status := c.exit(); status != exitDone {
		t.Errorf("exit status %d: %s", status, c.says.String())
	}
}

// Files are begun anew as tcpdump does it, and -a ends.
func TestLiveFilesFollowOneAnother(t *testing.T) {
	for _, test := range []struct {
		name  string
		args  []string
		files []string // that are there at the end

		ends    bool // by itself; otherwise it is interrupted
		packets int64
	}{
		{"-C -W", []string{"-w", "ring", "-C", "2k", "-W", "3"}, []string{"ring0", "ring1", "ring2"}, false, 0},
		{"-a files", []string{"-w", "few", "-C", "2k", "-a", "files:2"}, []string{"few", "few1"}, true, 0},
		{"-a filesize", []string{"-w", "small", "-a", "filesize:3"}, []string{"small"}, true, 0},
		{"-a packets", []string{"-w", "n", "-a", "packets:7"}, []string{"n"}, true, 7},
		{"-c", []string{"-w", "c", "-c", "7"}, []string{"c"}, true, 7},
		{"-G -W", []string{"-w", "second%s", "-G", "1", "-W", "2"}, nil, true, 0},
		{"-a duration", []string{"-w", "soon", "-a", "duration:0.7"}, []string{"soon"}, true, 0},
	} {
		t.Run(test.name, func(t *testing.T) {
			l := newLab(t)
			c := l.capture(append(append([]string{"-i", "here"}, test.args...), "-T", "text", "udp", "port", "9")...)
			ended := make(chan int, 1)
			go func() { ended <- c.exit() }()
			sent, status := 0, -1
			for end := time.Now().Add(20 * time.Second); status < 0 && time.Now().Before(end) && (test.ends || sent < 200); {
				l.send(10)
				sent += 10
				select {
				case status = <-ended:
				case <-time.After(20 * time.Millisecond):
				}
			}
			if status < 0 {
				if test.ends {
					t.Error("it did not end")
				}
				c.Process.Signal(syscall.SIGINT)
				status = <-ended
			}
			if status != exitDone {
				t.Errorf("exit status %d: %s", status, c.says.String())
			}
			var found []string
			total := int64(0)
			entries, _ := os.ReadDir(l.dir)
			for _, e := range entries {
				found = append(found, e.Name())
				total += packetsIn(t, filepath.Join(l.dir, e.Name()))
			}
			if test.files != nil && strings.Join(found, " ") != strings.Join(test.files, " ") || len(found) == 0 || len(found) > 3 {
				t.Errorf("files: %v", found)
			}
			captured, _, _ := c.counts()
			if test.args[2] != "-C" && total != captured || test.packets > 0 && total != test.packets {
				t.Errorf("%d packets in the files, %d captured, want %d", total, captured, test.packets)
			}
			for _, name := range found {
				if info, err := os.Stat(filepath.Join(l.dir, name)); err != nil || info.Mode().Perm() != 0o600 || info.Sys().(*syscall.Stat_t).Uid != nobody {
					t.Errorf("%s: %v %v", name, info, err)
				}
			}
		})
	}
}

// A disk that fills up is said; records go on.
func TestADiskThatFillsUp(t *testing.T) {
	for _, test := range []struct {
		name, says string
		args       []string
	}{
		{"file", "cannot be written further (no space left on device)", []string{"-w", "full/out", "-T", "json"}},
		{"spool", "make room there, or set TMPDIR", []string{"-T", "har"}},
	} {
		t.Run(test.name, func(t *testing.T) {
			l := newLab(t)
			full := filepath.Join(l.dir, "full")
			if err := os.Mkdir(full, 0o777); err != nil {
				t.Fatal(err)
			}
			if err := syscall.Mount("wiretalk-test", full, "tmpfs", 0, "size=256k,mode=777"); err != nil {
				t.Skip("cannot mount here: ", err)
			}
			t.Cleanup(func() { syscall.Unmount(full, syscall.MNT_DETACH) })
			l.serve(sized)
			c := l.captureAs(func(c *exec.Cmd) {
				c.Env = append(c.Env, "TMPDIR="+full)
			}, append([]string{"-i", "here"}, test.args...)...)
			for range 8 {
				l.get("/100000")
			}
			c.wants(test.says)
			l.get("/77")
			c.prints("/77")
			if status := c.end(syscall.SIGINT); status != exitRead {
				t.Errorf("exit status %d: %s", status, c.says.String())
			}
			c.counts()
			if n := strings.Count(c.says.String(), test.says); n != 1 {
				t.Errorf("said %d times: %s", n, c.says.String())
			}
			if test.name == "file" {
				if n := packetsIn(t, filepath.Join(full, "out")); n == 0 {
					t.Error("no packets in the file")
				}
			}
		})
	}
}
