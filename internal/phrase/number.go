package phrase

import (
	"fmt"
	"regexp"
	"strings"
)

// choice is two forms of words, of which the first is for 1: {name|one|several},
// in which the name may be missing.
var choice = regexp.MustCompile(`\{(?:([a-z]+)\|)?([^{}|]*)\|([^{}|]*)\}`)

// Sprintf is fmt.Sprintf with words that agree with numbers: a choice such as
// {time|times} becomes its first form when the argument of the last verb before it is
// written 1, and its second otherwise.
func Sprintf(format string, args ...any) string {
	if !strings.Contains(format, "|") {
		return fmt.Sprintf(format, args...)
	}
	var b strings.Builder
	end := 0
	for _, at := range choice.FindAllStringSubmatchIndex(format, -1) {
		b.WriteString(format[end:at[0]])
		verbs := strings.ReplaceAll(format[:at[0]], "%%", "")
		i, form := strings.Count(verbs, "%")-1, format[at[6]:at[7]]
		if i >= 0 && i < len(args) && fmt.Sprint(args[i]) == "1" {
			form = format[at[4]:at[5]]
		}
		b.WriteString(form)
		end = at[1]
	}
	return fmt.Sprintf(b.String()+format[end:], args...)
}

// Put puts a value in the place of its name in a text: {name} becomes the value, and
// {name|one|several} the words that agree with it.
func Put(text, name, value string) string {
	text = strings.ReplaceAll(text, "{"+name+"}", value)
	if !strings.Contains(text, "{"+name+"|") {
		return text
	}
	return choice.ReplaceAllStringFunc(text, func(found string) string {
		switch parts := choice.FindStringSubmatch(found); {
		case parts[1] != name:
			return found
		case value == "1":
			return parts[2]
		default:
			return parts[3]
		}
	})
}
