package bodies

import (
	"net/url"
	"strings"
	"unicode"
	"unicode/utf8"
)

// maxStem is how many bytes of a name come from the capture; file systems
// take 255 in all.
const maxStem = 120

// stem makes of a URL what can stand in a file's name on any system: its host
// and path, with letters, digits, dots and dashes, and an underscore for each run
// of other bytes. It holds no separator, does not begin or end with a dot, and
// says nothing to a terminal. What is before it in a name keeps it from being
// one of those that Windows reserves.
func stem(rawURL string) string {
	if _, rest, ok := strings.Cut(rawURL, "://"); ok {
		rawURL = rest
	}
	if i := strings.IndexAny(rawURL, "?#"); i >= 0 {
		rawURL = rawURL[:i]
	}
	host, path, _ := strings.Cut(rawURL[:min(len(rawURL), 8*maxStem)], "/")
	if plain, err := url.PathUnescape(path); err == nil && utf8.ValidString(plain) {
		path = plain
	}
	host, path = safe(host), safe(path)
	if path == "" {
		return shortened(host, maxStem)
	}
	host = shortened(host, maxStem/2)
	if host == "" {
		return shortenedInFront(path, maxStem)
	}
	return host + "-" + shortenedInFront(path, maxStem-len(host)-1)
}

func safe(s string) string {
	var b strings.Builder
	pending := false
	for _, r := range s {
		if r == utf8.RuneError || !(unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r) || strings.ContainsRune(".-_~+=@", r)) {
			pending = true
			continue
		}
		if pending {
			b.WriteByte('_')
			pending = false
		}
		b.WriteRune(r)
	}
	return strings.Trim(b.String(), "._-~")
}

// shortened keeps the first bytes of s, in whole characters.
func shortened(s string, most int) string {
	if len(s) <= most {
		return s
	}
	for most > 0 && !utf8.RuneStart(s[most]) {
		most--
	}
	return strings.TrimRight(s[:most], "._-~")
}

// shortenedInFront keeps the last bytes of s: the end of a path tells more,
// and has the extension.
func shortenedInFront(s string, most int) string {
	if len(s) <= most {
		return s
	}
	s = s[len(s)-most:]
	for len(s) > 0 && !utf8.RuneStart(s[0]) {
		s = s[1:]
	}
	return strings.TrimLeft(s, "._-~")
}
