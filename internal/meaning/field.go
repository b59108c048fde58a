package meaning

import (
	"strings"
	"sync"
)

// Kind is in which messages a field stands.
type Kind uint8

const (
	InRequest      Kind = iota + 1
	InResponse          // only there
	InBoth              // general: it says something about the message or the connection
	Representation      // it describes the content, in either message (RFC 9110 §8)
)

var kinds = map[string]Kind{"request": InRequest, "response": InResponse, "both": InBoth, "content": Representation}

var kindNames = [...]Text{InRequest: {"request", "请求"}, InResponse: {"response", "响应"}, InBoth: {"general", "通用"}, Representation: {"content", "内容（表示）"}}

// Text names the kind.
func (k Kind) Text() Text {
	if int(k) < len(kindNames) {
		return kindNames[k]
	}
	return Text{}
}

// FieldInfo is what is known of a field by its name.
type FieldInfo struct {
	Name     string // as registered
	Status   string // permanent, provisional, deprecated, obsoleted: as registered by IANA; draft, unregistered
	Kind     Kind
	HopByHop bool   // meant for the next recipient only, not to be forwarded (RFC 9110 §7.6.1)
	Section  string // of what defines it
	Text     Text   // what it does, in a sentence
}

// Field looks a field up by its name, in any case. It allocates nothing.
func Field(name string) (FieldInfo, bool) {
	var buf [longestName]byte
	key, ok := lowered(&buf, name)
	if !ok {
		return FieldInfo{}, false
	}
	f, ok := fields()[string(key)]
	if !ok {
		return FieldInfo{}, false
	}
	return *f, true
}

var fields = sync.OnceValue(func() map[string]*FieldInfo {
	m := make(map[string]*FieldInfo)
	for _, r := range rows("fields.tsv", 7) {
		m[strings.ToLower(r[0])] = &FieldInfo{
			Name: r[0], Status: r[1], Kind: kinds[r[2]], HopByHop: r[3] == "hop", Section: r[4], Text: Text{r[5], r[6]},
		}
	}
	return m
})
