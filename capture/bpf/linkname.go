package bpf

import (
	"fmt"
	"maps"
	"slices"
	"strings"
)

// nameOfLink are the names that "tcpdump -y" gives link types.
var nameOfLink = map[uint16]string{
	linkNull: "NULL", linkEthernet: "EN10MB", linkPPP: "PPP", linkRaw: "RAW", linkWLAN: "IEEE802_11",
	linkLoop: "LOOP", linkSLL: "LINUX_SLL", linkRadiotap: "IEEE802_11_RADIO", linkIPv4: "IPV4",
	linkIPv6: "IPV6", linkSLL2: "LINUX_SLL2",
}

// LinkByName gives the link type (a LINKTYPE_ value) that "tcpdump -y" has
// under a name, in capitals or not, among those that filters are compiled for.
func LinkByName(name string) (link uint16, ok bool) {
	for link, known := range nameOfLink {
		if strings.EqualFold(name, known) {
			return link, true
		}
	}
	return 0, false
}

// LinkNames are the names that LinkByName knows, in alphabetical order.
func LinkNames() []string { return slices.Sorted(maps.Values(nameOfLink)) }

// Knows says whether filters are compiled for a link type.
func Knows(link uint16) bool { return nameOfLink[link] != "" }

// Describe names a link type for people.
func Describe(link uint16) string {
	if name, ok := linkNames[link]; ok {
		return fmt.Sprintf("%s (link type %d)", name, link)
	}
	return fmt.Sprintf("link type %d", link)
}
