package main

import (
	"bytes"
	"io"

	"github.com/spf13/cobra"

	"wiretalk/httpdecode"
	"wiretalk/internal/bodies"
	"wiretalk/internal/filter"
	"wiretalk/internal/pipeline"
)

// checkDisplay compiles the display filter.
func (f *flags) checkDisplay() (err error) {
	f.passing, err = filter.Compile(f.display, filter.Options{})
	return pointingDisplay(f.display, err)
}

// completeDisplay completes the last word of a display filter.
func completeDisplay(_ *cobra.Command, _ []string, typed string) ([]string, cobra.ShellCompDirective) {
	from, candidates := filter.Complete(typed, len(typed))
	var list []string
	for _, c := range candidates {
		text := typed[:from] + c.Text
		if c.Field != nil {
			text += "\t" + c.Field.English
		}
		list = append(list, text)
	}
	return list, cobra.ShellCompDirectiveNoFileComp | cobra.ShellCompDirectiveNoSpace
}

// sift sets which records are printed. Bodies are read from again.
func (f *flags) sift(config *pipeline.Config, again io.ReaderAt) {
	if f.passing.All() {
		return
	}
	config.SiftItself = !f.passing.OfExchanges()
	config.Sift = func(of *pipeline.Sifted) (bool, func(int) bool) {
		r := filter.Record{Stream: -1, Connection: of.Connection, Protocol: of.Protocol, Beyond: of.Beyond}
		if x := of.Exchange; x != nil {
			message := func(d httpdecode.Direction) *httpdecode.Message {
				if d == httpdecode.ToServer {
					return &x.Request
				}
				return &x.Response
			}
			r.Exchange, r.Head = of.Row, message
			r.Body = func(d httpdecode.Direction) string {
				var content bytes.Buffer
				content.ReadFrom(bodies.Content(again, message(d), filter.MaxBody)) // an error is its end
				return content.String()
			}
		}
		if f.passing.NeedsStream() {
			return false, f.passing.Later(&r)
		}
		return f.passing.Match(&r), nil
	}
}
