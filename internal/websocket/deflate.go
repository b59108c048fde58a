package websocket

import (
	"fmt"
	"strings"
)

const (
	minWindowBits = 8
	maxWindowBits = 15
)

// Deflate is permessage-deflate as two endpoints agreed on it (RFC 7692 §7.1).
// The zero value is what is agreed without parameters.
type Deflate struct {
	ServerNoTakeover bool  // the server compresses each message by itself
	ClientNoTakeover bool  // the client does
	ServerBits       uint8 // binary logarithm of the server's window, 8 to 15; 0 is 15
	ClientBits       uint8 // of the client's
}

// AgreedDeflate finds permessage-deflate in the Sec-WebSocket-Extensions of a
// server's response; several fields are joined with commas first. It returns
// nil when the server did not accept it. The error says what is
// wrong with it, as a client would that must then fail the connection; Deflate
// is then nil or what could be read.
func AgreedDeflate(response string) (*Deflate, error) {
	list, err := ParseExtensions(response)
	var agreed *Deflate
	for _, e := range list {
		if !strings.EqualFold(e.Name, "permessage-deflate") {
			continue
		}
		if agreed != nil {
			return agreed, fmt.Errorf("reading Sec-WebSocket-Extensions: permessage-deflate is accepted twice")
		}
		agreed = new(Deflate)
		if wrong := agreed.set(e.Parameters); wrong != nil && err == nil {
			err = wrong
		}
	}
	return agreed, err
}

// set takes the parameters of a response (RFC 7692 §7.1). It reads them all, and
// returns the first error.
func (f *Deflate) set(parameters []Parameter) (err error) {
	seen := map[string]bool{}
	wrong := func(p Parameter, why string) {
		if err == nil {
			err = fmt.Errorf("reading permessage-deflate: parameter %q %s", p.Name, why)
		}
	}
	for _, p := range parameters {
		name := strings.ToLower(p.Name)
		if seen[name] {
			wrong(p, "is given twice")
			continue
		}
		seen[name] = true
		switch name {
		case "server_no_context_takeover", "client_no_context_takeover":
			if p.HasValue {
				wrong(p, "has a value")
			}
			if name[0] == 's' {
				f.ServerNoTakeover = true
			} else {
				f.ClientNoTakeover = true
			}
		case "server_max_window_bits", "client_max_window_bits":
			bits, ok := windowBits(p.Value)
			switch {
			case !ok:
				wrong(p, "is not a number from 8 to 15")
			case name[0] == 's':
				f.ServerBits = bits
			default:
				f.ClientBits = bits
			}
		default:
			wrong(p, "is not known")
		}
	}
	return err
}

// windowBits reads a decimal without leading zeros (RFC 7692 §7.1.2).
func windowBits(s string) (bits uint8, ok bool) {
	switch {
	case len(s) == 1 && s[0] >= '8' && s[0] <= '9':
		return s[0] - '0', true
	case len(s) == 2 && s[0] == '1' && s[1] >= '0' && s[1] <= '5':
		return 10 + s[1] - '0', true
	}
	return 0, false
}
