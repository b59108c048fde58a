package live

import (
	"fmt"
	"io"
	"strings"

	"github.com/rivo/uniseg"

	"wiretalk/capture"
)

// WriteInterfaces prints the list, one interface a line, for people. Columns
// are number, name, state, what its packets begin with, and addresses.
func WriteInterfaces(w io.Writer, list []Interface) error {
	rows := make([][]string, len(list))
	var width [4]int
	for n, i := range list {
		rows[n] = []string{fmt.Sprintf("%d.", i.Number), shown(i.Name), i.State(), i.Begins(), joined(i)}
		for c := range width {
			width[c] = max(width[c], uniseg.StringWidth(rows[n][c]))
		}
	}
	for _, row := range rows {
		var line strings.Builder
		line.WriteString(strings.Repeat(" ", width[0]-len(row[0])))
		for c, text := range row {
			line.WriteString(text)
			if c < len(width) && c > 0 {
				line.WriteString(strings.Repeat(" ", width[c]-uniseg.StringWidth(text)))
			}
			if c < len(row)-1 {
				line.WriteString("  ")
			}
		}
		if _, err := fmt.Fprintln(w, strings.TrimRight(line.String(), " ")); err != nil {
			return err
		}
	}
	return nil
}

// State is whether there can be packets, and of what kind the interface is.
func (i *Interface) State() string {
	if i.Name == Any {
		return "every interface"
	}
	var words []string
	switch {
	case !i.Up:
		words = append(words, "down")
	case !i.Running:
		words = append(words, "up, no carrier")
	default:
		words = append(words, "up, running")
	}
	for _, w := range []struct {
		is   bool
		word string
	}{{i.Loopback, "loopback"}, {i.Wireless, "wireless"}, {i.PointToPoint, "point-to-point"}, {i.Kind != "", shown(i.Kind)}} {
		if w.is {
			words = append(words, w.word)
		}
	}
	return strings.Join(words, ", ")
}

// Begins is the name of the interface's link type; empty when it is not known.
func (i *Interface) Begins() string {
	if !i.LinkKnown {
		return ""
	}
	switch i.Link {
	case capture.LinkNull, capture.LinkLoop:
		return "BSD loopback"
	case capture.LinkEthernet:
		return "Ethernet"
	case capture.LinkPPP:
		return "PPP"
	case capture.LinkRaw, capture.LinkIPv4, capture.LinkIPv6:
		return "raw IP"
	case capture.LinkSLL, capture.LinkSLL2:
		return "cooked"
	case capture.LinkIEEE80211:
		return "802.11"
	case capture.LinkRadiotap:
		return "802.11 with radiotap"
	}
	return fmt.Sprintf("link type %d", i.Link)
}

func joined(i Interface) string {
	words := make([]string, len(i.Addresses))
	for n, a := range i.Addresses {
		words[n] = a.String()
	}
	return strings.Join(words, ", ")
}
