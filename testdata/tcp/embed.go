// Package tcp holds those captures of the kernel's TCP that lessons show.
package tcp

import "embed"

// Captures are files by their names.
//
//go:embed handshake.pcap refused.pcap unanswered.pcap close-four.pcap close-three.pcap simultaneous-open.pcap
//go:embed simultaneous-close.pcap half-close.pcap reset-established.pcap time-wait-reused.pcap
//go:embed fast-retransmission.pcap retransmission-timeout.pcap zero-window.pcap
var Captures embed.FS
