package detail

import (
	"context"
	"errors"
	"fmt"
	"io"

	"wiretalk/internal/mosaic"
	"wiretalk/internal/phrase"
	"wiretalk/tui/cells"
	"wiretalk/tui/theme"
)

// decoding is taken by whoever decodes a picture, so that those that a user passes over
// do not take memory all at once.
var decoding = make(chan struct{}, 1)

// draw adds a picture to the lines, or says why it is not drawn. What a picture's header
// says of it has been told.
func (r *Reading) draw(c *Content, from io.Reader) error {
	w := &ContentWordsIn[r.Words.Language]
	b, err := io.ReadAll(io.LimitReader(from, MaxContent+1))
	switch {
	case err != nil:
		return err
	case len(b) > MaxContent:
		r.add(c, cells.Tell(theme.Dim, fmt.Sprintf(w.tooLong, phrase.Size(MaxContent))))
		return nil
	}
	p, err := r.decode(b)
	switch {
	case errors.Is(err, context.Canceled):
		return err
	case errors.Is(err, mosaic.ErrFormat): // its kind and size are all that is known
	case errors.Is(err, mosaic.ErrTooLarge):
		r.add(c, cells.Tell(theme.Dim, fmt.Sprintf(w.tooLarge, phrase.Count(mosaic.MaxPixels))))
	case err != nil:
		r.add(c, cells.Tell(theme.Warn, fmt.Sprintf(w.damaged, err)))
	default:
		instead := cells.Tell(theme.Dim, w.NoColours)
		instead.Picture = p
		r.add(c, instead)
		if p.Format == "GIF" {
			r.add(c, cells.Tell(theme.Dim, w.firstFrame))
		}
	}
	return nil
}

func (r *Reading) decode(b []byte) (*mosaic.Picture, error) {
	select {
	case decoding <- struct{}{}:
		defer func() { <-decoding }()
	case <-r.Ctx.Done():
		return nil, context.Canceled
	}
	if r.Ctx.Err() != nil {
		return nil, context.Canceled
	}
	return mosaic.Decode(b)
}
