package tcpreasm

// Event is something that happens to one end of a connection. RFC 9293's
// figure 5 joins what an end receives with what it sends in answer; an
// observer sees the two as separate segments.
type Event uint8

const (
	PassiveOpen         Event = iota // a SYN is on its way to it, which it must be listening for to answer
	SendSyn                          //
	SendSynAgain                     // so that the answer had not come to it
	RecvSyn                          // while its own SYN is unanswered: the ends opened at once
	SendSynAck                       //
	SendSynAckAgain                  // so that the ACK of it had not come, or was not taken
	RecvSynAck                       //
	RecvAckOfSyn                     //
	SendFin                          //
	SendFinUnaware                   // it sends FIN and does not yet acknowledge the FIN on its way to it
	SendFinAgain                     // so that the ACK of it had not come to it
	SendFinAgainUnaware              // nor the FIN that was on its way to it
	RecvFin                          //
	RecvAckOfFin                     //
	SendRst                          //
	RecvRst                          //
	RecvRstPassive                   // the same of an end that was opened by the SYN of the other
	Timeout                          // 2 MSL passed
	PickedUp                         // the capture begins in the middle of the connection
	numberOfEvents
)

// events gives each event its words and the section of RFC 9293 that has the
// rule.
var events = [numberOfEvents]struct{ words, section string }{
	PassiveOpen:         {"passive OPEN", "3.10.1"},
	SendSyn:             {"sends SYN", "3.5"},
	SendSynAgain:        {"sends SYN again", "3.8.1"},
	RecvSyn:             {"receives SYN", "3.5"},
	SendSynAck:          {"sends SYN,ACK", "3.5"},
	SendSynAckAgain:     {"sends SYN,ACK again", "3.8.1"},
	RecvSynAck:          {"receives SYN,ACK", "3.10.7.3"},
	RecvAckOfSyn:        {"receives ACK of its SYN", "3.10.7.4"},
	SendFin:             {"sends FIN", "3.6"},
	SendFinUnaware:      {"sends FIN, the other's FIN under way", "3.6"},
	SendFinAgain:        {"sends FIN again", "3.8.1"},
	SendFinAgainUnaware: {"sends FIN again, the other's FIN under way", "3.8.1"},
	RecvFin:             {"receives FIN", "3.10.7.4"},
	RecvAckOfFin:        {"receives ACK of its FIN", "3.10.7.4"},
	SendRst:             {"sends RST", "3.5.2"},
	RecvRst:             {"receives RST", "3.10.7.4"},
	RecvRstPassive:      {"receives RST", "3.10.7.4"},
	Timeout:             {"2 MSL pass", "3.10.8"},
	PickedUp:            {"capture begins", "3.3.2"},
}

// String says the event in words.
func (e Event) String() string { return events[e].words }

// Section is the section of RFC 9293 that has the rule.
func (e Event) Section() string { return events[e].section }
