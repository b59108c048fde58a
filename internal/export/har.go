package export

import (
	"context"
	"fmt"
	"io"
	"strconv"

	"wiretalk/internal/har"
	"wiretalk/internal/pipeline"
	"wiretalk/internal/trace"
)

// HAR writes exchanges, by their numbers, as HAR 1.2. version is that of the
// program. Secrets of heads and forms are masked unless reveal. Those whose heads cannot be read again are there without them.
func HAR(ctx context.Context, t *trace.Trace, numbers []int, version string, reveal bool, w io.Writer, p Progress) error {
	document := har.NewDocument(w, version)
	recorder := &har.Recorder{Capture: t, Masked: !reveal}
	lacking := new(Lacking)
	var entry []byte
	for i, number := range numbers {
		if err := ctx.Err(); err != nil {
			return err
		}
		p.tell(int64(i), int64(len(numbers)))
		x := t.Exchange(number)
		if x.Gone {
			lacking.add(fmt.Errorf("exchange %d was let go", number+1))
			continue
		}
		c := connection(t, x.Stream)
		again, err := Exchange(t, &x)
		if err != nil {
			lacking.add(err)
		}
		var hole int
		entry, hole = recorder.Exchange(entry[:0], &c.Info, again)
		for k := range c.Messages { // of a WebSocket, the messages come before its entry
			if c.Messages[k].Exchange == x.Index {
				recorder.WebSocket(nil, &c.Info, &c.Messages[k])
			}
		}
		if len(entry) == 0 {
			entry, hole = recorder.Connection(entry, &c.Info, pipeline.Summary{})
		}
		if len(entry) == 0 {
			continue
		}
		stream := strconv.AppendInt(nil, int64(x.Stream), 10)
		for _, piece := range [...][]byte{entry[:hole], append(stream, entry[hole:]...)} {
			if _, err := document.Write(piece); err != nil {
				return err
			}
		}
	}
	if err := document.Close(); err != nil {
		return err
	}
	return lacking.orNil()
}
