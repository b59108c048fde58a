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
	Odd    bool    // Weight is not known: what stands there is none
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
				var ok bool
				p.Weight, ok = weight(value)
				p.Odd = p.Odd || !ok
			default:
				p.Params++
			}
			n++
		}
		all = append(all, p)
	}
	return all
}

// weight reads a qvalue (RFC 9110 §12.4.2): 0 to 1 with up to three decimals.
func weight(s string) (float64, bool) {
	whole, decimals, point := strings.Cut(s, ".")
	if whole != "0" && whole != "1" || len(decimals) > 3 || strings.Trim(decimals, "0123456789") != "" {
		return 0, false
	}
	if !point {
		s = whole
	}
	w, err := strconv.ParseFloat(s, 64)
	return w, err == nil && w <= 1
}

// accepted finds the most specific preference that fits, by ranks of fits: 0
// for no fit (RFC 9110 §12.5.1). Of several equally specific ones that differ,
// and of one whose weight cannot be read, the answer is not known.
func accepted(all []Preference, rank func(Preference) int) (w float64, known bool) {
	best := 0
	known = true
	for _, p := range all {
		switch r := rank(p); {
		case r == 0 || r < best:
		case r > best:
			best, w, known = r, p.Weight, !p.Odd
		case p.Odd || p.Weight != w:
			known = false
		}
	}
	return w, known
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
	w, known = accepted(all, func(p Preference) int {
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
	return w, known && len(all) > 0
}

// CodingWeight is how much a client wants a content coding (RFC 9110 §12.5.3).
func CodingWeight(acceptEncoding, coding string) (w float64, known bool) {
	return accepted(ParsePreferences(acceptEncoding), func(p Preference) int {
		name := strings.TrimPrefix(p.Value, "x-")
		switch {
		case name == strings.TrimPrefix(strings.ToLower(coding), "x-"):
			return 2
		case name == "*":
			return 1
		}
		return 0
	})
}

// explainNegotiation holds what was sent against what was asked for.
func explainNegotiation(x *Exchange, yield func(Remark) bool) bool {
	q, r := x.Request.Fields, x.Response.Fields
	if !x.Request.Seen || !x.Response.Seen || x.Request.Part {
		return true
	}
	contentType, typed := r.Get("Content-Type")
	if accept := q.Combined("Accept"); accept != "" && typed && !differ(r, "Content-Type") {
		if w, known := MediaTypeWeight(accept, contentType); known {
			text := say("Content-Type is %s, which Accept wants with weight %s.", "Content-Type 为 %s，符合 Accept，权重 %s。", show(contentType), show(strconv.FormatFloat(w, 'g', -1, 64)))
			if w == 0 {
				text = say("Content-Type is %s, which Accept does not list or refuses; a server may send it all the same.",
					"Content-Type 为 %s，不在 Accept 之列或被其拒绝；服务器仍可发送。", show(contentType))
			}
			if !yield(Remark{Negotiation, text, "RFC 9110 §12.5.1", []string{"Accept", "Content-Type"}}) {
				return false
			}
		}
	}
	if !explainCoding(q, r, yield) {
		return false
	}
	language, wanted := trim(r.Combined("Content-Language")), trim(q.Combined("Accept-Language"))
	if language != "" && wanted != "" {
		if !yield(Remark{Negotiation, say("Content-Language is %s; Accept-Language asks for %s.", "Content-Language 为 %s；Accept-Language 要求 %s。", show(language), show(wanted)),
			"RFC 9110 §12.5.4", []string{"Accept-Language", "Content-Language"}}) {
			return false
		}
	}
	if vary := trim(r.Combined("Vary")); vary != "" && !hasOption(vary, "*") {
		return yield(Remark{Negotiation, say("The choice may depend on the request's %s: a cache uses what it stored only for requests alike in that.", "所选内容可能取决于请求的 %s：缓存只把所存响应用于此项相同的请求。", show(vary)),
			"RFC 9110 §12.5.5", []string{"Vary"}})
	}
	return true
}

// explainCoding holds the label of the content against what was asked for.
// Whether the content is what its label says is for who decodes it to tell.
func explainCoding(q, r Lines, yield func(Remark) bool) bool {
	coding := trim(r.Combined("Content-Encoding"))
	if coding == "" || strings.EqualFold(coding, "identity") {
		return true
	}
	text := say("The content is labelled as coded with %s.", "内容标明采用 %s 编码。", show(coding))
	if q.Has("Accept-Encoding") && !strings.Contains(coding, ",") {
		switch w, known := CodingWeight(q.Combined("Accept-Encoding"), coding); {
		case known && w > 0:
			text = say("The content is labelled as coded with %s, as Accept-Encoding allows.", "内容标明采用 %s 编码，符合 Accept-Encoding。", show(coding))
		case known:
			text = say("The content is labelled as coded with %s, which Accept-Encoding does not list or refuses.", "内容标明采用 %s 编码，而 Accept-Encoding 未列出或拒绝它。", show(coding))
		}
	}
	return yield(Remark{Negotiation, text, "RFC 9110 §12.5.3", []string{"Accept-Encoding", "Content-Encoding"}})
}
