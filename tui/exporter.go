package tui

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"time"

	"wiretalk/capture"
	"wiretalk/capture/store"
	"wiretalk/httpdecode"
	"wiretalk/internal/bodies"
	"wiretalk/internal/delay"
	"wiretalk/internal/export"
	"wiretalk/internal/phrase"
	"wiretalk/internal/trace"
	"wiretalk/tcpreasm"
	"wiretalk/tui/cells"
	"wiretalk/tui/detail"
	"wiretalk/tui/lists"
	"wiretalk/tui/table"
	"wiretalk/tui/words"
)

// exportKind is what is saved of rows.
type exportKind uint8

const (
	saveResponse exportKind = iota
	saveResponseSent
	saveRequest
	saveRequestSent
	saveBodies
	saveText
	saveHAR
	savePackets
	saveReport
	exportKinds
)

// offer is what can be saved, with the name proposed for it.
type offer struct {
	kind   exportKind
	detail string // clean
	name   string
}

// offers says what of a table's rows can be saved.
func offers(s *screen, v view, rows []int) (list []offer) {
	if len(rows) == 0 {
		return nil
	}
	exchanges, what, stem := len(rows), "", "wiretalk"
	if v == exchangesView && len(rows) == 1 {
		x := s.trace.Exchange(rows[0])
		if x.Gone {
			return nil
		}
		list = bodyOffers(s, &x)
		what, stem = lists.Title(&x, s.look.Reveal), fmt.Sprintf("wiretalk-exchange-%d", x.Number+1)
	} else {
		if v != exchangesView {
			exchanges = 0
			for _, row := range rows[:min(len(rows), table.AtOnce)] { // whether there are any
				exchanges += len(s.trace.Connection(row).Exchanges)
			}
		}
		what = phrase.Count(int64(len(rows)))
		if v != exchangesView && len(rows) == 1 {
			what, stem = fmt.Sprintf(s.words.Connection, rows[0]), fmt.Sprintf("wiretalk-stream-%d", rows[0])
		}
		if exchanges > 0 {
			list = append(list, offer{saveBodies, what, stem + "-bodies"})
		}
	}
	if exchanges > 0 {
		list = append(list, offer{saveText, what, stem + ".txt"}, offer{saveHAR, what, stem + ".har"})
	}
	of, name := what, "wiretalk"
	if stream, ok := onlyStream(s.trace, v, rows); ok {
		of, name = fmt.Sprintf(s.words.Connection, stream), fmt.Sprintf("wiretalk-stream-%d", stream)
	}
	if s.opts.Again != nil {
		list = append(list, offer{savePackets, of, name + ".pcapng"}, offer{saveReport, of, name + "-report.txt"})
	}
	return list
}

// onlyStream is the connection of a single row; false for several.
func onlyStream(t *trace.Trace, v view, rows []int) (int, bool) {
	switch {
	case len(rows) != 1:
		return 0, false
	case v == exchangesView:
		return t.Exchange(rows[0]).Stream, true
	}
	return rows[0], true
}

// bodyOffers are the bodies of an exchange.
func bodyOffers(s *screen, x *trace.Exchange) (list []offer) {
	c := s.trace.Connection(x.Stream)
	url := exchangeURL(x, &c)
	for _, m := range []struct {
		message       *trace.Message
		decoded, sent exportKind
		side, media   string
	}{{&x.Response, saveResponse, saveResponseSent, "response", x.ContentType}, {&x.Request, saveRequest, saveRequestSent, "request", ""}} {
		if m.message.BodyBytes == 0 {
			continue
		}
		detail := phrase.Size(m.message.BodyBytes)
		list = append(list,
			offer{m.decoded, detail, bodies.FileName(x.Stream, x.Index, m.side, url, m.media)},
			offer{m.sent, detail, bodies.FileName(x.Stream, x.Index, m.side, url, "application/octet-stream")})
	}
	return list
}

// exchangeURL is the URL of an exchange, with its secrets.
func exchangeURL(x *trace.Exchange, c *trace.Connection) string {
	e := httpdecode.Exchange{Request: httpdecode.Message{
		Seen: x.Request.Seen, Method: []byte(x.Method), Target: []byte(x.Target),
		Fields: []httpdecode.Field{{Name: []byte("Host"), Value: []byte(x.Host)}},
	}}
	return string(httpdecode.URL(nil, &e, c.Ends[tcpreasm.Server].String()))
}

// exporter saves. It runs beside the event loop.
type exporter struct {
	trace    *trace.Trace
	again    capture.Rereader
	words    *words.Screen
	zone     *time.Location
	version  string
	reveal   bool
	view     view
	rows     []int
	progress export.Progress

	bodies bodies.Saved // what was saved of them
}

func (e *exporter) save(ctx context.Context, kind exportKind, name string) (export.File, error) {
	if kind == saveBodies {
		return e.saveBodies(ctx, name)
	}
	return export.ToFile(ctx, name, func(w io.Writer) error { return e.write(ctx, kind, w) })
}

func (e *exporter) write(ctx context.Context, kind exportKind, w io.Writer) error {
	switch kind {
	case saveHAR:
		return export.HAR(ctx, e.trace, e.exchanges(), e.version, e.reveal, w, e.progress)
	case saveText:
		return e.text(ctx, w)
	case savePackets:
		return e.packets(ctx, w)
	case saveReport:
		return export.Report(ctx, e.trace, e.again, e.streams(), e.words.Language, e.reveal, w, e.progress)
	}
	x := e.trace.Exchange(e.rows[0])
	again, err := export.Exchange(e.trace, &x)
	if err != nil {
		return err
	}
	m := &again.Response
	if kind == saveRequest || kind == saveRequestSent {
		m = &again.Request
	}
	return export.Body(ctx, e.trace, m, kind == saveResponseSent || kind == saveRequestSent, w, e.progress)
}

// exchanges are the numbers of the exchanges of the rows.
func (e *exporter) exchanges() (numbers []int) {
	if e.view == exchangesView {
		return e.rows
	}
	for _, stream := range e.rows {
		numbers = append(numbers, e.trace.Connection(stream).Exchanges...)
	}
	return numbers
}

// streams are the connections of the rows.
func (e *exporter) streams() (streams []int) {
	if e.view != exchangesView {
		return e.rows
	}
	seen := map[int]bool{}
	for _, number := range e.rows {
		if x := e.trace.Exchange(number); !x.Gone && !seen[x.Stream] {
			seen[x.Stream] = true
			streams = append(streams, x.Stream)
		}
	}
	return streams
}

func (e *exporter) packets(ctx context.Context, w io.Writer) error {
	var conns []*tcpreasm.Info
	gone := 0
	for _, stream := range e.streams() {
		if c := e.trace.Connection(stream); c.Gone {
			gone++
		} else {
			conns = append(conns, &c.Info)
		}
	}
	n, err := export.Packets(ctx, e.again, conns, store.ThisMachine("wiretalk "+e.version), w, e.progress)
	switch {
	case ctx.Err() != nil:
		return ctx.Err()
	case errors.Is(err, store.ErrLetGo):
		err = errors.New(e.words.Unkept)
	case err == nil && n == 0:
		err = store.ErrLetGo
	}
	if err == nil && gone > 0 {
		return &export.Lacking{Left: int64(gone), Err: errors.New(e.words.Unkept)}
	}
	return err
}

// text writes exchanges as they are shown, their bodies laid out.
func (e *exporter) text(ctx context.Context, w io.Writer) error {
	numbers := e.exchanges()
	lacking := 0
	for i, number := range numbers {
		if err := ctx.Err(); err != nil {
			return err
		}
		e.progress(int64(i), int64(len(numbers)))
		x := e.trace.Exchange(number)
		if x.Gone {
			lacking++
			continue
		}
		text := e.exchangeText(ctx, &x)
		if i > 0 {
			text = "\n" + strings.Repeat("─", 72) + "\n\n" + text
		}
		if _, err := io.WriteString(w, text); err != nil {
			return err
		}
	}
	if lacking > 0 {
		return &export.Lacking{Left: int64(lacking), Err: errors.New(e.words.Unkept)}
	}
	return nil
}

// exchangeText is an exchange as the full screen shows it, with all of its
// bodies that a screen would show.
func (e *exporter) exchangeText(ctx context.Context, x *trace.Exchange) string {
	v := detail.View{Words: e.words, Zone: e.zone, Look: detail.Look{Reveal: e.reveal, Lines: detail.MostLines}, X: *x, C: e.trace.Connection(x.Stream)}
	e.trace.View(func(r *trace.Reader) {
		of := delay.In(r, x)
		v.Account.Silence, v.Account.Cut = of.Silence(), of.Cut()
	})
	v.Request = detail.ReadHead(e.trace, &x.Request, httpdecode.ToServer)
	v.Response = detail.ReadHead(e.trace, &x.Response, httpdecode.ToClient)
	of := detail.Reading{Ctx: ctx, Trace: e.trace, Words: e.words, Limit: detail.MostLines, Reveal: e.reveal}
	v.RequestBody, v.ResponseBody = of.Read(&x.Request, v.Request), of.Read(&x.Response, v.Response)
	var b strings.Builder
	b.WriteString("#" + phrase.Count(int64(x.Number+1)) + " " + lists.Title(x, e.reveal) + "\n")
	for _, l := range v.Lines() {
		for _, s := range l.Spans {
			b.WriteString(strings.ReplaceAll(s.Text, cells.NoBreak, " "))
		}
		b.WriteByte('\n')
	}
	return b.String()
}

// saveBodies saves the bodies of exchanges in a folder of their own.
func (e *exporter) saveBodies(ctx context.Context, dir string) (export.File, error) {
	lacking := new(export.Lacking)
	note := func(err error) {
		if lacking.Err == nil {
			lacking.Err = err
		}
	}
	saver, err := bodies.NewSaver(dir, e.trace, note)
	if err != nil {
		return export.File{}, err
	}
	saver.Masked = !e.reveal
	numbers := e.exchanges()
	for i, number := range numbers {
		if ctx.Err() != nil {
			break
		}
		e.progress(int64(i), int64(len(numbers)))
		x := e.trace.Exchange(number)
		if x.Gone {
			lacking.Left++
			note(errors.New(e.words.Unkept))
			continue
		}
		c := e.trace.Connection(x.Stream)
		again, err := export.Exchange(e.trace, &x)
		if err != nil {
			lacking.Left++
			note(err)
		}
		if save := saver.Exchange(&c.Info, again); save != nil {
			save(x.Stream)
		}
	}
	saver.Close() // what it returns, note was told of
	e.bodies = saver.Saved()
	switch {
	case ctx.Err() != nil:
		return export.File{}, ctx.Err()
	case lacking.Err != nil:
		return export.File{Name: dir}, lacking
	}
	return export.File{Name: dir}, nil
}
