//go:build !libpcap

package live

import (
	"encoding/binary"
	"net"
	"os"
	"path/filepath"
	"strings"
	"syscall"

	"golang.org/x/sys/unix"

	"wiretalk/capture"
)

// systemInterfaces asks the kernel for its interfaces, in the network
// namespace of the calling thread.
func systemInterfaces() ([]Interface, error) {
	found, err := net.Interfaces()
	if err != nil {
		return nil, err
	}
	devices, err := devicesByIndex()
	if err != nil {
		return nil, err
	}
	list := []Interface{{Name: Any, Up: true, Running: true, Link: capture.LinkSLL2, LinkKnown: true}}
	for _, n := range found {
		i := fromNet(n)
		if d, ok := devices[i.Index]; ok {
			i.Kind = d.kind
			i.Link, _ = linkOf(d.device)
			i.LinkKnown = true
			i.Wireless = d.device == deviceWLAN || d.device == deviceRadiotap || isWireless(n.Name)
		}
		list = append(list, i)
	}
	return list, nil
}

// device is what net.Interface leaves out.
type device struct {
	device uint16 // ARPHRD_
	kind   string
}

func devicesByIndex() (map[int]device, error) {
	answer, err := syscall.NetlinkRIB(unix.RTM_GETLINK, unix.AF_UNSPEC)
	if err != nil {
		return nil, os.NewSyscallError("netlink", err)
	}
	messages, err := syscall.ParseNetlinkMessage(answer)
	if err != nil {
		return nil, os.NewSyscallError("netlink", err)
	}
	found := make(map[int]device)
	for i := range messages {
		m := &messages[i]
		if m.Header.Type != unix.RTM_NEWLINK || len(m.Data) < unix.SizeofIfInfomsg {
			continue
		}
		d := device{device: binary.NativeEndian.Uint16(m.Data[2:])}
		if attributes, err := syscall.ParseNetlinkRouteAttr(m); err == nil {
			for _, a := range attributes {
				if a.Attr.Type&attributeType == unix.IFLA_LINKINFO {
					d.kind = linkKind(a.Value)
				}
			}
		}
		found[int(int32(binary.NativeEndian.Uint32(m.Data[4:])))] = d
	}
	return found, nil
}

// linkKind finds the name of the kind in the attributes of IFLA_LINKINFO.
func linkKind(b []byte) string {
	for len(b) >= 4 {
		length := int(binary.NativeEndian.Uint16(b))
		if length < 4 || length > len(b) {
			break
		}
		if binary.NativeEndian.Uint16(b[2:])&attributeType == unix.IFLA_INFO_KIND {
			kind, _, _ := strings.Cut(string(b[4:length]), "\x00")
			return kind
		}
		b = b[min((length+3)&^3, len(b)):]
	}
	return ""
}

func isWireless(name string) bool {
	_, err := os.Stat(filepath.Join("/sys/class/net", name, "phy80211"))
	return err == nil
}

// attributeType takes the flags out of the type of a netlink attribute.
const attributeType = 0x3fff
