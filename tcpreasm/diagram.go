package tcpreasm

import (
	"fmt"
	"io"
)

// WriteDiagram writes the state machine as a Mermaid state diagram, made from
// the table that the tracker runs on. Arrows for RST, which lead from
// everywhere to CLOSED, are left out.
func WriteDiagram(w io.Writer) error {
	if _, err := fmt.Fprintln(w, "stateDiagram-v2"); err != nil {
		return err
	}
	for _, t := range transitions {
		if t.on == SendRst || t.on == RecvRst {
			continue
		}
		if _, err := fmt.Fprintf(w, "    %s --> %s : %s\n", mermaid(t.from), mermaid(t.to), t.on); err != nil {
			return err
		}
	}
	return nil
}

// mermaid is a state's name without the hyphens that Mermaid takes for
// operators.
func mermaid(s State) string {
	name := []byte(s.String())
	for i := range name {
		if name[i] == '-' {
			name[i] = '_'
		}
	}
	return string(name)
}
