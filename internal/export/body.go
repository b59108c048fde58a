package export

import (
	"context"
	"errors"
	"io"

	"wiretalk/httpdecode"
	"wiretalk/internal/bodies"
	"wiretalk/internal/phrase"
	"wiretalk/internal/trace"
)

// Body writes a message's body, its codings undone or, if asSent says so, as it
// was sent. m is the message with its head, as Exchange reads it. What cannot be
// written behind a place, or is missing between others, is a *Lacking error.
func Body(ctx context.Context, t *trace.Trace, m *httpdecode.Message, asSent bool, w io.Writer, p Progress) error {
	from := &progressing{ctx: ctx, at: t, p: p, of: m.BodyBytes}
	if asSent || bodies.Codings(m) == "" {
		return wire(ctx, from, m, w)
	}
	_, err := io.Copy(w, bodies.Content(from, m, bodies.Limit(m.BodyBytes)))
	if err == nil || ctx.Err() != nil || isWriting(err) {
		return errors.Join(ctx.Err(), err)
	}
	return &Lacking{0, err}
}

// wire writes a body as it was sent; what the capture lacks is left out.
func wire(ctx context.Context, from io.ReaderAt, m *httpdecode.Message, w io.Writer) error {
	r := bodies.NewWire(from, &m.Body)
	var missing int64
	for {
		_, err := io.Copy(w, r)
		gap := (*bodies.GapError)(nil)
		switch {
		case errors.As(err, &gap):
			missing += gap.Length
			continue
		case err != nil && ctx.Err() == nil && !isWriting(err):
			return &Lacking{0, err}
		case err != nil:
			return err
		case missing > 0:
			return &Lacking{0, errors.New(phrase.Sprintf("%d {byte is|bytes are} not in the capture", missing))}
		case !m.Complete:
			return &Lacking{0, bodies.ErrIncomplete}
		}
		return nil
	}
}

// isWriting says whether an error is of what is written, not of what is read.
func isWriting(err error) bool {
	var read *bodies.CaptureError
	var coded *httpdecode.ContentError
	var gap *bodies.GapError
	return !errors.As(err, &read) && !errors.As(err, &coded) && !errors.As(err, &gap) && !errors.Is(err, io.ErrUnexpectedEOF)
}

// progressing reads the capture until ctx ends, and says how much was read.
type progressing struct {
	ctx      context.Context
	at       io.ReaderAt
	p        Progress
	done, of int64
}

func (r *progressing) ReadAt(p []byte, off int64) (int, error) {
	if err := r.ctx.Err(); err != nil {
		return 0, err
	}
	n, err := r.at.ReadAt(p, off)
	r.done += int64(n)
	r.p.tell(min(r.done, r.of), r.of)
	return n, err
}
