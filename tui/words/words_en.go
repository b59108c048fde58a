package words

import (
	"wiretalk/httpdecode"
	"wiretalk/internal/body"
	"wiretalk/internal/meaning"
	"wiretalk/internal/websocket"
	"wiretalk/tcpreasm"
	"wiretalk/tui/keys"
)

// English is what the screen says in English.
var English = Screen{
	Language: meaning.English, Aside: "(%s)", Comma: ", ",
	ExchangesTab: "Exchanges", ConnectionsTab: "Connections", MessagesTab: "Messages", OfConnection: "of connection %d",

	Start: "time", Client: "client", Server: "server", Method: "verb", Host: "host", Target: "target", Status: "code",
	Kind: "type", Size: "size", Took: "took",
	ClientState: "client is", ServerState: "server is", Rtt: "rtt", Packets: "packets", Sent: "sent", Received: "got",
	Closed: "close", Protocol: "proto", Exchanges: "http", From: "from", Opcode: "kind", Message: "message", OneMessage: "Message %d",

	CloseKind: [...]string{
		tcpreasm.Open: "open", tcpreasm.Half: "half", tcpreasm.Fin: "fin", tcpreasm.Reset: "rst",
		tcpreasm.Refused: "refused", tcpreasm.Unanswered: "unanswered",
	},
	Closer: [...]string{tcpreasm.ByClient: "client", tcpreasm.ByServer: "server", tcpreasm.ByBoth: "both"},
	By:     " by ",

	NoRequest:     "request not captured",
	NoExchanges:   "No HTTP exchanges. Press 2 for the connections.",
	NoConnections: "No TCP connections.",
	NoMessages:    "No WebSocket messages.",
	Reading:       "reading…",

	Loading: "loading…", Request: "Request", Response: "Response", RequestBody: "Body of the request",
	ResponseBody: "Body of the response", Connection: "Connection %d",
	Resolve: "resolve", Connect: "connect", Send: "send", Wait: "wait", Receive: "receive", Total: "total",
	Started: "started", Frames: "frames %s", Head: "head %s", Body: "body %s", NoBody: "no body", BodyUnknown: "it is not known what the body is",
	NoMessage: "not in the capture", NoMessageYet: "not seen yet",
	Incomplete: "incomplete: its end was not seen", Growing: "still growing",
	Missing: "%s {byte|bytes} missing from the capture", Gap: "[%s {byte is|bytes are} missing here]",
	Pipelined:      "sent while %d earlier {request|requests} had no response",
	OpenedMessages: "opened a WebSocket: %s {message|messages}; w lists them",
	Meaning:        "Meaning", UnknownField: "not a registered field", hopByHop: "for the next recipient only",
	InFrame: "in frame %s", Before: "%s before the response", Trailers: "trailers, sent after the body",
	FollowedBy: "The redirect is followed by exchange %s.",
	Paired: [...]string{
		httpdecode.ByOrder:           "paired by order: ",
		httpdecode.ByAcknowledgement: "paired by order and by what the server had received: ",
		httpdecode.Resynchronised:    "paired anew after what was not captured: ",
	},
	Sureness: [...]string{httpdecode.Likely: "likely", httpdecode.Certain: "certain"},

	DecodedFrom: "%s, decoded from %s %s", DecodedPart: "part of what %s made of %s",
	NotDecoded: "shown as sent (%s): %v", Stopped: "reading stopped here: %v", Unreadable: "cannot be read again: %v",
	Bomb:         "a decompression bomb: %s makes more than %s of %s, over %.0f times as much; the rest is not read",
	ContentLimit: "longer than %s; the rest is not read", CodedCut: "%s ends early: what there is of it is shown",
	Behind:    "%s {byte follows|bytes follow} the end of its coding, which {is|are} none of it",
	MoreBelow: "more when you scroll on…", MoreAlone: "more: b shows the body alone", FoldsAlone: "b folds it",
	TooLong:     "the first %s lines; the rest is not shown (--save-bodies DIR saves it all)",
	PictureHint: "x shows its bytes",
	Part:        "Part %d", PartName: "field “%s”", PartFile: "file “%s”", PartCut: "the first %s lines; r shows all", Binary: "binary",
	BodyKinds: [...]string{
		body.Binary: "binary", body.PlainText: "text", body.JSON: "JSON", body.XML: "XML", body.HTML: "HTML",
		body.Form: "form", body.Multipart: "parts", body.Picture: "picture",
	},
	Forms: [...]string{1: "as sent", 2: "as sent, coded", 3: "in hex"},

	ProtocolStep: "protocol", Resolved: "resolved", AnsweredBy: "answered by %s", AskedAgain: "asked %d {time|times} more",
	Handshake: "handshake", NoHandshake: "not in the capture, or not complete", Ended: "close",
	ExchangesHint: "Enter lists them", MessagesHint: "w lists them", MessageCount: "%s {message|messages}",
	AlpnOffered: "ALPN offered", Certificate: "certificate", EncryptedHello: "encrypted ClientHello", RefusedWith: "alert",
	State: "state", Payload: "payload bytes", InOrder: "handed on in order", Lost: "missing",
	Yes: "yes", No: "no",
	WindowScale: "window scale", Timestamps: "timestamps", Window: "window", InFlight: "most in flight",
	RoundTrip: "round trip, mean", RoundTrips: "round trips", CutBytes: "cut by the capture", NotCaptured: "lost by the capture", Skipped: "of no message",
	LostBefore: "lost before capture", LostBehind: "lost behind capture", GotTwice: "received twice",
	CapturedTwice: "captured twice", Urgent: "urgent", Conflicting: "conflicting",

	FromEnd: "from the %s", Fragments: "%d {frame|frames} of a message", KeptOf: "the first %s of %s; the rest is not kept",
	NoCloseCode: "without a code",
	opcodes: [...]string{
		websocket.Continuation: "continued", websocket.Text: "text", websocket.Binary: "binary",
		websocket.Close: "close", websocket.Ping: "ping", websocket.Pong: "pong", 15: "",
	},

	Capturing: "capturing… nothing yet", Stopping: "stopping…", Paused: "PAUSED, %s new", LetGo: "%s let go",
	Dropped: "%s {packet|packets} dropped (%s), which came faster than could be taken", Without: "No more from ",
	PacketRate: "%spkt/s", BitRate: "%sbit/s", ExchangeRate: "%sexch/s",
	Unkept: "not kept: the capture became too long, and its oldest bytes made room for later ones",

	PacketsRead: "%s {packet|packets}", Follow: "following", Searching: "searching “%s”…", NotFound: "“%s” was not found",
	Found: "found “%s”", Failed: "Reading stopped: ", NoMessagesHere: "no WebSocket messages on connection %d",
	FullScreen: "full screen", Detail: "detail", otherPart: "other part", CurlTitle: "As curl",
	Hidden: "secrets are masked", Shown: "secrets are shown",

	Help: "Keys",
	Actions: [...]string{
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
		keys.ToggleMeanings: "say what each field does, or stop; ladder: show or hide the text",
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
		keys.NextFailing: "the next that failed: 400 and up, no response, broken off", keys.PreviousFailing: "the previous that failed",
		keys.GoBack: "back to what was looked at", keys.GoForward: "forward again",
		keys.ShowExport: "save a body, text, HAR, packets or a report to a file", keys.ShowCopy: "copy a part of what is selected",
		keys.NextTheme: "the next theme of colours", keys.ToggleMouse: "let the mouse act here, or leave it to the terminal",
		keys.Suspend: "suspend (fg brings it back)", keys.ShowHelp: "this help", keys.Quit: "quit",
	},
	Hints: [...]string{
		keys.ViewStatistics: "statistics", keys.ViewWaterfall: "waterfall", keys.ViewHealth: "health", keys.OrderBy: "order", keys.ViewDelay: "why slow", keys.ViewLadder: "ladder", keys.NextPhase: "phase", keys.ShowAll: "all", keys.ShowDiagram: "states", keys.ShowQuiz: "quiz", keys.NextLesson: "lesson", keys.NextCapture: "connection", keys.ToggleLanguage: "中文", keys.TogglePane: "play",
		keys.Open: "open", keys.Back: "back", keys.StartSearch: "search", keys.AskFilter: "filter", keys.ViewConnections: "views", keys.ToggleFollow: "follow", keys.TogglePause: "pause", keys.StopCapture: "stop",
		keys.NextItem: "next", keys.SwitchPane: "table", keys.ToggleMeanings: "meaning", keys.ToggleSecrets: "secrets", keys.TurnBody: "body",
		keys.ToggleHex: "hex", keys.ShowCurl: "curl", keys.ShowExport: "save", keys.ShowCopy: "copy", keys.ViewSegments: "segments", keys.ViewBytes: "bytes", keys.TurnTime: "time", keys.ReadOn: "read on", keys.ViewMessages: "messages", keys.Down: "scroll", keys.ShowHelp: "help", keys.Quit: "quit",
	},
}
