package curl

import (
	"bufio"
	"io"
	"net"
	"os/exec"
	"strconv"
	"strings"
	"testing"
	"time"
)

// Where curl is installed, it sends the very bytes of the request again.
func TestCurlSendsTheSameBytes(t *testing.T) {
	for _, name := range []string{"curl", "bash"} {
		if _, err := exec.LookPath(name); err != nil {
			t.Skip(err)
		}
	}
	for _, request := range []string{
		"GET /a?b=c HTTP/1.1\nHost: example.com\nAccept: */*\n\n",
		"GET /../a/./%2e%2e/[1]?{x}&y=z'|^` HTTP/1.1\nHost: example.com:8080\nuser-agent: x\nX-Empty:\nAccept-Encoding: br, gzip\n\n",
		"POST /form HTTP/1.1\nHost: example.com\nContent-Type: text/plain\nContent-Length: 12\n\n@/etc/passwd",
		"QUERY /x HTTP/1.1\nHost: example.com\nContent-Length: 4\n\n\x01é'",
		"POST /x HTTP/1.1\nHost: example.com\nContent-Length: 0\n\n",
		"OPTIONS * HTTP/1.1\nHost: example.com\n\n",
		"GET http://example.com/a HTTP/1.1\nHost: example.com\nProxy-Connection: keep-alive\n\n",
		"GET /raw\x80\xff#here HTTP/1.1\nHost: example.com\nCookie: a=b; c=\"d\"\nX: tab\there\n\n",
		"GET / HTTP/1.0\nX: y\n\n",
		"GET / HTTP/1.1\nHost: not a host\n\n",
	} {
		listener, err := net.Listen("tcp", "127.0.0.1:0")
		if err != nil {
			t.Skip(err)
		}
		received := make(chan string, 1)
		go func() { received <- receive(listener) }()
		x, body := exchange(t, request)
		command, notes := Command(x, Options{Server: listener.Addr().String(), Body: body, Reveal: true})
		run := exec.Command("bash", "-c", command+" --silent --max-time 5")
		run.Env = []string{"PATH=/usr/bin:/bin"}
		out, err := run.CombinedOutput()
		if err != nil {
			t.Errorf("%v: %s\n%s", err, out, command)
		}
		listener.Close()
		head, _, _ := strings.Cut(request, "\n\n")
		want := strings.ReplaceAll(head, "\n", "\r\n") + "\r\n\r\n" + string(body)
		// Where curl puts the length it counts does not matter.
		if got := <-received; sorted(got) != sorted(want) {
			t.Errorf("sent %q\nwant %q\nnotes %q\n%s", got, want, notes, command)
		}
	}
}

// sorted takes the length out of a head: curl has it at a place of its own.
func sorted(request string) string {
	head, body, _ := strings.Cut(request, "\r\n\r\n")
	var lines []string
	length := ""
	for _, line := range strings.Split(head, "\r\n") {
		if strings.HasPrefix(strings.ToLower(line), "content-length:") {
			length = line
			continue
		}
		lines = append(lines, line)
	}
	return strings.Join(append(lines, length), "\r\n") + "\r\n\r\n" + body
}

// receive takes one request, whose body has a length, and answers it.
func receive(listener net.Listener) string {
	connection, err := listener.Accept()
	if err != nil {
		return err.Error()
	}
	defer connection.Close()
	connection.SetDeadline(time.Now().Add(5 * time.Second))
	r := bufio.NewReader(connection)
	request, length := "", 0
	for {
		line, err := r.ReadString('\n')
		request += line
		if err != nil || line == "\r\n" {
			break
		}
		if name, value, ok := strings.Cut(line, ":"); ok && strings.EqualFold(name, "content-length") {
			length, _ = strconv.Atoi(strings.TrimSpace(value))
		}
	}
	body := make([]byte, length)
	n, _ := io.ReadFull(r, body)
	io.WriteString(connection, "HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
	return request + string(body[:n])
}
