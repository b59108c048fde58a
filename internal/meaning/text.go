package meaning

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"
)

// The languages of a Text.
const (
	English = iota
	Chinese
)

// Text is a sentence in each language.
type Text [2]string

// say makes a sentence in each language of the same values.
func say(en, zh string, values ...any) Text {
	if len(values) == 0 {
		return Text{en, zh}
	}
	return Text{fmt.Sprintf(en, values...), fmt.Sprintf(zh, values...)}
}

// with puts a sentence after the text.
func (t Text) with(next Text) Text {
	if next == (Text{}) {
		return t
	}
	return Text{t[English] + " " + next[English], t[Chinese] + next[Chinese]}
}

// ended puts the end of its sentence after the text.
func (t Text) ended(end Text) Text {
	return Text{t[English] + end[English] + ".", t[Chinese] + end[Chinese] + "。"}
}

// show makes a value from the wire fit to be quoted: short, and without
// characters that a terminal would act upon.
func show(s string) string {
	var b strings.Builder
	n := 0
	for i := 0; i < len(s); {
		r, size := utf8.DecodeRuneInString(s[i:])
		i += size
		if n++; n > MaxShown {
			b.WriteRune('…')
			break
		}
		if !unicode.IsPrint(r) {
			r = utf8.RuneError
		}
		b.WriteRune(r)
	}
	return b.String()
}

// showAll joins values for quoting, and says by … that there are more.
func showAll(values []string) string {
	const most = 8
	var b strings.Builder
	for i, v := range values {
		if i > 0 {
			b.WriteString(", ")
		}
		if i == most {
			b.WriteString("…")
			break
		}
		b.WriteString(show(v))
	}
	return b.String()
}

// duration says seconds in the largest units that fit.
func duration(seconds int64) Text {
	units := []struct {
		n      int64
		en, zh string
	}{{86400, "d", "天"}, {3600, "h", "小时"}, {60, "min", "分钟"}, {1, "s", "秒"}}
	sign := ""
	if seconds < 0 {
		sign = "−"
	}
	left := magnitude(seconds)
	var en, zh strings.Builder
	parts := 0
	for _, u := range units {
		n := left / uint64(u.n)
		if n == 0 || parts == 2 {
			continue
		}
		left -= n * uint64(u.n)
		if parts++; parts > 1 {
			en.WriteByte(' ')
			zh.WriteByte(' ')
		}
		fmt.Fprintf(&en, "%d %s", n, u.en)
		fmt.Fprintf(&zh, "%d %s", n, u.zh)
	}
	if parts == 0 {
		return Text{"0 s", "0 秒"}
	}
	return Text{sign + en.String(), sign + zh.String()}
}

// magnitude is the absolute value, also of the least number there is.
func magnitude(n int64) uint64 {
	if n < 0 {
		return -uint64(n)
	}
	return uint64(n)
}
