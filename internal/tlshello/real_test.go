package tlshello

import (
	"fmt"
	"testing"

	"github.com/google/gopacket"
	"github.com/google/gopacket/layers"

	"wiretalk/internal/sharedpcaps"
)

// handshakesIn reads each direction of each connection of a capture in which
// packets are in order, and says what was found, in the order of first packets.
func handshakesIn(t *testing.T, file string) (found []*Reader) {
	t.Helper()
	type direction struct {
		reader Reader
		next   uint32
	}
	directions := map[[2]gopacket.Flow]*direction{}
	for p := range sharedpcaps.Packets(t, file) {
		tcp, ok := p.TransportLayer().(*layers.TCP)
		if !ok {
			continue
		}
		key := [2]gopacket.Flow{p.NetworkLayer().NetworkFlow(), tcp.TransportFlow()}
		d := directions[key]
		if d == nil {
			d = &direction{next: tcp.Seq}
			directions[key] = d
			found = append(found, &d.reader)
		}
		if tcp.SYN {
			d.next = tcp.Seq + 1
		} else if tcp.Seq == d.next {
			d.reader.Data(tcp.LayerPayload())
			d.next += uint32(len(tcp.LayerPayload()))
		}
	}
	return found
}

// What is found in captures of real programs is what tshark finds.
func TestRealTraffic(t *testing.T) {
	for file, want := range map[string]string{
		"pcpp-ExamplesTest_pcap_examples_tls.pcap": `client "bawmashbij" [] TLS 1.0
server TLS 1.0 TLS_RSA_WITH_RC4_128_SHA "" true
client "ssl.gstatic.com" ["spdy/3.1" "spdy/3" "http/1.1"] TLS 1.2
server TLS 1.2 TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256 "spdy/3.1" true
client "www.gstatic.com" ["h2" "http/1.1"] TLS 1.3
server TLS 1.3 TLS_AES_128_GCM_SHA256 "" false
`,
		"pcpp-Packet++Test_PacketExamples_SSL-PartialCertificate2.pcap": "server TLS 1.2 TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256 \"h2\" false\n",
		"suricata-tcp-fastopen-11-reject-syn-data_tlpw-tcp-tfo-data-on-syn-nack.pcap": `client "icloud.com" ["h2" "http/1.1"] TLS 1.3
server TLS 1.3 TLS_AES_128_GCM_SHA256 "" false
`,
	} {
		got := ""
		for _, r := range handshakesIn(t, file) {
			if h := r.Client; h != nil {
				got += fmt.Sprintf("client %q %q %v\n", h.ServerName, h.ALPN, h.MaxVersion())
			}
			if h := r.Server; h != nil {
				got += fmt.Sprintf("server %v %v %q %v\n", h.Selected, h.CipherSuite, h.ALPN, r.Certificate != nil)
			}
		}
		if got != want {
			t.Errorf("%s:\n%swant\n%s", file, got, want)
		}
	}
}
