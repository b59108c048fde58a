package tui

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"wiretalk/internal/trace"
)

// Who may not write somewhere is told where, who writes now, and where that user
// may.
func TestRefusalsSayWhereWhoAndWhereInstead(t *testing.T) {
	home := t.TempDir()
	t.Setenv("HOME", home)
	dir := t.TempDir()
	denied := &fs.PathError{Op: "open", Path: "x", Err: fs.ErrPermission}
	for _, c := range []struct {
		name, writer string
		err          error
		has          []string
		without      string
		makes        string
	}{
		{"/srv/shut/x.har", "nobody", denied, []string{"/srv/shut/x.har", "permission denied", "nobody", home}, "", ""},
		{"/srv/shut/x.har", "", denied, []string{"/srv/shut/x.har", "permission denied", home}, "given up", ""},
		{filepath.Join(dir, "new", "x"), "", fs.ErrNotExist, []string{filepath.Join(dir, "new"), "Enter makes it"}, "", filepath.Join(dir, "new")},
		{filepath.Join(dir, "new", "er", "x"), "", fs.ErrNotExist, []string{filepath.Join(dir, "new")}, "Enter makes", ""},
	} {
		p := &exportPage{words: &exportWordsIn[0]}
		why, makes := p.whyNot(c.name, c.writer, c.err)
		for _, text := range c.has {
			if !strings.Contains(why, text) {
				t.Errorf("%s: %q lacks %q", c.name, why, text)
			}
		}
		if makes != c.makes || c.without != "" && strings.Contains(why, c.without) {
			t.Errorf("%s: %q makes %q", c.name, why, makes)
		}
	}
}

// The last folder of a path is made when Enter is pressed again; a folder that
// is there is written into.
func TestFolderIsMade(t *testing.T) {
	dir := t.TempDir()
	t.Chdir(dir)
	m := sit(t, small().Trace, 100, 24, Options{})
	m.see("/api/users").press("e").see("exchange as text").press("G", "k").on("exchange as text").press("Enter").see("Save as: wiretalk-exchange-1.txt").press("Ctrl-U", "new/a.txt", "Enter")
	m.see("there is no folder "+dir+"/new; Enter makes it", "Save as: new/a.txt").press("Enter").see("saved " + dir + "/new/a.txt").press("Esc")
	m.press("e").on("response body").press("G", "k").on("exchange as text").press("Enter").see("Save as:").press("Ctrl-U", "new", "Enter").see("saved " + dir + "/new/wiretalk-exchange-1.txt")
	m.leave()
	if info, err := os.Stat("new"); err != nil || runtime.GOOS != "windows" && info.Mode().Perm() != 0o700 {
		t.Errorf("%v, %v", info, err)
	}
}

// Marked rows are those that are saved; from a page about a connection too.
func TestScopesOfWhatIsSaved(t *testing.T) {
	found, in := bundled(t, "browser.pcap")
	dir := t.TempDir()
	t.Chdir(dir)
	m := sit(t, found, 160, 24, Options{Again: in})
	m.see("1/10").press("j", "M", "M").see("2 marked").press("e").see(" marked", "Tab all shown").on("all bodies", "2").press("Tab").see("Tab selected").on("10").press("Tab").see("Tab marked")
	m.press("Tab").see("Tab all shown").press("j", "j").on("HAR", "2").press("Enter").see("Save as: ").press("Enter")
	text := m.saved(dir, "wiretalk.har")
	for i := range 10 {
		x := found.Exchange(i)
		if url := `"url":"` + exchangeURL(&x, new(trace.Connection)); strings.Contains(text, url+`"`) != (i == 1 || i == 2) {
			t.Errorf("row %d, %s: %v", i, url, strings.Count(text, `"url":`))
		}
	}
	m.press("Esc").press("s").see("SYN").press("e").see(" marked").on("2").press("Tab").see(" all shown").on("10").press("Tab").see("Connection ", " selected").press("Tab").see(" marked").press("Esc", "Esc")
	m.leave()

	m = sit(t, found, 160, 24, Options{Again: in, Filter: "tcp.stream == 0 && http.request.uri.path == \"/\""})
	m.see("1/1").press("e").see("response body").gone("Tab").leave()
}

// Texts that we write have no secrets while they are masked; bytes are what was
// sent, and the menu says which is which.
func TestSecretsInWhatIsSaved(t *testing.T) {
	dir := t.TempDir()
	t.Chdir(dir)
	f := newFake()
	f.exchange(f.connect("10.0.0.7:50000", "10.0.0.1:80"), "POST /login?token=s3cret HTTP/1.1\r\nHost: h\r\nCookie: id=s3cret\r\nContent-Type: application/x-www-form-urlencoded\r\n\r\ntoken=s3cret&user=ada",
		"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\nthe token is s3cret2")
	f.finish(nil)
	m := sit(t, f.Trace, 120, 24, Options{})
	save := func(what, name string) string {
		t.Helper()
		m.press("e").see("response body as sent").press("/", what, "Enter").on(what).press("Enter").see("Save").press("Ctrl-U", name, "Enter").see("saved ")
		text, err := os.ReadFile(filepath.Join(dir, name))
		if err != nil {
			t.Fatal(err)
		}
		m.press("Esc").on("/login")
		return string(text)
	}
	m.see("/login").press("e").see("decoded, nothing masked", "codings not undone, nothing masked", "secrets masked", "secrets of heads and forms masked").press("Esc")
	for _, what := range []string{"exchange as text", "HAR"} {
		if text := save(what, "masked "+what); strings.Contains(strings.ReplaceAll(text, "s3cret2", ""), "s3cret") || !strings.Contains(text, "***") {
			t.Errorf("%s: %s", what, text)
		}
	}
	if text := save("response body as sent", "body"); text != "the token is s3cret2" {
		t.Error(text)
	}
	m.press("2").on("10.0.0.7").press("e").on("all bodies", "masked in names and index").press("Enter").see("Save in the folder: ").press("Ctrl-U", "out", "Enter").see("saved 2 bodies in the folder " + dir + "/out").press("Esc")
	if text, err := os.ReadFile("out/index.tsv"); err != nil || strings.Contains(string(text), "s3cret") || !strings.Contains(string(text), "?token=***") {
		t.Errorf("%s, %v", text, err)
	}
	m.press("1", "e").see("masked").press("u").gone("secrets masked").see("nothing masked").press("Esc")
	for _, what := range []string{"exchange as text", "HAR"} {
		if text := save(what, "whole "+what); !strings.Contains(text, "token=s3cret") {
			t.Errorf("%s: %s", what, text)
		}
	}
	m.leave()
}

// What could not be saved of bodies is counted, and the first of it explained.
func TestBodiesThatAreNotWholeAreCounted(t *testing.T) {
	dir := t.TempDir()
	t.Chdir(dir)
	f := newFake()
	c := f.connect("10.0.0.7:50000", "10.0.0.1:80")
	for i := range 12 {
		f.exchange(c, fmt.Sprintf("GET /%d HTTP/1.1\r\nHost: h\r\n\r\n", i), "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\nhello",
			func(x *trace.Exchange) { x.Response.Complete = i != 3 })
	}
	f.finish(nil)
	m := sit(t, f.Trace, 120, 24, Options{})
	m.see("1/12").press("e", "Tab").on("all bodies").press("Enter").see("Save in").press("Enter").see("saved 12 bodies in the folder ", "1 of them are not whole, or not decoded", "incomplete")
	m.leave()
	list, _ := filepath.Glob("wiretalk-bodies/*response*")
	for i, name := range list { // sorted
		if !strings.Contains(name, fmt.Sprintf("0000-%03d-response-h-%d.txt", i, i)) {
			t.Errorf("%d: %s", i, name)
		}
	}
}

// From a page on which an exchange is selected, that one is saved and copied,
// whatever is selected in the tables.
func TestWhatIsSelectedOnAPageIsSaved(t *testing.T) {
	m := sit(t, small().Trace, 120, 24, Options{})
	m.see("/api/users").press("4").see("/old").press("g", "j", "j").on("/login").press("e").see("/login", "Tab all shown").on("response body").press("Esc").press("y").on("http://api.example.com/login")
	m.leave()
}

// Which rows are saved, as it was chosen last, stays chosen while there are such: who marks
// a row chooses those that are marked.
func TestScopeStays(t *testing.T) {
	m := read(t, "pcaps/failing.pcap", 120, 30, Options{})
	w := &exportWordsIn[0]
	m.press("e").see(w.scopes[scopeSelected]).press("Tab").see("1/5 " + w.scopes[scopeShown]).press("Esc").gone("1/5")
	m.press("j", "e").see("1/5 "+w.scopes[scopeShown]).press("Esc", "M", "e").see("1/6 " + w.scopes[scopeMarked])
	m.press("Tab").see("1/5 "+w.scopes[scopeShown]).press("Esc", "e").see("1/5 "+w.scopes[scopeShown]).press("Tab", "Tab").see("1/6 " + w.scopes[scopeMarked])
	m.press("Esc", ":", "unmark", "Enter", "e").see(w.scopes[scopeSelected], "response body").leave()
}

// An order keeps the selected row, and in sight.
func TestOrderKeepsTheRow(t *testing.T) {
	m := read(t, "pcaps/failing.pcap", 120, 30, Options{})
	m.press("j", "j").on("POST").press("O").on("POST").see("6/8").press("o", "j", "Enter").see("↑").on("POST").press("O").on("POST").leave()
	f := newFake()
	f.various(1000)
	m = sit(t, f.Trace, 100, 24, Options{})
	m.press("j").see(" 2/1,000").press("O").see(" 999/1,000").on("2 16:00").leave()
}
