package curl

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"wiretalk/httpdecode"
)

const server = "10.0.0.2:80"

// exchange is one with the request that raw has, head and body.
func exchange(t testing.TB, raw string) (*httpdecode.Exchange, []byte) {
	t.Helper()
	head, body, _ := strings.Cut(raw, "\n\n")
	head = strings.ReplaceAll(head, "\n", "\r\n") + "\r\n\r\n"
	x := &httpdecode.Exchange{Request: httpdecode.Message{Seen: true, Complete: true, BodyBytes: int64(len(body))}}
	if err := httpdecode.ParseHead([]byte(head), httpdecode.ToServer, &x.Request); err != nil {
		t.Fatal(err)
	}
	return x, []byte(body)
}

// quiet are fields that keep curl from adding its own.
const quiet = "User-Agent: x\nAccept: */*\n"

func TestCommand(t *testing.T) {
	for _, c := range []struct {
		name, request string
		options       Options
		want          string
		notes         []string
	}{
		{"a plain GET", "GET /a?b=c HTTP/1.1\nHost: example.com\n" + quiet + "\n", Options{}, `
curl --url 'http://example.com/a?b=c'
--http1.1
--header 'User-Agent: x'
--header 'Accept: */*'`, nil},
		{"what curl adds is taken away", "GET / HTTP/1.1\nHost: example.com\n\n", Options{}, `
curl --url http://example.com/
--http1.1
--header User-Agent:
--header Accept:`, nil},
		{"no Host", "GET / HTTP/1.0\n" + quiet + "\n", Options{}, `
curl --url http://10.0.0.2:80/
--http1.0
--header 'User-Agent: x'
--header 'Accept: */*'
--header Host:`, nil},
		{"another port than the Host's", "GET / HTTP/1.1\nHost: example.com:8080\n" + quiet + "\n", Options{}, `
curl --url http://example.com:8080/
--connect-to example.com:8080:10.0.0.2:80
--http1.1
--header 'User-Agent: x'
--header 'Accept: */*'`, nil},
		{"a form", "POST /form HTTP/1.1\nHost: h\n" + quiet + "Content-Type: application/x-www-form-urlencoded\nContent-Length: 7\n\na=1&b=2", Options{}, `
curl --url http://h/form
--http1.1
--header 'User-Agent: x'
--header 'Accept: */*'
--header 'Content-Type: application/x-www-form-urlencoded'
--header Expect:
--data-raw 'a=1&b=2'`, nil},
		{"a body in chunks, of another method", "PUT /x HTTP/1.1\nHost: h\n" + quiet + "Transfer-Encoding: chunked\nExpect: 100-continue\n\nit's", Options{}, `
curl --url http://h/x
--http1.1
--request PUT
--header 'User-Agent: x'
--header 'Accept: */*'
--header 'Transfer-Encoding: chunked'
--header 'Expect: 100-continue'
--header Content-Type:
--data-raw 'it'\''s'`, nil},
		{"a body that is not text", "POST /x HTTP/1.1\nHost: h\n" + quiet + "Content-Type: a/b\n\n\xff\x00", Options{BodyFile: "a b"}, `
curl --url http://h/x
--http1.1
--header 'User-Agent: x'
--header 'Accept: */*'
--header 'Content-Type: a/b'
--header Expect:
--data-binary '@a b'`, []string{NoteBodyFile}},
		{"POST without a body", "POST /x HTTP/1.1\nHost: h\n" + quiet + "Content-Length: 0\n\n", Options{}, `
curl --url http://h/x
--http1.1
--request POST
--header 'User-Agent: x'
--header 'Accept: */*'
--header 'Content-Length: 0'`, nil},
		{"HEAD, with dots and brackets in the path", "HEAD /../a[1]{2} HTTP/1.1\nHost: h\n" + quiet + "\n", Options{}, `
curl --url 'http://h/../a[1]{2}'
--globoff
--path-as-is
--http1.1
--head
--header 'User-Agent: x'
--header 'Accept: */*'`, nil},
		{"compressed, an empty field, one twice", "GET / HTTP/1.1\nHost: h\n" + quiet + "Accept-Encoding: gzip\nX-Empty:\nX-Two: 1\nX-Two: 2\n\n", Options{}, `
curl --url http://h/
--http1.1
--header 'User-Agent: x'
--header 'Accept: */*'
--compressed
--header 'Accept-Encoding: gzip'
--header 'X-Empty;'
--header 'X-Two: 1'
--header 'X-Two: 2'`, nil},
		{"asterisk form", "OPTIONS * HTTP/1.1\nHost: h\n" + quiet + "\n", Options{}, `
curl --url http://h/
--request-target '*'
--http1.1
--request OPTIONS
--header 'User-Agent: x'
--header 'Accept: */*'`, nil},
		{"absolute form", "GET http://example.com/a HTTP/1.1\nHost: example.com\n" + quiet + "\n", Options{}, `
curl --url http://example.com/a
--proxy http://10.0.0.2:80
--http1.1
--header 'User-Agent: x'
--header 'Accept: */*'
--header Proxy-Connection:`, nil},
		{"another scheme", "GET file:///etc/passwd HTTP/1.1\nHost: h\n" + quiet + "\n", Options{}, `
curl --url http://h/
--request-target file:///etc/passwd
--http1.1
--header 'User-Agent: x'
--header 'Accept: */*'`, nil},
		{"CONNECT", "CONNECT example.com:443 HTTP/1.1\nHost: example.com:443\n" + quiet + "\n", Options{}, `
curl --url http://example.com:443/
--proxy http://10.0.0.2:80
--proxytunnel
--http1.1
--header 'User-Agent: x'
--header 'Accept: */*'`, []string{NoteTunnel}},
		{"a Host that is none", "GET / HTTP/1.1\nHost: a b@c\n" + quiet + "\n", Options{}, `
curl --url http://10.0.0.2:80/
--http1.1
--header 'Host: a b@c'
--header 'User-Agent: x'
--header 'Accept: */*'`, nil},
		{"secrets", "GET /?token=secret HTTP/1.1\nHost: h\n" + quiet + "Authorization: Bearer secret\nCookie: id=secret\n\n", Options{}, `
curl --url 'http://h/?token=***'
--http1.1
--header 'User-Agent: x'
--header 'Accept: */*'
--header 'Authorization: Bearer ***'
--header 'Cookie: id=***'`, []string{NoteMasked}},
		{"secrets that were asked for", "GET / HTTP/1.1\nHost: h\n" + quiet + "Authorization: Bearer secret\n\n", Options{Reveal: true}, `
curl --url http://h/
--http1.1
--header 'User-Agent: x'
--header 'Accept: */*'
--header 'Authorization: Bearer secret'`, nil},
		{"control characters", "GET /\x1b[2J HTTP/1.1\nHost: h\n" + quiet + "X: it's \x9b\\1\n\n", Options{}, `
curl --url http://h/
--request-target $'/\033[2J'
--http1.1
--header 'User-Agent: x'
--header 'Accept: */*'
--header $'X: it\'s \233\\1'`, []string{NoteShell}},
		{"a name that curl would take for a file's", "GET / HTTP/1.1\nHost: h\n" + quiet + "@/etc/passwd: x\n\n", Options{}, `
curl --url http://h/
--http1.1
--header 'User-Agent: x'
--header 'Accept: */*'`, []string{NoteDropped}},
	} {
		x, body := exchange(t, c.request)
		c.options.Server, c.options.Body = server, body
		got, notes := Command(x, c.options)
		if lines := "\n" + strings.ReplaceAll(got, " \\\n  ", "\n"); lines != c.want || !slices.Equal(notes, c.notes) {
			t.Errorf("%s:%s\n%q\nwant%s\n%q", c.name, lines, notes, c.want, c.notes)
		}
	}
}

func TestCommandWithoutRequest(t *testing.T) {
	if got, notes := Command(&httpdecode.Exchange{}, Options{}); got != "" || !slices.Equal(notes, []string{NoteNoRequest}) {
		t.Errorf("%q %q", got, notes)
	}
}

// shell gives a command to a shell whose curl prints its arguments, and
// returns them.
func shell(t testing.TB, name, command string) []string {
	t.Helper()
	path, err := exec.LookPath(name)
	if err != nil {
		t.Skip(err)
	}
	dir := t.TempDir()
	const fake = "#!/bin/sh\nprintf '%s\\0' \"$@\"\n"
	if err := os.WriteFile(filepath.Join(dir, "curl"), []byte(fake), 0o755); err != nil {
		t.Fatal(err)
	}
	run := exec.Command(path, "-c", command)
	run.Dir, run.Env = dir, []string{"PATH=" + dir + ":" + os.Getenv("PATH")}
	out, err := run.CombinedOutput()
	if err != nil {
		t.Fatalf("%s: %v\n%s\n%s", name, err, out, command)
	}
	if files, _ := os.ReadDir(dir); len(files) != 1 {
		t.Fatalf("the command made files: %v\n%s", files, command)
	}
	return strings.Split(strings.TrimSuffix(string(out), "\x00"), "\x00")
}

// Whatever stands in a request, the shell hands it to curl and does nothing
// else with it.
func TestShellHandsOnWhatWasSent(t *testing.T) {
	for _, value := range []string{
		"plain", "it's", `"double"`, "$(touch made)", "`touch made`", "; touch made;", "| touch made", "> made", "& touch made &",
		`back\slash\`, "${HOME}", "!history", "*", "~", "#", "a  b", "{a,b}", "''", "é首页", `\'; touch made; '`, "-o made", "%s%n",
	} {
		x, _ := exchange(t, "GET / HTTP/1.1\nHost: h\nX: "+value+"\n\n")
		command, notes := Command(x, Options{Server: server})
		if got := shell(t, "sh", command); !slices.Contains(got, "X: "+value) || len(notes) > 0 {
			t.Errorf("%q: curl got %q, notes %q", value, got, notes)
		}
		x, body := exchange(t, "POST / HTTP/1.1\nHost: h\n\n"+value)
		command, _ = Command(x, Options{Server: server, Body: body})
		if got := shell(t, "sh", command); got[len(got)-1] != value {
			t.Errorf("%q: curl got %q", value, got)
		}
	}
}

func TestShellHandsOnEveryByte(t *testing.T) {
	var all []byte
	for c := 1; c < 256; c++ {
		all = append(all, byte(c), '7')
	}
	word, plain := quote(string(all))
	if plain {
		t.Error("control characters are plain")
	}
	if got := shell(t, "bash", "curl "+word); len(got) != 1 || got[0] != string(all) {
		t.Errorf("%q", got)
	}
	for _, c := range []byte(word) {
		if c < ' ' || c >= 0x7f {
			t.Errorf("%q holds %#x", word, c)
		}
	}
}

func FuzzCommand(f *testing.F) {
	f.Add([]byte("GET / HTTP/1.1\r\nHost: h\r\nX: '$(x)`\x1b\r\n\r\n"), []byte("body"))
	f.Add([]byte("CONNECT h:443 HTTP/1.1\r\n\r\n"), []byte(nil))
	f.Add([]byte("GET http://u:p@[::1]:80/../?token=x HTTP/1.0\r\nHost:\r\n\r\n"), []byte("\x00"))
	f.Fuzz(func(t *testing.T, head, body []byte) {
		x := &httpdecode.Exchange{Request: httpdecode.Message{Seen: true, Complete: true, BodyBytes: int64(len(body))}}
		if httpdecode.ParseHead(head, httpdecode.ToServer, &x.Request) != nil {
			return
		}
		command, _ := Command(x, Options{Server: server, Body: body, Reveal: true})
		words, ok := split(command)
		if !ok || words[0] != "curl" {
			t.Fatalf("no command: %q", command)
		}
		for i := 1; i < len(words); i++ {
			takes, known := values[words[i]]
			if !known {
				t.Fatalf("%q is no option, of %q", words[i], command)
			}
			if i += takes; i >= len(words) {
				t.Fatalf("a value is missing: %q", command)
			}
			switch value := words[i]; words[i-takes] {
			case "--url":
				if !strings.HasPrefix(value, "http://") {
					t.Fatalf("%q", value)
				}
			case "--header":
				if value[0] == '@' {
					t.Fatalf("curl reads a file for %q", value)
				}
			case "--data-raw":
				if value != string(body) {
					t.Fatalf("body %q, want %q", value, body)
				}
			}
		}
		if bytes.ContainsAny([]byte(command), "\x00\x1b\r\x7f") {
			t.Fatalf("%q", command)
		}
	})
}

// values says how many values each option has that a command may have.
var values = map[string]int{
	"--url": 1, "--globoff": 0, "--path-as-is": 0, "--request-target": 1, "--proxy": 1, "--proxytunnel": 0, "--connect-to": 1,
	"--http1.1": 0, "--http1.0": 0, "--http0.9": 0, "--head": 0, "--request": 1, "--header": 1, "--compressed": 0,
	"--data-raw": 1, "--data-binary": 1,
}

// split divides a command as a POSIX shell does; ok is false where there is
// anything that is not a word.
func split(s string) (words []string, ok bool) {
	word, inWord := "", false
	for i := 0; i < len(s); i++ {
		rest := s[i:]
		switch c := s[i]; {
		case strings.HasPrefix(rest, "\\\n"):
			i++
		case c == ' ':
			if inWord {
				words, word, inWord = append(words, word), "", false
			}
		case strings.HasPrefix(rest, `\'`):
			word, inWord, i = word+"'", true, i+1
		case c == '\'':
			end := strings.IndexByte(s[i+1:], '\'')
			if end < 0 {
				return nil, false
			}
			word, inWord, i = word+s[i+1:i+1+end], true, i+1+end
		case strings.HasPrefix(rest, "$'"):
			inWord = true
			for i += 2; ; i++ {
				if i >= len(s) {
					return nil, false
				}
				if s[i] == '\'' {
					break
				}
				if s[i] != '\\' {
					word += s[i : i+1]
					continue
				}
				i++
				switch s[i] {
				case 'n':
					word += "\n"
				case 'r':
					word += "\r"
				case 't':
					word += "\t"
				case '\'', '\\':
					word += s[i : i+1]
				default:
					word += string([]byte{(s[i]-'0')<<6 | (s[i+1]-'0')<<3 | (s[i+2] - '0')})
					i += 2
				}
			}
		case isBare(string(c)):
			word, inWord = word+string(c), true
		default:
			return nil, false
		}
	}
	if inWord {
		words = append(words, word)
	}
	return words, true
}
