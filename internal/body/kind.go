package body

import (
	"bytes"
	"net/http"
	"strings"
)

// Kind is what a body is, as far as showing it goes.
type Kind uint8

const (
	Binary Kind = iota
	PlainText
	JSON // also NDJSON and JSON text sequences
	XML
	HTML
	Form // application/x-www-form-urlencoded
	Multipart
	Picture
)

// SniffLength is how many bytes of a body [KindOf] looks at.
const SniffLength = 1024

// kinds has media types that are not known by their form.
var kinds = map[string]Kind{
	"application/javascript":            PlainText,
	"application/ecmascript":            PlainText,
	"application/x-javascript":          PlainText,
	"application/graphql":               PlainText,
	"application/sql":                   PlainText,
	"application/yaml":                  PlainText,
	"application/toml":                  PlainText,
	"application/sdp":                   PlainText,
	"application/pem-certificate-chain": PlainText,
	"application/vnd.apple.mpegurl":     PlainText,
	"application/json":                  JSON,
	"application/json-seq":              JSON,
	"application/x-ndjson":              JSON,
	"application/ndjson":                JSON,
	"application/jsonl":                 JSON,
	"application/jsonlines":             JSON,
	"application/csp-report":            JSON,
	"text/json":                         JSON,
	"application/xml":                   XML,
	"application/xml-dtd":               XML,
	"text/xml":                          XML,
	"text/html":                         HTML,
	"application/x-www-form-urlencoded": Form,
}

// KindOf is what a body is by its Content-Type and its first bytes, of
// which it needs no more than SniffLength. The bytes decide where the type is missing,
// says nothing (application/octet-stream), or says text of what holds bytes
// that no text has.
func KindOf(contentType string, begin []byte) Kind {
	begin = begin[:min(len(begin), SniffLength)]
	kind, known := declared(MediaType(contentType))
	if !known {
		return sniff(begin)
	}
	switch kind {
	case PlainText, JSON, XML, HTML, Form:
		if bytes.IndexByte(begin, 0) >= 0 && !wide(contentType, begin) {
			return sniff(begin)
		}
	}
	return kind
}

// MediaType is the media type of a Content-Type in lower case, without parameters.
func MediaType(contentType string) string {
	media, _, _ := strings.Cut(contentType, ";")
	return strings.ToLower(strings.Trim(media, " \t"))
}

// declared is the kind that a media type says, if it says any.
func declared(media string) (kind Kind, known bool) {
	if kind, known = kinds[media]; known {
		return kind, true
	}
	_, suffix, _ := strings.Cut(media, "+") // RFC 6839
	family, _, _ := strings.Cut(media, "/")
	switch {
	case suffix == "json" || suffix == "json-seq":
		return JSON, true
	case suffix == "xml":
		return XML, true
	case family == "text":
		return PlainText, true
	case family == "multipart":
		return Multipart, true
	case family == "image":
		return Picture, true
	case family == "audio" || family == "video" || family == "font":
		return Binary, true
	}
	return Binary, false
}

// sniff tells a kind by the first bytes.
func sniff(begin []byte) Kind {
	switch media := MediaType(http.DetectContentType(begin)); {
	case media == "text/plain":
		if start := bytes.TrimLeft(begin, "\ufeff \t\r\n"); len(start) > 0 && (start[0] == '{' || start[0] == '[') {
			return JSON
		}
		return PlainText
	case media == "text/html":
		return HTML
	case media == "text/xml":
		return XML
	case strings.HasPrefix(media, "image/"):
		return Picture
	}
	return Binary
}
