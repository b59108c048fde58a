package explain

import (
	"path/filepath"
	"slices"
	"testing"
)

// What is said of the segments for whose sake these captures were made, and of
// those that are easily mistaken. Frames are those of testdata/tcp/README.md.
func TestOddSegments(t *testing.T) {
	for _, c := range []struct {
		capture string
		frame   int64
		what    string
		why     string
	}{
		{"simultaneous-open", 2, "what.syn.both", "why.active"},
		{"simultaneous-open", 3, "what.synack.both", "why.both"},
		{"simultaneous-open", 5, "what.ack.again", "why.repeat"}, // no third step
		{"simultaneous-close", 9, "what.fin.second", "why.fin.both"},
		{"simultaneous-close", 10, "what.ack.fin", "why.finwait"},
		{"syn-retransmitted", 2, "what.syn.again", "why.timeout"},
		{"syn-ack-retransmitted", 4, "what.synack.again", "why.repeat"},
		{"handshake-ack-lost", 5, "what.ack.again", "why.repeat"}, // nothing came out of order
		{"syn-ack-wrong", 2, "what.synack.wrong", "why.unfit"},
		{"syn-ack-wrong", 3, "what.rst.answer", "why.rst"},
		{"syn-ack-wrong", 6, "what.synack", "why.listen"}, // it has another number than 2
		{"syn-ack-wrong", 7, "what.ack.third", "why.handshake"},
		{"syn-received-reset", 3, "what.rst.answer.abort", "why.rst"},
		{"syn-ack-before-syn", 2, "what.syn.late", "why.active"},
		{"ack-before-syn-ack", 2, "what.ack.third", "why.handshake"},
		{"ack-before-data", 4, "what.ack.early", "why.ack"},
		{"ack-before-data", 5, "what.data.acked", "why.established"}, // not sent again
		{"fast-open", 10, "what.syn.data", "why.active"},
		{"fast-open", 11, "what.synack.data", "why.listen"},
		{"fast-open", 20, "what.synack", "why.listen"}, // it has the SYN alone
		{"fast-open", 21, "what.data.again", "why.declined"},
		{"refused", 2, "what.rst.refused", "why.rst"},

		{"close-with-data", 5, "what.fin.second.data", "why.fin.passive"},
		{"close-four", 11, "what.ack.fin", "why.lastack"},
		{"last-ack-lost", 12, "what.fin.again", "why.timeout.tail"},
		{"last-ack-lost", 13, "what.ack.again", "why.timewait"},
		{"crossed-fin-lost", 11, "what.fin.again", "why.tail"},
		{"ack-behind-fin", 10, "what.ack.same", "why.finwait"},
		{"begins-with-last-ack", 4, "what.fin.again", "why.timeout"},
		{"data-after-fin", 10, "what.data", "why.late"},
		{"half-close", 8, "what.data", "why.closewait"},

		{"challenge-to-reset", 8, "what.rst.ignored", "why.rst"},
		{"challenge-to-reset", 9, "what.ack.challenge", "why.challenge"},
		{"challenge-to-reset", 10, "what.data", "why.established"}, // a RST takes no numbers
		{"challenge-to-reset", 13, "what.fin", "why.fin.active"},
		{"challenge-to-syn", 9, "what.ack.old", "why.unfit"},
		{"challenge-to-syn", 10, "what.data", "why.unknown"},
		{"challenge-to-syn", 11, "what.data", "why.established"}, // 8 is of another connection
		{"challenge-to-syn", 14, "what.ack.fin", "why.ack"},
		{"challenge-to-ack", 8, "what.ack.early", "why.ack"},
		{"challenge-to-ack", 9, "what.ack.challenge.ack", "why.challenge"},
		{"challenge-to-ack", 10, "what.ack.ancient", "why.unfit"},
		{"challenge-to-ack", 14, "what.ack.new", "why.ack"}, // 8 acknowledged nothing
		{"reset-outside-window", 11, "what.rst.ignored", "why.rst"},
		{"reset-established", 8, "what.rst", "why.rst"},
		{"reset-to-late-data", 11, "what.rst.answer.abort", "why.rst"},
		{"resets-late", 13, "what.rst.closed", "why.rst"},
		{"reset-by-firewall", 10, "what.fin", "why.over.own"},
		{"reset-again", 12, "what.data", "why.closed"},
		{"scanned", 1, "what.syn.fin", "why.active"},
		{"scanned", 3, "what.rst.refused", "why.rst"}, // it acknowledges the FIN too
		{"scanned", 4, "what.other", "why.noack"},
		{"scanned", 5, "what.rst.behind", "why.rst"},
		{"refused-again", 3, "what.syn.refused", "why.active"},
		{"refused-again", 8, "what.data", "why.established"}, // the RST had no number of its own
		{"half-open-discovered", 9, "what.ack.old", "why.unfit"},
		{"half-open-discovered", 10, "what.rst.answer", "why.rst"},
		{"half-open-discovered", 11, "what.syn.again", "why.syn.cleared"},
		{"half-open-data", 9, "what.rst.answer.abort", "why.rst"},
		{"time-wait-old-number", 13, "what.ack.old", "why.unfit"},
		{"time-wait-old-number", 19, "what.ack.new", "why.ack"}, // 13 acknowledged nothing

		{"keep-alive", 8, "what.keepalive", "why.keepalive"},
		{"keep-alive", 9, "what.keepalive.ack", "why.asked"},
		{"keep-alive-vanished", 11, "what.rst", "why.rst.silent"},
		{"retransmission-timeout", 9, "what.data.again", "why.timeout.tail"},
		{"retransmission-timeout", 10, "what.data.again", "why.timeout.longer"},
		{"tail-loss-probe", 13, "what.data.again", "why.timeout.tail"},
		{"window-full", 13, "what.data.again", "why.tail"}, // 6 ms later
		{"zero-window", 7, "what.ack.zero", "why.ack"},
		{"zero-window", 8, "what.probe.old", "why.probe"}, // no keep-alive
		{"zero-window", 9, "what.probe.ack", "why.asked"},
		{"zero-window", 13, "what.ack.window", "why.window"},
		{"probe-with-byte", 8, "what.probe", "why.probe"},
		{"probe-with-byte", 11, "what.data", "why.established"},
		{"window-full", 15, "what.ack.window", "why.window"},

		{"fast-retransmission", 12, "what.ack.new", "why.duplicate"}, // it names what came beyond 10
		{"fast-retransmission", 14, "what.ack.duplicate", "why.duplicate"},
		{"fast-retransmission", 21, "what.data.fast.sack", "why.fast"},
		{"two-holes", 23, "what.data.again", "why.recovery"}, // Wireshark has it out of order
		{"lost-before-capture", 12, "what.data.hole", "why.established"},
		{"lost-before-capture", 26, "what.data.late", "why.established"},
		{"reordered", 14, "what.data.late", "why.established"}, // sent once
		{"duplicate-sack", 12, "what.data.spurious", "why.again"},
		{"duplicated", 9, "what.twice", "why.twice"},
		{"mirrored", 22, "what.ack.same", "why.finwait"}, // nothing came out of order
		{"lost-in-capture", 8, "what.ack.early", "why.ack"},
		{"begins-midstream", 1, "what.data", "why.unknown"},
		{"server-only", 9, "what.fin.unknown", "why.fin.unknown"}, // the client had closed
		{"begins-midstream", 2, "what.ack.upto", "why.ack"},
		{"no-flags", 8, "what.other", "why.noack"},
		{"snapped", 4, "what.data.cut", "why.established"},
	} {
		found := false
		for _, conn := range conversationsIn(t, filepath.Join("../../testdata/tcp", c.capture+".pcap")) {
			for i := range conn.Steps {
				if conn.Steps[i].Frame != c.frame {
					continue
				}
				found = true
				e := Step(conn.Info, conn.Steps, i)
				if e.What.Key != c.what || e.Why.Key != c.why {
					t.Errorf("%s, frame %d: %s, %s; want %s, %s", c.capture, c.frame, e.What.Key, e.Why.Key, c.what, c.why)
				}
			}
		}
		if !found {
			t.Errorf("%s has no frame %d", c.capture, c.frame)
		}
	}
}

// What the numbers of some of these segments are said to mean.
func TestOddSums(t *testing.T) {
	for _, c := range []struct {
		capture string
		frame   int64
		sum     string
	}{
		{"fast-retransmission", 14, "SACK: numbers x+1649 to x+2720 have come too, beyond what is still missing."},
		{"fin-ack-lost", 11, "D-SACK: numbers x+41 to x+41 came once more, which the server had already."},
		{"wrapped-and-lost", 17, "SACK: numbers x+3753 to x+4288 have come too, beyond what is still missing."},
		{"fast-retransmission", 21, "x+1113 + 536 = x+1649: this segment ends before x+1649; the client's next new number stays x+5401. An ACK may say more than x+1649 if what lies behind has been kept."},
		{"fast-retransmission", 21, "(x+5401) − (x+1113) = 4288 bytes of the client are sent and not acknowledged. SACK has named 1608 of them: 4288 − 1608 = 2680 are under way."},
		{"refused", 2, "The SYN had no ACK, so the RST has seq 0; ack = x + 0 + 1 (SYN takes a number) = x+1."},
		{"scanned", 3, "ack = x + 0 + 1 + 1 (SYN and FIN take a number each) = x+2: it acknowledges both, so it refuses the connection."},
		{"urgent", 10, "URG: pointer 29 says that what is urgent ends before number x+44."},
		{"zero-window", 6, "With it the server's window is full: until the server acknowledges or opens it, the client may send no new data."},
		{"fast-open", 10, "x + 1 (SYN takes a number) = x+1: the client's first byte of data is number x+1."},
		{"fast-open", 10, "x + 1 + 64 = x+65: an ACK for the SYN and all of its data says x+65."},
		{"handshake", 2, "y + 1 (SYN takes a number) = y+1: the server's first byte of data is number y+1."},
		{"half-open-discovered", 12, "ack x+1 = x + 1: the client's SYN took number x, so byte x+1 comes next."},
		{"fast-open", 10, "x + 1 (SYN takes a number) = x+1: the client's first byte of data is number x+1."}, // 64 come with it
		{"close-four", 8, "x+41 + 0 + 1 (FIN takes a number) = x+42: the ACK for it says x+42."},
	} {
		for _, conn := range conversationsIn(t, filepath.Join("../../testdata/tcp", c.capture+".pcap")) {
			for i := range conn.Steps {
				if conn.Steps[i].Frame != c.frame {
					continue
				}
				var said []string
				for _, s := range Step(conn.Info, conn.Steps, i).Sums {
					said = append(said, s.Text[0])
				}
				if !slices.Contains(said, c.sum) {
					t.Errorf("%s, frame %d: %q", c.capture, c.frame, said)
				}
			}
		}
	}
}

// How some connections are summed up.
func TestVerdicts(t *testing.T) {
	for _, c := range []struct {
		capture string
		keys    []string
	}{
		{"simultaneous-open", []string{"open.simultaneous", "close.four", "timewait", "loss.some"}},
		{"simultaneous-close", []string{"open.complete", "close.simultaneous", "timewait.both"}},
		{"half-closed", []string{"open.complete", "close.half"}},
		{"begins-with-second-fin", []string{"open.pickedup", "open.guess", "open.numbers", "close.half.unknown"}},
		{"begins-with-last-ack", []string{"open.pickedup", "open.guess", "open.numbers", "close.half.unknown", "loss.some"}},
		{"fin-not-captured", []string{"open.complete", "close.half.unknown"}},
		{"client-only", []string{"open.partial", "close.half.unknown", "missing.numbers", "missing.oneway"}},
		{"last-ack-not-captured", []string{"open.complete", "close.unacknowledged"}},
		{"reset-time-wait", []string{"open.complete", "close.four", "close.rst.after"}}, // TIME-WAIT did not last
		{"reset-fin-wait-2", []string{"open.complete", "close.rst.own"}},
		{"reset-close-wait", []string{"open.complete", "close.rst.fin"}},
		{"mirrored", []string{"open.complete", "close.four", "timewait", "loss.some", "twice.some"}},
		{"unanswered", []string{"close.unanswered", "loss.some"}},
	} {
		var keys []string
		for _, s := range Verdict(conversationsIn(t, filepath.Join("../../testdata/tcp", c.capture+".pcap"))[0].Info) {
			keys = append(keys, s.Key)
		}
		if !slices.Equal(keys, c.keys) {
			t.Errorf("%s: %v, want %v", c.capture, keys, c.keys)
		}
	}
}

// What an end owes is said before what it may do, and what it may do only once.
func TestOwedFirst(t *testing.T) {
	for _, c := range []struct {
		capture string
		frame   int64
		next    []string
	}{
		{"handshake", 1, []string{"next.SYN-SENT", "next.LISTEN"}},
		{"handshake", 2, []string{"next.owes.syn", "next.SYN-RECEIVED"}},
		{"simultaneous-open", 4, []string{"next.owes.again"}}, // it has acknowledged that SYN
		{"handshake", 3, []string{"next.both"}},
		{"handshake", 4, []string{"next.owes.data"}},
		{"handshake", 5, []string{"next.both"}},
		{"handshake", 8, []string{"next.owes.fin", "next.FIN-WAIT-1", "next.CLOSE-WAIT"}},
		{"handshake", 9, []string{"next.FIN-WAIT-2", "next.CLOSE-WAIT"}},
		{"handshake", 10, []string{"next.owes.fin", "next.TIME-WAIT", "next.LAST-ACK"}},
		{"fast-open", 20, []string{"next.owes.syn", "next.SYN-RECEIVED"}}, // the data it declined it owes nothing
		{"lost-before-capture", 12, []string{"next.owes.hole"}},
		{"fast-retransmission", 21, []string{"next.owes.kept"}},
		{"fast-retransmission", 12, []string{"next.missing"}},
		{"fast-retransmission", 14, []string{"next.missing"}},
		{"zero-window", 7, []string{"next.shut"}},
		{"keep-alive", 8, []string{"next.owes.answer"}},
		{"syn-retransmitted", 2, []string{"next.SYN-SENT.again", "next.LISTEN"}},
		{"refused", 2, []string{"next.CLOSED", "next.CLOSED"}},
	} {
		for _, conn := range conversationsIn(t, filepath.Join("../../testdata/tcp", c.capture+".pcap")) {
			for i := range conn.Steps {
				if conn.Steps[i].Frame != c.frame {
					continue
				}
				var keys []string
				for _, s := range Step(conn.Info, conn.Steps, i).Next {
					keys = append(keys, s.Key)
				}
				if !slices.Equal(keys, c.next) {
					t.Errorf("%s, frame %d: %v, want %v", c.capture, c.frame, keys, c.next)
				}
			}
		}
	}
}
