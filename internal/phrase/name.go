package phrase

import (
	"regexp"
	"strings"
)

// name is a name of parts that begin with a capital or a digit, as those of TCP's
// states (FIN-WAIT-2) and of HTTP's fields (Content-Length) do.
var name = regexp.MustCompile(`[A-Z][A-Za-z]*(?:-[A-Z0-9][A-Za-z0-9]*)+`)

const noBreakHyphen = "\u2011"

// KeepNames puts hyphens at which no line is broken into the names of a text, and
// HyphensOf makes them ordinary ones again once its lines are broken. kept says
// whether there were any.
func KeepNames(s string) (text string, kept bool) {
	if !strings.Contains(s, "-") || strings.Contains(s, noBreakHyphen) {
		return s, false
	}
	text = name.ReplaceAllStringFunc(s, func(name string) string { return strings.ReplaceAll(name, "-", noBreakHyphen) })
	return text, text != s
}

// HyphensOf is described at KeepNames.
func HyphensOf(s string) string { return strings.ReplaceAll(s, noBreakHyphen, "-") }
