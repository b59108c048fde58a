package main

import (
	"context"
	"errors"
	"io"

	"wiretalk/capture"
)

// writePackets lets the packets pass to standard output, where input writes
// them, and looks at none.
func writePackets(ctx context.Context, input *source, diagnostics io.Writer) int {
	context.AfterFunc(ctx, func() { input.Close() })
	status := exitDone
	var packets int64
	var b capture.Batch
	for {
		err := input.ReadBatch(&b)
		packets += int64(len(b.Packets))
		part := (*capture.Error)(nil)
		switch {
		case err == nil:
			continue
		case errors.As(err, &part):
			complain(diagnostics, err)
			status = exitRead
			continue
		case err != io.EOF && !isClosedPipe(err) && ctx.Err() == nil:
			complain(diagnostics, err)
			status = exitRead
		}
		input.sayCounts(packets, diagnostics)
		return status
	}
}
