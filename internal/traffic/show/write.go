package main

import (
	"errors"
	"fmt"
	"io"
	"os"

	"wiretalk/capture"
	"wiretalk/internal/traffic"
)

// write makes a capture of so many exchanges, to see what is large at the screen:
// its packets pass at full speed and are 20 µs apart.
func write(name string, exchanges int64) (err error) {
	out, err := os.Create(name)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, out.Close()) }()
	src := traffic.New(traffic.Options{
		Exchanges: exchanges, Step: 20_000, Talkers: 200, HalfOpen: 5, Names: 5, Forever: 20,
	})
	w := capture.NewWriter(out, capture.Section{Application: "wiretalk's traffic"}, nil)
	var b capture.Batch
	for {
		switch err := src.ReadBatch(&b); {
		case err == io.EOF:
			if err := w.Finish(nil); err != nil {
				return err
			}
			fmt.Printf("%s: %d exchanges\n", name, exchanges)
			return nil
		case err != nil:
			return err
		}
		if err := w.WriteBatch(b.Packets); err != nil {
			return err
		}
	}
}
