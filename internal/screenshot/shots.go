package main

// shot is a picture: what is looked at, and the keys that lead there.
type shot struct {
	name    string // of the file in docs
	capture string // in testdata/pcaps
	lang    string
	keys    []string // names of keyNames, runes, or after seen what must be on the screen before the next
	see     string   // is on the screen at the end, and not before
	theme   string

	width, height int // cells
}

// seen begins what is waited for in the midst of the keys: a page that is still
// reading has nothing to move through.
const seen = "seen:"

var shots = []shot{
	{
		name: "screenshot", capture: "failing.pcap", lang: "en", theme: "dark", width: 124, height: 32,
		keys: []string{"j", "Enter"}, see: "500 Internal Server Error",
	},
	{
		name: "screenshot.zh", capture: "browser.pcap", lang: "zh", theme: "dark", width: 118, height: 34,
		keys: []string{"j", "Enter"}, see: "200 OK",
	},
	{
		name: "why-slow", capture: "failing.pcap", lang: "en", theme: "dark", width: 100, height: 24,
		keys: []string{"G", "k", "t", seen + "98.4%", "G"}, see: "▸░ wait",
	},
	{
		name: "ladder", capture: "half-close.pcap", lang: "en", theme: "dark", width: 100, height: 32,
		keys: []string{"l", seen + "Why now", "j", "j", "j", "j"}, see: "frame 10",
	},
}
