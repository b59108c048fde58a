package octets

// Words are the words of the page of a connection's bytes in one language.
type Words struct {
	Title, missing, unplaced, unreadable, Nothing string
	Only                                          [2]string
	OneWay, Turn, Segment, Text, hex              string
	InHex, InText                                 [2]string // what is not masked, in few words and in more
	Of, inFrame                                   string
}

// WordsIn has the words of bytes in each language of package meaning.
var WordsIn = [...]Words{
	{
		Title: "bytes of connection %d", missing: "[%s {byte is|bytes are} missing here]", unplaced: "[%s {byte|bytes} that cannot be read again]",
		unreadable: "[%s {byte|bytes} cannot be read again: %v]", Nothing: "no bytes",
		Only:   [...]string{"client alone", "server alone"},
		OneWay: "one way", Turn: "turn", Segment: "segment", Text: "text", hex: "hex",
		InHex: [...]string{"not masked", "secrets not masked"}, InText: [...]string{"bodies not masked", "secrets in bodies not masked"},
		Of: "%s of %s", inFrame: "frame %s",
	},
	{
		Title: "连接 %d 的字节", missing: "[此处缺少 %s 字节]", unplaced: "[%s 字节无法再次读取]",
		unreadable: "[%s 字节无法再次读取：%v]", Nothing: "没有字节",
		Only:   [...]string{"仅客户端", "仅服务器"},
		OneWay: "单向", Turn: "换向", Segment: "报文段", Text: "文本", hex: "十六进制",
		InHex: [...]string{"未遮盖", "机密未遮盖"}, InText: [...]string{"正文未遮盖", "正文中的机密未遮盖"},
		Of: "%s / %s", inFrame: "第 %s 帧",
	},
}
