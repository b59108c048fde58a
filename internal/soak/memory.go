package main

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"runtime"
	"runtime/debug"
	"strconv"
)

// heap holds the memory of the program against a bound.
type heap struct {
	bound uint64 // bytes of heap spans in use
	now   uint64
	peak  uint64
}

// sample measures, and fails when the bound is broken.
func (h *heap) sample() error {
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	h.now = m.HeapInuse
	h.peak = max(h.peak, h.now)
	if h.now > h.bound {
		return fmt.Errorf("%d bytes of heap are in use, more than the bound of %d", h.now, h.bound)
	}
	return nil
}

// inUse is the heap that is left when all garbage is collected.
func inUse() uint64 {
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.HeapInuse
}

// forgetPeak gives memory back to the system and makes it forget the most
// that the program had.
func forgetPeak() {
	debug.FreeOSMemory()
	// Where that is refused, the peak of the parts before counts as well.
	os.WriteFile("/proc/self/clear_refs", []byte("5"), 0)
}

// peakMemory is the most memory of the program that was resident since
// forgetPeak, in bytes; 0 on systems that do not say.
func peakMemory() (uint64, error) {
	status, err := os.ReadFile("/proc/self/status")
	if errors.Is(err, fs.ErrNotExist) {
		return 0, nil
	}
	if err != nil {
		return 0, err
	}
	_, after, _ := bytes.Cut(status, []byte("VmHWM:"))
	fields := bytes.Fields(after)
	if len(fields) == 0 {
		return 0, errors.New("/proc/self/status has no VmHWM")
	}
	kib, err := strconv.ParseUint(string(fields[0]), 10, 64)
	return kib << 10, err
}
