package body

import "strings"

// set is the words of a list.
func set(list string) map[string]bool {
	words := make(map[string]bool)
	for word := range strings.FieldsSeq(list) {
		words[word] = true
	}
	return words
}

var (
	// inline are HTML's elements that stand within lines of text.
	inline = set(`a abbr acronym b bdi bdo big br button cite code data dfn em font i img input ins
		kbd label mark meter output progress q s samp small span strike strong sub sup time tt u var wbr`)

	// void are elements without an end tag (HTML §13.1.2).
	void = set("area base br col embed hr img input link meta param source track wbr")

	// foreign are elements that may close themselves (HTML §13.1.2).
	foreign = set(`svg path g circle ellipse line polygon polyline rect use defs stop image symbol
		math mi mo mn mspace animate filter clippath lineargradient radialgradient`)
)

// closesItself reports whether a slash at the end of a start tag of HTML counts.
func closesItself(name string) bool { return foreign[name] || strings.Contains(name, ":") }

// rawText has the elements in which only their end tag counts, and what their text is.
var rawText = map[string]Role{
	"script": Raw, "style": Raw, "xmp": Raw, "iframe": Raw, "noembed": Raw, "noframes": Raw,
	"title": Text, "textarea": Text,
}

// closes has, for a start tag, the elements it closes if innermost, between spaces (HTML §13.1.2.4).
var closes = func() map[string]string {
	m := map[string]string{
		"li": " li ", "dt": " dt dd ", "dd": " dt dd ", "option": " option ", "optgroup": " option optgroup ",
		"tr": " tr td th ", "td": " td th ", "th": " td th ",
	}
	for name := range strings.FieldsSeq("thead tbody tfoot") {
		m[name] = " tr td th thead tbody tfoot "
	}
	for name := range strings.FieldsSeq(`address article aside blockquote details div dl fieldset figure footer
		form h1 h2 h3 h4 h5 h6 header hr main nav ol p pre section table ul`) {
		m[name] = " p "
	}
	return m
}()
