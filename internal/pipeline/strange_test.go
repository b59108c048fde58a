package pipeline_test

import (
	"context"
	"slices"
	"testing"

	"wiretalk/capture"
	"wiretalk/internal/pipeline"
	"wiretalk/internal/trace"
)

// A capture of a link type that is not known has no connections. That is told, or
// it would look as if there had been none; and told once for each type.
func TestLinkTypesThatAreNotKnownAreTold(t *testing.T) {
	packets := packetsOf(t, "keep-alive.pcap")
	for i := range packets {
		switch {
		case i%3 == 0:
			packets[i].Link = 189
		case i%3 == 1:
			packets[i].Link = 201
		}
	}
	src := &script{steps: []step{{packets: packets[:4]}, {packets: packets[4:]}}}
	var told []string
	found := trace.New(nil)
	result, err := pipeline.Run(context.Background(), src, pipeline.Config{
		Shards: 2, Trace: found,
		Problem: func(err error) { told = append(told, err.Error()) },
	})
	if err != nil {
		t.Fatal(err)
	}
	want := []string{
		"frame 1 has link type 189, which is not known here: if there is TCP in packets of this type, it is not seen (capinfos says what type it is)",
		"frame 2 has link type 201, which is not known here: if there is TCP in packets of this type, it is not seen (capinfos says what type it is)",
	}
	if !slices.Equal(told, want) {
		t.Errorf("told %q", told)
	}
	if result.Problems != 2 || found.Progress().Problem == nil {
		t.Errorf("%d problems, on the screen %v", result.Problems, found.Progress().Problem)
	}
}

func TestManyLinkTypesThatAreNotKnownAreNotAllTold(t *testing.T) {
	var packets []capture.Packet
	for i := range 1000 {
		packets = append(packets, capture.Packet{Frame: int64(i + 1), Link: capture.LinkType(1000 + i)})
	}
	result, err := pipeline.Run(context.Background(), &script{steps: []step{{packets: packets}}}, pipeline.Config{Shards: 1})
	if err != nil || result.Problems != 16 {
		t.Errorf("%d problems, error %v", result.Problems, err)
	}
}
