package explain

import (
	"wiretalk/internal/replay"
	"wiretalk/tcpreasm"
)

// Course is a Narrator of a connection that may have more segments each time it
// is asked. The zero value is ready.
type Course struct{ narrator *Narrator }

// Step is Step. The steps are always those of the same connection, of which more
// may have come.
func (k *Course) Step(c *tcpreasm.Info, steps []replay.Step, i int) Explanation {
	if k.narrator == nil {
		k.narrator = New(c, steps)
	}
	k.narrator.c, k.narrator.steps = c, steps
	return k.narrator.Step(i)
}
