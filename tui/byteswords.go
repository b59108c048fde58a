package tui

// bytesWords are the words of the page of a connection's bytes in one language.
type bytesWords struct {
	title, missing, unplaced, unreadable, nothing string
	only                                          [2]string
	oneWay, turn, segment, text, hex              string
	inHex, inText                                 [2]string // what is not masked, in few words and in more
	of, inFrame                                   string
}

var bytesWordsIn = [...]bytesWords{
	{
		title: "bytes of connection %d", missing: "[%s {byte is|bytes are} missing here]", unplaced: "[%s {byte|bytes} that cannot be read again]",
		unreadable: "[%s {byte|bytes} cannot be read again: %v]", nothing: "no bytes",
		only:   [...]string{"client alone", "server alone"},
		oneWay: "one way", turn: "turn", segment: "segment", text: "text", hex: "hex",
		inHex: [...]string{"not masked", "secrets not masked"}, inText: [...]string{"bodies not masked", "secrets in bodies not masked"},
		of: "%s of %s", inFrame: "frame %s",
	},
	{
		title: "连接 %d 的字节", missing: "[此处缺少 %s 字节]", unplaced: "[%s 字节无法再次读取]",
		unreadable: "[%s 字节无法再次读取：%v]", nothing: "没有字节",
		only:   [...]string{"仅客户端", "仅服务器"},
		oneWay: "单向", turn: "换向", segment: "报文段", text: "文本", hex: "十六进制",
		inHex: [...]string{"未遮盖", "机密未遮盖"}, inText: [...]string{"正文未遮盖", "正文中的机密未遮盖"},
		of: "%s / %s", inFrame: "第 %s 帧",
	},
}
