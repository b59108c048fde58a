package report

import (
	"strings"
	"testing"

	"wiretalk/httpdecode"
	"wiretalk/tcpreasm"
)

// A request without a response says how long that was waited for, as the line of
// text does. Where the response may have been missed it does not.
func TestHowLongNoResponseCame(t *testing.T) {
	asked := func() *httpdecode.Exchange {
		x := exchange()
		x.Response, x.Notes = httpdecode.Message{}, 0
		return x
	}
	quiet := func() *tcpreasm.Info {
		c := connection()
		c.MissingBytes = [2]int64{}
		c.End = start + 9*second
		return c
	}
	answer := func(c *tcpreasm.Info, x *httpdecode.Exchange) string {
		record := numbered(JSON{}.Exchange(nil, c, x))
		_, rest, found := strings.Cut(record, `"no_response":`)
		if !found {
			return ""
		}
		return rest[:strings.IndexByte(rest, '}')+1]
	}

	closed, reset := quiet(), quiet()
	closed.Fin[tcpreasm.Server] = tcpreasm.Moment{Frame: 9, Time: start + 5*second}
	reset.Rst[tcpreasm.Client] = tcpreasm.Moment{Frame: 8, Time: start + 4*second + 5}
	lacking := quiet()
	lacking.MissingBytes[tcpreasm.Server] = 1
	for _, c := range []struct {
		name string
		info *tcpreasm.Info
		want string
	}{
		{"the server closed", closed, `{"waited":3.000000000,"until":"server-closed","frame":9}`},
		{"the client gave up", reset, `{"waited":2.000000005,"until":"client-reset","frame":8}`},
		{"the capture ended", quiet(), `{"waited":7.000000000,"until":"capture-ended"}`},
		{"the capture lacks bytes of the server", lacking, ""},
	} {
		if got := answer(c.info, asked()); got != c.want {
			t.Errorf("%s: %s, want %s", c.name, got, c.want)
		}
	}
	if got := answer(quiet(), exchange()); got != "" {
		t.Errorf("an answered request: %s", got)
	}
}

// 000 is a status that some servers send, and no status is known of HTTP/0.9.
func TestStatusOfZero(t *testing.T) {
	x := exchange()
	x.Response.Status, x.Response.Reason = 0, []byte("Odd")
	if got := numbered(JSON{}.Exchange(nil, connection(), x)); !strings.Contains(got, `"response":{"status":0,"reason":"Odd","version":"HTTP/1.1",`) {
		t.Errorf("JSON: %s", got)
	}
	if got := numbered(Text{}.Exchange(nil, connection(), x)); !strings.Contains(got, "000 Odd") {
		t.Errorf("text: %s", got)
	}
	x.Response.Version, x.Response.Reason = nil, nil
	if got := numbered(JSON{}.Exchange(nil, connection(), x)); strings.Contains(got, `"status":0`) {
		t.Errorf("HTTP/0.9: %s", got)
	}
}
