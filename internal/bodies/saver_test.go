package bodies

import (
	"bytes"
	"crypto/sha256"
	"errors"
	"fmt"
	"net/netip"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"wiretalk/httpdecode"
	"wiretalk/tcpreasm"
)

// wire is a capture that holds nothing but bodies.
type wire struct{ bytes.Buffer }

// body adds a body to the capture; each "-" stands for a byte that it lacks.
func (w *wire) body(m *httpdecode.Message, content string) {
	for _, piece := range strings.SplitAfter(content, "-") {
		kept := strings.TrimSuffix(piece, "-")
		m.Body.Append(int64(w.Len()), int64(len(kept)))
		w.WriteString(kept)
		m.Body.Append(-1, int64(len(piece)-len(kept)))
	}
	m.BodyBytes, m.Framing = int64(len(content)), httpdecode.ByLength
}

// get is a GET of a URL and its complete response; fields are the response's.
func (w *wire) get(target string, status int, content string, fields ...string) *httpdecode.Exchange {
	x := &httpdecode.Exchange{
		Request: httpdecode.Message{
			Seen: true, Complete: true, Method: []byte("GET"), Target: []byte(target),
			Fields: []httpdecode.Field{{Name: []byte("Host"), Value: []byte("example.com")}},
		},
		Response: httpdecode.Message{Seen: true, Complete: true, Status: status, Frame: 7},
	}
	for i := 0; i < len(fields); i += 2 {
		x.Response.Fields = append(x.Response.Fields, httpdecode.Field{Name: []byte(fields[i]), Value: []byte(fields[i+1])})
	}
	w.body(&x.Response, content)
	return x
}

var ends = &tcpreasm.Info{Ends: [2]netip.AddrPort{
	netip.MustParseAddrPort("10.0.0.1:4000"), netip.MustParseAddrPort("10.0.0.2:80"),
}}

// save saves exchanges, each on a connection of its own, and returns the
// index, file by file.
func save(t *testing.T, dir string, w *wire, list ...*httpdecode.Exchange) map[string]map[string]string {
	t.Helper()
	s, err := NewSaver(dir, bytes.NewReader(w.Bytes()), func(err error) { t.Error(err) })
	if err != nil {
		t.Fatal(err)
	}
	for stream, x := range list {
		if later := s.Exchange(ends, x); later != nil {
			later(stream)
		}
	}
	if err := s.Close(); err != nil {
		t.Error(err)
	}
	return readIndex(t, dir, "index.tsv")
}

func readIndex(t *testing.T, dir, name string) map[string]map[string]string {
	t.Helper()
	content, err := os.ReadFile(filepath.Join(dir, name))
	if err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(strings.TrimSuffix(string(content), "\n"), "\n")
	columns := strings.Split(lines[0], "\t")
	index := map[string]map[string]string{}
	for _, line := range lines[1:] {
		values := strings.Split(line, "\t")
		if len(values) != len(columns) {
			t.Fatalf("%d columns in %q", len(values), line)
		}
		entry := map[string]string{}
		for i, c := range columns {
			entry[c] = values[i]
		}
		index[entry["file"]] = entry
	}
	return index
}

// check holds a file and its line against what is expected of them.
func check(t *testing.T, dir string, index map[string]map[string]string, file, content string, complete bool, note string) {
	t.Helper()
	got, err := os.ReadFile(filepath.Join(dir, file))
	if err != nil || string(got) != content {
		t.Errorf("%s: %q, %v; want %q", file, got, err, content)
	}
	entry := index[file]
	if entry["complete"] != fmt.Sprint(complete) || !strings.Contains(entry["note"], note) || note == "" && entry["note"] != "" {
		t.Errorf("%s: complete %s, note %q; want %v, %q", file, entry["complete"], entry["note"], complete, note)
	}
	sum := ""
	if complete {
		sum = fmt.Sprintf("%x", sha256.Sum256([]byte(content)))
	}
	if entry["sha256"] != sum || entry["bytes"] != fmt.Sprint(len(content)) {
		t.Errorf("%s: SHA-256 %s of %s bytes; want %s of %d", file, entry["sha256"], entry["bytes"], sum, len(content))
	}
}

func TestBodiesAreSaved(t *testing.T) {
	w, dir := &wire{}, filepath.Join(t.TempDir(), "new", "folder")
	form := w.get("/form", 201, "thanks", "Content-Type", "text/plain")
	form.Request.Method = []byte("POST")
	form.Request.Fields = append(form.Request.Fields, httpdecode.Field{Name: []byte("Content-Type"), Value: []byte("application/x-www-form-urlencoded")})
	w.body(&form.Request, "a=b")
	coded := w.get("/page", 200, string(zipped([]byte("<p>page</p>"))), "Content-Type", "text/html", "Content-Encoding", "gzip")
	index := save(t, dir, w, form, coded, w.get("/empty", 200, ""))
	check(t, dir, index, "0000-000-request-example.com-form.form", "a=b", true, "")
	check(t, dir, index, "0000-000-response-example.com-form.txt", "thanks", true, "")
	check(t, dir, index, "0001-000-response-example.com-page.html", "<p>page</p>", true, "")
	if len(index) != 3 {
		t.Errorf("%d files, want 3: an empty body is none", len(index))
	}
	entry := index["0001-000-response-example.com-page.html"]
	for column, want := range map[string]string{
		"stream": "1", "index": "0", "message": "response", "frame": "7", "method": "GET", "status": "200",
		"url": "http://example.com/page", "type": "text/html",
	} {
		if entry[column] != want {
			t.Errorf("%s: %q, want %q", column, entry[column], want)
		}
	}
}

// What is not whole is saved as far as it goes, and said not to be whole.
func TestWhatIsNotWholeIsMarked(t *testing.T) {
	w, dir := &wire{}, t.TempDir()
	cut := w.get("/cut", 200, "half of", "Content-Type", "text/plain")
	cut.Response.Complete = false
	coded := string(zipped([]byte(strings.Repeat("some text ", 1000))))
	index := save(t, dir, w,
		cut,
		w.get("/holes", 200, "ab--ef-", "Content-Type", "text/plain"),
		w.get("/unknown", 200, "coded", "Content-Type", "text/plain", "Content-Encoding", "rot13"),
		w.get("/none", 200, "not gzip", "Content-Type", "text/plain", "Content-Encoding", "gzip"),
		w.get("/early", 200, coded[:len(coded)-8], "Content-Type", "text/plain", "Content-Encoding", "gzip"),
	)
	check(t, dir, index, "0000-000-response-example.com-cut.txt", "half of", false, "incomplete")
	check(t, dir, index, "0001-000-response-example.com-holes.txt", "ab\x00\x00ef\x00", false, "3 bytes are not in the capture")
	check(t, dir, index, "0002-000-response-example.com-unknown.txt", "coded", false, "as it was sent; ")
	check(t, dir, index, "0003-000-response-example.com-none.txt", "not gzip", false, "as it was sent; ")
	check(t, dir, index, "0004-000-response-example.com-early.txt", strings.Repeat("some text ", 1000), false, "ends early")
}

func TestLongHoleEndsTheFile(t *testing.T) {
	w, dir := &wire{}, t.TempDir()
	x := w.get("/x", 200, "begin", "Content-Type", "text/plain")
	x.Response.Body.Append(-1, maxHole+1)
	x.Response.Body.Append(0, 3)
	check(t, dir, save(t, dir, w, x), "0000-000-response-example.com-x.txt", "begin", false, "not in the capture")
}

// Captures hold secrets: nobody else reads what was saved.
func TestWhatIsSavedIsItsOwnersAlone(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("no modes")
	}
	w, dir := &wire{}, filepath.Join(t.TempDir(), "new", "folder")
	part := w.get("/part", 206, "ab", "Content-Range", "bytes 0-1/2", "ETag", `"1"`)
	save(t, dir, w, w.get("/x", 200, "secret"), part)
	list, err := os.ReadDir(dir)
	if len(list) != 4 || err != nil {
		t.Fatalf("%v, %v", list, err)
	}
	for _, name := range []string{filepath.Dir(dir), dir} {
		if info, err := os.Stat(name); err != nil || info.Mode().Perm() != 0o700 {
			t.Errorf("%s: %v, %v", name, info.Mode(), err)
		}
	}
	for _, file := range list {
		if info, err := file.Info(); err != nil || info.Mode().Perm() != 0o600 {
			t.Errorf("%s: %v, %v", file.Name(), info.Mode(), err)
		}
	}
}

// The index and the names of files, which are ours, have no secrets when they
// are to be masked; and how much was saved is known.
func TestSecretsOfURLsAreMasked(t *testing.T) {
	w, dir := &wire{}, t.TempDir()
	cut := w.get("/cut?token=s3cr3t", 200, "half", "Content-Type", "text/plain")
	cut.Response.Complete = false
	list := []*httpdecode.Exchange{
		w.get("/x;jsessionid=s3cr3t?a=1&token=s3cr3t", 200, "the token s3cr3t", "Content-Type", "text/plain"),
		w.get("/r?token=s3cr3t", 206, "ab", "Content-Range", "bytes 0-1/2", "ETag", `"1"`), cut,
	}
	s, err := NewSaver(dir, bytes.NewReader(w.Bytes()), func(err error) { t.Error(err) })
	if err != nil {
		t.Fatal(err)
	}
	s.Masked = true
	for stream, x := range list {
		s.Exchange(ends, x)(stream)
	}
	if got, want := s.Saved(), (Saved{3, 1, "incomplete"}); got.Files != want.Files || got.Partly != want.Partly || !strings.Contains(got.Why, want.Why) {
		t.Errorf("saved %+v", got)
	}
	s.Close()
	index := readIndex(t, dir, "index.tsv")
	for name, entry := range index {
		if strings.Contains(name+entry["url"], "s3cr3t") || !strings.Contains(entry["url"], "***") {
			t.Errorf("%s: %s", name, entry["url"])
		}
	}
	if len(index) != 4 {
		t.Errorf("%v", index)
	}
	content, err := os.ReadFile(filepath.Join(dir, "0000-000-response-example.com-x_jsessionid=.txt"))
	if err != nil || string(content) != "the token s3cr3t" {
		t.Errorf("%q, %v: a body is what was sent", content, err)
	}
}

// Neither a file nor a link that lies there is written to.
func TestNothingIsOverwritten(t *testing.T) {
	w, dir, elsewhere := &wire{}, t.TempDir(), filepath.Join(t.TempDir(), "victim")
	if err := os.WriteFile(elsewhere, []byte("precious"), 0o644); err != nil {
		t.Fatal(err)
	}
	name := func(stream int) string { return fmt.Sprintf("%04d-000-response-example.com-x.txt", stream) }
	if err := os.WriteFile(filepath.Join(dir, name(0)), []byte("mine"), 0o644); err != nil {
		t.Fatal(err)
	}
	if runtime.GOOS != "windows" {
		os.Symlink(elsewhere, filepath.Join(dir, name(1)))
		os.Symlink(elsewhere+"-new", filepath.Join(dir, name(2)))
	}
	x := func() *httpdecode.Exchange { return w.get("/x", 200, "new", "Content-Type", "text/plain") }
	list := []*httpdecode.Exchange{x(), x(), x()}
	save(t, dir, w, list...)
	save2 := func() map[string]map[string]string {
		save(t, dir, w, list...)
		return readIndex(t, dir, "index-2.tsv")
	}
	index := save2()
	check(t, dir, index, "0000-000-response-example.com-x-3.txt", "new", true, "")
	for file, want := range map[string]string{filepath.Join(dir, name(0)): "mine", elsewhere: "precious"} {
		if got, err := os.ReadFile(file); err != nil || string(got) != want {
			t.Errorf("%s: %q, %v; want %q", file, got, err, want)
		}
	}
	if _, err := os.Stat(elsewhere + "-new"); err == nil {
		t.Error("a link was followed to make a file elsewhere")
	}
}

// What a capture says stays in its column.
func TestIndexHoldsHostileText(t *testing.T) {
	w, dir := &wire{}, t.TempDir()
	x := w.get("/\t\x1b[31m\u202e\xff", 200, "x", "Content-Type", "text/plain;\tx\x9b")
	index := save(t, dir, w, x)
	if len(index) != 1 {
		t.Fatalf("%v", index)
	}
	for _, entry := range index {
		if url := entry["url"]; strings.ContainsAny(url, "\x1b\u202e") || strings.Contains(url, "\xff") {
			t.Errorf("%q", url)
		}
	}
}

// Parts of one version of a resource become one file (RFC 9110 §15.3.7.3),
// and so does a download that was cut short and taken up again.
func TestRangesArePutTogether(t *testing.T) {
	part := func(w *wire, target, content, where, tag string) *httpdecode.Exchange {
		return w.get(target, 206, content, "Content-Type", "text/plain", "Content-Range", "bytes "+where, "ETag", tag)
	}
	w, dir := &wire{}, t.TempDir()
	begun := w.get("/resumed.txt", 200, "0123", "Content-Type", "text/plain", "ETag", `"r"`, "Content-Length", "10")
	begun.Response.Complete = false
	cut := w.get("/cut.txt", 200, "0123", "Content-Type", "text/plain", "ETag", `"c"`, "Content-Length", "10")
	cut.Response.Complete = false
	index := save(t, dir, w,
		part(w, "/parts.txt", "56789", "5-9/10", `"1"`), part(w, "/parts.txt", "01234", "0-4/10", `"1"`),
		part(w, "/parts.txt", "ABCDE", "0-4/10", `"2"`),
		begun, part(w, "/resumed.txt", "456789", "4-9/10", `"r"`),
		cut, w.get("/two.txt", 206, "01234", "Content-Range", "bytes 0-4/10", "Content-Range", "bytes 5-9/10", "ETag", `"1"`))
	check(t, dir, index, "ranges-example.com-parts.txt", "0123456789", true, "put together: 10 of 10 bytes")
	check(t, dir, index, "ranges-example.com-parts-2.txt", "ABCDE", false, "5 of 10 bytes")
	check(t, dir, index, "ranges-example.com-resumed.txt", "0123456789", true, "10 of 10")
	check(t, dir, index, "0000-000-response-example.com-parts.txt", "56789", true, "")
	for _, none := range []string{"cut", "two"} { // the latter says twice where it lies
		if found, _ := filepath.Glob(filepath.Join(dir, "ranges-*"+none+"*")); len(found) > 0 {
			t.Errorf("%v: nothing was put together", found)
		}
	}
}

// Files that ranges are put together in are held open, so there are not many.
func TestTooManyResources(t *testing.T) {
	w, dir := &wire{}, t.TempDir()
	var list []*httpdecode.Exchange
	for i := range maxStores + 5 {
		list = append(list, w.get(fmt.Sprintf("/%d", i), 206, "x", "Content-Range", "bytes 0-0/2", "ETag", `"1"`))
	}
	var said []error
	s, err := NewSaver(dir, bytes.NewReader(w.Bytes()), func(err error) { said = append(said, err) })
	if err != nil {
		t.Fatal(err)
	}
	for i, x := range list {
		s.Exchange(ends, x)(i)
	}
	if err := s.Close(); err != nil || len(said) != 1 || !strings.Contains(said[0].Error(), "5 responses") {
		t.Errorf("%v; said %q", err, said)
	}
	if index := readIndex(t, dir, "index.tsv"); len(index) != len(list)+maxStores {
		t.Errorf("%d files, want %d", len(index), len(list)+maxStores)
	}
}

// A disk that is full is said once, and what is read goes on being read.
func TestFullDiskIsSaidOnce(t *testing.T) {
	if _, err := os.Stat("/dev/full"); err != nil {
		t.Skip("no device that is always full")
	}
	w := &wire{}
	var said []error
	s, err := NewSaver(t.TempDir(), bytes.NewReader(nil), func(err error) { said = append(said, err) })
	if err != nil {
		t.Fatal(err)
	}
	s.index.Close()
	if s.index, err = os.OpenFile("/dev/full", os.O_WRONLY, 0); err != nil {
		t.Fatal(err)
	}
	list := []*httpdecode.Exchange{w.get("/1", 200, "x"), w.get("/2", 200, "x")}
	s.capture = bytes.NewReader(w.Bytes())
	for i, x := range list {
		s.Exchange(ends, x)(i)
	}
	if err := s.Close(); err == nil || len(said) != 1 || !strings.Contains(said[0].Error(), "make room") {
		t.Errorf("%v; said %q", err, said)
	}
}

// Where no file can be made, that is said once.
func TestFolderThatIsGone(t *testing.T) {
	w, dir := &wire{}, t.TempDir()
	x := w.get("/1", 200, "x")
	var said []error
	s, err := NewSaver(dir, bytes.NewReader(w.Bytes()), func(err error) { said = append(said, err) })
	if err != nil {
		t.Fatal(err)
	}
	s.root.Close() // nothing more can be made
	s.Exchange(ends, x)(0)
	s.Exchange(ends, x)(1)
	if err := s.Close(); err == nil || len(said) != 1 {
		t.Errorf("%v; said %q", err, said)
	}
	if found, _ := filepath.Glob(filepath.Join(dir, "0-*")); len(found) > 0 {
		t.Errorf("%v", found)
	}
}

// A capture that cannot be read again is said once; the index says of which
// bodies.
func TestUnreadableCaptureIsSaidOnce(t *testing.T) {
	w, dir := &wire{}, t.TempDir()
	var said []error
	s, err := NewSaver(dir, brokenDisk{}, func(err error) { said = append(said, err) })
	if err != nil {
		t.Fatal(err)
	}
	for i, x := range []*httpdecode.Exchange{w.get("/1", 200, "x"), w.get("/2", 200, "x")} {
		s.Exchange(ends, x)(i)
	}
	if err := s.Close(); !errors.Is(err, errDisk) || len(said) != 1 {
		t.Errorf("%v; said %q", err, said)
	}
	for file, entry := range readIndex(t, dir, "index.tsv") {
		if entry["complete"] != "false" || !strings.Contains(entry["note"], "again") {
			t.Errorf("%s: %v", file, entry)
		}
	}
}

func TestFolderThatCannotBe(t *testing.T) {
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o644); err != nil {
		t.Fatal(err)
	}
	if _, err := NewSaver(file, strings.NewReader(""), nil); err == nil || !strings.Contains(err.Error(), "saving bodies to") {
		t.Error(err)
	}
}

func BenchmarkSave(b *testing.B) {
	w := &wire{}
	x := w.get("/page", 200, string(zipped(bytes.Repeat([]byte("text "), 2000))), "Content-Type", "text/html", "Content-Encoding", "gzip")
	s, err := NewSaver(b.TempDir(), bytes.NewReader(w.Bytes()), func(err error) { b.Error(err) })
	if err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		s.Exchange(ends, x)(i)
	}
	if err := s.Close(); err != nil {
		b.Fatal(err)
	}
}

// What follows the end of gzip data is not written, and the index says so.
func TestSavedWithoutWhatFollowsTheCoding(t *testing.T) {
	dir, w := t.TempDir(), &wire{}
	x := w.get("/a.txt", 200, "", "Content-Encoding", "gzip", "Content-Type", "text/plain")
	b := append(zipped([]byte("hello")), "\r\n\r\n"...)
	x.Response.Body.Append(int64(w.Len()), int64(len(b)))
	x.Response.BodyBytes = int64(len(b))
	w.Write(b)
	index := save(t, dir, w, x)
	check(t, dir, index, "0000-000-response-example.com-a.txt", "hello", true, "4 bytes follow the end of its coding")
}
