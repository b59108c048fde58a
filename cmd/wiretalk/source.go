package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"os/user"
	"strconv"
	"strings"
	"time"

	"wiretalk/capture"
	"wiretalk/capture/live"
	"wiretalk/capture/store"
	"wiretalk/internal/phrase"
	"wiretalk/internal/privilege"
)

// source is what packets come from: files or interfaces, with the filter
// behind them, and what keeps the packets behind that.
type source struct {
	capture.Source
	live  *live.Capture  // nil when files are read
	spool *store.Spool   // of what is captured; nil when nothing will be read again
	input *capture.Input // nil when interfaces are captured on

	writer string // the user that the process is since root's rights were given up; empty when they were not
}

// open opens what the flags name. rereads says whether packets will be read
// again.
func (f *flags) open(rereads bool, out *os.File) (*source, error) {
	if len(f.interfaces) > 0 {
		return f.openLive(rereads, out)
	}
	input, err := capture.Open(f.files, capture.Options{Spool: rereads, BlockSize: blockSize})
	if err != nil {
		return nil, err
	}
	s := &source{Source: f.filter(input), input: input}
	if err := f.keep(s, input, 0, out); err != nil {
		s.Close()
		return nil, err
	}
	return s, nil
}

// openLive opens interfaces, and gives up the rights that this took before
// anything is read or written.
func (f *flags) openLive(rereads bool, out *os.File) (*source, error) {
	c, err := live.Open(f.interfaces, live.Options{
		NotPromiscuous: f.notPromiscuous, SnapLen: f.snapLength, Buffer: int(f.buffer.bytes), Filter: f.kernelFilter(),
	})
	if err != nil {
		return nil, err
	}
	wasRoot := os.Geteuid() == 0
	if err := privilege.Drop(); err != nil {
		c.Close()
		return nil, fmt.Errorf("the rights that capturing took could not be given up, so nothing is captured: %w", err)
	}
	s := &source{Source: c, live: c}
	if wasRoot {
		s.writer = userName(os.Geteuid())
	}
	if rereads {
		s.spool = store.NewSpool(store.SpoolOptions{Limit: f.spool.bytes, Section: section()})
	}
	if err := f.keep(s, interfacesOf(c, f.expr), time.Now().UnixNano(), out); err != nil {
		s.Close()
		return nil, err
	}
	return s, nil
}

// userName names a user, by number where there is no name.
func userName(id int) string {
	if u, err := user.LookupId(strconv.Itoa(id)); err == nil {
		return u.Username
	}
	return strconv.Itoa(id)
}

// section is what the files that are written say of this program.
func section() capture.Section { return store.ThisMachine("wiretalk " + version()) }

// interfacesOf describes the interfaces captured on, for what is written.
func interfacesOf(c *live.Capture, filter string) (all capture.Interfaces) {
	for _, l := range c.Links() {
		all = append(all, capture.Interface{Name: l.Name, Link: l.Type, SnapLen: l.SnapLen, Filter: filter})
	}
	return all
}

// keep makes the source write its packets down, if that was asked for or they
// will be read again, and end where the flags say. start is now for a live
// source, and 0 for files.
func (f *flags) keep(s *source, interfaces capture.Describer, start int64, out *os.File) error {
	stop := f.stop
	if f.packets > 0 {
		stop.Packets = f.packets
	}
	if f.writeTo == "" && s.spool == nil && stop == (store.Stop{}) {
		return nil
	}
	o := store.Options{Spool: s.spool, Stop: stop, Start: start, Interfaces: interfaces}
	if f.writeTo != "" {
		files, err := store.Create(f.writeTo, store.FileOptions{
			Rotation: f.rotation, Section: section(), Inputs: f.files, Start: start, Stdout: out,
		})
		if err != nil {
			return err
		}
		o.Files = files
	}
	s.Source = store.Keep(s.Source, o)
	return nil
}

// end ends a live capture, of which what came so far is still delivered; false
// when files are read.
func (s *source) end() bool {
	if s.live != nil {
		s.live.Stop()
	}
	return s.live != nil
}

// isPipe says whether the packets come from a program that is interrupted by
// the same key.
func (s *source) isPipe() bool { return s.input != nil && s.input.Size() == 0 }

// Again implements capture.Rereader where the source does.
func (s *source) Again(first, last int64) (capture.Source, error) {
	if of, ok := s.Source.(capture.Rereader); ok {
		return of.Again(first, last)
	}
	return nil, capture.ErrNotKept
}

// sayBegun says what is captured on, since nothing else may come for long.
func (s *source) sayBegun(w io.Writer) {
	if s.live == nil {
		return
	}
	var names []string
	for _, l := range s.live.Links() {
		names = append(names, l.Name)
	}
	complain(w, fmt.Errorf("capturing on %s; Ctrl-C ends it", strings.Join(names, ", ")))
}

// sayCounts says what became of the packets, as tcpdump does at its end.
func (s *source) sayCounts(captured int64, w io.Writer) {
	if s.live == nil {
		return
	}
	c := s.live.Counts()
	complain(w, errors.New(phrase.Sprintf("%d {packet|packets} captured, %d passed the filter, %d dropped by the kernel", captured, c.Received, c.Dropped)))
	if s.spool == nil {
		return
	}
	if gone := s.spool.Gone(); gone.Unkept > 0 {
		complain(w, errors.New(phrase.Sprintf("%d {packet|packets} could not be kept for reading again", gone.Unkept)))
	}
}
