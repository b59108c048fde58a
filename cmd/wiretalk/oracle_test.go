package main

import (
	"bytes"
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"wiretalk/capture"
	"wiretalk/internal/decode"
	"wiretalk/tcpreasm"
)

// TestRecordsAreTsharksOrTheDifferenceIsExplained holds the records of the
// captures beside the project to what tshark said of them. Where the two
// differ, testdata/differences.tsv has a line that says why; one that no
// longer differs must leave it. With -update its values are written anew: new
// lines come without a reason, which the next run does not accept.
func TestRecordsAreTsharksOrTheDifferenceIsExplained(t *testing.T) {
	shared := filepath.Join("..", "..", "..", "shared")
	facts, _ := filepath.Glob(filepath.Join(shared, "oracle", "facts", "*.json"))
	if len(facts) == 0 {
		t.Skip("no captures and facts beside the project")
	}
	found := make([]witnessed, len(facts))
	var work sync.WaitGroup
	next := make(chan int)
	for range 2 {
		work.Go(func() {
			for i := range next {
				name := strings.TrimSuffix(filepath.Base(facts[i]), ".json")
				found[i].err = found[i].hear(facts[i], filepath.Join(shared, "pcaps", name), name)
			}
		})
	}
	for i := range facts {
		next <- i
	}
	close(next)
	work.Wait()

	var all []difference
	agree, total := map[string]int{}, map[string]int{}
	for i := range found {
		if found[i].err != nil {
			t.Error(found[i].err)
		}
		for _, d := range found[i].compared {
			total[d.field]++
			if d.tshark == d.ours {
				agree[d.field]++
			} else {
				all = append(all, d)
			}
		}
	}
	for _, field := range slices.Sorted(maps.Keys(total)) {
		t.Logf("%-24s %d of %d agree (%.2f %%)", field, agree[field], total[field], 100*float64(agree[field])/float64(total[field]))
	}
	slices.SortStableFunc(all, func(a, b difference) int {
		return cmp.Or(cmp.Compare(a.capture, b.capture), cmp.Compare(a.place, b.place), cmp.Compare(a.field, b.field))
	})
	path := filepath.Join("testdata", "differences.tsv")
	listed := readDifferences(t, path)
	if *update {
		listed.lines = all // the reasons stay
		if err := os.WriteFile(path, listed.text(), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	listed.check(t, all)
}

// facts is what tshark said of a capture.
type facts struct {
	Connections []struct {
		Stream       int
		FirstFrame   int64 `json:"first_frame"`
		LastFrame    int64 `json:"last_frame"`
		Client       [2]any
		Server       [2]any
		Packets      pair
		Bytes        pair
		Completeness tcpreasm.Completeness
		Analysis     map[string]pair
	}
	Requests []struct {
		Stream        int
		RequestFrame  int64 `json:"request_frame"`
		Method        string
		URI           *string
		ResponseFrame *int64 `json:"response_frame"`
	}
	Responses []struct {
		Stream        int
		ResponseFrame int64 `json:"response_frame"`
		Status        int
	}
	HTTP2 bool
}

// pair is a count for each end.
type pair struct{ Client, Server int64 }

func (p pair) String() string { return fmt.Sprintf("%d/%d", p.Client, p.Server) }

func (p pair) plus(q pair) pair { return pair{p.Client + q.Client, p.Server + q.Server} }

func (p pair) swapped(swap bool) pair {
	if swap {
		return pair{p.Server, p.Client}
	}
	return p
}

// oracleRecord is a line of -T json.
type oracleRecord struct {
	Type         string
	Stream       int
	Client       struct{ IP, Port any }
	Server       struct{ IP, Port any }
	FirstFrame   int64 `json:"first_frame"`
	LastFrame    int64 `json:"last_frame"`
	Packets      pair
	Bytes        pair
	Completeness tcpreasm.Completeness
	Analysis     map[string]pair
	Request      *oracleMessage
	Response     *oracleMessage
}

type oracleMessage struct {
	Frame   int64
	Method  string
	Target  string
	Version string
	Status  int
}

// witnessed is what the two said of one capture.
type witnessed struct {
	capture  string
	compared []difference // values that are the same too
	err      error
}

func (w *witnessed) add(place, field string, tshark, ours any) {
	text := func(v any) string { return strings.Trim(fmt.Sprintf("%q", fmt.Sprint(v)), `"`) }
	w.compared = append(w.compared, difference{w.capture, place, field, text(tshark), text(ours)})
}

func (w *witnessed) hear(witness, file, name string) error {
	w.capture = name
	content, err := os.ReadFile(witness)
	if err != nil {
		return err
	}
	var want facts
	if err := json.Unmarshal(content, &want); err != nil {
		return fmt.Errorf("%s: %w", witness, err)
	}
	have, err := recordsOf(file)
	if err != nil {
		return err
	}
	before, after, err := completenessOf(file)
	if err != nil {
		return err
	}
	connections := map[int]*oracleRecord{}
	for i := range have {
		if r := &have[i]; r.Type == "connection" {
			connections[r.Stream] = r
			if r.Stream >= len(after) || after[r.Stream] != r.Completeness {
				return fmt.Errorf("%s: stream %d has completeness %d, another run over the packets says otherwise", name, r.Stream, r.Completeness)
			}
		}
	}
	w.add("", "connections", len(want.Connections), len(connections))
	w.compareConnections(&want, connections, before)
	if !want.HTTP2 { // tshark counts the HTTP/1 upgrade to it differently
		w.compareExchanges(&want, have)
	}
	return nil
}

func recordsOf(file string) ([]oracleRecord, error) {
	self, err := os.Executable()
	if err != nil {
		return nil, err
	}
	command := &exec.Cmd{Path: self, Args: []string{"wiretalk", "-n", "-r", file, "-T", "json"}, Env: os.Environ()}
	out, err := command.Output()
	var status *exec.ExitError
	if err != nil && (!errors.As(err, &status) || status.ExitCode() != exitRead) {
		return nil, fmt.Errorf("%s: %w", file, err)
	}
	var all []oracleRecord
	for line := range bytes.Lines(out) {
		var r oracleRecord
		if err := json.Unmarshal(line, &r); err != nil {
			return nil, fmt.Errorf("%s: %s: %w", file, line, err)
		}
		all = append(all, r)
	}
	return all, nil
}

// completenessOf follows the connections of a capture and says how complete
// each was before its last packet and after it. tshark was asked in one pass:
// it prints of each packet what it knew before, and of a connection its last.
func completenessOf(file string) (before, after []tcpreasm.Completeness, err error) {
	in, err := capture.Open([]string{file}, capture.Options{})
	if err != nil {
		return nil, nil, err
	}
	defer in.Close()
	streams := &streamNumbers{}
	decoder, tracker := decode.New(), tcpreasm.New(streams, tcpreasm.Limits{})
	var batch capture.Batch
	for err == nil {
		err = in.ReadBatch(&batch)
		for i := range batch.Packets {
			p := &batch.Packets[i]
			tracker.Advance(p.Time)
			s := tcpreasm.Segment{Frame: p.Frame, Time: p.Time, Offset: p.Offset}
			if !decoder.Decode(uint16(p.Link), p.Data, p.Length, &s) {
				continue
			}
			c := tracker.Segment(&s)
			n := c.Context.(int)
			before = append(before, make([]tcpreasm.Completeness, streams.opened-len(before))...)
			after = append(after, make([]tcpreasm.Completeness, streams.opened-len(after))...)
			before[n], after[n] = after[n], c.Completeness
		}
	}
	if err == io.EOF || errors.As(err, new(*capture.Error)) {
		err = nil // as far as it can be read
	}
	return before, after, err
}

// streamNumbers is a tcpreasm.Handler that numbers connections.
type streamNumbers struct{ opened int }

func (s *streamNumbers) Opened(c *tcpreasm.Conn) {
	c.Context = s.opened
	s.opened++
}
func (*streamNumbers) Data(*tcpreasm.Conn, tcpreasm.Side, []byte, tcpreasm.Position) {}
func (*streamNumbers) Gap(*tcpreasm.Conn, tcpreasm.Side, int64, tcpreasm.Position)   {}
func (*streamNumbers) Finished(*tcpreasm.Conn, tcpreasm.Side, tcpreasm.Position)     {}
func (*streamNumbers) Closed(*tcpreasm.Conn)                                         {}

// flagsAsked are the tcp.analysis.* that tshark was asked for.
var flagsAsked = []string{"retransmission", "fast_retransmission", "spurious_retransmission", "out_of_order", "lost_segment",
	"ack_lost_segment", "duplicate_ack", "zero_window", "window_full", "keep_alive"}

func (w *witnessed) compareConnections(want *facts, have map[int]*oracleRecord, before []tcpreasm.Completeness) {
	for i := range want.Connections {
		a := &want.Connections[i]
		place := fmt.Sprintf("stream %d", a.Stream)
		b := have[a.Stream]
		w.add(place, "connection present", true, b != nil)
		if b == nil {
			continue
		}
		client, server := fmt.Sprint([2]any{b.Client.IP, b.Client.Port}), fmt.Sprint([2]any{b.Server.IP, b.Server.Port})
		w.add(place, "client", a.Client, client)
		w.add(place, "server", a.Server, server)
		w.add(place, "first_frame", a.FirstFrame, b.FirstFrame)
		w.add(place, "last_frame", a.LastFrame, b.LastFrame)
		w.add(place, "completeness before the last packet", a.Completeness, before[a.Stream])
		// Where only the ends' roles differ, the counts are of the same ends.
		swap := fmt.Sprint(a.Client) == server
		w.add(place, "packets", a.Packets.swapped(swap), b.Packets)
		w.add(place, "bytes", a.Bytes.swapped(swap), b.Bytes)
		for _, flag := range flagsAsked {
			ours, zero := b.Analysis[flag], pair{}
			if flag == "retransmission" { // tshark's field is there on the other two as well
				ours = ours.plus(b.Analysis["fast_retransmission"]).plus(b.Analysis["spurious_retransmission"])
			}
			if theirs := a.Analysis[flag].swapped(swap); theirs != zero || ours != zero {
				w.add(place, flag, theirs, ours)
			}
		}
	}
}

func (w *witnessed) compareExchanges(want *facts, have []oracleRecord) {
	type answer struct {
		stream int
		frame  int64
		status int
	}
	requests, answers, asked := map[[2]int64][]*oracleRecord{}, map[answer]int{}, 0
	answered := 0
	for i := range have {
		r := &have[i]
		start := cmp.Or(r.Request, r.Response)
		if r.Type != "http" || start == nil || strings.HasPrefix(start.Version, "HTTP/2") {
			continue
		}
		if r.Request != nil {
			place := [2]int64{int64(r.Stream), r.Request.Frame}
			requests[place] = append(requests[place], r)
			asked++
		}
		if r.Response != nil {
			answers[answer{r.Stream, r.Response.Frame, r.Response.Status}]++
			answered++
		}
	}
	w.add("", "requests", len(want.Requests), asked)
	for _, a := range want.Requests {
		place := fmt.Sprintf("stream %d frame %d", a.Stream, a.RequestFrame)
		key := [2]int64{int64(a.Stream), a.RequestFrame}
		w.add(place, "request present", true, len(requests[key]) > 0)
		if len(requests[key]) == 0 {
			continue
		}
		b := requests[key][0]
		requests[key] = requests[key][1:]
		w.add(place, "method", a.Method, b.Request.Method)
		if a.URI != nil {
			w.add(place, "target", *a.URI, b.Request.Target)
		}
		if a.ResponseFrame != nil { // where tshark pairs nothing it may merely have failed to
			frame := int64(0)
			if b.Response != nil {
				frame = b.Response.Frame
			}
			w.add(place, "response frame", *a.ResponseFrame, frame)
		}
	}
	final := 0
	for _, a := range want.Responses {
		if a.Status < 200 && a.Status != 101 {
			continue
		}
		final++
		key := answer{a.Stream, a.ResponseFrame, a.Status}
		w.add(fmt.Sprintf("stream %d frame %d status %d", a.Stream, a.ResponseFrame, a.Status), "response present", true, answers[key] > 0)
		answers[key]--
	}
	w.add("", "responses", final, answered)
}
