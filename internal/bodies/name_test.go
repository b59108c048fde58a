package bodies

import (
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"
)

func TestNameIsMadeOfHostAndPath(t *testing.T) {
	for _, c := range []struct{ url, contentType, want string }{
		{"http://example.com/a/b/index.html?x=1#y", "text/html; charset=utf-8", "example.com-a_b_index.html"},
		{"http://example.com/", "text/html", "example.com.html"},
		{"http://example.com:8080/list.php", "TEXT/HTML", "example.com_8080-list.php.html"},
		{"http://example.com/photo.JPEG", "image/jpeg", "example.com-photo.JPEG"},
		{"http://example.com/setup.exe", "application/octet-stream", "example.com-setup.exe"},
		{"http://example.com/setup.exe", "image/png", "example.com-setup.exe.png"},
		{"http://example.com/v1.2", "", "example.com-v1.2.bin"},
		{"http://example.com/api", "application/problem+json", "example.com-api.json"},
		{"http://example.com/x", "text/markdown", "example.com-x.txt"},
		{"http://10.0.0.1/x", "", "10.0.0.1-x.bin"},
		{"http://[fd00::1]:80/x.css", "text/css", "fd00_1_80-x.css"},
		{"http://例え.jp/%E9%A6%96%E9%A1%B5.html", "text/html", "例え.jp-首页.html"},
		{"example.com:443", "", "example.com_443.bin"}, // of CONNECT
	} {
		name, extension := withExtension(stem(c.url), c.contentType)
		if got := name + extension; got != c.want {
			t.Errorf("%s %s: %q, want %q", c.url, c.contentType, got, c.want)
		}
	}
}

// Names come from whoever was captured. None leads out of the folder, hides,
// means a device, speaks to a terminal, or is too long.
func TestNameIsSafe(t *testing.T) {
	for _, url := range []string{
		"", "://", "http://", "http:///", "/", "..", "../..", "http://../../etc/passwd", `http://h/..\..\windows\system32`,
		"http://h/%2e%2e%2f%2e%2e%2fetc%2fpasswd", "http://h/%2f%2fetc", "http://h/a%00b.html", "http://h/\x1b[31mred", "http://h/\u202egnp.exe",
		"http://h/\u009b2J", "http://h/C:/x", "http://h/file.txt::$DATA", "http://h/x. . .", "http://h/.htaccess", "http://.ssh/authorized_keys",
		"http://h/\xff\xfe", "http://h/%ff%fe", "http://CON/NUL", "http://h/" + strings.Repeat("ü", 5000), "http://" + strings.Repeat("h.", 5000) + "/x",
		"http://h/a\tb\nc", "http://h/a|b;c&d$(e)`f`'g\"", "http://h/-rf", "http://h/~root", "http://h/\u2028x", "http://h/a\u0301",
	} {
		checkName(t, url, "text/html")
	}
}

func checkName(t *testing.T, url, contentType string) {
	t.Helper()
	name, extension := withExtension(stem(url), contentType)
	whole := "0000-000-response-" + name + extension
	switch {
	case len(whole) > 200:
		t.Errorf("%q: %d bytes", url, len(whole))
	case !utf8.ValidString(whole):
		t.Errorf("%q: %q is no UTF-8", url, whole)
	case strings.HasSuffix(whole, "."), strings.HasSuffix(whole, " "), strings.HasPrefix(name, "."), strings.HasPrefix(name, "-"):
		t.Errorf("%q: %q", url, whole)
	case strings.ContainsAny(whole, `/\:*?"<>|$&;'`+"`"):
		t.Errorf("%q: %q", url, whole)
	}
	for _, r := range whole {
		if !unicode.IsPrint(r) {
			t.Errorf("%q: %q has %U", url, whole, r)
		}
	}
}

func FuzzName(f *testing.F) {
	f.Add("http://example.com/a/../b.html?q#f", "text/html")
	f.Add("http://h/%2e%2e/%00\x1b", "a/b+json")
	f.Fuzz(checkName)
}
