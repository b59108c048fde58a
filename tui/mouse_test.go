package tui

import (
	"testing"

	"github.com/gdamore/tcell/v2"

	"wiretalk/tui/cells"
)

// click presses and lets go of the left button at a place.
func (m *terminal) click(x, y int) *terminal {
	m.InjectMouse(x, y, tcell.Button1, tcell.ModNone)
	m.InjectMouse(x, y, tcell.ButtonNone, tcell.ModNone)
	return m
}

// place is where a text stands on the screen.
func (m *terminal) place(text string) (x, y int) {
	m.t.Helper()
	m.see(text)
	lines, _ := m.look()
	for y, l := range lines {
		for x := 0; x < len(l); x++ {
			if len(l)-x >= len(text) && l[x:x+len(text)] == text {
				return cells.Width(l[:x]), y
			}
		}
	}
	return 0, 0
}

func TestTheMouseIsLeftAloneUntilItIsAskedFor(t *testing.T) {
	m := sit(t, small().Trace, 100, 24, Options{})
	m.on("/api/users").click(m.place("/cut")).press("j").on("/old")
	m.press("F8").see("the mouse acts here")
	m.click(m.place("/login")).on("/login")
	m.click(m.place("2 Connections")).see("rtt")
	m.click(m.place("1 Exchanges")).on("/login")
	m.InjectMouse(10, 5, tcell.WheelUp, tcell.ModNone)
	m.on("/api/users")
	x, y := m.place("/crash")
	m.click(x, y).click(x, y).see("#4 GET /crash", "Host:") // its head has been read
	m.click(m.place("#4 GET /crash")).InjectMouse(10, 20, tcell.WheelDown, tcell.ModNone)
	m.on("/crash").gone("Connection 1  [2001")
	m.click(m.place("? help")).see("── Keys")
	m.click(m.place("Esc back")).gone("── Keys")
	m.press("F8").see("left to the terminal")
	m.click(m.place("/old")).press("u").see("secrets").on("/crash")
	m.leave()
}

func TestTheMouseOnAPage(t *testing.T) {
	m := sit(t, small().Trace, 100, 24, Options{Mouse: true})
	m.press("s").see("the packets cannot be read again")
	m.click(5, 5).click(5, 5)
	m.InjectMouse(5, 5, tcell.WheelDown, tcell.ModNone)
	m.click(m.place("Esc back")).on("/api/users")
	m.press("/").see("/").click(m.place("2 Connections")).press("Esc").on("/api/users")
	m.leave()
}
