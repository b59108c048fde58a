// Command live measures how many packets wiretalk's capture and tcpdump lose,
// side by side, of the same flood of datagrams. See bench/README.md.
package main

import (
	"bytes"
	"errors"
	"flag"
	"fmt"
	"io"
	"log"
	"net"
	"os"
	"os/exec"
	"regexp"
	"runtime"
	"strconv"
	"strings"
	"time"

	"golang.org/x/net/bpf"
	"golang.org/x/net/ipv4"
	"golang.org/x/sys/unix"

	"wiretalk/capture"
	filter "wiretalk/capture/bpf"
	"wiretalk/capture/live"
)

const (
	target = "192.0.2.1:9"
	expr   = "udp port 9"
)

func main() {
	log.SetFlags(0)
	seconds := flag.Float64("seconds", 4, "how long each flood is")
	size := flag.Int("size", 64, "bytes of payload in a datagram")
	rounds := flag.Int("rounds", 3, "floods")
	buffer := flag.Int("B", 2048, "buffer of each of the two in KiB; tcpdump's own default is 2048")
	apart := flag.Bool("apart", false, "a flood for each of the two instead of one for both")
	sender := flag.Bool("send", false, "be the sender (used by the program itself)")
	flag.Parse()
	if *sender {
		fmt.Println(send(*seconds, *size))
		return
	}
	if os.Getuid() != 0 {
		log.Fatal("live: network namespaces need root")
	}
	here, there := cable()
	fmt.Printf("%d bytes of payload, a buffer of %d KiB each, %.0f s\n%8s  %8s  %22s  %22s\n",
		*size, *buffer, *seconds, "sent", "a second", "wiretalk lost", "tcpdump lost")
	for range *rounds {
		flood := func() int {
			var out []byte
			there(func() {
				out = must(exec.Command("/proc/self/exe", "-send", "-seconds", fmt.Sprint(*seconds), "-size", strconv.Itoa(*size)).Output())
			})
			return must(strconv.Atoi(strings.TrimSpace(string(out))))
		}
		run := func(ours, theirs bool) {
			columns := [2]string{"-", "-"}
			var c *live.Capture
			var seen chan int64
			var t *tcpdump
			if ours {
				here(func() { c = must(live.Open([]string{"here"}, live.Options{Buffer: *buffer << 10, Filter: compile})) })
				seen = count(c)
			}
			if theirs {
				here(func() { t = startTCPDump(*buffer) })
			}
			sent := flood()
			if ours {
				c.Stop()
				n := <-seen
				columns[0] = lost(sent, n, c.Counts().Dropped)
				c.Close()
			}
			if theirs {
				n, dropped := t.stop()
				columns[1] = lost(sent, n, dropped)
			}
			fmt.Printf("%8d  %8.0f  %22s  %22s\n", sent, float64(sent)/(*seconds), columns[0], columns[1])
		}
		if *apart {
			run(true, false)
			run(false, true)
		} else {
			run(true, true)
		}
	}
}

// lost is a column: what was dropped of what was sent, and what is missing beyond that.
func lost(sent int, seen, dropped int64) string {
	s := fmt.Sprintf("%d (%.2f %%)", dropped, 100*float64(dropped)/float64(sent))
	if other := int64(sent) - seen - dropped; other != 0 {
		s += fmt.Sprintf(" and %d not accounted for", other)
	}
	return s
}

func compile(link capture.LinkType) ([]bpf.RawInstruction, error) {
	p, err := filter.Compile(expr, uint16(link), 0, filter.Options{Live: true})
	if err != nil {
		return nil, err
	}
	return p.Raw()
}

// count reads everything, going round a few batches as the pipeline does.
func count(c *live.Capture) chan int64 {
	seen := make(chan int64, 1)
	go func() {
		var batches [4]capture.Batch
		n := int64(0)
		for i := 0; ; i++ {
			b := &batches[i%len(batches)]
			err := c.ReadBatch(b)
			n += int64(len(b.Packets))
			if err == io.EOF {
				seen <- n
				return
			}
			check(err)
		}
	}()
	return seen
}

type tcpdump struct {
	*exec.Cmd
	says bytes.Buffer
}

func startTCPDump(buffer int) *tcpdump {
	t := &tcpdump{Cmd: exec.Command("tcpdump", "-n", "-i", "here", "-B", strconv.Itoa(buffer), "-w", "/dev/null", expr)}
	pipe := must(t.StderrPipe())
	check(t.Start())
	first := make([]byte, 512)
	n, err := pipe.Read(first) // "listening on …"
	check(err)
	t.says.Write(first[:n])
	go io.Copy(&t.says, pipe)
	time.Sleep(200 * time.Millisecond)
	return t
}

var tcpdumpSays = regexp.MustCompile(`(?s)(\d+) packets? captured.*?(\d+) packets? dropped by kernel`)

func (t *tcpdump) stop() (seen, dropped int64) {
	time.Sleep(time.Second) // for what is in its buffer
	check(t.Process.Signal(unix.SIGINT))
	time.Sleep(300 * time.Millisecond)
	check(t.Wait())
	m := tcpdumpSays.FindStringSubmatch(t.says.String())
	if m == nil {
		log.Fatalf("tcpdump says %q", t.says.String())
	}
	return must(strconv.ParseInt(m[1], 10, 64)), must(strconv.ParseInt(m[2], 10, 64))
}

// send sends as much as the machine can, and returns how many datagrams that
// were.
func send(seconds float64, size int) (sent int) {
	c := must(net.Dial("udp", target))
	messages := make([]ipv4.Message, 64)
	for i := range messages {
		messages[i].Buffers = [][]byte{make([]byte, size)}
	}
	p := ipv4.NewPacketConn(c.(*net.UDPConn))
	for until := time.Now().Add(time.Duration(seconds * float64(time.Second))); time.Now().Before(until); {
		n, err := p.WriteBatch(messages, 0)
		if err != nil && !errors.Is(err, unix.ECONNREFUSED) {
			log.Fatal(err)
		}
		sent += max(n, 0)
	}
	return sent
}

// cable makes two network namespaces that a pair of interfaces joins, and returns
// how to run something in each. They go away with the program.
func cable() (here, there func(func())) {
	here, _ = namespace()
	there, tid := namespace()
	ip := func(in func(func()), arguments string) {
		in(func() {
			if out, err := exec.Command("ip", strings.Fields(arguments)...).CombinedOutput(); err != nil {
				log.Fatalf("ip %s: %v\n%s", arguments, err, out)
			}
		})
	}
	ip(here, fmt.Sprintf("link add here type veth peer name there netns %d", tid))
	ip(here, "addr add 192.0.2.1/24 dev here")
	ip(there, "addr add 192.0.2.2/24 dev there")
	ip(here, "link set here up")
	ip(there, "link set there up")
	// Someone takes the datagrams, or each would be answered by an ICMP message.
	here(func() { must(net.ListenPacket("udp", target)).(*net.UDPConn).SetReadBuffer(1) })
	return here, there
}

func namespace() (do func(func()), tid int) {
	work := make(chan func())
	entered := make(chan int)
	go func() {
		runtime.LockOSThread()
		check(unix.Unshare(unix.CLONE_NEWNET))
		entered <- unix.Gettid()
		for f := range work {
			f()
		}
	}()
	tid = <-entered
	return func(f func()) {
		done := make(chan struct{})
		work <- func() { f(); close(done) }
		<-done
	}, tid
}

func check(err error) {
	if err != nil {
		log.Fatal("live: ", err)
	}
}

func must[T any](v T, err error) T {
	check(err)
	return v
}
