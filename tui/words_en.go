package tui

import (
	"wiretalk/httpdecode"
	"wiretalk/internal/body"
	"wiretalk/internal/meaning"
	"wiretalk/internal/websocket"
	"wiretalk/tcpreasm"
	"wiretalk/tui/keys"
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
		keys.Down: "down", keys.Up: "up", keys.PageDown: "a page down", keys.PageUp: "a page up", keys.HalfDown: "half a page down",
		keys.HalfUp: "half a page up", keys.First: "to the first", keys.Last: "to the last",
		keys.Open:       "open the detail, or a connection's exchanges; again: full screen",
		keys.Back:       "back: leave full screen, the detail, a connection",
		keys.TogglePane: "show or hide the detail; ladder: play, stop; tree: fold", keys.SwitchPane: "change between table and detail",
		keys.NextItem: "the next row, from the detail; ladder: change of state", keys.PreviousItem: "the previous row; ladder: the change of state before",
		keys.ViewExchanges: "all exchanges", keys.ViewConnections: "all connections; where one is looked at: that one",
		keys.ViewMessages:   "the WebSocket messages of the connection",
		keys.ViewSegments:   "the segments of the connection",
		keys.ViewStatistics: "statistics: by host, path, status …, what is slow, what failed",
		keys.ViewWaterfall:  "exchanges on a time axis",
		keys.ViewHealth:     "what the capture lacks, and what in it may mislead",
		keys.ViewDelay:      "where the time of the exchange went",
		keys.ViewLessons:    "the lessons that come with the program",
		keys.ViewLadder:     "the ladder of the connection: its segments, explained",
		keys.NextPhase:      "ladder: to the next message, or the close", keys.PreviousPhase: "ladder: to the one before",
		keys.ShowAll: "ladder: show what comes later, or not", keys.Faster: "ladder: play faster; waterfall: zoom in; tree: unfold all", keys.Slower: "ladder: play slower; waterfall: zoom out; tree: fold all",
		keys.ShowDiagram: "ladder: the state diagram, with both ends on it", keys.ShowQuiz: "ladder: be asked what comes next",
		keys.NextLesson: "lesson: the next", keys.PreviousLesson: "lesson: the one before", keys.NextCapture: "lesson: its next connection",
		keys.ToggleLanguage: "中文 / English",
		keys.ViewBytes:      "the bytes of the connection, as both ends sent them",
		keys.TurnTime:       "segments: time of day, since the start, since the one before",
		keys.ReadOn:         "segments, bytes: read on where reading stopped",
		keys.ToggleMeanings: "say what each field does, or stop",
		keys.ToggleSecrets:  "show or mask passwords, tokens, cookies",
		keys.TurnBody:       "the response's body alone, the request's, all; next rows too",
		keys.ToggleHex:      "bodies in hex, or laid out",
		keys.ToggleRaw:      "bodies as sent, coded, or laid out; ladder: real numbers",
		keys.ShowCurl:       "show and copy the request as a curl command",
		keys.StartSearch:    "search in the table, or in the text that keys act on", keys.SearchNext: "the next that was found",
		keys.SearchPrevious: "the previous that was found", keys.ToggleFollow: "follow: stay on the last while the capture grows",
		keys.TogglePause: "hold what is shown as it is while the capture grows, or go on",
		keys.StopCapture: "stop capturing, and stay here",
		keys.AskFilter:   "show only what passes a filter, as http.response.code >= 500",
		keys.AskCommand:  "a command: Tab lists them", keys.OrderBy: "order by a column; twice: the other way", keys.ReverseOrder: "turn the order round",
		keys.ChooseColumns: "choose columns", keys.MarkRow: "mark the row, or not", keys.NextMark: "the next marked row", keys.PreviousMark: "the previous marked row",
		keys.GoBack: "back to what was looked at", keys.GoForward: "forward again",
		keys.ShowExport: "save a body, text, HAR, packets or a report to a file", keys.ShowCopy: "copy a part of what is selected",
		keys.NextTheme: "the next theme of colours", keys.ToggleMouse: "let the mouse act here, or leave it to the terminal",
		keys.Suspend: "suspend (fg brings it back)", keys.ShowHelp: "this help", keys.Quit: "quit",
	},
	hints: [...]string{
		keys.ViewStatistics: "statistics", keys.ViewWaterfall: "waterfall", keys.ViewHealth: "health", keys.OrderBy: "order", keys.ViewDelay: "why slow", keys.ViewLadder: "ladder", keys.NextPhase: "phase", keys.ShowAll: "all", keys.ShowDiagram: "states", keys.ShowQuiz: "quiz", keys.NextLesson: "lesson", keys.NextCapture: "connection", keys.ToggleLanguage: "中文", keys.TogglePane: "play",
		keys.Open: "open", keys.Back: "back", keys.StartSearch: "search", keys.AskFilter: "filter", keys.ViewConnections: "views", keys.ToggleFollow: "follow", keys.TogglePause: "pause", keys.StopCapture: "stop",
		keys.NextItem: "next", keys.SwitchPane: "table", keys.ToggleMeanings: "meaning", keys.ToggleSecrets: "secrets", keys.TurnBody: "body",
		keys.ToggleHex: "hex", keys.ShowCurl: "curl", keys.ShowExport: "save", keys.ShowCopy: "copy", keys.ViewSegments: "segments", keys.ViewBytes: "bytes", keys.TurnTime: "time", keys.ReadOn: "read on", keys.ViewMessages: "messages", keys.Down: "scroll", keys.ShowHelp: "help", keys.Quit: "quit",
	},
}
