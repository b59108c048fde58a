package curl

import (
	"slices"
	"strings"
	"testing"

	"wiretalk/httpdecode"
)

// A body with a secret stays out of the command until it is asked for.
func TestSecretsInTheBody(t *testing.T) {
	for _, c := range []struct {
		contentType, body string
		secret            bool
	}{
		{"application/x-www-form-urlencoded", "user=ada&password=tell", true},
		{"application/x-www-form-urlencoded", "user=tell", false},
		{"application/json", `{"a":[{"apiKey":"tell"}]}`, true},
		{"application/json", `{"a":"tell"}`, false},
		{"multipart/form-data; boundary=b", "--b\r\nContent-Disposition: form-data; name=\"token\"\r\n\r\ntell\r\n--b--", true},
		{"multipart/form-data; boundary=b", "--b\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\ntell\r\n--b--", false},
		{"text/plain", "password=tell", false},
	} {
		for _, reveal := range []bool{false, true} {
			x := &httpdecode.Exchange{Request: httpdecode.Message{
				Seen: true, Complete: true, Method: []byte("POST"), Target: []byte("/"), Version: []byte("HTTP/1.1"), BodyBytes: int64(len(c.body)),
				Fields: []httpdecode.Field{{Name: []byte("Host"), Value: []byte("a")}, {Name: []byte("Content-Type"), Value: []byte(c.contentType)}},
			}}
			command, notes := Command(x, Options{Server: "10.0.0.2:80", Body: []byte(c.body), Reveal: reveal})
			hidden := c.secret && !reveal
			if strings.Contains(command, "tell") == hidden || slices.Contains(notes, NoteBodyFile) != hidden {
				t.Errorf("%s %s, reveal %v: %s %q", c.contentType, c.body, reveal, command, notes)
			}
		}
	}
}
