package body

import (
	"errors"
	"fmt"
	"io"
	"mime/multipart"
	"slices"
	"strings"
	"testing"
	"testing/iotest"
)

// split is the parts of a body, each with its name, file, place and content.
func split(t testing.TB, text, contentType string) (string, error) {
	t.Helper()
	p, err := NewPartReader(strings.NewReader(text), contentType)
	if err != nil {
		return "", err
	}
	var b strings.Builder
	for {
		part, err := p.Next()
		if err == io.EOF {
			return b.String(), nil
		}
		if err != nil {
			return b.String(), err
		}
		content, err := io.ReadAll(p)
		if int64(len(content)) != part.Size || text[part.Offset:part.Offset+part.Size] != string(content) {
			t.Errorf("%q, said to be at %d, %d bytes, is %q", content, part.Offset, part.Size, text[part.Offset:])
		}
		fmt.Fprintf(&b, "%s %s %q", part.Name, part.Filename, content)
		if !part.Complete {
			b.WriteString(" incomplete")
		}
		b.WriteByte('\n')
		if err != nil {
			return b.String(), err
		}
	}
}

func crlf(lines ...string) string { return strings.Join(lines, "\r\n") }

func TestMultipart(t *testing.T) {
	const form = "multipart/form-data; boundary=x"
	part := func(name string) string { return `Content-Disposition: form-data; name="` + name + `"` }
	tests := []struct{ rule, contentType, text, want string }{
		{"RFC 7578 §4.2: a name and a file", form,
			crlf("--x", part("a"), "", "1", "--x", part(`b"; filename="f.txt`), "Content-Type: text/plain", "", "line\r\n", "--x--", ""),
			"a  \"1\"\nb f.txt \"line\\r\\n\"\n"},
		{"RFC 7578 §4.2: names as browsers escape them", form,
			crlf("--x", part(`a%22b%0D%0A%41`), "", "", "--x--"), "a\"b\r\n%41  \"\"\n"},
		{"RFC 7578 §4.2: filename* must not be used, and is", form,
			crlf("--x", `content-disposition: form-data; name=a; filename*=UTF-8''%e2%82%ac+.txt`, "", "", "--x--"), "a €+.txt \"\"\n"},
		{"RFC 8187 §3.2.1: a charset that is not UTF-8 is not guessed", form,
			crlf("--x", `Content-Disposition: form-data; name=a; filename*=shift_jis''%83; filename="b%.txt"`, "", "", "--x--"), "a b%.txt \"\"\n"},
		{"RFC 2046 §5.1.1: preamble and epilogue are not parts", form,
			crlf("preamble", "--y", "--x", "", "1", "--x--", "--x", "", "2"), "  \"1\"\n"},
		{"RFC 2046 §5.1.1: white space after the boundary", form,
			crlf("--x \t", "", "1", "--x  ", "", "2", "--x-- ", ""), "  \"1\"\n  \"2\"\n"},
		{"RFC 2046 §5.1.1: a line that only begins like a delimiter", form,
			crlf("--x", "", "--xy", " --x", "a--x", "--x--z", "--x--"), "  \"--xy\\r\\n --x\\r\\na--x\\r\\n--x--z\"\n"},
		{"RFC 2046 §5.1.1: the line end before the delimiter is its", form,
			crlf("--x", "", "", "--x", "", "\r\n", "--x--"), "  \"\"\n  \"\\r\\n\"\n"},
		{"a part without content or empty line", form, crlf("--x", "", "--x", part("b"), "--x--"), "  \"\"\nb  \"\"\n"},
		{"RFC 2046 §5.1.1: a boundary in quotes", `multipart/mixed; boundary="a b:c"`, crlf("--a b:c", "", "1", "--a b:c--"), "  \"1\"\n"},
		{"lines that end in LF", form, "--x\n" + part("a") + "\n\n1\n2\n--x--\n", "a  \"1\\n2\"\n"},
		{"no boundary in the Content-Type", "multipart/form-data", crlf("--q", "", "1", "--q--"), "  \"1\"\n"},
		{"a folded field", form, crlf("--x", "Content-Disposition: form-data;", ` name="a"`, "", "1", "--x--"), "a  \"1\"\n"},
		{"no last line end", form, crlf("--x", "", "1", "--x--"), "  \"1\"\n"},
	}
	for _, test := range tests {
		got, err := split(t, test.text, test.contentType)
		if got != test.want || err != nil {
			t.Errorf("%s: %v\n%swant\n%s", test.rule, err, got, test.want)
		}
	}
}

func TestMultipartCutShort(t *testing.T) {
	tests := []struct{ text, want, err string }{
		{crlf("--x", "", "abc"), "  \"abc\" incomplete\n", "ends in part 1"},
		{crlf("--x", "", "abc", ""), "  \"abc\\r\\n\" incomplete\n", "ends in part 1"},
		{crlf("--x", "", "abc", "--"), "  \"abc\\r\\n--\" incomplete\n", "ends in part 1"},
		{crlf("--x", "", "abc", "--x"), "  \"abc\"\n  \"\" incomplete\n", "ends in part 2"},
		{crlf("--x", "Content-Disposition: form-data; name=a", "Content-Ty"), "a  \"\" incomplete\n", "ends in part 1"},
		{"abc", "", "no delimiter"},
		{"", "", "no delimiter"},
	}
	for _, test := range tests {
		got, err := split(t, test.text, "multipart/mixed; boundary=x")
		if got != test.want || !errors.Is(err, io.ErrUnexpectedEOF) || !strings.Contains(err.Error(), test.err) {
			t.Errorf("%q: %v\n%swant\n%s", test.text, err, got, test.want)
		}
	}
	lost := errors.New("lost")
	p, _ := NewPartReader(io.MultiReader(strings.NewReader("--x\n\nabc"), iotest.ErrReader(lost)), "multipart/mixed; boundary=x")
	p.Next()
	if got, err := io.ReadAll(p); string(got) != "abc" || err != lost {
		t.Errorf("%q, %v", got, err)
	}
}

func TestMultipartWithoutBoundary(t *testing.T) {
	for _, test := range []struct{ contentType, text string }{
		{"multipart/mixed", "no\r\n"}, {"multipart/mixed", "--"}, {"multipart/mixed", "--\n"},
		{"multipart/mixed; boundary=" + strings.Repeat("x", MaxBoundary+1), ""},
	} {
		if _, err := split(t, test.text, test.contentType); err == nil {
			t.Errorf("%.40q, %q: no error", test.contentType, test.text)
		}
	}
}

func TestMultipartBounds(t *testing.T) {
	parts, err := Parts(strings.NewReader(strings.Repeat("--x\n", MaxParts+2)), "multipart/mixed; boundary=x")
	if len(parts) != MaxParts || err != ErrTooManyParts {
		t.Errorf("%d parts, %v", len(parts), err)
	}
	for name, head := range map[string]string{
		"fields": strings.Repeat("A: b\r\n", MaxPartFields+1), "folds": "A: b\r\n" + strings.Repeat(" c\r\n", MaxPartFields),
		"bytes": strings.Repeat("A: "+strings.Repeat("b", 2000)+"\r\n", 40), "a line": "A: " + strings.Repeat("b", 40_000) + "\r\n",
	} {
		parts, err := Parts(strings.NewReader("--x\r\n"+head+"\r\nabc\r\n--x--"), "multipart/mixed; boundary=x")
		if err != nil || len(parts) != 1 || !parts[0].HeaderCut || parts[0].Size != 3 || len(parts[0].Fields) > MaxPartFields {
			t.Errorf("too many %s: %v, %v", name, len(parts), err)
		}
	}
}

// A line as long as the buffer is read in pieces; none of its bytes is lost or
// taken for a delimiter.
func TestMultipartLongLines(t *testing.T) {
	for _, n := range []int{32<<10 - 3, 32<<10 - 2, 32<<10 - 1, 32 << 10, 32<<10 + 1, 100_000} {
		for _, tail := range []string{"", "\r", "\n", "\r\n", "\r\r\n", "--x"} {
			want := strings.Repeat("a", n) + tail
			if got, err := split(t, crlf("--x", "", want, "--x--"), "multipart/mixed; boundary=x"); got != fmt.Sprintf("  %q\n", want) || err != nil {
				t.Errorf("%d bytes and %q: %d bytes, %v", n, tail, len(got), err)
			}
		}
	}
}

func FuzzMultipart(f *testing.F) {
	f.Add(crlf("--x", `Content-Disposition: form-data; name="a"; filename="f"`, "", "1", "--x", "", "2\r", "--x--", "z"))
	f.Add("--x\n\n\n--x\r\n\r\r\n--x--")
	f.Add("p\r\n--x \r\nA: b\r\n c\r\n--x\r\n\r\n--xy\r\n--x")
	f.Fuzz(func(t *testing.T, text string) {
		const contentType = "multipart/mixed; boundary=x"
		got, err := split(t, text, contentType)
		if err != nil && !errors.Is(err, io.ErrUnexpectedEOF) && err != ErrTooManyParts {
			t.Errorf("%q: %v", text, err)
		}
		parts, _ := Parts(iotest.OneByteReader(strings.NewReader(text)), contentType)
		if strings.Count(text, "--x") < len(parts) {
			t.Errorf("%q has %d parts", text, len(parts))
		}
		end := int64(0)
		for i, part := range parts {
			if part.Offset < end || part.Complete == (i == len(parts)-1 && err != nil) {
				t.Errorf("%q: part %d at %d, %d bytes, complete %v; the one before ended at %d; %v\n%s", text, i, part.Offset, part.Size, part.Complete, end, err, got)
			}
			end = part.Offset + part.Size
		}
		if err == nil {
			compareStandard(t, text, parts)
		}
	})
}

// compareStandard holds the parts of a body against those of mime/multipart, where
// all lines end as they must and it finds nothing wrong.
func compareStandard(t *testing.T, text string, parts []Part) {
	if !strings.HasPrefix(text, "--x\r\n") || strings.Count(text, "\r\n") != strings.Count(text, "\n") {
		return
	}
	var contents []string
	r := multipart.NewReader(strings.NewReader(text), "x")
	for {
		part, err := r.NextRawPart()
		if err == io.EOF {
			break
		}
		if err != nil {
			return
		}
		content, err := io.ReadAll(part)
		if err != nil {
			return
		}
		contents = append(contents, string(content))
	}
	var got []string
	for _, part := range parts {
		got = append(got, text[part.Offset:part.Offset+part.Size])
	}
	if !slices.Equal(got, contents) {
		t.Errorf("%q: parts %q, for mime/multipart %q", text, got, contents)
	}
}
