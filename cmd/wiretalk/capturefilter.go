package main

import (
	"context"
	"errors"
	"fmt"
	"math"
	"net"
	"net/netip"
	"os"
	"strings"
	"time"

	"wiretalk/capture"
	"wiretalk/capture/bpf"
	"wiretalk/capture/filtered"
)

// takeFilter finds the capture filter among flags and words. The error is for
// the user.
func (f *flags) takeFilter(words []string) error {
	switch {
	case len(f.filters) > 1:
		return errors.New("-f: there can be one capture filter; join several with \"and\" or \"or\"")
	case len(f.filters) == 1 && len(words) > 0:
		return errors.New("the capture filter stands both after -f and in the words after the flags: say it once")
	case len(f.filters) == 1:
		f.expr = f.filters[0]
	default:
		f.expr = strings.Join(words, " ")
	}
	if strings.TrimSpace(f.expr) == "" {
		f.expr = "" // as in tcpdump, every packet passes
	}
	return nil
}

// takeFiles takes the words for captures to read, where nothing else is named
// and all of them are files; false when they are a capture filter.
func (f *flags) takeFiles(words []string) bool {
	if len(words) == 0 || len(f.files)+len(f.interfaces) > 0 || f.lists || f.dumps > 0 {
		return false
	}
	for _, name := range words {
		if info, err := os.Stat(name); err != nil || !info.Mode().IsRegular() {
			return false
		}
	}
	f.files = words
	return true
}

// noCapture says why words that should name captures do not.
func (f *flags) noCapture(words []string) error {
	info, err := os.Stat(words[0])
	switch {
	case err == nil && info.IsDir():
		return fmt.Errorf("%s: it is a directory: name the captures in it", words[0])
	case err == nil && len(words) > 1:
		return fmt.Errorf("%q: to read a capture with a capture filter, say -r before its name", strings.Join(words, " "))
	case err == nil:
		return fmt.Errorf("%s: it is no file: say -r before its name to read it all the same", words[0])
	}
	if len(words) == 1 && strings.ContainsAny(words[0], "./\\") && !strings.ContainsAny(words[0], " \t") {
		return fmt.Errorf("%s: no such file, and no capture filter either", words[0])
	}
	return fmt.Errorf("%q: neither captures that are here nor a capture filter", strings.Join(words, " "))
}

// meansFile says whether words that should be a capture filter are rather the
// name of a capture.
func meansFile(words []string) bool {
	if len(words) == 0 {
		return false
	}
	if _, err := os.Stat(words[0]); err == nil {
		return true
	}
	o := bpf.Options{NoFile: true}
	if len(words) > 1 {
		o.Resolve = anyHost
	}
	_, err := bpf.Compile(strings.Join(words, " "), uint16(capture.LinkEthernet), 0, o)
	return err != nil && !errors.Is(err, bpf.ErrNothing)
}

// anyHost takes every name for that of a host, to look nothing up.
func anyHost(string) ([]netip.Addr, error) {
	return []netip.Addr{netip.IPv4Unspecified(), netip.IPv6Unspecified()}, nil
}

// checkFilter refuses a filter that is none on the first file's link type, or,
// where that is not known yet, on any.
func (f *flags) checkFilter(words []string) error {
	err := f.refused()
	if err != nil && meansFile(words) {
		if _, missing := os.Stat(words[0]); missing == nil {
			return fmt.Errorf("%q: each capture needs a -r of its own", words[0])
		}
	}
	return err
}

func (f *flags) refused() error {
	if f.expr == "" {
		return nil
	}
	f.resolve = &resolver{off: f.numeric}
	if header, ok := firstHeader(f.files); ok {
		_, err := f.compile(header)
		return f.pointing(err)
	}
	var first error
	for _, link := range []capture.LinkType{capture.LinkEthernet, capture.LinkSLL2, capture.LinkRadiotap, capture.LinkNull, capture.LinkRaw} {
		_, err := f.compile(capture.Header{Link: link})
		if err == nil {
			return nil
		}
		if first == nil {
			first = err
		}
	}
	return f.pointing(first)
}

func (f *flags) compile(of capture.Header) (*bpf.Program, error) {
	o := f.filterOptions()
	o.BigEndian = of.Link == capture.LinkNull && of.BigEndian
	if of.Snaplen > math.MaxInt32 {
		of.Snaplen = 0 // no limit, as libpcap reads it
	}
	return bpf.Compile(f.expr, uint16(of.Link), int(of.Snaplen), o)
}

func (f *flags) filterOptions() bpf.Options {
	return bpf.Options{Resolve: f.resolve.function(), Live: len(f.interfaces) > 0}
}

// firstHeader is the header of the first file, if it is a plain one that can
// be read; what is wrong with it is said when it is opened.
func firstHeader(files []string) (header capture.Header, ok bool) {
	if len(files) == 0 || files[0] == "-" {
		return header, false
	}
	if info, err := os.Stat(files[0]); err != nil || !info.Mode().IsRegular() {
		return header, false
	}
	header, err := capture.ReadHeader(files[0])
	return header, err == nil
}

// filter is source, or what passes of it if a filter was given.
func (f *flags) filter(source capture.Source) capture.Source {
	if f.expr == "" {
		return source
	}
	return filtered.New(source, f.expr, f.filterOptions())
}

// resolver looks up the names of hosts in a filter, each once.
type resolver struct {
	off   bool // -n
	found map[string]found
}

type found struct {
	addrs []netip.Addr
	err   error
}

// lookupTime is how long a name may take.
const lookupTime = 5 * time.Second

func (r *resolver) function() func(string) ([]netip.Addr, error) {
	if r == nil || r.off {
		return nil
	}
	return r.lookUp
}

func (r *resolver) lookUp(name string) ([]netip.Addr, error) {
	if known, ok := r.found[name]; ok {
		return known.addrs, known.err
	}
	ctx, cancel := context.WithTimeout(context.Background(), lookupTime)
	defer cancel()
	addrs, err := net.DefaultResolver.LookupNetIP(ctx, "ip", name)
	if r.found == nil {
		r.found = map[string]found{}
	}
	if e := (*net.DNSError)(nil); errors.As(err, &e) {
		err = errors.New(e.Err) // the name is pointed at
	}
	r.found[name] = found{addrs, err}
	return addrs, err
}
