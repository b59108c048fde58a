package tcpreasm

import (
	"fmt"
	"os"
	"strings"
	"testing"
)

// diagram is the state machine in Mermaid's notation, made from the table
// that the tracker runs on. Arrows for RST, which lead from everywhere to
// CLOSED, and for captures that begin in the middle are left out.
func diagram() string {
	var b strings.Builder
	b.WriteString("stateDiagram-v2\n")
	name := func(s State) string { return strings.ReplaceAll(s.String(), "-", "_") } // Mermaid takes hyphens for arrows
	for _, t := range transitions {
		switch t.on {
		case SendRst, RecvRst, PickedUp:
		default:
			fmt.Fprintf(&b, "    %s --> %s : %s\n", name(t.from), name(t.to), t.on)
		}
	}
	return b.String()
}

const diagramFile = "../docs/tcp-states.md"

const diagramHead = `# The states of one end of a connection, as an observer infers them

RFC 9293's figure 5, taken apart: where the RFC has an end receive something and send its answer in one step, an observer sees two segments,
and so two arrows. This page is made from the table in [tcpreasm/machine.go](../tcpreasm/machine.go) by
` + "`go test ./tcpreasm -run Diagram -update`" + `, and a test holds the two together. A RST that is accepted leads from everywhere to CLOSED; an end
met in the middle of a connection is taken to be ESTABLISHED. What passed the point of capture is taken to arrive; where what is sent again shows
that it did not, an end goes back.

`

func TestDiagramIsThatOfTheTable(t *testing.T) {
	want := diagramHead + "```mermaid\n" + diagram() + "```\n"
	if *update {
		if err := os.WriteFile(diagramFile, []byte(want), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	got, err := os.ReadFile(diagramFile)
	if err != nil {
		t.Fatal(err)
	}
	if string(got) != want {
		t.Errorf("%s is not what the table says; make it anew with -update", diagramFile)
	}
}
