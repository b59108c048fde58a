package capture

import (
	"errors"
	"strings"
	"testing"
)

func TestGuess(t *testing.T) {
	for name, test := range map[string]struct{ file, text string }{
		"empty":                               {"", "the file is empty"},
		"tiny":                                {"\xd4\xc3", "only 2 bytes"},
		"text":                                {"12:00:01.5 IP 10.0.0.1.80 > 10.0.0.2.1024: Flags [S]\n", "seems to be text"},
		"utf-8":                               {"Größe: 取得\n", "seems to be text"},
		"web page":                            {"\n <!DOCTYPE html><html>", "web page or XML: download"},
		"zip":                                 {"PK\x03\x04\x14\x00\x00\x00", "a zip archive: unpack it first"},
		"xz":                                  {"\xfd7zXZ\x00\x00", "xz data: decompress it with unxz"},
		"lz4":                                 {"\x04\x22\x4d\x18\x64", "lz4 data"},
		"snoop":                               {"snoop\x00\x00\x00\x00\x00\x00\x02", "a snoop capture: convert it with: editcap"},
		"netmon":                              {"GMBU\x00\x02", "a Network Monitor capture"},
		"tar":                                 {strings.Repeat("\x00", 257) + "ustar\x00", "a tar archive"},
		"ERF":                                 {"\x00\x00\x00\x00\x00\x00\x00\x60\x02\x04\x00\x50\x00\x00\x00\x3c", "an ERF capture"},
		"text mode":                           {"\x0a\x0d\x0a\x0d\x0a\x1c", "transfer in text mode"},
		"BOM":                                 {"\ufeffGröße", "seems to be text"},
		"cut UTF-8":                           {"Größe: 取得"[:13], "seems to be text"},
		"random":                              {"\xd8\x91\xc0\xfe", "something else"},
		"random, with UTF-8 at the end of it": {"\x8a\xb7Gr\xc3\xb6", "something else"},
		"random at the end":                   {"abcd\xc0\xff\xfe", "something else"},
		"DEL and C1":                          {"ab\x7f\xc2\x9b", "something else"},
		"unknown":                             {"\x00\x01\x02\x03\x04\x05\x06\x07", "something else"},
	} {
		_, errs := readBytes(t, []byte(test.file), 512)
		e := theError(t, errs)
		if !errors.Is(e, ErrNotCapture) || e.Offset != 0 || !strings.Contains(e.Error(), test.text) {
			t.Errorf("%s: %v, want %q", name, e, test.text)
		}
	}
}

// Of a file on disk more is read than what tells captures, so that a long magic number
// is known. Of a pipe no more may come, and the first bytes of snoop look like text.
func TestGuessOfAFileAndOfAPipe(t *testing.T) {
	snoop := []byte("snoop\x00\x00\x00\x00\x00\x00\x02\x00\x00\x00\x04")
	for name, test := range map[string]struct {
		file []byte
		want string
	}{
		"a file":       {snoop, "it seems to be a snoop capture: convert it"},
		"compressed":   {gzipped(snoop), "it seems to be a snoop capture: convert it"},
		"a short file": {snoop[:6], "it seems to be a snoop capture: convert it"},
	} {
		_, errs := readAll(t, open(t, Options{}, save(t, test.file)...))
		if e := theError(t, errs); !errors.Is(e, ErrNotCapture) || e.Offset != 0 || !strings.Contains(e.Error(), test.want) {
			t.Errorf("%s: %v", name, e)
		}
	}
	if said := guess(snoop[:4]); !strings.Contains(said, "something else") {
		t.Errorf("four bytes: %s", said)
	}
}
