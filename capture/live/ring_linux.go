//go:build !libpcap

package live

import (
	"math/bits"
	"sync/atomic"
	"time"
	"unsafe"

	"golang.org/x/net/bpf"
	"golang.org/x/sys/unix"
)

const (
	// retireAfter is how old a block gets before it is handed over with what
	// is in it: a screen shows that as at once, and a busy ring fills its
	// blocks long before.
	retireAfter = 64 * time.Millisecond

	// settleAfter is how long after a moment all packets of that moment have
	// been handed over: the kernel's timer may be late by as much again.
	settleAfter = 2*retireAfter + 20*time.Millisecond

	// A block holds the largest packet that is delivered whole. With
	// segmentation left to the interface that is 64 KiB and headers, and more
	// where the administrator raised gso_max_size.
	largestBlock  = 256 << 10
	smallestBlock = 128 << 10

	// MinBuffer is the smallest ring: two blocks, one to be filled while
	// the other is read.
	MinBuffer = 2 * smallestBlock

	// maxBuffer keeps a slip of the pen from taking a machine's memory, which
	// the kernel would lock.
	maxBuffer = 1 << 30
)

// ringSize divides a buffer into blocks: at least eight when it is large
// enough, as a block that is being read is lost to the kernel as a whole.
func ringSize(buffer int) (block, count int) {
	if buffer <= 0 {
		buffer = DefaultBuffer
	}
	buffer = max(buffer, MinBuffer)
	block = min(largestBlock, max(smallestBlock, 1<<(bits.Len(uint(buffer/8))-1)))
	return block, buffer / block
}

// ring is a packet socket and the buffer that it shares with the kernel.
// It belongs to the goroutine in ReadBatch.
type ring struct {
	shape
	name   string
	fd     int
	memory []byte
	block  int // size of one
	place  int // of the block that is ours next, or that is being read

	reading bool
	cursor  cursor
	frame   frame // the next to deliver, while reading
	last    int64 // time of the one before

	downSince time.Time // when the kernel said so; zero while up
	downTold  bool
}

// look says whether a packet is there, and makes it r.frame. An error is
// about the rest of a block, which is lost.
func (r *ring) look() (bool, error) {
	for !r.reading {
		if atomic.LoadUint32(r.status())&statusUser == 0 {
			return false, nil
		}
		r.cursor = newCursor(r.memory[r.place : r.place+r.block])
		r.reading = true
		if err := r.advance(); err != nil {
			return r.reading, err
		}
	}
	return true, nil
}

// advance goes on to the next packet of the block, and gives the block back
// behind the last.
func (r *ring) advance() error {
	ok, err := r.cursor.next(&r.frame)
	if ok {
		return nil
	}
	r.reading = false
	atomic.StoreUint32(r.status(), statusKernel)
	if r.place += r.block; r.place == len(r.memory) {
		r.place = 0
	}
	return err
}

func (r *ring) status() *uint32 { return r.word(r.place, blockStatus) }

func (r *ring) word(place, field int) *uint32 {
	return (*uint32)(unsafe.Pointer(&r.memory[place+field]))
}

// filling says that the kernel has packets in a block that it has not handed
// over.
func (r *ring) filling() bool {
	return !r.reading && atomic.LoadUint32(r.status())&statusUser == 0 && atomic.LoadUint32(r.word(r.place, blockCount)) > 0
}

// crowded says that half of the blocks wait to be read.
func (r *ring) crowded() bool {
	half := r.place + len(r.memory)/r.block/2*r.block
	return atomic.LoadUint32(r.word(half%len(r.memory), blockStatus))&statusUser != 0
}

// setRing makes the buffer and maps it.
func (r *ring) setRing(buffer int) error {
	if err := unix.SetsockoptInt(r.fd, unix.SOL_PACKET, unix.PACKET_VERSION, unix.TPACKET_V3); err != nil {
		return err
	}
	block, count := ringSize(buffer)
	err := unix.SetsockoptTpacketReq3(r.fd, unix.SOL_PACKET, unix.PACKET_RX_RING, &unix.TpacketReq3{
		Block_size: uint32(block), Block_nr: uint32(count),
		// Packets lie in a block one behind the other whatever these say, but they must fit.
		Frame_size: uint32(block), Frame_nr: uint32(count),
		Retire_blk_tov: uint32(retireAfter.Milliseconds()),
	})
	if err != nil {
		return err
	}
	r.memory, err = unix.Mmap(r.fd, 0, block*count, unix.PROT_READ|unix.PROT_WRITE, unix.MAP_SHARED)
	r.block = block
	return err
}

// attach sets the socket's filter.
func attach(fd int, program []bpf.RawInstruction) error {
	list := make([]unix.SockFilter, len(program))
	for i, in := range program {
		list[i] = unix.SockFilter{Code: in.Op, Jt: in.Jt, Jf: in.Jf, K: in.K}
	}
	return unix.SetsockoptSockFprog(fd, unix.SOL_SOCKET, unix.SO_ATTACH_FILTER,
		&unix.SockFprog{Len: uint16(len(list)), Filter: &list[0]})
}

func (r *ring) close() {
	if r.memory != nil {
		unix.Munmap(r.memory)
	}
	unix.Close(r.fd)
}
