package tui

import "testing"

// Where not all columns fit, those that say what a segment is are whole; what was found
// of it shares a column with the messages that it carries, what went wrong before those.
func TestSegmentsOnANarrowScreen(t *testing.T) {
	m := read(t, "pcaps/failing.pcap", 80, 24, Options{})
	m.press("s").see(" frame time           flags    seq  ack  len window analysis, http", "     3 09:23:12.799 → SYN        0         0  64240")
	m.see("     8 09:23:12.806 ← PSH,ACK    1   91  345  65536 #1 200", "    11 09:23:12.858 ← ACK      346  184    0  65536 rtt 45.9 ms of 10")
	m.press("A").see(" since start ").press("r").see("     5    0.000039 → ACK     1093257379 3840714022    0     63 rtt 19.0 µs of 4").leave()

	read(t, "pcaps/loss.pcap", 80, 24, Options{}).press("s").see("/321").gone("reading").press("/", "fast", "Enter").on(" fast retransmission").leave()
	read(t, "pcaps/failing.pcap", 40, 10, Options{}).press("s").see(" frame   flags    seq  ack  len analysis", "8 ← PSH,ACK    1   91  345 #1 200").gone("http").leave()
	read(t, "pcaps/failing.pcap", 130, 24, Options{}).press("s").see("  analysis  ", "  states  ", "  http").leave()
}
