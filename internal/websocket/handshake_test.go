package websocket

import (
	"fmt"
	"strings"
	"testing"
)

// RFC 6455 §1.3 has this key and its answer.
func TestAccept(t *testing.T) {
	const key, accept = "dGhlIHNhbXBsZSBub25jZQ==", "s3pPLMBiTxaQ9kYGzzhZRbK+xOo="
	if !CheckAccept(key, accept) || CheckAccept(key, strings.ToLower(accept)) || CheckAccept("", accept) {
		t.Errorf("%s is answered by %s", key, Accept(key))
	}
	for key, want := range map[string]bool{key: true, "": false, "dGhlIHNhbXBsZSBub25jZQ": false, "dGhlIHNhbXBsZSBub25j": false, "!GhlIHNhbXBsZSBub25jZQ==": false} {
		if IsKey(key) != want {
			t.Errorf("%q is a key: %v", key, !want)
		}
	}
}

// RFC 6455 §9.1, RFC 7692 §7.1.
func TestParseExtensions(t *testing.T) {
	for field, want := range map[string]string{
		"":                   "",
		"foo":                "foo",
		"foo, bar; baz=2":    "foo, bar;baz=2",
		"bar; baz=2,foo":     "bar;baz=2, foo",
		"foo; a ; b = 1 ;c":  "foo;a;b=1;c",
		`foo; a="1"`:         "foo;a=1",
		", foo ,,\tbar ,":    "foo, bar",
		`foo; a="1`:          "error",
		`foo; a="1 2"`:       "error",
		`foo; a=""`:          "error",
		"foo; a=":            "error",
		"foo; =1":            "error",
		"foo;":               "error",
		"good, foo bar":      "good, error",
		"\x00":               "error",
		"permessage-deflate": "permessage-deflate",
		"permessage-deflate; client_max_window_bits; server_max_window_bits=10": "permessage-deflate;client_max_window_bits;server_max_window_bits=10",
		strings.Repeat("a,", 17):       strings.Repeat("a, ", 16) + "error",
		"a" + strings.Repeat(";b", 17): "error",
	} {
		list, err := ParseExtensions(field)
		var texts []string
		for _, e := range list {
			s := e.Name
			for _, p := range e.Parameters {
				s += ";" + p.Name
				if p.HasValue {
					s += "=" + p.Value
				}
			}
			texts = append(texts, s)
		}
		if err != nil {
			texts = append(texts, "error")
		}
		if got := strings.Join(texts, ", "); got != want {
			t.Errorf("%q: %q, want %q (%v)", field, got, want, err)
		}
	}
}

// RFC 7692 §7.1: what a response may accept.
func TestAgreedDeflate(t *testing.T) {
	for field, want := range map[string]string{
		"":                   "none",
		"foo":                "none",
		"permessage-deflate": "{false false 0 0}",
		"Permessage-Deflate": "{false false 0 0}",
		"foo, permessage-deflate; client_no_context_takeover":                       "{false true 0 0}",
		"permessage-deflate; server_no_context_takeover; server_max_window_bits=9":  "{true false 9 0}",
		`permessage-deflate; client_max_window_bits="15"; server_max_window_bits=8`: "{false false 8 15}",
		"permessage-deflate; client_max_window_bits":                                "{false false 0 0} error", // an offer may be without value, an answer not (§7.1.2.2)
		"permessage-deflate; server_max_window_bits=16":                             "{false false 0 0} error",
		"permessage-deflate; server_max_window_bits=7":                              "{false false 0 0} error",
		"permessage-deflate; server_max_window_bits=08":                             "{false false 0 0} error",
		"permessage-deflate; server_no_context_takeover=1":                          "{true false 0 0} error",
		"permessage-deflate; server_max_window_bits=9; server_max_window_bits=10":   "{false false 9 0} error",
		"permessage-deflate; fast":                                                  "{false false 0 0} error",
		"permessage-deflate, permessage-deflate; server_no_context_takeover":        "{false false 0 0} error",
		"permessage-deflate; a=":                                                    "none error",
	} {
		f, err := AgreedDeflate(field)
		got := "none"
		if f != nil {
			got = fmt.Sprint(*f)
		}
		if err != nil {
			got += " error"
		}
		if got != want {
			t.Errorf("%q: %s, want %s (%v)", field, got, want, err)
		}
	}
}

func FuzzParseExtensions(f *testing.F) {
	f.Add(`permessage-deflate; client_max_window_bits="15"; server_no_context_takeover, x-webkit-deflate-frame`)
	f.Add("a;b=c, d ; e = \"f\"")
	f.Fuzz(func(t *testing.T, field string) {
		list, err := ParseExtensions(field)
		if len(list) > maxExtensions {
			t.Errorf("%d extensions", len(list))
		}
		var again []string
		for _, e := range list {
			s := e.Name
			for _, p := range e.Parameters {
				s += ";" + p.Name
				if p.HasValue {
					s += "=" + p.Value
				}
			}
			again = append(again, s)
		}
		if second, e := ParseExtensions(strings.Join(again, ",")); e != nil || fmt.Sprint(second) != fmt.Sprint(list) {
			t.Errorf("%q is %v (%v), which written out is %v (%v)", field, list, err, second, e)
		}
		if d, _ := AgreedDeflate(field); d != nil && (d.ServerBits > maxWindowBits || d.ClientBits > maxWindowBits) {
			t.Errorf("%q: %+v", field, d)
		}
	})
}
