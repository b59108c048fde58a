package har

import (
	"strings"
	"testing"

	"wiretalk/httpdecode"
	"wiretalk/tcpreasm"
)

// The wait for a response that did not come is in the time of its entry, and the timings say so.
func TestWaitWithoutAResponse(t *testing.T) {
	x := &httpdecode.Exchange{Request: httpdecode.Message{Seen: true, Complete: true, Frame: 4, Method: []byte("GET"), Target: []byte("/")}}
	x.Request.First, x.Request.Last = httpdecode.Position{Frame: 4, Time: 1e9}, httpdecode.Position{Frame: 4, Time: 1e9}
	c := &tcpreasm.Info{Packets: [2]int64{3, 3}}
	c.Fin[tcpreasm.Client] = tcpreasm.Moment{Frame: 8, Time: 3e9}
	out, _ := new(Recorder).Exchange(nil, c, x)
	for _, want := range []string{`"time":2000,`, `"wait":2000,`, `"comment":"No response came in 2.00 s, then the client closed (FIN, frame 8)."`} {
		if !strings.Contains(string(out), want) {
			t.Errorf("%s is not in %s", want, out)
		}
	}
}
