package replay

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"wiretalk/capture"
)

// Once all is known, a FIN that crossed another came to its end only behind that
// end's own: both are in FIN-WAIT-1, then in CLOSING (RFC 9293 §3.6, figure 13).
// What a FIN that is sent again shows not to have come is taken back altogether.
func TestCrossingFinsAreSettled(t *testing.T) {
	for name, want := range map[string]string{
		"simultaneous-close": "8: client ESTABLISHED FIN-WAIT-1. 9: server ESTABLISHED FIN-WAIT-1, server FIN-WAIT-1 CLOSING, client FIN-WAIT-1 CLOSING. " +
			"10: server CLOSING TIME-WAIT. 11: client CLOSING TIME-WAIT.",
		"crossed-fin-lost": "8: client ESTABLISHED FIN-WAIT-1. 9: server ESTABLISHED FIN-WAIT-1, server FIN-WAIT-1 CLOSING. " +
			"15: client FIN-WAIT-1 FIN-WAIT-2, client FIN-WAIT-2 TIME-WAIT. 16: server CLOSING TIME-WAIT.",
	} {
		in, err := capture.Open([]string{"../../testdata/tcp/" + name + ".pcap"}, capture.Options{})
		if err != nil {
			t.Fatal(err)
		}
		c := read(t, in).conns[0]
		steps, err := Steps(context.Background(), in, c, nil)
		in.Close()
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for i := range steps {
			s := &steps[i]
			if s.Frame < 8 || len(s.Changes) == 0 {
				continue
			}
			var parts []string
			for _, x := range s.Changes {
				parts = append(parts, fmt.Sprintf("%v %v %v", x.Side, x.From, x.To))
			}
			got = append(got, fmt.Sprintf("%d: %s.", s.Frame, strings.Join(parts, ", ")))
		}
		if got := strings.Join(got, " "); got != want {
			t.Errorf("%s:\n%s\nwant\n%s", name, got, want)
		}
		if last := steps[len(steps)-1].States; last != c.States {
			t.Errorf("%s ends in %v, want %v", name, last, c.States)
		}
	}
}
