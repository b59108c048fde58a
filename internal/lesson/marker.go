package lesson

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"

	"wiretalk/internal/explain"
	"wiretalk/internal/meaning"
	"wiretalk/tcpreasm"
)

// marker is what a text says of a frame.
type marker struct {
	capture string // its name, or "frame" for the first
	frame   int64
	words   []string // what is said of it
}

var markerPattern = regexp.MustCompile(`\{([a-z-]+):(\d+)((?: (?:"[^"]*"|[^ "}]+))*)\}`)

var wordPattern = regexp.MustCompile(`"[^"]*"|[^ "]+`)

func parseMarker(match []string) marker {
	frame, _ := strconv.ParseInt(match[2], 10, 64)
	return marker{match[1], frame, wordPattern.FindAllString(match[3], -1)}
}

// markers are those of a text in a language.
func (l *Lesson) markers(language int) (all []marker) {
	for _, paragraph := range l.texts[language] {
		for _, match := range markerPattern.FindAllStringSubmatch(paragraph, -1) {
			all = append(all, parseMarker(match))
		}
	}
	return all
}

// Paragraphs are the text in a language, as it is to be read.
func (l *Lesson) Paragraphs(language int) []string {
	var all []string
	for _, paragraph := range l.texts[language] {
		var b strings.Builder
		done := 0
		for _, at := range markerPattern.FindAllStringIndex(paragraph, -1) {
			b.WriteString(paragraph[done:at[0]])
			m := parseMarker(markerPattern.FindStringSubmatch(paragraph[at[0]:at[1]]))
			text := m.text(language)
			if before := strings.TrimRight(b.String(), " "); language == meaning.English && (before == "" || strings.HasSuffix(before, ".")) {
				text = "F" + text[1:] // it begins a sentence
			}
			b.WriteString(text)
			done = at[1]
		}
		all = append(all, b.String()+paragraph[done:])
	}
	return all
}

// sender is the end that the marker says has sent the frame.
func (m *marker) sender() (of tcpreasm.Side, known bool) {
	for _, word := range m.words {
		switch word {
		case "client":
			return tcpreasm.Client, true
		case "server":
			return tcpreasm.Server, true
		}
	}
	return 0, false
}

// text is a marker as it is read.
func (m *marker) text(language int) string {
	var shown []string
	for _, word := range m.words {
		key, value, _ := strings.Cut(word, "=")
		n, err := strconv.ParseUint(value, 10, 32)
		switch of, known := m.sender(); {
		case known && key == "seq" && err == nil:
			shown = append(shown, "seq="+explain.Number(of, uint32(n)))
		case known && key == "ack" && err == nil:
			shown = append(shown, "ack="+explain.Number(of.Peer(), uint32(n)))
		case word == "client", word == "server", strings.HasPrefix(word, "client="), strings.HasPrefix(word, "server="):
		default:
			shown = append(shown, word)
		}
	}
	words := strings.Join(shown, " ")
	of := ""
	if m.capture != "frame" {
		of = m.capture
	}
	if language == meaning.Chinese {
		words = strings.ReplaceAll(words, " again", " 重传")
		text := fmt.Sprintf("第 %d 帧", m.frame)
		if of != "" {
			text = of + " " + text
		}
		if words != "" {
			text += "（" + words + "）"
		}
		return text
	}
	text := fmt.Sprintf("frame %d", m.frame)
	if of != "" {
		text += " of " + of
	}
	if words != "" {
		text += " (" + words + ")"
	}
	return text
}
