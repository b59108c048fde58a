package body

import (
	"errors"
	"strings"
	"testing"
)

func TestXML(t *testing.T) {
	expect(t, XML, `<?xml version="1.0"?><!DOCTYPE r [<!ENTITY e "v">]><r xmlns:x="u"><a>one</a><b  k='1'
  x:l = "a>b" /><c></c><d>a<i>b</i>c</d><e><![CDATA[<not a tag>]]></e><!-- c --></r>`, `
<?xml version="1.0"?>
<!DOCTYPE r [<!ENTITY e "v">]>
<r xmlns:x="u">
  <a>one</a>
  <b k='1' x:l="a>b" />
  <c></c>
  <d>a<i>b</i>c</d>
  <e><![CDATA[<not a tag>]]></e>
  <!-- c -->
</r>
`)
	expect(t, XML, "<a>\n\n<b>\n  two words,\n\n  and more\n</b>\n  </a>\n", `
<a>
  <b>
    two words,
    and more
  </b>
</a>
`)
	expect(t, XML, "just text", "just text\n")
	expect(t, XML, "<Title>X</Title><title><p>not raw</p></title>", "<Title>X</Title>\n<title>\n  <p>not raw</p>\n</title>\n")
	expect(t, XML, "", "")
}

func TestMarkupRoles(t *testing.T) {
	want := "5:<|6:a|5: |7:k|5:=|8:\"v\"|5: |7:l|5:>|0:t|5:</|6:a|5:>|\n9:<!--c-->|\n"
	if got := roles(XML, `<a k="v" l>t</a><!--c-->`); got != want {
		t.Errorf("%s, want %s", got, want)
	}
}

func TestHTML(t *testing.T) {
	expect(t, HTML, `<!DOCTYPE html><html><head><meta charset=utf-8><title>A & B</title><script>
	if (a < b) { f("</p>") }

  g()
  </script><style>p{}</style></head><body><p>Some <b>bold</b> and <a href="x">a link</a>.<p>Next<br>line<ul><li>one<li>two</ul>
<input disabled/><pre>
 a
   <b>b</b>
</pre></body></html>`, `
<!DOCTYPE html>
<html>
  <head>
    <meta charset=utf-8>
    <title>A & B</title>
    <script>
      	if (a < b) { f("</p>") }
      
        g()
    </script>
    <style>p{}</style>
  </head>
  <body>
    <p>Some <b>bold</b> and <a href="x">a link</a>.
    <p>Next<br>line
    <ul>
      <li>one
      <li>two
    </ul>
    <input disabled/>
    <pre>
       a
         <b>b</b>
    </pre>
  </body>
</html>
`)
}

// HTML §13.1.2: a slash closes only elements of SVG and MathML.
func TestHTMLSlash(t *testing.T) {
	expect(t, HTML, "<svg><path d='M0 0'/><g/></svg><x:y/><div/>z", `
<svg>
  <path d='M0 0'/>
  <g/>
</svg>
<x:y/>
<div/>z
`)
	expect(t, HTML, "<div/><div>", "<div/>\n  <div>\n")
}

func TestMarkupMalformed(t *testing.T) {
	for text, want := range map[string]string{
		"<a><b></a></b>x":        "<a>\n  <b>\n</a>\n</b>x\n",
		"</a></a><b>":            "</a>\n</a>\n<b>\n",
		"1 < 2 <3 << <":          "1 < 2 <3 << <\n",
		"<a b='x>y' c=>z</a>":    "<a b='x>y' c=>z</a>\n",
		"<a / b></a>":            "<a / b></a>\n",
		"<!-->x-->":              "<!-->x-->\n",
		"<!x><!><![CDATx]>y":     "<!x>\n<!>\n<![CDATx]>y\n",
		"</ x><?p?>":             "</ x>\n<?p?>\n",
		"<a\x00b>\xff</a\x00b>":  "<a\x00b>\xff</a\x00b>\n",
		"<" + long + "></a>":     "<" + long + ">\n  </a>\n",
		"<a><" + long + "/></a>": "<a>\n  <" + long + "/>\n</a>\n",
	} {
		expect(t, XML, text, want)
	}
}

var long = strings.Repeat("n", 3*maxName)

func TestMarkupCutShort(t *testing.T) {
	for text, reason := range map[string]string{
		"<a><b": "within a tag", "<a b='": "within a tag", "</a": "within a tag", "<!--x--": "before -->",
		"<![CDATA[x]": "before ]]>", "<!DOCTYPE x [": "within a declaration", "<?xml": "before ?>", "<": "",
	} {
		got, err := lay(XML, text, Limits{})
		var wrong *SyntaxError
		if reason == "" && err != nil || reason != "" && (!errors.As(err, &wrong) || !strings.Contains(wrong.Reason, reason) || wrong.Offset != int64(len(text))) {
			t.Errorf("%s: %v, want %s", text, err, reason)
		}
		if !strings.HasPrefix(squeeze(got), squeeze(text)) {
			t.Errorf("%s is shown as %s", text, got)
		}
	}
	got, err := lay(HTML, "<script>a</scrip", Limits{})
	if err == nil || !strings.HasPrefix(got, "<script>a</scrip\n") {
		t.Errorf("%s%v", got, err)
	}
}

func TestMarkupDeep(t *testing.T) {
	const depth = 2 * maxOpen
	deepest, last := 0, 0
	text := strings.Repeat("<a>", depth) + strings.Repeat("</a>", depth)
	err := Layout(XML, strings.NewReader(text), Limits{}, func(line Line) bool {
		deepest, last = max(deepest, line.Indent), line.Indent
		return true
	})
	if err != nil || deepest != depth-1 || last != 0 {
		t.Errorf("%d deep, %d at the end, %v", deepest, last, err)
	}
}

func FuzzMarkup(f *testing.F) {
	for _, text := range []string{
		`<?xml version="1.0"?><!DOCTYPE r [<!ENTITY e "v">]><r a='b'><![CDATA[x]]>y<!-- c --></r>`,
		"<p>a <b>b</b><ul><li>c<li>d</ul><script>\n</scr</script><pre>\n x\n</pre><title>t</title><br/>",
		"<a b=c d='e' f><<!-->-->", "<SCRIPT></SCRIPT/x y>", "<textarea>\r\n</textarea\n>", "</", "<!", "<![CDATA[", "a  \r\n\t b<",
	} {
		f.Add(text, true)
		f.Add(text, false)
	}
	f.Fuzz(func(t *testing.T, text string, html bool) {
		kind := XML
		if html {
			kind = HTML
		}
		got, err := join(kind, text)
		if err == ErrTooManyLines {
			return
		}
		if squeeze(got) != squeeze(text) {
			t.Errorf("%q lost or gained: %q", text, got)
		}
	})
}
