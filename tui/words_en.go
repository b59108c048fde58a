package tui

import "wiretalk/tcpreasm"

var english = words{
	exchangesTab: "Exchanges", connectionsTab: "Connections", ofConnection: "of connection %d",

	start: "time", client: "client", server: "server", method: "verb", host: "host", target: "target", status: "code",
	kind: "type", size: "size", took: "took",
	clientState: "client is", serverState: "server is", rtt: "rtt", packets: "packets", sent: "sent", received: "got",
	closed: "close", protocol: "proto", exchanges: "http",

	closeKind: [...]string{
		tcpreasm.Open: "open", tcpreasm.Half: "half", tcpreasm.Fin: "fin", tcpreasm.Reset: "rst",
		tcpreasm.Refused: "refused", tcpreasm.Unanswered: "unanswered",
	},
	closer: [...]string{tcpreasm.ByClient: "client", tcpreasm.ByServer: "server", tcpreasm.ByBoth: "both"},
	by:     " by ",

	noRequest:     "request not captured",
	noExchanges:   "No HTTP exchanges. Press 2 for the connections.",
	noConnections: "No TCP connections.",
	reading:       "reading…",

	loading: "loading…", request: "Request", response: "Response", connection: "Connection %d",
	total: "total", connect: "connect", send: "send", wait: "wait", receive: "receive",
	started: "started", frames: "frames %s", head: "head %s", body: "body %s", noBody: "no body",
	noMessage: "not in the capture", noMessageYet: "not seen yet",
	incomplete: "incomplete: its end was not seen", growing: "still growing",
	missing: "%s bytes missing from the capture", gap: "[%s bytes are missing here]",
	notes: "notes", pipelined: "sent while %d earlier requests had no response",
	firstOf: "the first %s of %s; the rest is not shown", decodedFrom: "decoded from %s",
	notDecoded: "shown as sent (%s): %v", stopped: "decoding stopped here: %v", unreadable: "cannot be read again: %v",
	binary: "binary", handshake: "handshake", noHandshake: "not in the capture, or not complete", state: "state",
	payload: "payload", inOrder: "handed on in order", lost: "missing", analysis: "analysis", ended: "close",
	guessed: "which end is the client is a guess: no SYN was seen", fromSynAck: "the client is known by the SYN-ACK: its SYN was not seen",
	fullScreen: "full screen", detail: "detail",

	packetsRead: "%s packets", follow: "following", searching: "searching “%s”…", notFound: "“%s” was not found",
	found: "found “%s”", failed: "Reading stopped: ",

	help: "Keys",
	actions: [...]string{
		down: "down", up: "up", pageDown: "a page down", pageUp: "a page up", halfDown: "half a page down",
		halfUp: "half a page up", first: "to the first", last: "to the last",
		open:       "open the detail, or a connection's exchanges; again: full screen",
		back:       "back: leave full screen, the detail, a connection",
		togglePane: "show or hide the detail below the table", switchPane: "change between table and detail",
		nextItem: "the next row, from the detail", previousItem: "the previous row, from the detail",
		viewExchanges: "all exchanges", viewConnections: "all connections",
		startSearch: "search in method, host, target, status", searchNext: "the next that was found",
		searchPrevious: "the previous that was found", toggleFollow: "follow: stay on the last while the capture is read",
		showHelp: "this help", quit: "quit",
	},
	hints: [...]string{
		open: "open", back: "back", startSearch: "search", viewConnections: "views", toggleFollow: "follow",
		nextItem: "next", switchPane: "table", showHelp: "help", quit: "quit",
	},
}
