package tui

import (
	_ "embed"
	"regexp"
	"strings"
	"unicode/utf8"

	"github.com/gdamore/tcell/v2"

	"wiretalk/tcpreasm"
	"wiretalk/tui/cells"
	"wiretalk/tui/theme"
)

// stateArt is figure 5 of RFC 9293 §3.3.2 in 78 columns. The names of states
// stand in brackets with two blanks at each side, for the ends' tokens.
//
//go:embed data/states.txt
var stateArt string

// drawing is stateArt taken apart.
var drawing = func() (d struct {
	lines []string
	width int
	nodes []node
}) {
	d.lines = strings.Split(strings.TrimRight(stateArt, "\n"), "\n")
	for y, l := range d.lines {
		d.width = max(d.width, utf8.RuneCountInString(l))
		for _, at := range nodePattern.FindAllStringSubmatchIndex(l, -1) {
			d.nodes = append(d.nodes, node{l[at[2]:at[3]], utf8.RuneCountInString(l[:at[0]]), y})
		}
	}
	return d
}()

var nodePattern = regexp.MustCompile(`\[  ([A-Z0-9-]+)  \]`)

// node is a state in the drawing, and where its bracket opens.
type node struct {
	name string
	x, y int
}

// drawArt draws a line of the drawing: what is said at arrows is dim.
func (p *diagramPage) drawArt(canvas tcell.Screen, th *theme.Theme, x, y int, text string) {
	at := x
	for _, r := range text {
		t := theme.Plain
		if r < utf8.RuneSelf {
			t = theme.Dim
		}
		cells.Put(canvas, at, y, 1, string(r), th.Tone[t])
		at++
	}
}

// letters stand for the ends at the states that they are in; small ones at those
// through which the segment took them.
var letters = [2]struct{ in, through string }{tcpreasm.Client: {"C", "c"}, tcpreasm.Server: {"S", "s"}}

// tokens are the letters at each node of the drawing.
func (p *diagramPage) tokens() map[int]string {
	at := map[int]string{}
	s := p.ladder.step()
	for side, letter := range letters {
		changes := p.changesOf(tcpreasm.Side(side))
		for i := len(changes) - 2; i >= 0 && changes[i].Frame == s.Frame && changes[i+1].Frame == s.Frame; i-- {
			at[nodeOf(changes[i].To, true)] += letter.through
		}
		at[nodeOf(s.States[side], len(changes) > 0)] += letter.in
	}
	return at
}

// nodeOf is the node of a state. CLOSED stands in the drawing twice, for before
// and after.
func nodeOf(state tcpreasm.State, after bool) int {
	found := -1
	for i, n := range drawing.nodes {
		if n.name == state.String() && (found < 0 || after) {
			found = i
		}
	}
	return found
}

func (p *diagramPage) drawNode(canvas tcell.Screen, th *theme.Theme, left, top, i int, tokens map[int]string) {
	n, here := drawing.nodes[i], tokens[i]
	if here == "" {
		cells.Put(canvas, left+n.x, top+n.y, len(n.name)+6, "[  "+n.name+"  ]", th.Tone[theme.Plain])
		return
	}
	c, s := "  ", "  "
	style := th.Tone[theme.Strong]
	for side, at := range [2]*string{&c, &s} {
		l, letter := p.ladder, letters[side]
		in := strings.Contains(here, letter.in)
		mark := letter.in
		switch {
		case !in && !strings.Contains(here, letter.through):
			continue
		case !in:
			mark = letter.through
		default:
			style = th.Selected.Bold(true)
		}
		other := " "
		if in && l.model.Guessed(tcpreasm.Side(side), l.step().Frame) {
			other = "?"
		}
		if *at = mark + other; tcpreasm.Side(side) == tcpreasm.Server {
			*at = other + mark
		}
	}
	cells.Put(canvas, left+n.x, top+n.y, len(n.name)+6, "["+c+n.name+s+"]", style)
}
