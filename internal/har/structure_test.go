package har

import (
	"encoding/json"
	"fmt"
	"math"
	"net/netip"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"
)

// shape says what HAR 1.2 wants of an object: for each field a type, or the
// shape of the object or of the array's objects. A field that may be absent has
// a question mark behind its name.
type shape map[string]any

var (
	pair       = shape{"name": "string", "value": "string"}
	cookieHAR  = shape{"name": "string", "value": "string", "path?": "string", "domain?": "string", "expires?": "date", "httpOnly?": "bool", "secure?": "bool"}
	requestHAR = shape{
		"method": "string", "url": "uri", "httpVersion": "string", "cookies": []shape{cookieHAR}, "headers": []shape{pair}, "queryString": []shape{pair},
		"postData?": shape{
			"mimeType": "string", "text": "string", "comment?": "string",
			"params": []shape{{"name": "string", "value?": "string", "fileName?": "string", "contentType?": "string"}},
		},
		"headersSize": "integer", "bodySize": "integer",
	}
	responseHAR = shape{
		"status": "integer", "statusText": "string", "httpVersion": "string", "cookies": []shape{cookieHAR}, "headers": []shape{pair},
		"content":     shape{"size": "integer", "compression?": "integer", "mimeType": "string", "text?": "string", "encoding?": "string", "comment?": "string"},
		"redirectURL": "string", "headersSize": "integer", "bodySize": "integer",
	}
	entryHAR = shape{
		"startedDateTime": "date", "time": "duration", "request": requestHAR, "response": responseHAR, "cache": shape{},
		"timings": shape{
			"blocked": "part", "dns": "part", "connect": "part", "ssl": "part", "send": "duration", "wait": "duration", "receive": "duration", "comment?": "string",
		},
		"serverIPAddress?": "address", "connection": "string", "comment?": "string",
	}
	documentHAR = shape{"log": shape{
		"version": "string", "creator": shape{"name": "string", "version": "string"}, "pages": []shape{{}}, "entries": []shape{entryHAR},
	}}
)

// check says what is not as the shape wants it.
func (s shape) check(at string, value any) []string {
	object, ok := value.(map[string]any)
	if !ok {
		return []string{fmt.Sprintf("%s: %T is no object", at, value)}
	}
	var wrong []string
	known := map[string]bool{}
	for name, want := range s {
		name, mayBeAbsent := strings.CutSuffix(name, "?")
		known[name] = true
		v, has := object[name]
		if !has {
			if !mayBeAbsent {
				wrong = append(wrong, at+"."+name+" is absent")
			}
			continue
		}
		wrong = append(wrong, checkValue(at+"."+name, want, v)...)
	}
	for name, v := range object {
		if !known[name] && !strings.HasPrefix(name, "_") {
			wrong = append(wrong, at+"."+name+" is no field of HAR and has no underscore")
		}
		if v == nil {
			wrong = append(wrong, at+"."+name+" is null")
		}
	}
	return wrong
}

// uriForm is RFC 3986 appendix A, but for what a host may be.
var uriForm = regexp.MustCompile(`^[A-Za-z][A-Za-z0-9+.-]*://` +
	`((%[0-9A-Fa-f]{2}|[A-Za-z0-9._~!$&'()*+,;=:-])*@)?` +
	`(\[[0-9A-Fa-f:.]+\]|(%[0-9A-Fa-f]{2}|[A-Za-z0-9._~!$&'()*+,;=-])+)(:[0-9]*)?` +
	`(/(%[0-9A-Fa-f]{2}|[A-Za-z0-9._~!$&'()*+,;=:@/-])*)?` +
	`(\?(%[0-9A-Fa-f]{2}|[A-Za-z0-9._~!$&'()*+,;=:@/?-])*)?` +
	`(#(%[0-9A-Fa-f]{2}|[A-Za-z0-9._~!$&'()*+,;=:@/?-])*)?$`)

func checkValue(at string, want, v any) []string {
	switch want := want.(type) {
	case shape:
		return want.check(at, v)
	case []shape:
		list, ok := v.([]any)
		if !ok {
			return []string{fmt.Sprintf("%s: %T is no array", at, v)}
		}
		var wrong []string
		for i, element := range list {
			wrong = append(wrong, want[0].check(fmt.Sprintf("%s[%d]", at, i), element)...)
		}
		return wrong
	}
	word, isString := v.(string)
	number, isNumber := v.(float64)
	ok := false
	switch want {
	case "string":
		ok = isString
	case "bool":
		_, ok = v.(bool)
	case "integer":
		ok = isNumber && number == math.Trunc(number) && number >= -1
	case "duration":
		ok = isNumber && number >= 0
	case "part":
		ok = isNumber && (number >= 0 || number == -1)
	case "date":
		_, err := time.Parse(time.RFC3339, word)
		ok = err == nil
	case "address":
		_, err := netip.ParseAddr(word)
		ok = err == nil
	case "uri":
		_, err := url.Parse(word)
		ok = uriForm.MatchString(word) && (err == nil || strings.Contains(word, "%"))
	}
	if !ok {
		return []string{fmt.Sprintf("%s: %#v is no %s", at, v, want)}
	}
	return nil
}

// parse reads a document, which must be HAR, and returns its entries.
func parse(t testing.TB, document []byte) []map[string]any {
	t.Helper()
	var whole map[string]any
	if err := json.Unmarshal(document, &whole); err != nil {
		t.Fatalf("%v\n%.2000s", err, document)
	}
	for _, wrong := range documentHAR.check("", whole) {
		t.Error(wrong)
	}
	log := whole["log"].(map[string]any)
	if log["version"] != "1.2" {
		t.Errorf("version %v", log["version"])
	}
	var entries []map[string]any
	for i, e := range log["entries"].([]any) {
		e := e.(map[string]any)
		entries = append(entries, e)
		sum := 0.0
		for name, part := range e["timings"].(map[string]any) {
			if part, is := part.(float64); is && part > 0 && name != "ssl" { // which is in connect
				sum += part
			}
		}
		if total := e["time"].(float64); math.Abs(sum-total) > 1e-6 {
			t.Errorf("entry %d: its parts take %v ms, all of it %v", i, sum, total)
		}
	}
	return entries
}
