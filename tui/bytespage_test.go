package tui

import (
	"errors"
	"fmt"
	"io"
	"sync/atomic"
	"testing"

	"wiretalk/capture"
)

func TestBytesOfAConnection(t *testing.T) {
	for _, size := range pageSizes {
		t.Run(fmt.Sprint(size), func(t *testing.T) {
			tr, o := readAgain(t, "pipelined.pcap")
			m := sit(t, tr, size[0], size[1], o)
			m.press("d").see("→  6 ", "│ GET /item.json HTTP/1.1", "│ Host: www.example.test", "0 B of 7.67 kB").gone("reading")
			m.press("]").see("←  8 ", "│ HTTP/1.1 200 OK", "│ Server: nginx").press("[").see("→  6 ", "│ GET /item.json")
			m.press("x").see("0000  47 45 54 20").press("x").see("GET /item.json")
			m.press("b").gone("HTTP/1.1 200").press("b").see("HTTP/1.1 200 OK").gone("GET /item").press("b").see("HTTP/1.1 200 OK")
			m.press("g", "/", "404 not found", "Enter").see("← 18 ", "▸ HTTP/1.1 404 Not Found")
			m.press("Enter").on("18", "PSH,ACK").press("d").see("▸ HTTP/1.1 404").press("Esc").on("18").press("Esc").on("/item.json").gone("PSH,ACK").leave()
		})
	}
}

func TestBytesInChinese(t *testing.T) {
	tr, o := readAgain(t, "loss.pcap")
	o.Lang = "zh"
	m := sit(t, tr, 120, 30, o)
	m.press("d").see("连接 0 的字节", "→   6 17:14:40.131714 │ GET /big.txt", "单向").press("x").see(" 47 45 54 ").press("G").see("240 kB / 240 kB").leave()
}

// Secrets are masked in what is text, also where a field goes on in the next segment.
func TestSecretsInBytes(t *testing.T) {
	tr, o := readAgain(t, "cookies.pcap")
	m := sit(t, tr, 100, 40, o)
	m.press("d").see("Set-Cookie: ", "=***").press("u").gone("***").press("u").see("***").leave()
}

// slow reads a capture again and waits after the first packets, or fails.
type slow struct {
	capture.Rereader
	few  int64 // frames that come at once
	fail error
	asks atomic.Int64
}

type slowSource struct {
	capture.Source
	of   *slow
	gone chan struct{}
}

func (s *slow) Again(first, last int64) (capture.Source, error) {
	if s.asks.Add(1) > 1 {
		return s.Rereader.Again(first, last)
	}
	src, err := s.Rereader.Again(first, min(last, s.few))
	return &slowSource{Source: src, of: s, gone: make(chan struct{})}, err
}

func (s *slowSource) ReadBatch(b *capture.Batch) error {
	err := s.Source.ReadBatch(b)
	if err == io.EOF && s.of.fail != nil {
		return s.of.fail
	}
	return err
}

// What was read before the capture failed is shown, with the reason; R reads on.
func TestPagesOfAFailingCapture(t *testing.T) {
	for _, key := range []string{"s", "d"} {
		tr, o := readAgain(t, "loss.pcap")
		o.Again = &slow{Rereader: o.Again, few: 20, fail: errors.New("the disk \x1b[2Jis gone")}
		m := sit(t, tr, 100, 40, o)
		m.press(key).see("the disk ␛[2Jis gone", "  8 ").press("R").gone("is gone").gone("reading").press("G").see("319").leave()
	}
	tr, o := readAgain(t, "loss.pcap")
	o.Again = nil
	m := sit(t, tr, 100, 40, o)
	m.press("s").see("the packets cannot be read again").press("Esc", "d").see("the packets cannot be read again").leave()
}
