package pipeline_test

import (
	"bufio"
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"wiretalk/capture"
	"wiretalk/httpdecode"
	"wiretalk/internal/decode"
	"wiretalk/internal/pipeline"
	"wiretalk/internal/report"
	"wiretalk/internal/trace"
	"wiretalk/tcpreasm"
)

// both runs a capture for its JSON records and its trace at once.
func both(t *testing.T, name string) (*trace.Trace, []byte) {
	t.Helper()
	in := open(t, capture.Options{Spool: true, BlockSize: 4096}, name)
	tr := trace.New(in)
	var out bytes.Buffer
	if _, err := pipeline.Run(context.Background(), in, pipeline.Config{Shards: 2, Records: report.JSON{}, Output: &out, Trace: tr}); err != nil {
		t.Fatal(err)
	}
	return tr, out.Bytes()
}

// message is one half of an exchange, as a record or a row of the trace has
// it.
type message struct {
	Frame        int64
	FirstFrame   int64 `json:"first_frame"`
	Time         string
	HeaderBytes  int64 `json:"header_bytes"`
	BodyBytes    int64 `json:"body_bytes"`
	MissingBytes int64 `json:"missing_bytes"`
	Complete     bool
	Method       string
	Target       string
	Host         string
	Status       int
	Headers      [][2]string
}

type record struct {
	Type      string
	Stream    int
	Index     int
	Request   *message
	Response  *message
	Pipelined int
	Notes     []string

	FirstFrame int64 `json:"first_frame"`
	LastFrame  int64 `json:"last_frame"`
	Protocol   string
	Packets    struct{ Client, Server int64 }
}

func messageOf(t *testing.T, tr *trace.Trace, m *trace.Message, d httpdecode.Direction) *message {
	t.Helper()
	if !m.Seen {
		return nil
	}
	out := &message{
		Frame: m.Frame, FirstFrame: m.FirstFrame, Complete: m.Complete,
		HeaderBytes: m.HeaderBytes, BodyBytes: m.BodyBytes, MissingBytes: m.MissingBytes, Headers: [][2]string{},
	}
	if m.First != 0 {
		out.Time = time.Unix(0, m.First).UTC().Format("2006-01-02T15:04:05.000000000Z")
	}
	head, err := tr.ReadHead(m)
	if err != nil {
		t.Fatal(err)
	}
	var again httpdecode.Message
	if len(head) > 0 {
		if err := httpdecode.ParseHead(head, d, &again); err != nil {
			t.Fatal(err)
		}
	}
	if int64(len(head)) != m.HeaderBytes {
		t.Errorf("a head of %d bytes is read again as %d bytes", m.HeaderBytes, len(head))
	}
	for _, f := range again.Fields {
		out.Headers = append(out.Headers, [2]string{strings.ToValidUTF8(string(f.Name), "\ufffd"), string([]rune(string(f.Value)))})
	}
	return out
}

// The trace and the records say the same, and the head that a row leads to
// has the fields of the record.
func TestTraceIsWhatRecordsSay(t *testing.T) {
	for _, name := range captures(t) {
		tr, out := both(t, name)
		exchanges, connections, messages := 0, 0, map[int]int{}
		rows := map[[2]int]trace.Exchange{}
		for i := range tr.Exchanges() {
			x := tr.Exchange(i)
			rows[[2]int{x.Stream, x.Index}] = x
		}
		for decoder := json.NewDecoder(bytes.NewReader(out)); decoder.More(); {
			var r record
			if err := decoder.Decode(&r); err != nil {
				t.Fatal(err)
			}
			if r.Type == "connection" {
				connections++
				c := tr.Connection(r.Stream)
				if c.FirstFrame != r.FirstFrame || c.LastFrame != r.LastFrame || c.Protocol.String() != r.Protocol || c.Packets != [2]int64{r.Packets.Client, r.Packets.Server} {
					t.Errorf("%s: stream %d is %+v in the trace, %+v in the records", filepath.Base(name), r.Stream, c, r)
				}
				continue
			}
			if r.Type == "websocket" {
				messages[r.Stream]++
				continue
			}
			exchanges++
			x, ok := rows[[2]int{r.Stream, r.Index}]
			if !ok || !x.Done || !slices.Contains(tr.Connection(r.Stream).Exchanges, x.Number) {
				t.Errorf("%s: exchange %d of stream %d is not in the trace, or not done", filepath.Base(name), r.Index, r.Stream)
				continue
			}
			row := record{
				Type: "http", Stream: x.Stream, Index: x.Index, Pipelined: x.Pipelined, Notes: slices.AppendSeq([]string{}, x.Notes.All()),
				Request: messageOf(t, tr, &x.Request, httpdecode.ToServer), Response: messageOf(t, tr, &x.Response, httpdecode.ToClient),
			}
			if row.Request != nil {
				row.Request.Method, row.Request.Target, row.Request.Host = x.Method, string([]rune(x.Target)), string([]rune(x.Host))
			}
			if row.Response != nil {
				row.Response.Status = x.Status
			}
			if diff := cmp.Diff(r, row); diff != "" {
				t.Errorf("%s: stream %d, exchange %d: -record +trace\n%s", filepath.Base(name), x.Stream, x.Index, diff)
			}
		}
		for stream := range tr.Connections() {
			if c := tr.Connection(stream); c.WebSocket != messages[stream] || len(c.Messages) != min(c.WebSocket, trace.MaxMessages) {
				t.Errorf("%s: stream %d has %d WebSocket messages in the trace, %d kept, %d in the records",
					filepath.Base(name), stream, c.WebSocket, len(c.Messages), messages[stream])
			}
		}
		if exchanges != tr.Exchanges() || connections != tr.Connections() {
			t.Errorf("%s: %d exchanges and %d connections in the records, %d and %d in the trace", filepath.Base(name),
				exchanges, connections, tr.Exchanges(), tr.Connections())
		}
	}
}

// A body read from its places is what went by.
func TestBodyReadAgainIsWhatWentBy(t *testing.T) {
	bodies := 0
	for _, name := range captures(t) {
		passed := streamed(t, name)
		tr, _ := both(t, name)
		for i := range tr.Exchanges() {
			x := tr.Exchange(i)
			key := fmt.Sprint(tr.Connection(x.Stream).FirstFrame, x.Index)
			for d, m := range []*trace.Message{&x.Request, &x.Response} {
				b, err := io.ReadAll(tr.OpenBody(m))
				if err != nil {
					t.Errorf("%s: %v", filepath.Base(name), err)
				}
				if string(b) != passed[key+" "+strconv.Itoa(d)] {
					t.Errorf("%s: stream %d, exchange %d, direction %d: %d bytes are not the %d that went by",
						filepath.Base(name), x.Stream, x.Index, d, len(b), len(passed[key+" "+strconv.Itoa(d)]))
				}
				if len(b) > 0 {
					bodies++
				}
			}
		}
	}
	if bodies < 30 {
		t.Errorf("only %d bodies", bodies)
	}
}

// streamed are the bodies of a capture as they go by, by the connection's
// first frame, the exchange's index and the direction.
func streamed(t *testing.T, name string) map[string]string {
	bodies := watcher{}
	tracker := tcpreasm.New(bodies, tcpreasm.Limits{})
	decoder := decode.New()
	in := open(t, capture.Options{Spool: true}, name)
	var b capture.Batch
	for err := error(nil); err == nil; {
		err = in.ReadBatch(&b)
		for _, p := range b.Packets {
			seg := tcpreasm.Segment{Frame: p.Frame, Time: p.Time, Offset: p.Offset}
			if decoder.Decode(uint16(p.Link), p.Data, p.Length, &seg) {
				tracker.Segment(&seg)
			}
		}
	}
	tracker.Close()
	return bodies
}

type watcher map[string]string

// watched is one connection of a watcher.
type watched struct {
	bodies     watcher
	tcp        *tcpreasm.Conn
	http       *httpdecode.Conn
	firstFrame int64
}

func (w watcher) Opened(c *tcpreasm.Conn) {
	x := &watched{bodies: w, tcp: c, firstFrame: c.FirstFrame}
	x.http = httpdecode.NewConn(x, httpdecode.Options{})
	if c.Initiator == tcpreasm.ByGuess {
		x.http.BegunBefore()
	}
	c.Context = x
}

func (watcher) Data(c *tcpreasm.Conn, from tcpreasm.Side, b []byte, at tcpreasm.Position) {
	x := c.Context.(*watched).http
	if offset, ok := c.Acknowledged(from); ok {
		x.Acknowledged(sent(c, from), offset)
	}
	x.Data(sent(c, from), b, httpdecode.Position(at))
}

func (watcher) Gap(c *tcpreasm.Conn, from tcpreasm.Side, n int64, at tcpreasm.Position) {
	c.Context.(*watched).http.Gap(sent(c, from), n, httpdecode.Position(at))
}

func (watcher) Finished(c *tcpreasm.Conn, from tcpreasm.Side, at tcpreasm.Position) {
	c.Context.(*watched).http.End(sent(c, from), httpdecode.Position(at))
}

func (watcher) Closed(c *tcpreasm.Conn) { c.Context.(*watched).http.Close(httpdecode.Position{}) }

func sent(c *tcpreasm.Conn, from tcpreasm.Side) httpdecode.Direction {
	return httpdecode.Direction(from) ^ map[bool]httpdecode.Direction{true: 1}[c.TurnedRound]
}

func (w *watched) Head(*httpdecode.Exchange, httpdecode.Direction) {
	if w.tcp.Initiator == tcpreasm.ByGuess && w.http.Swapped() && !w.tcp.TurnedRound {
		w.tcp.TurnRound()
	}
}

func (w *watched) Body(x *httpdecode.Exchange, d httpdecode.Direction, b []byte, _ int64, _ httpdecode.Position) {
	w.bodies[fmt.Sprint(w.firstFrame, x.Index, int(d))] += string(b)
}

// Moved takes the body of a response along.
func (w *watched) Moved(from, to *httpdecode.Exchange) {
	was, is := fmt.Sprint(w.firstFrame, from.Index, 1), fmt.Sprint(w.firstFrame, to.Index, 1)
	w.bodies[is], w.bodies[was] = w.bodies[was], ""
}

func (*watched) Done(*httpdecode.Exchange) {}

// Bodies are what the servers and clients of testdata/pcaps sent, by the
// files they were made from.
func TestBodiesAreWhatWasServed(t *testing.T) {
	folder := filepath.Join(root(t), "testdata", "pcaps")
	f, err := os.Open(filepath.Join(folder, "bodies.tsv"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	got := map[string][]string{}
	checked := 0
	scanner := bufio.NewScanner(f)
	scanner.Scan() // the names of the columns
	for scanner.Scan() {
		column := strings.Split(scanner.Text(), "\t")
		name, what, sum := column[0], column[1]+" "+column[2], strings.Join(column[3:], " ")
		if got[name] == nil {
			got[name] = digests(t, filepath.Join(folder, name))
		}
		if !slices.Contains(got[name], what+" "+sum) {
			t.Errorf("%s: %s is not %s but one of\n%s", name, what, sum, strings.Join(got[name], "\n"))
		}
		checked++
	}
	if checked < 40 {
		t.Errorf("bodies.tsv has %d lines", checked)
	}
}

// digests are the contents of a capture's messages as bodies.tsv has them.
func digests(t *testing.T, name string) (list []string) {
	tr, _ := both(t, name)
	for i := range tr.Exchanges() {
		x := tr.Exchange(i)
		for d, m := range []*trace.Message{&x.Request, &x.Response} {
			head, err := tr.ReadHead(m)
			var parsed httpdecode.Message
			if err != nil || !m.Seen || httpdecode.ParseHead(head, httpdecode.Direction(d), &parsed) != nil {
				continue
			}
			b, err := io.ReadAll(httpdecode.NewContentReader(string(parsed.Get("Content-Encoding")), tr.OpenBody(m), 1<<30))
			if err != nil && m.Complete {
				t.Errorf("%s: %v", name, err)
			}
			sum := sha256.Sum256(b)
			list = append(list, fmt.Sprintf("%s %s %s %s %d %t", [2]string{"request", "response"}[d], x.Method, x.Target,
				hex.EncodeToString(sum[:]), len(b), m.Complete))
		}
	}
	return list
}
