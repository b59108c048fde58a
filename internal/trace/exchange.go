package trace

import (
	"fmt"
	"slices"
	"strings"

	"wiretalk/httpdecode"
	"wiretalk/tcpreasm"
)

// Connection is one TCP connection found so far.
type Connection struct {
	Stream int // Wireshark's tcp.stream
	tcpreasm.Info
	Protocol  httpdecode.Protocol
	Beyond          // what is known of it besides TCP and HTTP
	Exchanges []int // their numbers in the trace, those that are held
	Until     int64 // once it is done, how long it was followed: to its end and the time that late packets have, to the end of the capture, or until its ports were used again; 0 before
	Done      bool  // no more of it can come
	Gone      bool  // it was let go; see Limits

	ExchangesLetGo int // how many it had besides
}

// Exchange is one HTTP exchange found so far: what a table shows of it, and
// where the rest lies.
type Exchange struct {
	Number      int // place in the trace, from 0
	Stream      int // its connection
	Index       int // place on the connection, from 0
	Method      string
	Target      string
	Host        string // from the target or the Host field
	ContentType string // of the response, without parameters
	Status      int    // 0 until a final response was seen; see HasStatus
	Request     Message
	Response    Message
	Pipelined   int
	Notes       httpdecode.Notes
	Pairing     httpdecode.Pairing
	Certainty   httpdecode.Certainty
	Done        bool // no more of it can come
	Gone        bool // it was let go; see Limits
}

// HasStatus says whether a final response with a status line was seen: 000 is a
// status too, and HTTP/0.9 has none.
func (x *Exchange) HasStatus() bool {
	return x.Status != 0 || x.Response.Seen && x.Response.HeaderBytes > 0
}

// StatusText is the status in three digits at least; empty without one.
func (x *Exchange) StatusText() string {
	if !x.HasStatus() {
		return ""
	}
	return fmt.Sprintf("%03d", x.Status)
}

// Message is one half of an exchange. Times are nanoseconds since 1970 UTC.
type Message struct {
	Seen         bool
	Complete     bool
	Framing      httpdecode.Framing
	FirstFrame   int64
	Frame        int64 // that completed it
	ContentFrame int64 // of the first byte of its body seen; 0 without
	First, Last  int64 // when its first and last byte passed
	HeaderBytes  int64
	BodyBytes    int64
	MissingBytes int64
	Head, Body   httpdecode.Extents   // for ReadHead and OpenBody
	Interim      []httpdecode.Interim // of their heads, MaxTrailers bytes in all
	Trailers     string               // a line for each, at most MaxTrailers bytes; the rest is not kept
}

// MaxTrailers is how many bytes of a message's trailers are kept.
const MaxTrailers = 4096

// InterimResponses are interim responses as Message.Interim has them.
func InterimResponses(list []httpdecode.Interim) []httpdecode.Interim {
	list, room := slices.Clone(list), MaxTrailers
	for i := range list {
		if head := list[i].Head; len(head) > room {
			list[i].Head = slices.Clone(head[:room]) // and nothing of what follows
		}
		room -= len(list[i].Head)
	}
	return list
}

// TrailerLines are trailers as Message.Trailers has them.
func TrailerLines(fields []httpdecode.Field) string {
	var b strings.Builder
	for _, f := range fields {
		for _, piece := range [...][]byte{f.Name, []byte(": "), f.Value, []byte("\n")} {
			b.Write(piece[:min(len(piece), MaxTrailers-b.Len())])
		}
	}
	return b.String()
}

// Duration is the time from the first byte of the request to the last of the
// response, in nanoseconds; negative when one of them was not seen, or the
// capture does not say when.
func (x *Exchange) Duration() int64 {
	if !x.Request.Seen || !x.Response.Seen || x.Request.First == 0 || x.Response.Last == 0 {
		return -1
	}
	return x.Response.Last - x.Request.First
}
