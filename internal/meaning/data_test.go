package meaning

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"
)

const longestSentence = 140 // characters

var rfc = regexp.MustCompile(`^RFC \d{4} §[A-Z0-9][0-9.]*$|^RFC \d{4}$`)

func TestDataRows(t *testing.T) {
	for _, table := range []struct {
		file          string
		columns       int
		least         int
		section       int // column
		key           func(string) string
		words         map[int][]string // what a column may hold
		sortedNumbers bool
	}{
		{"fields.tsv", 7, 250, 4, strings.ToLower, map[int][]string{
			1: {"permanent", "provisional", "deprecated", "obsoleted", "draft", "unregistered"},
			2: {"request", "response", "both", "content"}, 3: {"end", "hop"}}, false},
		{"status.tsv", 6, 80, 3, func(s string) string { return s }, map[int][]string{
			2: {"iana", "iana-temporary", "iana-obsoleted", "unregistered"}}, true},
		{"methods.tsv", 8, 40, 5, func(s string) string { return s }, map[int][]string{
			1: {"permanent", "draft", "unregistered"}, 2: {"yes", "no", "unknown"}, 3: {"yes", "no", "unknown"}, 4: {"yes", "no", "unknown"}}, false},
	} {
		t.Run(table.file, func(t *testing.T) {
			all := rows(table.file, table.columns)
			if len(all) < table.least {
				t.Errorf("%d rows, want at least %d", len(all), table.least)
			}
			before := ""
			for _, r := range all {
				name := table.key(r[0])
				if before != "" && before >= name {
					t.Errorf("%s: stands after %s; rows are to be sorted and to occur once", r[0], before)
				}
				before = name
				for column, words := range table.words {
					if !slices.Contains(words, r[column]) {
						t.Errorf("%s: column %d is %q, want one of %q", r[0], column+1, r[column], words)
					}
				}
				if s := r[table.section]; s == "" || strings.HasPrefix(s, "RFC") && !rfc.MatchString(s) {
					t.Errorf("%s: section is %q; write RFC 9110 §5.1", r[0], s)
				}
				checkSentences(t, r[0], r[table.columns-2], r[table.columns-1])
			}
		})
	}
}

func checkSentences(t *testing.T, name, english, chinese string) {
	t.Helper()
	if !strings.HasSuffix(english, ".") || strings.ContainsFunc(english, func(r rune) bool { return unicode.Is(unicode.Han, r) }) {
		t.Errorf("%s: English is missing, or no sentence: %q", name, english)
	}
	if !strings.HasSuffix(chinese, "。") || !strings.ContainsFunc(chinese, func(r rune) bool { return unicode.Is(unicode.Han, r) }) {
		t.Errorf("%s: Chinese is missing, or no sentence: %q", name, chinese)
	}
	for _, s := range []string{english, chinese} {
		if n := utf8.RuneCountInString(s); n > longestSentence {
			t.Errorf("%s: %d characters, at most %d: %q", name, n, longestSentence, s)
		}
		if s != strings.TrimSpace(s) || strings.Contains(s, "  ") {
			t.Errorf("%s: blanks too many: %q", name, s)
		}
	}
}

// The permanent registrations of the IANA HTTP field name registry, without the
// asterisk that is reserved there.
const permanentFields = `A-IM Accept Accept-Additions Accept-CH Accept-Datetime Accept-Encoding Accept-Features Accept-Language Accept-Patch
Accept-Post Accept-Ranges Accept-Signature Access-Control-Allow-Credentials Access-Control-Allow-Headers Access-Control-Allow-Methods
Access-Control-Allow-Origin Access-Control-Expose-Headers Access-Control-Max-Age Access-Control-Request-Headers Access-Control-Request-Method
Age Allow ALPN Alt-Svc Alt-Used Alternates Apply-To-Redirect-Ref Authentication-Control Authentication-Info Authorization Available-Dictionary
Cache-Control Cache-Status Cal-Managed-ID CalDAV-Timezones Capsule-Protocol CDN-Cache-Control CDN-Loop Cert-Not-After Cert-Not-Before
Clear-Site-Data Client-Cert Client-Cert-Chain Close Concealed-Auth-Export Connection Content-Digest Content-Disposition Content-Encoding
Content-Language Content-Length Content-Location Content-Range Content-Security-Policy Content-Security-Policy-Report-Only Content-Type Cookie
Cross-Origin-Embedder-Policy Cross-Origin-Embedder-Policy-Report-Only Cross-Origin-Opener-Policy Cross-Origin-Opener-Policy-Report-Only
Cross-Origin-Resource-Policy DASL Date DAV Delta-Base Deprecation Depth Destination Detached-JWS Dictionary-ID DPoP DPoP-Nonce Early-Data ETag
Expect Expires Forwarded From Hobareg Host If If-Match If-Modified-Since If-None-Match If-Range If-Schedule-Tag-Match If-Unmodified-Since IM
Include-Referred-Token-Binding-ID Keep-Alive Label Last-Event-ID Last-Modified Link Link-Template Location Lock-Token Max-Forwards
Memento-Datetime Meter MIME-Version Negotiate NEL OData-EntityId OData-Isolation OData-MaxVersion OData-Version Optional-WWW-Authenticate
Ordering-Type Origin Origin-Agent-Cluster OSCORE OSLC-Core-Version Overwrite Ping-From Ping-To Position Prefer Preference-Applied Priority
Proxy-Authenticate Proxy-Authentication-Info Proxy-Authorization Proxy-Status Public-Key-Pins Public-Key-Pins-Report-Only Range Redirect-Ref
Referer Referrer-Policy Refresh Replay-Nonce Repr-Digest Retry-After Schedule-Reply Schedule-Tag Sec-Purpose Sec-Token-Binding
Sec-WebSocket-Accept Sec-WebSocket-Extensions Sec-WebSocket-Key Sec-WebSocket-Protocol Sec-WebSocket-Version Server Server-Timing Set-Cookie
Signature Signature-Input SLUG SoapAction Status-URI Strict-Transport-Security Sunset TCN TE Timeout Topic Traceparent Tracestate Trailer
Transfer-Encoding TTL Upgrade Urgency Use-As-Dictionary User-Agent Variant-Vary Vary Via Want-Content-Digest Want-Repr-Digest WWW-Authenticate
X-Content-Type-Options X-Frame-Options`

func TestFieldPermanentOnesAreAllThere(t *testing.T) {
	for _, name := range strings.Fields(permanentFields) {
		if f, ok := Field(name); !ok || f.Name != name || f.Status != "permanent" {
			t.Errorf("Field(%q) = %q, %q, %v", name, f.Name, f.Status, ok)
		}
	}
}

func TestField(t *testing.T) {
	for _, c := range []struct {
		name    string
		kind    Kind
		hop     bool
		section string
	}{
		{"content-TYPE", Representation, false, "RFC 9110 §8.3"},
		{"connection", InBoth, true, "RFC 9110 §7.6.1"},
		{"TE", InRequest, true, "RFC 9110 §10.1.4"},
		{"age", InResponse, false, "RFC 9111 §5.1"},
		{"proxy-authorization", InRequest, true, "RFC 9110 §11.7.2"},
		{"Transfer-Encoding", InBoth, true, "RFC 9112 §6.1"},
		{"x-forwarded-for", InRequest, false, "convention; see RFC 7239"},
	} {
		if f, ok := Field(c.name); !ok || f.Kind != c.kind || f.HopByHop != c.hop || f.Section != c.section {
			t.Errorf("Field(%q) = %+v, %v", c.name, f, ok)
		}
	}
	for _, name := range []string{"", "Contenttype", strings.Repeat("a", 1<<20), "Content-Type\x00"} {
		if f, ok := Field(name); ok {
			t.Errorf("Field(%.20q) found %q", name, f.Name)
		}
	}
}

func TestFieldAllocatesNothing(t *testing.T) {
	Field("Date")
	if n := testing.AllocsPerRun(100, func() { Field("CONTENT-SECURITY-POLICY"); Field("nothing") }); n != 0 {
		t.Errorf("%v allocations", n)
	}
}

func TestStatus(t *testing.T) {
	for _, c := range []struct {
		code       int
		reason     string
		registered bool
		ok         bool
		says       string
	}{
		{200, "OK", true, true, "succeeded"},
		{304, "Not Modified", true, true, "was not modified"},
		{418, "(Unused)", true, true, "teapot"},
		{499, "Client Closed Request", false, true, "nginx"},
		{522, "Connection Timed Out", false, true, "Cloudflare"},
		{299, "", false, true, "class says that the request succeeded"},
		{599, "", false, true, "server failed"},
		{600, "", false, false, "none of the five classes"},
		{99, "", false, false, "none of the five classes"},
		{-1, "", false, false, "none of the five classes"},
	} {
		s, ok := Status(c.code)
		if ok != c.ok || s.Reason != c.reason || s.Registered != c.registered || !strings.Contains(s.Text[English], c.says) || s.Text[Chinese] == "" || s.Code != c.code {
			t.Errorf("Status(%d) = %+v, %v", c.code, s, ok)
		}
	}
	for code := 100; code < 600; code++ { // RFC 9110 §15: every code is explained at least by its class
		if s, ok := Status(code); !ok || s.Text[English] == "" || s.Text[Chinese] == "" || s.Section == "" {
			t.Error(strconv.Itoa(code), s, ok)
		}
	}
}

func TestMethod(t *testing.T) {
	for _, c := range []struct {
		name                        string
		safe, idempotent, cacheable Answer
	}{
		{"GET", Yes, Yes, Yes}, {"HEAD", Yes, Yes, Yes}, {"POST", No, No, Yes}, {"PUT", No, Yes, No}, {"DELETE", No, Yes, No},
		{"CONNECT", No, No, No}, {"OPTIONS", Yes, Yes, No}, {"TRACE", Yes, Yes, No}, {"PATCH", No, No, Yes}, {"QUERY", Yes, Yes, Yes},
		{"LOCK", No, No, No}, {"PROPFIND", Yes, Yes, Unknown}, {"NOTIFY", Unknown, Unknown, No},
	} {
		if m, ok := Method(c.name); !ok || m.Safe != c.safe || m.Idempotent != c.idempotent || m.Cacheable != c.cacheable {
			t.Errorf("Method(%q) = %+v, %v", c.name, m, ok)
		}
	}
	if _, ok := Method("get"); ok { // RFC 9110 §9.1: case-sensitive
		t.Error(`Method("get") is taken for GET`)
	}
}

func TestRowsPanicOnBrokenData(t *testing.T) {
	defer func() {
		if e := recover(); e == nil || !strings.Contains(e.(string), "fields.tsv:") {
			t.Errorf("recovered %v, want the file and line", e)
		}
	}()
	rows("fields.tsv", 3)
}
