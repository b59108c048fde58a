package main

import (
	"bytes"
	"fmt"
	"os/exec"
	"syscall"
	"testing"
	"time"

	"wiretalk/internal/netns"
)

// TestEveryExchangeOfALoadIsRecorded lets wrk ask nginx as fast as it can, and
// wants a record of each request that nginx logged.
func TestEveryExchangeOfALoadIsRecorded(t *testing.T) {
	wanted, seconds := 100_000, 2
	if testing.Short() || raceDetector {
		wanted, seconds = 5_000, 1
	}
	for _, test := range []struct {
		name string
		args []string
	}{
		{"keep-alive", nil},
		{"a connection for each", []string{"-H", "Connection: close"}},
	} {
		t.Run(test.name, func(t *testing.T) {
			l := newLab(t, "nginx", "wrk")
			log := l.nginx()
			before, rounds := lines(t, log), 0
			records := &tally{}
			c := l.captureAs(func(c *exec.Cmd) { c.Stdout = records }, "-i", "here", "-T", "json", "-B", "64m", "tcp port 80")
			began := time.Now()
			for lines(t, log)-before < wanted {
				if time.Since(began) > 5*time.Minute {
					t.Fatal("wrk is too slow")
				}
				rounds++
				l.run(l.here, "wrk", append(test.args, "-t1", "-c16", fmt.Sprintf("-d%ds", seconds), "http://"+netns.There+"/some/path")...)
			}
			load := time.Since(began)
			time.Sleep(300 * time.Millisecond) // for what is still said when wrk has gone
			if status := c.end(syscall.SIGINT); status != exitDone {
				t.Errorf("exit status %d: %s", status, c.says.String())
			}
			logged := lines(t, log) - before
			captured, passed, dropped := c.counts()
			t.Logf("%d logged by nginx in %v, %d exchanges recorded, %d packets, %d dropped", logged, load.Round(time.Second), records.exchanges, captured, dropped)
			if dropped > 0 || captured != passed {
				t.Errorf("%d packets captured of %d that passed, %d dropped", captured, passed, dropped)
			}
			if records.exchanges != logged {
				t.Errorf("%d exchanges recorded, %d logged", records.exchanges, logged)
			}
			// wrk leaves its 16 connections in the midst of a response, each time.
			if records.answered < logged-16*rounds {
				t.Errorf("only %d of %d have a whole response", records.answered, logged)
			}
		})
	}
}

// tally counts records while they are printed.
type tally struct {
	rest                []byte
	exchanges, answered int
}

func (r *tally) Write(p []byte) (int, error) {
	n := len(p)
	r.rest = append(r.rest, p...)
	for {
		line, after, ok := bytes.Cut(r.rest, []byte("\n"))
		if !ok {
			r.rest = append(r.rest[:0], line...)
			return n, nil
		}
		r.rest = after
		if !bytes.HasPrefix(line, []byte(`{"type":"http"`)) {
			continue
		}
		r.exchanges++
		if _, response, ok := bytes.Cut(line, []byte(`"response":{`)); ok && bytes.Contains(response, []byte(`"complete":true`)) {
			r.answered++
		}
	}
}
