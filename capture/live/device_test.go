package live

import (
	"testing"

	"wiretalk/capture"
)

func TestLinkOf(t *testing.T) {
	for device, want := range map[uint16]struct {
		link   capture.LinkType
		cooked bool
	}{
		1:     {capture.LinkEthernet, false},
		772:   {capture.LinkEthernet, false},
		65534: {capture.LinkRaw, false},
		776:   {capture.LinkRaw, false},
		803:   {capture.LinkRadiotap, false},
		512:   {capture.LinkSLL2, true}, // PPP: drivers differ
		778:   {capture.LinkSLL2, true}, // GRE
		824:   {capture.LinkSLL2, true}, // netlink monitor
		9999:  {capture.LinkSLL2, true},
	} {
		if link, cooked := linkOf(device); link != want.link || cooked != want.cooked {
			t.Errorf("device %d: %d, %v", device, link, cooked)
		}
	}
}
