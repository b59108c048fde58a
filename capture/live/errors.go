package live

import (
	"strconv"
	"strings"
	"unicode"

	"golang.org/x/net/bpf"

	"wiretalk/capture"
)

// shown is the name of an interface as it may be printed: the kernel lets
// names have control characters.
func shown(name string) string {
	if strings.IndexFunc(name, func(r rune) bool { return !unicode.IsPrint(r) || r == unicode.ReplacementChar }) >= 0 {
		return strconv.QuoteToASCII(name)
	}
	return name
}

func compiled(o Options, link capture.LinkType) ([]bpf.RawInstruction, error) {
	if o.Filter == nil {
		return nil, nil
	}
	return o.Filter(link)
}

// noSuchInterface says which there are.
func noSuchInterface(name string, err error) error {
	reason := "there is no such interface"
	var names []string
	if list, e := Interfaces(); e == nil {
		for _, i := range list {
			names = append(names, shown(i.Name))
		}
		reason += "; there are " + strings.Join(names, ", ")
	}
	return &capture.Error{File: shown(name), Offset: -1, Reason: reason, Err: err}
}

// numbered is the name of the interface with that number in the list.
func numbered(number string) (name string, ok bool) {
	n, err := strconv.Atoi(number)
	if err != nil {
		return "", false
	}
	list, err := Interfaces()
	if err != nil || n < 1 || n > len(list) {
		return "", false
	}
	return list[n-1].Name, true
}
