// Package pcaps holds those captures of real programs that lessons show.
package pcaps

import "embed"

// Captures are files by their names.
//
//go:embed keep-alive.pcap one-each.pcap pipelined.pcap head-of-line.pcap chunked.pcap post-continue.pcapng
//go:embed revalidation.pcap range.pcap cookies.pcap websocket.pcap connect-tunnel.pcap
var Captures embed.FS
