package body

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/iotest"
)

// memory is a store for tests.
type memory struct{ b []byte }

func (m *memory) WriteAt(p []byte, at int64) (int, error) {
	if grow := int(at) + len(p) - len(m.b); grow > 0 {
		m.b = append(m.b, make([]byte, grow)...)
	}
	return copy(m.b[at:], p), nil
}

func (m *memory) ReadAt(p []byte, at int64) (int, error) { return bytes.NewReader(m.b).ReadAt(p, at) }

func inMemory() (Store, error) { return &memory{}, nil }

const alphabet = "abcdefghijklmnopqrstuvwxyz"

// part is a response 206 with bytes of the alphabet.
func part(etag string, first, last int) Response {
	return Response{Status: 206, ETag: etag, ContentRange: fmt.Sprintf("bytes %d-%d/26", first, last), Body: strings.NewReader(alphabet[first : last+1])}
}

// state is what an assembler has, a line for each version.
func state(t testing.TB, a *Assembler) string {
	t.Helper()
	var b strings.Builder
	for _, v := range a.Versions() {
		var content bytes.Buffer
		if _, err := v.WriteTo(&content); err != nil {
			t.Error(err)
		}
		fmt.Fprintf(&b, "%s: %s; %s\n", v.Validator, bytes.ReplaceAll(content.Bytes(), []byte{0}, []byte{'.'}), v)
	}
	return b.String()
}

func with(r Response, change func(*Response)) Response {
	change(&r)
	return r
}

func TestAssembler(t *testing.T) {
	const modified, second, hour = "Sun, 06 Nov 1994 08:49:37 GMT", "Sun, 06 Nov 1994 08:49:38 GMT", "Sun, 06 Nov 1994 09:49:37 GMT"
	dated := func(first, last int, date string) Response {
		return with(part("", first, last), func(r *Response) { r.LastModified, r.Date = modified, date })
	}
	full := func(etag string) Response {
		return Response{Status: 200, ETag: etag, Length: 26, Body: strings.NewReader(alphabet)}
	}
	ranges := func(body string) Response {
		return Response{Status: 206, ETag: `"x"`, ContentType: "multipart/byteranges; boundary=b", Body: strings.NewReader(strings.ReplaceAll(body, "\n", "\r\n"))}
	}
	tests := []struct {
		rule      string
		responses []Response
		want      string
	}{
		{"RFC 9110 §15.3.7.3: parts with one strong validator are joined",
			[]Response{part(`"x"`, 13, 25), part(`"x"`, 0, 12)}, `ETag "x": ` + alphabet + "; 26 of 26 bytes\n"},
		{"holes are named",
			[]Response{part(`"x"`, 2, 3), part(`"x"`, 5, 5), part(`"x"`, 10, 19)}, `ETag "x": ..cd.f....klmnopqrst; 13 of 26 bytes; missing 0-1, 4, 6-9, 20-25` + "\n"},
		{"different validators are not mixed",
			[]Response{part(`"x"`, 0, 1), part(`"y"`, 2, 3)}, `ETag "x": ab; 2 of 26 bytes; missing 2-25` + "\n" + `ETag "y": ..cd; 2 of 26 bytes; missing 0-1, 4-25` + "\n"},
		{"RFC 9110 §8.8.3: a weak entity tag joins nothing",
			[]Response{part(`W/"x"`, 0, 1), part(`W/"x"`, 2, 3)}, ": ab; 2 of 26 bytes; missing 2-25\n: ..cd; 2 of 26 bytes; missing 0-1, 4-25\n"},
		{"no validator joins nothing",
			[]Response{part("", 0, 1), part("", 2, 3)}, ": ab; 2 of 26 bytes; missing 2-25\n: ..cd; 2 of 26 bytes; missing 0-1, 4-25\n"},
		{"RFC 9110 §8.8.2.2: a date a second old is strong",
			[]Response{dated(0, 12, second), dated(13, 25, hour)}, "Last-Modified " + modified + ": " + alphabet + "; 26 of 26 bytes\n"},
		{"RFC 9110 §8.8.2.2: a date of now is weak",
			[]Response{dated(0, 12, modified), dated(13, 25, "")}, ": abcdefghijklm; 13 of 26 bytes; missing 13-25\n: .............nopqrstuvwxyz; 13 of 26 bytes; missing 0-12\n"},
		{"RFC 9110 §13.1.5: a 206 to If-Range has the validator asked for",
			[]Response{part(`"x"`, 0, 12), with(part("", 13, 25), func(r *Response) { r.IfRange = `"x"` })}, `ETag "x": ` + alphabet + "; 26 of 26 bytes\n"},
		{"RFC 9110 §13.1.5: the same with a date",
			[]Response{dated(0, 12, hour), with(part("", 13, 25), func(r *Response) { r.IfRange = modified })}, "Last-Modified " + modified + ": " + alphabet + "; 26 of 26 bytes\n"},
		{"If-Range that the response contradicts",
			[]Response{part(`"x"`, 0, 12), with(part(`"y"`, 13, 25), func(r *Response) { r.IfRange = `"x"` })}, `ETag "x": abcdefghijklm; 13 of 26 bytes; missing 13-25` + "\n" + `ETag "y": .............nopqrstuvwxyz; 13 of 26 bytes; missing 0-12` + "\n"},
		{"a whole response fills the holes",
			[]Response{part(`"x"`, 5, 6), full(`"x"`)}, `ETag "x": ` + alphabet + "; 26 of 26 bytes\n"},
		{"a whole response alone", []Response{full("")}, ": " + alphabet + "; 26 of 26 bytes\n"},
		{"RFC 9110 §14.4: a length not told",
			[]Response{with(part(`"x"`, 1, 2), func(r *Response) { r.ContentRange = "bytes 1-2/*" })}, `ETag "x": .bc; 2 bytes of a length unknown; missing 0` + "\n"},
		{"two lengths are two versions",
			[]Response{part(`"x"`, 0, 1), with(part(`"x"`, 2, 3), func(r *Response) { r.ContentRange = "bytes 2-3/27" })}, `ETag "x": ab; 2 of 26 bytes; missing 2-25` + "\n" + `ETag "x": ..cd; 2 of 27 bytes; missing 0-1, 4-26` + "\n"},
		{"two content codings are two versions", []Response{with(part(`"x"`, 0, 1), func(r *Response) { r.ContentEncoding = "gzip" }), with(part(`"x"`, 2, 3), func(r *Response) { r.ContentEncoding = "br" })},
			`ETag "x": ab; 2 of 26 bytes; missing 2-25` + "\n" + `ETag "x": ..cd; 2 of 26 bytes; missing 0-1, 4-25` + "\n"},
		{"plain and coded with one entity tag are two versions", []Response{part(`"x"`, 0, 1), with(part(`"x"`, 2, 3), func(r *Response) { r.ContentEncoding = "gzip" }), part(`"x"`, 4, 5)},
			`ETag "x": ab..ef; 4 of 26 bytes; missing 2-3, 6-25` + "\n" + `ETag "x": ..cd; 2 of 26 bytes; missing 0-1, 4-25` + "\n"},
		{"RFC 9110 §15.3.7: a 206 to If-Range leaves the coding out",
			[]Response{with(part(`"x"`, 0, 12), func(r *Response) { r.ContentEncoding = "gzip" }), with(part(`"x"`, 13, 25), func(r *Response) { r.IfRange = `"x"` })}, `ETag "x": ` + alphabet + "; 26 of 26 bytes\n"},
		{"two entity tags in one response are none", []Response{part(`"x", "y"`, 0, 1), part(`"x", "y"`, 2, 3)},
			": ab; 2 of 26 bytes; missing 2-25\n: ..cd; 2 of 26 bytes; missing 0-1, 4-25\n"},
		{"out of order and overlapping", []Response{part(`"x"`, 20, 25), part(`"x"`, 0, 9), part(`"x"`, 5, 22)}, `ETag "x": ` + alphabet + "; 26 of 26 bytes\n"},
		{"bytes that disagree are reported, the first stay",
			[]Response{part(`"x"`, 0, 9), with(part(`"x"`, 4, 13), func(r *Response) { r.Body = strings.NewReader("eXgYijklmn") })},
			`ETag "x": abcdefghijklmn; 14 of 26 bytes; missing 14-25; responses differ in 5-7` + "\n"},
		{"RFC 9110 §14.6: multipart/byteranges",
			[]Response{ranges("--b\nContent-Type: text/plain\nContent-Range: bytes 0-2/26\n\nabc\n--b\nContent-Range: bytes 23-25/26\n\nxyz\n--b--\n")},
			`ETag "x": abc....................xyz; 6 of 26 bytes; missing 3-22` + "\n"},
	}
	for _, test := range tests {
		a := NewAssembler(inMemory, 1000)
		for i, r := range test.responses {
			if v, err := a.Add(r); err != nil || v == nil {
				t.Errorf("%s: response %d: %v", test.rule, i, err)
			}
		}
		if got := state(t, a); got != test.want {
			t.Errorf("%s:\n%swant\n%s", test.rule, got, test.want)
		}
	}
}

func TestVersion(t *testing.T) {
	a := NewAssembler(inMemory, 1000)
	v, _ := a.Add(with(part(`"x"`, 2, 3), func(r *Response) { r.ContentRange, r.IfRange = "bytes 2-3/*", `"x"` }))
	if n, known := v.Length(); known || v.Complete() {
		t.Errorf("length %d, complete %v, before any was told", n, v.Complete())
	}
	a.Add(with(part(`"x"`, 5, 25), func(r *Response) { r.ContentType, r.ContentEncoding = "text/plain", "gzip" }))
	n, known := v.Length()
	if got := fmt.Sprint(n, known, v.Have(), v.Holes(), v.ContentType, v.ContentEncoding); got != "26 true [2-3 5-25] [0-1 4]text/plaingzip" {
		t.Error(got)
	}
	if v.have.add(Range{4, 4}); len(v.have) != 2 {
		t.Errorf("%v after adding nothing", v.have)
	}
}

// A store that fails, fails the response and not what came before.
func TestAssemblerStoreFails(t *testing.T) {
	lost := errors.New("disk full")
	if _, err := NewAssembler(func() (Store, error) { return nil, lost }, 10).Add(part("", 0, 1)); !errors.Is(err, lost) {
		t.Error(err)
	}
	file, err := os.Create(filepath.Join(t.TempDir(), "closed"))
	if err != nil {
		t.Fatal(err)
	}
	file.Close()
	v, err := NewAssembler(func() (Store, error) { return file, nil }, 100).Add(part("", 0, 1))
	if !errors.Is(err, os.ErrClosed) || len(v.Have()) != 0 {
		t.Errorf("%v, %v", v, err)
	}
}

func TestAssemblerRefuses(t *testing.T) {
	multi := func(body string) Response {
		return Response{Status: 206, ETag: `"x"`, ContentType: "multipart/byteranges; boundary=b", Body: strings.NewReader(body)}
	}
	single := func(contentRange, body string) Response {
		return Response{Status: 206, ETag: `"x"`, ContentRange: contentRange, Body: strings.NewReader(body)}
	}
	tests := []struct {
		r     Response
		error string
		want  string
	}{
		{Response{Status: 304}, "status 304", ""},
		{Response{Status: 416, ContentRange: "bytes */26"}, "status 416", ""},
		{single("", ""), "not in bytes", ""},
		{single("lines 0-1/2", ""), "not in bytes", ""},
		{single("bytes */26", ""), "no range can be had", ""},
		{single("bytes 0-1", ""), "no complete length", ""},
		{single("bytes 2-1/26", ""), "no range", ""},
		{single("bytes 0-26/26", ""), "no range", ""},
		{single("bytes -1-2/26", ""), "no range", ""},
		{single("bytes 0-1/x", ""), "no number", ""},
		{single("bytes 0-9223372036854775807/*", ""), "no range", ""},
		{single("bytes 9223372036854775800-9223372036854775805/*", "ab"), "limit", `ETag "x": ; 0 bytes of a length unknown` + "\n"},
		{single("bytes 0-3/26", "ab"), "shorter", `ETag "x": ab; 2 of 26 bytes; missing 2-25` + "\n"},
		{single("bytes 0-1/26", "abc"), "longer", `ETag "x": ab; 2 of 26 bytes; missing 2-25` + "\n"},
		{Response{Status: 200, Length: -1, Body: strings.NewReader(strings.Repeat("a", 200))}, "more than 100 bytes", ": " + strings.Repeat("a", 100) + "; 100 bytes of a length unknown\n"},
		{Response{Status: 200, Length: -1, Body: io.MultiReader(strings.NewReader("ab"), iotest.ErrReader(errors.New("lost")))}, "lost", ": ab; 2 bytes of a length unknown\n"},
		{Response{Status: 200, Length: 4, Body: strings.NewReader("ab")}, "shorter", ": ab; 2 of 4 bytes; missing 2-3\n"},
		{multi("--b\nContent-Range: bytes 0-1/26\n\nab\n--b\nContent-Range: bytes 2-3/27\n\ncd\n--b\n\nx\n--b\nContent-Range: bytes 4-5/26\n\nef\n--b--"), "27", `ETag "x": ab..ef; 4 of 26 bytes; missing 2-3, 6-25` + "\n"},
		{multi("--b\nContent-Range: bytes 0-9/26\n\nab"), "ends in part 1", `ETag "x": ab; 2 of 26 bytes; missing 2-25` + "\n"},
		{multi(""), "no delimiter", ""},
	}
	for _, test := range tests {
		a := NewAssembler(inMemory, 100)
		_, err := a.Add(test.r)
		if err == nil || !strings.Contains(err.Error(), test.error) {
			t.Errorf("%d %s: %v, want %s", test.r.Status, test.r.ContentRange, err, test.error)
		}
		if got := state(t, a); got != test.want {
			t.Errorf("%d %s: %s, want %s", test.r.Status, test.r.ContentRange, got, test.want)
		}
	}
}

func TestAssemblerWholeThatOthersContradict(t *testing.T) {
	for _, test := range []struct {
		text  string
		error bool
		want  string
	}{
		{alphabet[:20], true, `ETag "x": abcdefghijklmnopqrst; 20 of 26 bytes; missing 20-25`},
		{alphabet, false, `ETag "x": ` + alphabet + "; 26 of 26 bytes"},
		{alphabet + "0", true, `ETag "x": ` + alphabet + "; 26 of 26 bytes"},
	} {
		a := NewAssembler(inMemory, 100)
		a.Add(part(`"x"`, 0, 3))
		_, err := a.Add(Response{Status: 200, ETag: `"x"`, Length: -1, Body: strings.NewReader(test.text)})
		if got := state(t, a); (err != nil) != test.error || got != test.want+"\n" {
			t.Errorf("%s: %v\n%s", test.text, err, got)
		}
	}
}

// What a capture lost is a hole, and what follows it stays in its place.
func TestAssemblerMissing(t *testing.T) {
	tests := []struct {
		rule    string
		r       Response
		missing []Range
		want    string
	}{
		{"in a whole response", Response{Status: 200, Length: 26, Body: strings.NewReader("cdefxyz")}, []Range{{0, 2}, {6, 23}}, ": ..cdef.................xyz; 7 of 26 bytes; missing 0-1, 6-22\n"},
		{"at the end", Response{Status: 200, Length: 26, Body: strings.NewReader("ab")}, []Range{{2, 26}}, ": ab; 2 of 26 bytes; missing 2-25\n"},
		{"all of it", Response{Status: 200, Length: 26, Body: strings.NewReader("")}, []Range{{0, 20}, {20, 26}}, ": ; 0 of 26 bytes; missing 0-25\n"},
		{"in a range", with(part("", 10, 19), func(r *Response) { r.Body = strings.NewReader("kst") }), []Range{{1, 8}}, ": ..........k.......st; 3 of 26 bytes; missing 0-9, 11-17, 20-25\n"},
	}
	for _, test := range tests {
		a := NewAssembler(inMemory, 100)
		test.r.Missing = test.missing
		_, err := a.Add(test.r)
		if got := state(t, a); err != nil || got != test.want {
			t.Errorf("%s: %v\n%swant\n%s", test.rule, err, got, test.want)
		}
	}
	text := "--b\r\nContent-Range: bytes 0-3/26\r\n\r\nab" // then two bytes and more are missing
	a := NewAssembler(inMemory, 100)
	_, err := a.Add(Response{Status: 206, ContentType: "multipart/byteranges; boundary=b", Missing: []Range{{int64(len(text)), int64(len(text)) + 2}},
		Body: strings.NewReader(text + "\r\n--b\r\nContent-Range: bytes 4-5/26\r\n\r\nef\r\n--b--")})
	if got := state(t, a); err == nil || got != ": ab; 2 of 26 bytes; missing 2-25\n" {
		t.Errorf("in multipart/byteranges: %v\n%s", err, got)
	}
}

func TestAssemblerBounds(t *testing.T) {
	a := NewAssembler(inMemory, 1<<20)
	for i := range MaxVersions + 1 {
		if _, err := a.Add(part("", 0, 1)); (err != nil) != (i == MaxVersions) {
			t.Errorf("version %d: %v", i, err)
		}
	}
	a = NewAssembler(inMemory, 1<<20)
	for i := range MaxRanges + 1 {
		_, err := a.Add(Response{Status: 206, ETag: `"x"`, ContentRange: fmt.Sprintf("bytes %d-%d/*", 2*i, 2*i), Body: strings.NewReader("a")})
		if (err != nil) != (i == MaxRanges) {
			t.Fatalf("range %d: %v", i, err)
		}
	}
}

// Any order of overlapping ranges gives the file, in a file.
func TestAssemblerInFile(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	want := make([]byte, 300_000)
	for i := range want {
		want[i] = byte(random.Uint32())
	}
	file, err := os.Create(filepath.Join(t.TempDir(), "version"))
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	a := NewAssembler(func() (Store, error) { return file, nil }, 1<<20)
	for n := 0; len(a.Versions()) == 0 || !a.Versions()[0].Complete(); n++ {
		first := max(random.IntN(len(want))-25_000, 0)
		last := min(first+random.IntN(50_000), len(want)-1)
		r := Response{Status: 206, ETag: `"x"`, ContentRange: fmt.Sprintf("bytes %d-%d/%d", first, last, len(want)), Body: bytes.NewReader(want[first : last+1])}
		if _, err := a.Add(r); err != nil || n > 10_000 {
			t.Fatal(n, err)
		}
	}
	var got bytes.Buffer
	a.Versions()[0].WriteTo(&got)
	if !bytes.Equal(got.Bytes(), want) || len(a.Versions()[0].Conflicts()) != 0 {
		t.Errorf("%v", a.Versions()[0])
	}
}

// FuzzAssembler adds ranges of one text, some of which lie, and holds what comes
// out against the first response that had each byte.
func FuzzAssembler(f *testing.F) {
	f.Add([]byte{0, 5, 0, 3, 9, 1, 20, 6, 0})
	f.Add([]byte{10, 10, 0, 5, 10, 1, 0, 26, 0})
	f.Fuzz(func(t *testing.T, b []byte) {
		a := NewAssembler(inMemory, 1000)
		var want [256]byte
		for ; len(b) >= 3; b = b[3:] {
			first, n := int(b[0]), min(int(b[1]), 255-int(b[0]))
			content := bytes.Repeat([]byte{b[2]%3 + 1}, n+1)
			r := Response{Status: 206, ETag: `"x"`, ContentRange: fmt.Sprintf("bytes %d-%d/256", first, first+n), Body: bytes.NewReader(content)}
			if _, err := a.Add(r); err != nil {
				t.Fatal(err)
			}
			for i, c := range content {
				if want[first+i] == 0 {
					want[first+i] = c
				}
			}
		}
		for _, v := range a.Versions() {
			var got bytes.Buffer
			v.WriteTo(&got)
			if !bytes.Equal(got.Bytes(), want[:got.Len()]) || len(bytes.Trim(want[got.Len():], "\x00")) != 0 {
				t.Errorf("%v\n%v", got.Bytes(), want)
			}
			for _, hole := range v.Holes() {
				if len(bytes.Trim(want[hole.First:hole.End], "\x00")) != 0 {
					t.Errorf("%v is no hole", hole)
				}
			}
		}
	})
}

func FuzzContentRange(f *testing.F) {
	for _, value := range []string{"bytes 0-1/2", "bytes */3", "BYTES 5-9/*", "bytes 1-", "bytes 9223372036854775806-9223372036854775806/*"} {
		f.Add(value)
	}
	f.Fuzz(func(t *testing.T, value string) {
		r, length, err := ParseContentRange(value)
		if err == nil && (r.First < 0 || r.End <= r.First || length != unknown && length < r.End) {
			t.Errorf("%q is %v of %d", value, r, length)
		}
	})
}
