package har

import (
	"bytes"
	"strings"
	"testing"
)

// A masked entry has no secret in what is told of heads and forms; it has them
// when they are to be there.
func TestSecretsAreMasked(t *testing.T) {
	for _, of := range []struct{ name, contentType, body, want string }{
		{"form", "application/x-www-form-urlencoded", "token=s3cr3t&user=ada&password=s3cr3t%26more", "token=***&user=ada&password=***"},
		{"multipart", "multipart/form-data; boundary=b", "--b\r\nContent-Disposition: form-data; name=password\r\n\r\ns3cr3t\r\n--b--\r\n", "it holds secrets"},
	} {
		c := &capture{}
		x := c.exchange(
			c.message(of.body, "Host", "example.com", "Cookie", "a=s3cr3t", "Authorization", "Bearer s3cr3t", "Content-Type", of.contentType,
				"Referer", "http://x/?token=s3cr3t"),
			c.message("", "Set-Cookie", "s=s3cr3t; Path=/", "Location", "/next?token=s3cr3t"))
		x.Request.Method, x.Request.Target = []byte("POST"), []byte("/a?b=c&api_key=s3cr3t%26more")
		for _, masked := range []bool{true, false} {
			r := &Recorder{Capture: bytes.NewReader(c.Bytes()), Masked: masked}
			out, _ := r.Exchange(nil, connection(), x)
			text := string(out)
			if strings.Contains(text, "s3cr3t") == masked || strings.Contains(text, "more") == masked {
				t.Errorf("%s, masked %v: %s", of.name, masked, text)
			}
			if masked && (!strings.Contains(text, of.want) || !strings.Contains(text, "/a?b=c&api_key=***")) {
				t.Errorf("%s: %s", of.name, text)
			}
		}
	}
}
