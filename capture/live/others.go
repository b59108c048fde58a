//go:build !linux && !libpcap

package live

import (
	"errors"
	"fmt"
	"net"
	"runtime"

	"wiretalk/capture"
)

// Capture reads packets from interfaces as they come; it is a capture.Live.
// On this system there is none.
type Capture struct{}

// MinBuffer is the least size of a buffer.
const MinBuffer = 256 << 10

var errSystem = fmt.Errorf("this build cannot capture on %s: build it with cgo and -tags libpcap, or pipe: "+
	"tcpdump -U -w - | wiretalk -r -: %w", runtime.GOOS, errors.ErrUnsupported)

// Open refuses.
func Open([]string, Options) (*Capture, error) { return nil, errSystem }

func (*Capture) Links() []Link                     { return nil }
func (*Capture) ReadBatch(*capture.Batch) error    { return errSystem }
func (*Capture) ReadAt([]byte, int64) (int, error) { return 0, errSystem }
func (*Capture) Counts() capture.Counts            { return capture.Counts{} }
func (*Capture) Stop()                             {}
func (*Capture) Close() error                      { return nil }

func systemInterfaces() ([]Interface, error) {
	found, err := net.Interfaces()
	if err != nil {
		return nil, err
	}
	var list []Interface
	for _, n := range found {
		list = append(list, fromNet(n))
	}
	return list, nil
}
