package health

import (
	"fmt"
	"io"
	"strconv"
	"strings"
	"unicode"
)

// Languages are indexes of package meaning.

// What says what was found.
func (f *Finding) What(language int) string {
	return fill(wordsIn[language].kinds[f.Kind].what, "{n}", count(f.Count), "{of}", count(f.Of),
		"{share}", share(f.Count, f.Of), "{first}", count(f.First), "{connections}", count(int64(f.Connections)))
}

// Means says what it means for what is shown of the capture.
func (f *Finding) Means(language int) string { return wordsIn[language].kinds[f.Kind].means }

// Do says what can be done about it.
func (f *Finding) Do(language int) string { return wordsIn[language].kinds[f.Kind].do }

// Says names the place.
func (p *Place) Says(language int) string {
	w := &wordsIn[language]
	return fill(w.on+" · "+w.frames, "{stream}", strconv.Itoa(p.Stream), "{first}", count(p.First), "{last}", count(p.Last))
}

// Further says how many connections are not among the examples; empty for none.
func (f *Finding) Further(language int) string {
	n := f.Connections - len(f.Examples)
	if n <= 0 || len(f.Examples) == 0 {
		return ""
	}
	return fill(wordsIn[language].further, "{n}", count(int64(n)))
}

// Verdict says that all is well; empty when it is not.
func (r *Report) Verdict(language int) string {
	switch w := &wordsIn[language]; {
	case !r.Well():
		return ""
	case r.Done:
		return w.well
	default:
		return w.wellSoFar
	}
}

// Looked says how much was looked at.
func (r *Report) Looked(language int) string {
	return fill(wordsIn[language].looked, "{packets}", count(r.Packets), "{connections}", count(int64(r.Connections)))
}

// Write prints a report, for people. What is hostile in it is made harmless.
func (r *Report) Write(out io.Writer, language int) error {
	var b strings.Builder
	if v := r.Verdict(language); v != "" {
		fmt.Fprintln(&b, v)
	}
	fmt.Fprintln(&b, r.Looked(language))
	for i := range r.Findings {
		f := &r.Findings[i]
		fmt.Fprintf(&b, "\n%s %s\n", f.Kind.Level().Mark(), f.What(language))
		if f.Detail != "" {
			fmt.Fprintf(&b, "  %s\n", harmless(f.Detail))
		}
		fmt.Fprintf(&b, "  %s\n  %s\n", f.Means(language), f.Do(language))
		for p := range f.Examples {
			fmt.Fprintf(&b, "    %s\n", f.Examples[p].Says(language))
		}
		if more := f.Further(language); more != "" {
			fmt.Fprintf(&b, "    %s\n", more)
		}
	}
	_, err := io.WriteString(out, b.String())
	return err
}

// harmless keeps a text from giving orders to a terminal.
func harmless(s string) string {
	return strings.Map(func(r rune) rune {
		if !unicode.IsPrint(r) {
			return unicode.ReplacementChar
		}
		return r
	}, s)
}

func fill(text string, pairs ...string) string { return strings.NewReplacer(pairs...).Replace(text) }

// count writes a number with its thousands apart.
func count(n int64) string {
	s := strconv.FormatInt(n, 10)
	for i := len(s) - 3; i > 0 && s[i-1] != '-'; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return s
}

// share writes a part so that what is not nothing does not look so.
func share(n, of int64) string {
	p := 100 * float64(n) / float64(max(of, 1))
	if p < 0.01 {
		return "<0.01%"
	}
	return strconv.FormatFloat(p, 'f', 2, 64) + "%"
}
