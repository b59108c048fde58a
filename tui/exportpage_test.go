package tui

import (
	"context"
	"net/netip"
	"os"
	"os/exec"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"wiretalk/capture"
	"wiretalk/capture/bpf"
	"wiretalk/internal/filter"
	"wiretalk/internal/pipeline"
	"wiretalk/internal/trace"
	"wiretalk/tui/theme"
)

// bundled is a bundled capture, read to its end.
func bundled(t testing.TB, name string) (*trace.Trace, *capture.Input) {
	t.Helper()
	in, err := capture.Open([]string{filepath.Join("..", "testdata", "pcaps", name)}, capture.Options{Spool: true})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { in.Close() })
	found := trace.New(in)
	if _, err := pipeline.Run(context.Background(), in, pipeline.Config{Trace: found}); err != nil {
		t.Fatal(err)
	}
	return found, in
}

// saved waits until something was saved and gives it.
func (m *terminal) saved(dir, name string) string {
	m.t.Helper()
	m.see("saved ", name)
	text, err := os.ReadFile(filepath.Join(dir, name))
	if err != nil {
		m.t.Fatal(err)
	}
	return string(text)
}

func TestWhatIsSelectedIsSaved(t *testing.T) {
	found, in := bundled(t, "browser.pcap")
	dir := t.TempDir()
	t.Chdir(dir)
	m := sit(t, found, 160, 24, Options{Again: in, Version: "test"})
	m.press("/", "/search", "Enter").on("/search").press("e").see("response body as sent", "exchange as text", "HAR", "packets (pcapng)", "report of the connection", "selected")

	m.press("Enter").see("Save as: ").press("Enter").see("saved ", "response-www.example.test-search.html")
	list, _ := filepath.Glob("*-response-www.example.test-search.html")
	if len(list) != 1 {
		t.Fatalf("%q", list)
	}
	if text, _ := os.ReadFile(list[0]); !strings.Contains(string(text), "<") {
		t.Errorf("%.100q", text)
	}

	m.press("Esc", "e").on("response body").press("j", "j").on("exchange as text").press("Enter").see("Save as: wiretalk-exchange-").press("Enter")
	if text := m.saved(dir, "wiretalk-exchange-9.txt"); !strings.Contains(text, "搜索结果") || !strings.Contains(text, "HTTP/1.1 200 OK") || strings.Contains(text, "\x1b") {
		t.Error(text)
	}
	m.press("Esc", "e").press("j", "j", "j").on("HAR").press("Enter").see("Save as: ").press("Enter")
	if text := m.saved(dir, "wiretalk-exchange-9.har"); strings.Count(text, `"startedDateTime"`) != 1 {
		t.Error(text)
	}
	m.press("Esc", "e", "Tab").see("all shown").on("all bodies").press("j", "j").on("HAR", "10").press("Enter").see("Save as: ").press("Enter")
	if text := m.saved(dir, "wiretalk.har"); strings.Count(text, `"startedDateTime"`) != 10 {
		t.Error(text)
	}
	m.press("Esc", "e").see("all shown").press("g").on("all bodies").press("Enter").see("Save in the folder: wiretalk-bodies").press("Enter").see("saved 10 bodies in the folder", "wiretalk-bodies")
	if list, _ := filepath.Glob("wiretalk-bodies/*"); len(list) < 8 {
		t.Errorf("%q", list)
	}
	m.leave()
}

// The packets of a connection are a capture that tshark opens. What is there
// is not overwritten.
func TestPacketsAreSavedAndOpenInTshark(t *testing.T) {
	found, in := bundled(t, "browser.pcap")
	dir := t.TempDir()
	t.Chdir(dir)
	if err := os.WriteFile("wiretalk-stream-1.pcapng", []byte("mine"), 0o600); err != nil {
		t.Fatal(err)
	}
	m := sit(t, found, 160, 24, Options{Again: in, Version: "test"})
	m.press("2", "j", "e").see("Connection 1").press("G", "k").on("packets").press("Enter").see("Save as: wiretalk-stream-1-2.pcapng")
	m.press("Enter").saved(dir, "wiretalk-stream-1-2.pcapng")
	m.press("Esc", "s").see("SYN").press("e").press("G").on("report of the connection").press("Enter").see("Save as: wiretalk-stream-1-report.txt")
	m.press("Enter").see("saved")
	if text := m.saved(dir, "wiretalk-stream-1-report.txt"); !strings.Contains(text, "SYN-SENT") {
		t.Error(text)
	}
	m.leave()
	if text, _ := os.ReadFile("wiretalk-stream-1.pcapng"); string(text) != "mine" {
		t.Error("it was overwritten")
	}
	if _, err := exec.LookPath("tshark"); err != nil {
		t.Skip("no tshark here")
	}
	out, err := exec.Command("tshark", "-r", "wiretalk-stream-1-2.pcapng", "-Y", "tcp", "-T", "fields", "-e", "tcp.stream").Output()
	c := found.Connection(1)
	if n := strings.Count(string(out), "0\n"); err != nil || int64(n) != c.Packets[0]+c.Packets[1] {
		t.Errorf("%v: %d of %v packets", err, n, c.Packets)
	}
}

func TestWhatCannotBeSavedIsSaid(t *testing.T) {
	dir := t.TempDir()
	t.Chdir(dir)
	m := sit(t, small().Trace, 100, 24, Options{})
	m.see("/api/users").press("e").see("response body").gone("packets (pcapng)")
	m.press("Enter").see("Save as: ").press("Ctrl-U")
	m.press("/nowhere/at/all", "Enter").see("not saved: there is no folder /nowhere", "Save as: /nowhere/at/all", "Enter saves").gone("Enter makes it")
	m.press("x").gone("not saved").see("Save as: /nowhere/at/allx").press("Enter").see("not saved").press("Esc").gone("Save as").on("response body")
	m.leave()
	if list, _ := os.ReadDir(dir); len(list) != 0 {
		t.Errorf("%v", list)
	}

	f := newFake()
	f.finish(nil)
	m = sit(t, f.Trace, 80, 24, Options{})
	m.see("No TCP").press("e").see("There is nothing here to save.").press("y").gone("nothing here")
	m.leave()
}

// Saving is left with Esc, and nothing of it stays.
func TestSavingIsCancelled(t *testing.T) {
	dir := t.TempDir()
	t.Chdir(dir)
	f := newFake()
	f.million(300_000)
	f.finish(nil)
	m := sit(t, f.Trace, 100, 24, Options{})
	m.see("300,000").press("e", "Tab").see("all shown").press("j", "j").on("HAR", "300,000").press("Enter").see("Save as: ").press("Enter")
	m.see("saving… ", "%", "Esc cancel").press("Esc").see("cancelled: nothing was saved").press("Esc").on("/item/0")
	m.leave()
	if list, _ := os.ReadDir(dir); len(list) != 0 {
		t.Errorf("%v", list)
	}
}

func TestPartsAreCopied(t *testing.T) {
	t.Setenv("TMUX", "")
	f := newFake()
	f.exchange(f.connect("10.0.0.7:50000", "[2001:db8::1]:80"), "POST /login?token=s3cret HTTP/1.1\r\nHost: h.example\r\nX-\x1b[31m: red\r\nCookie: id=s3cret\r\nContent-Type: application/x-www-form-urlencoded\r\n\r\nuser=ada&password=s3cret",
		"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\n"+strings.Repeat("line\n", 20_000))
	f.finish(nil)
	m := sit(t, f.Trace, 120, 30, Options{})
	copied := func(want string) {
		t.Helper()
		m.see("copied ")
		if got := string(m.GetClipboardData()); got != want {
			t.Errorf("copied %q, want %q", got, want)
		}
	}
	m.see("/login").press("y").see("> Cookie", "id=***", "> X-␛[31m").on("URL").press("Enter").see("secrets are masked (u shows them)", "OSC 52")
	copied("http://h.example/login?token=***")
	m.press("u").see("id=s3cret").press("Enter").gone("masked")
	copied("http://h.example/login?token=s3cret")
	m.press("/", "Cookie", "Enter").on("> Cookie").press("Enter")
	copied("id=s3cret")
	m.press("u").see("id=***").press("/", "request body", "Enter").on("request body").press("Enter").see("masked")
	copied("user = ada\npassword = ***\n")
	m.press("/", "response body", "Enter").on("response body").press("Enter").see("longer than", "save it with e")
	m.press("/", "capture filter", "Enter").on("capture filter").press("Enter")
	copied("tcp port 50000 and port 80 and host 10.0.0.7 and host 2001:db8::1")
	m.press("g", "j").on("curl").press("Enter").see("copied curl command")
	m.press("Esc").on("/login").press("2", "y").see("display filter").gone("URL").press("Esc")
	m.leave()
	t.Setenv("TMUX", "/tmp/tmux-0/default,1,0")
	m = sit(t, f.Trace, 120, 30, Options{})
	m.see("/login").press("y").on("URL").press("Enter").see("set-clipboard")
	m.leave()
}

// The filters that are copied are filters.
func TestCopiedFiltersAreFilters(t *testing.T) {
	for _, ends := range [][2]string{{"10.0.0.1:1", "10.0.0.2:80"}, {"[2001:db8::1]:65535", "[fe80::1%eth0]:80"}} {
		a, b := netip.MustParseAddrPort(ends[0]), netip.MustParseAddrPort(ends[1])
		display, captured := displayFilterOf(a, b), captureFilterOf(a, b)
		if _, err := filter.Compile(display, filter.Options{}); err != nil {
			t.Errorf("%s: %v", display, err)
		}
		if _, err := bpf.Compile(captured, uint16(capture.LinkEthernet), 0, bpf.Options{}); err != nil {
			t.Errorf("%s: %v", captured, err)
		}
	}
}

func TestWordsOfTheMenusAndMannersAreThereInEachLanguage(t *testing.T) {
	for i := range exportWordsIn {
		noneIsEmpty(t, reflect.ValueOf(exportWordsIn[i]))
		noneIsEmpty(t, reflect.ValueOf(mannersWordsIn[i]))
		for _, name := range theme.Names() {
			if mannersWordsIn[i].themes[name] == "" {
				t.Errorf("language %d has no word for theme %s", i, name)
			}
		}
	}
}

// noneIsEmpty fails when a text in a struct of words is empty.
func noneIsEmpty(t *testing.T, v reflect.Value) {
	t.Helper()
	for i := range v.NumField() {
		switch field := v.Field(i); field.Kind() {
		case reflect.String:
			if field.String() == "" {
				t.Errorf("%s.%s is empty", v.Type(), v.Type().Field(i).Name)
			}
		case reflect.Array:
			for k := range field.Len() {
				if field.Index(k).String() == "" {
					t.Errorf("%s.%s[%d] is empty", v.Type(), v.Type().Field(i).Name, k)
				}
			}
		}
	}
}

// Where the bottom line is short, the keys of the page that asks go before others.
func TestKeysOfSavingInANarrowWindow(t *testing.T) {
	for lang, selected := range map[string]string{"en": "selected", "zh": exportWordsIn[1].scopes[scopeSelected]} {
		m := sit(t, small().Trace, 40, 10, Options{Lang: lang})
		m.press("e").see(selected, "Esc  Enter  Tab  ", "?  q").press("Tab").gone(selected).leave()
	}
}
