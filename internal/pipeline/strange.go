package pipeline

import (
	"fmt"
	"slices"

	"wiretalk/capture"
)

// maxStrange is how many link types that are not known are told apart.
const maxStrange = 16

// strangeLinks are the link types that the decoder does not know, with which a
// capture would look as if it held no TCP.
type strangeLinks struct {
	links []capture.LinkType
	new   []error // not taken yet
}

func (s *strangeLinks) note(p *capture.Packet) {
	if slices.Contains(s.links, p.Link) || len(s.links) == maxStrange {
		return
	}
	s.links = append(s.links, p.Link)
	s.new = append(s.new, &UnknownLink{p.Frame, p.Link})
}

// UnknownLink is a problem that is no damage: the decoder does not know a link type, and
// looks into no packet of it.
type UnknownLink struct {
	Frame int64 // the first that has it
	Link  capture.LinkType
}

// Error says what that means.
func (e *UnknownLink) Error() string {
	return fmt.Sprintf("frame %d has link type %d, which is not known here: "+
		"if there is TCP in packets of this type, it is not seen (capinfos says what type it is)", e.Frame, e.Link)
}

// take returns what was noted since the last call.
func (s *strangeLinks) take() []error {
	taken := s.new
	s.new = nil
	return taken
}
