package privilege

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
)

// verify reads what the kernel says of every thread.
func verify() error {
	threads, err := filepath.Glob("/proc/self/task/*/status")
	if err != nil || len(threads) == 0 {
		return fmt.Errorf("what is left cannot be read: is /proc mounted? (%w)", errors.Join(err, os.ErrNotExist))
	}
	read := 0
	for _, name := range threads {
		status, err := os.ReadFile(name)
		if errors.Is(err, os.ErrNotExist) || err != nil && strings.Contains(err.Error(), "no such process") {
			continue // the thread has ended
		}
		if err != nil {
			return err
		}
		if err := harmless(string(status)); err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
		read++
	}
	if read == 0 {
		return errors.New("what is left cannot be read")
	}
	return nil
}

// harmless looks for rights in the text of a /proc/…/status. The bounding and
// inheritable sets give none as long as NoNewPrivs is set; who is not root may not
// empty the former.
func harmless(status string) error {
	fields := make(map[string][]string)
	for line := range strings.Lines(status) {
		if name, value, ok := strings.Cut(line, ":"); ok {
			fields[name] = strings.Fields(value)
		}
	}
	for _, set := range []string{"CapEff", "CapPrm", "CapAmb"} {
		if len(fields[set]) != 1 {
			return fmt.Errorf("no %s in it", set)
		}
		if n, err := strconv.ParseUint(fields[set][0], 16, 64); err != nil || n != 0 {
			return fmt.Errorf("%s is %s", set, fields[set][0])
		}
	}
	for _, ids := range []string{"Uid", "Gid"} {
		if len(fields[ids]) != 4 {
			return fmt.Errorf("no %s in it", ids)
		}
		for _, id := range fields[ids] {
			if id == "0" && ids == "Uid" || id != fields[ids][0] {
				return fmt.Errorf("%s is %s", ids, strings.Join(fields[ids], " "))
			}
		}
	}
	if v := fields["NoNewPrivs"]; len(v) != 1 || v[0] != "1" {
		return errors.New("NoNewPrivs is not set")
	}
	return nil
}
