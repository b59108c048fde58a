package main

import "wiretalk/internal/trace"

// nothingDrawn says why a drawing of connections has none.
func nothingDrawn(format string, t *trace.Trace) error {
	if t.Connections() > 0 {
		return choiceError("-T " + format + ": no connection passes the display filter")
	}
	return choiceError("-T " + format + ": there is no TCP connection in the capture")
}
