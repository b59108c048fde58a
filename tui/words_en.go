package tui

import (
	"wiretalk/httpdecode"
	"wiretalk/internal/body"
	"wiretalk/internal/meaning"
	"wiretalk/internal/websocket"
	"wiretalk/tcpreasm"
)

var english = words{
	language: meaning.English, aside: "(%s)", comma: ", ",
	exchangesTab: "Exchanges", connectionsTab: "Connections", messagesTab: "Messages", ofConnection: "of connection %d",

	start: "time", client: "client", server: "server", method: "verb", host: "host", target: "target", status: "code",
	kind: "type", size: "size", took: "took",
	clientState: "client is", serverState: "server is", rtt: "rtt", packets: "packets", sent: "sent", received: "got",
	closed: "close", protocol: "proto", exchanges: "http", from: "from", opcode: "kind", message: "message", oneMessage: "Message %d",

	closeKind: [...]string{
		tcpreasm.Open: "open", tcpreasm.Half: "half", tcpreasm.Fin: "fin", tcpreasm.Reset: "rst",
		tcpreasm.Refused: "refused", tcpreasm.Unanswered: "unanswered",
	},
	closer: [...]string{tcpreasm.ByClient: "client", tcpreasm.ByServer: "server", tcpreasm.ByBoth: "both"},
	by:     " by ",

	noRequest:     "request not captured",
	noExchanges:   "No HTTP exchanges. Press 2 for the connections.",
	noConnections: "No TCP connections.",
	noMessages:    "No WebSocket messages.",
	reading:       "reading…",

	loading: "loading…", request: "Request", response: "Response", requestBody: "Body of the request",
	responseBody: "Body of the response", connection: "Connection %d",
	resolve: "resolve", connect: "connect", send: "send", wait: "wait", receive: "receive", total: "total",
	started: "started", frames: "frames %s", head: "head %s", body: "body %s", noBody: "no body", bodyUnknown: "it is not known what the body is",
	noMessage: "not in the capture", noMessageYet: "not seen yet",
	incomplete: "incomplete: its end was not seen", growing: "still growing",
	missing: "%s {byte|bytes} missing from the capture", gap: "[%s {byte is|bytes are} missing here]",
	pipelined:      "sent while %d earlier {request|requests} had no response",
	openedMessages: "opened a WebSocket: %s {message|messages}; w lists them",
	meaning:        "Meaning", unknownField: "not a registered field", hopByHop: "for the next recipient only",
	inFrame: "in frame %s", before: "%s before the response", trailers: "trailers, sent after the body",
	followedBy: "The redirect is followed by exchange %s.",
	paired: [...]string{
		httpdecode.ByOrder:           "paired by order: ",
		httpdecode.ByAcknowledgement: "paired by order and by what the server had received: ",
		httpdecode.Resynchronised:    "paired anew after missing bytes: ",
	},
	sureness: [...]string{httpdecode.Likely: "likely", httpdecode.Certain: "certain"},

	decodedFrom: "%s, decoded from %s %s", decodedPart: "part of what %s made of %s",
	notDecoded: "shown as sent (%s): %v", stopped: "reading stopped here: %v", unreadable: "cannot be read again: %v",
	bomb:         "a decompression bomb: %s makes more than %s of %s, over %.0f times as much; the rest is not read",
	contentLimit: "longer than %s; the rest is not read", codedCut: "%s ends early: what there is of it is shown",
	behind:    "%s {byte follows|bytes follow} the end of its coding, which {is|are} none of it",
	moreBelow: "more when you scroll on…", moreAlone: "more: b shows the body alone", foldsAlone: "b folds it",
	tooLong:     "the first %s lines; the rest is not shown (--save-bodies DIR saves it all)",
	pictureHint: "x shows its bytes",
	part:        "Part %d", partName: "field “%s”", partFile: "file “%s”", partCut: "the first %s lines; r shows all", binary: "binary",
	bodyKinds: [...]string{
		body.Binary: "binary", body.PlainText: "text", body.JSON: "JSON", body.XML: "XML", body.HTML: "HTML",
		body.Form: "form", body.Multipart: "parts", body.Picture: "picture",
	},
	forms: [...]string{asSent: "as sent", coded: "as sent, coded", inHex: "in hex"},

	protocolStep: "protocol", resolved: "resolved", answeredBy: "answered by %s", askedAgain: "asked %d {time|times} more",
	handshake: "handshake", noHandshake: "not in the capture, or not complete", ended: "close",
	exchangesHint: "Enter lists them", messagesHint: "w lists them", messageCount: "%s {message|messages}",
	alpnOffered: "ALPN offered", certificate: "certificate", encryptedHello: "encrypted ClientHello", refusedWith: "alert",
	state: "state", payload: "payload bytes", inOrder: "handed on in order", lost: "missing",
	yes: "yes", no: "no",
	windowScale: "window scale", timestamps: "timestamps", window: "window", inFlight: "most in flight",
	roundTrip: "round trip, mean", roundTrips: "round trips", cutBytes: "cut by the capture", notCaptured: "lost by the capture", skipped: "of no message",
	lostBefore: "lost before capture", lostBehind: "lost behind capture", gotTwice: "received twice",
	capturedTwice: "captured twice", urgent: "urgent", conflicting: "conflicting",

	fromEnd: "from the %s", fragments: "%d {frame|frames} of a message", keptOf: "the first %s of %s; the rest is not kept",
	noCloseCode: "without a code",
	opcodes: [...]string{
		websocket.Continuation: "continued", websocket.Text: "text", websocket.Binary: "binary",
		websocket.Close: "close", websocket.Ping: "ping", websocket.Pong: "pong", 15: "",
	},

	capturing: "capturing… nothing yet", stopping: "stopping…", paused: "PAUSED, %s new", letGo: "%s let go",
	dropped: "%s {packet|packets} dropped (%s), which came faster than could be taken", without: "No more from ",
	packetRate: "%spkt/s", bitRate: "%sbit/s", exchangeRate: "%sexch/s",
	unkept: "not kept: the capture became too long, and its oldest bytes made room for later ones",

	packetsRead: "%s {packet|packets}", follow: "following", searching: "searching “%s”…", notFound: "“%s” was not found",
	found: "found “%s”", failed: "Reading stopped: ", noMessagesHere: "no WebSocket messages on connection %d",
	fullScreen: "full screen", detail: "detail", otherPart: "other part", curlTitle: "As curl",
	hidden: "secrets are masked", shown: "secrets are shown",

	help: "Keys",
	actions: [...]string{
		down: "down", up: "up", pageDown: "a page down", pageUp: "a page up", halfDown: "half a page down",
		halfUp: "half a page up", first: "to the first", last: "to the last",
		open:       "open the detail, or a connection's exchanges; again: full screen",
		back:       "back: leave full screen, the detail, a connection",
		togglePane: "show or hide the detail; ladder: play, stop; tree: fold", switchPane: "change between table and detail",
		nextItem: "the next row, from the detail; ladder: change of state", previousItem: "the previous row; ladder: the change of state before",
		viewExchanges: "all exchanges", viewConnections: "all connections; where one is looked at: that one",
		viewMessages:   "the WebSocket messages of the connection",
		viewSegments:   "the segments of the connection",
		viewStatistics: "statistics: by host, path, status …, what is slow, what failed",
		viewWaterfall:  "exchanges on a time axis",
		viewHealth:     "what the capture lacks, and what in it may mislead",
		viewDelay:      "where the time of the exchange went",
		viewLessons:    "the lessons that come with the program",
		viewLadder:     "the ladder of the connection: its segments, explained",
		nextPhase:      "ladder: to the next message, or the close", previousPhase: "ladder: to the one before",
		showAll: "ladder: show what comes later, or not", faster: "ladder: play faster; waterfall: zoom in; tree: unfold all", slower: "ladder: play slower; waterfall: zoom out; tree: fold all",
		showDiagram: "ladder: the state diagram, with both ends on it", showQuiz: "ladder: be asked what comes next",
		nextLesson: "lesson: the next", previousLesson: "lesson: the one before", nextCapture: "lesson: its next connection",
		toggleLanguage: "中文 / English",
		viewBytes:      "the bytes of the connection, as both ends sent them",
		turnTime:       "segments: time of day, since the start, since the one before",
		readOn:         "segments, bytes: read on where reading stopped",
		toggleMeanings: "say what each field does, or stop",
		toggleSecrets:  "show or mask passwords, tokens, cookies",
		turnBody:       "the response's body alone, the request's, all; next rows too",
		toggleHex:      "bodies in hex, or laid out",
		toggleRaw:      "bodies as sent, coded, or laid out; ladder: real numbers",
		showCurl:       "show and copy the request as a curl command",
		startSearch:    "search in the table, or in the text that keys act on", searchNext: "the next that was found",
		searchPrevious: "the previous that was found", toggleFollow: "follow: stay on the last while the capture grows",
		togglePause: "hold what is shown as it is while the capture grows, or go on",
		stopCapture: "stop capturing, and stay here",
		askFilter:   "show only what passes a filter, as http.response.code >= 500",
		askCommand:  "a command: Tab lists them", orderBy: "order by a column; twice: the other way", reverseOrder: "turn the order round",
		chooseColumns: "choose columns", markRow: "mark the row, or not", nextMark: "the next marked row", previousMark: "the previous marked row",
		goBack: "back to what was looked at", goForward: "forward again",
		showExport: "save a body, text, HAR, packets or a report to a file", showCopy: "copy a part of what is selected",
		nextTheme: "the next theme of colours", toggleMouse: "let the mouse act here, or leave it to the terminal",
		suspend: "suspend (fg brings it back)", showHelp: "this help", quit: "quit",
	},
	hints: [...]string{
		viewStatistics: "statistics", viewWaterfall: "waterfall", viewHealth: "health", orderBy: "order", viewDelay: "why slow", viewLadder: "ladder", nextPhase: "phase", showAll: "all", showDiagram: "states", showQuiz: "quiz", nextLesson: "lesson", nextCapture: "connection", toggleLanguage: "中文", togglePane: "play",
		open: "open", back: "back", startSearch: "search", askFilter: "filter", viewConnections: "views", toggleFollow: "follow", togglePause: "pause", stopCapture: "stop",
		nextItem: "next", switchPane: "table", toggleMeanings: "meaning", toggleSecrets: "secrets", turnBody: "body",
		toggleHex: "hex", showCurl: "curl", showExport: "save", showCopy: "copy", viewSegments: "segments", viewBytes: "bytes", turnTime: "time", readOn: "read on", viewMessages: "messages", down: "scroll", showHelp: "help", quit: "quit",
	},
}
