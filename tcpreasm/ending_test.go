package tcpreasm

import "testing"

// When each end's FIN and RST passed stays with that end, also when the ends change places.
func TestWhenEndsEnded(t *testing.T) {
	var c Conn
	c.Fin[Client], c.Rst[Server] = Moment{3, 30}, Moment{4, 40}
	c.TurnRound()
	if c.Fin != [2]Moment{Server: {3, 30}} || c.Rst != [2]Moment{Client: {4, 40}} {
		t.Errorf("FIN %v, RST %v", c.Fin, c.Rst)
	}
}
