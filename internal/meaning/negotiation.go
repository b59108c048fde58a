package meaning

import (
	"strconv"
	"strings"
)

// Preference is an element of an Accept field with its weight (RFC 9110 §12.4.2).
type Preference struct {
	Value  string  // in lower case, without parameters
	Params int     // how many there are, the weight left out
	Weight float64 // 0 means not acceptable
}

// ParsePreferences reads the combined value of an Accept field.
func ParsePreferences(s string) []Preference {
	var all []Preference
	for e := range elements(cut(s, MaxValue), ',') {
		p := Preference{Weight: 1}
		n := 0
		for part := range elements(e, ';') {
			name, value, _, _ := pair(part)
			switch {
			case n == 0:
				p.Value = strings.ToLower(part)
			case strings.EqualFold(name, "q"):
				p.Weight = weight(value)
			default:
				p.Params++
			}
			n++
		}
		all = append(all, p)
	}
	return all
}

// weight reads a qvalue. What is none does not lower the preference.
func weight(s string) float64 {
	if len(s) > 5 || s == "" || s[0] != '0' && s[0] != '1' {
		return 1
	}
	w, err := strconv.ParseFloat(s, 64)
	if err != nil || w > 1 {
		return 1
	}
	return w
}

// accepted finds the most specific preference that fits, by ranks of fits: 0
// for no fit (RFC 9110 §12.5.1).
func accepted(all []Preference, rank func(Preference) int) (w float64, found bool) {
	best := 0
	for _, p := range all {
		if r := rank(p); r > best {
			best, w = r, p.Weight
		}
	}
	return w, best > 0
}

// MediaTypeWeight is how much a client wants a media type, by its Accept field.
// Parameters are not compared: where an element of that type has some, the
// answer is not known.
func MediaTypeWeight(accept, contentType string) (w float64, known bool) {
	media, _, _ := strings.Cut(strings.ToLower(contentType), ";")
	media = trim(media)
	kind, _, ok := strings.Cut(media, "/")
	if !ok {
		return 0, false
	}
	all := ParsePreferences(accept)
	for _, p := range all {
		if p.Value == media && p.Params > 0 {
			return 0, false
		}
	}
	w, _ = accepted(all, func(p Preference) int {
		switch p.Value {
		case media:
			return 3
		case kind + "/*":
			return 2
		case "*/*", "*": // the latter from old clients
			return 1
		}
		return 0
	})
	return w, len(all) > 0
}

// CodingWeight is how much a client wants a content coding (RFC 9110 §12.5.3).
func CodingWeight(acceptEncoding, coding string) float64 {
	w, _ := accepted(ParsePreferences(acceptEncoding), func(p Preference) int {
		name := strings.TrimPrefix(p.Value, "x-")
		switch {
		case name == strings.TrimPrefix(strings.ToLower(coding), "x-"):
			return 2
		case name == "*":
			return 1
		}
		return 0
	})
	return w
}

// explainNegotiation holds what was sent against what was asked for.
func explainNegotiation(x *Exchange, yield func(Remark) bool) bool {
	q, r := x.Request.Fields, x.Response.Fields
	if !x.Request.Seen || !x.Response.Seen {
		return true
	}
	contentType, typed := r.Get("Content-Type")
	if accept := q.Combined("Accept"); accept != "" && typed {
		if w, known := MediaTypeWeight(accept, contentType); known {
			text := say("The content is %s, which Accept wants with weight %s.", "内容为 %s，符合 Accept，权重 %s。", show(contentType), show(strconv.FormatFloat(w, 'g', -1, 64)))
			if w == 0 {
				text = say("The content is %s, which Accept does not list or refuses; a server may send it all the same.",
					"内容为 %s，不在 Accept 之列或被其拒绝；服务器仍可发送。", show(contentType))
			}
			if !yield(Remark{Negotiation, text, "RFC 9110 §12.5.1", []string{"Accept", "Content-Type"}}) {
				return false
			}
		}
	}
	if !explainCoding(q, r, yield) {
		return false
	}
	if language, ok := r.Get("Content-Language"); ok && q.Has("Accept-Language") {
		if !yield(Remark{Negotiation, say("The content is for readers of %s; the user asked for %s.", "内容面向 %s 读者；用户要求 %s。", show(language), show(q.Combined("Accept-Language"))),
			"RFC 9110 §12.5.4", []string{"Accept-Language", "Content-Language"}}) {
			return false
		}
	}
	if vary := r.Combined("Vary"); vary != "" && !hasOption(vary, "*") {
		return yield(Remark{Negotiation, say("The choice may depend on the request's %s; a cache keeps one response for each.", "所选内容可能取决于请求的 %s；缓存须分别保存。", show(vary)),
			"RFC 9110 §12.5.5", []string{"Vary"}})
	}
	return true
}

func explainCoding(q, r Lines, yield func(Remark) bool) bool {
	coding := trim(r.Combined("Content-Encoding"))
	if coding == "" || strings.EqualFold(coding, "identity") {
		return true
	}
	text := say("The content is coded with %s.", "内容采用 %s 编码。", show(coding))
	if accept := q.Combined("Accept-Encoding"); q.Has("Accept-Encoding") && !strings.Contains(coding, ",") {
		text = say("The content is coded with %s, as Accept-Encoding allows.", "内容采用 %s 编码，符合 Accept-Encoding。", show(coding))
		if CodingWeight(accept, coding) == 0 {
			text = say("The content is coded with %s, which Accept-Encoding does not list or refuses.", "内容采用 %s 编码，而 Accept-Encoding 未列出或拒绝它。", show(coding))
		}
	}
	return yield(Remark{Negotiation, text, "RFC 9110 §12.5.3", []string{"Accept-Encoding", "Content-Encoding"}})
}
