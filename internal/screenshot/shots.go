package main

// shot is a picture: what is looked at, and the keys that lead there.
type shot struct {
	name    string // of the file in docs
	capture string // in testdata/pcaps
	lang    string
	keys    []string // names of keyNames, or runes
	see     string   // is on the screen at the end, and not before
	theme   string

	width, height int // cells
}

var shots = []shot{
	{
		name: "screenshot", capture: "browser.pcap", lang: "en", theme: "dark", width: 118, height: 34,
		keys: []string{"j", "Enter"}, see: "200 OK",
	},
	{
		name: "screenshot.zh", capture: "browser.pcap", lang: "zh", theme: "dark", width: 118, height: 34,
		keys: []string{"j", "Enter"}, see: "200 OK",
	},
}
