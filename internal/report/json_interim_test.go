package report

import (
	"strings"
	"testing"

	"wiretalk/httpdecode"
)

// The fields of interim responses stand with them, and what 103 names is
// explained.
func TestInterimFieldsInRecord(t *testing.T) {
	x := exchange()
	x.Response.Interim = []httpdecode.Interim{
		{Status: 100, Position: httpdecode.Position{Frame: 8}, Head: []byte("HTTP/1.1 100 Continue\r\n\r\n")},
		{Status: 103, Position: httpdecode.Position{Frame: 9}, Head: []byte("HTTP/1.1 103 Early Hints\r\nLink: </a.css>; rel=preload\r\nlink:\t</b>\r\nX: \"1")},
	}
	got := numbered(JSON{Explain: English}.Exchange(nil, connection(), x))
	for _, want := range []string{
		`"interim":[{"status":100,"frame":8},{"status":103,"frame":9,"headers":[["Link","</a.css>; rel=preload"],["link","</b>"]]}]`,
		`names what the client may load or connect to already: /a.css; rel=preload.`,
	} {
		if !strings.Contains(got, want) {
			t.Errorf("no %s in %s", want, got)
		}
	}
	x.Response = httpdecode.Message{Interim: x.Response.Interim}
	got = numbered(JSON{}.Exchange(nil, connection(), x))
	if want := `,"interim":[{"status":100,"frame":8},{"status":103,"frame":9,"headers":[`; !strings.Contains(got, want) || strings.Contains(got, `"response"`) {
		t.Errorf("without a final response: %s", got)
	}
}
