package tcpreasm

// State is the state of one end of a connection (RFC 9293 §3.3.2).
type State uint8

// The eleven states.
const (
	Closed State = iota
	Listen
	SynSent
	SynReceived
	Established
	FinWait1
	FinWait2
	CloseWait
	Closing
	LastAck
	TimeWait
)

var stateNames = [...]string{
	Closed: "CLOSED", Listen: "LISTEN", SynSent: "SYN-SENT", SynReceived: "SYN-RECEIVED", Established: "ESTABLISHED",
	FinWait1: "FIN-WAIT-1", FinWait2: "FIN-WAIT-2", CloseWait: "CLOSE-WAIT", Closing: "CLOSING", LastAck: "LAST-ACK",
	TimeWait: "TIME-WAIT",
}

// String is the state's name as the RFC writes it.
func (s State) String() string {
	if int(s) < len(stateNames) {
		return stateNames[s]
	}
	return "UNKNOWN"
}
