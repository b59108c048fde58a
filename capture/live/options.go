package live

import (
	"golang.org/x/net/bpf"

	"wiretalk/capture"
)

// Any is the name that stands for all interfaces, those included that come
// into being later. Its packets have link type SLL2, which names the interface
// of each by its index.
const Any = "any"

// DefaultBuffer is the size of an interface's ring. It holds what a full
// gigabit link carries in an eighth of a second, or four seconds of a quiet
// one (the kernel hands over a block of 256 KiB each 64 ms, however few packets are in it): longer
// than a batch takes to decode, or a disk to wake.
const DefaultBuffer = 16 << 20

// Options of Open; the zero value is good.
type Options struct {
	// NotPromiscuous leaves the interface as it is. Otherwise it is asked for
	// packets that are meant for other machines as well. "any" never asks.
	NotPromiscuous bool

	// SnapLen is how many bytes of a packet are kept; 0 is all of them.
	SnapLen int

	// Buffer is the size of each interface's ring in bytes; 0 is
	// DefaultBuffer. It is rounded to whole blocks, and is MinBuffer at least
	// and a GiB at most.
	Buffer int

	// Filter compiles the capture filter for a link type, for the kernel to
	// run (capture/bpf does so, with Options.Live). An error ends Open. Nil lets every packet pass.
	Filter func(capture.LinkType) ([]bpf.RawInstruction, error)
}

// Link is an interface that is captured on.
type Link struct {
	Name    string
	Type    capture.LinkType
	SnapLen int // as in Options
}

var _ capture.Live = (*Capture)(nil)
