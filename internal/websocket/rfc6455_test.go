package websocket

import (
	"strings"
	"testing"
)

// rules are RFC 6455's examples and rules, with its sections.
var rules = []struct {
	rule  string
	from  Direction
	input string // in hexadecimal
	want  string
}{
	{"§5.7 single-frame unmasked text", FromServer, "81 05 48 65 6c 6c 6f", `text 0 to 7: "Hello"`},
	{"§5.7 single-frame masked text", FromClient, "81 85 37 fa 21 3d 7f 9f 4d 51 58", `text 0 to 11: "Hello"`},
	{"§5.7 fragmented unmasked text", FromServer, "01 03 48 65 6c 80 02 6c 6f", `text in 2 frames 0 to 9: "Hello"`},
	{"§5.7 unmasked ping", FromServer, "89 05 48 65 6c 6c 6f", `ping 0: "Hello"`},
	{"§5.7 masked pong", FromClient, "8a 85 37 fa 21 3d 7f 9f 4d 51 58", `pong 0: "Hello"`},
	{"§5.7 256 bytes binary", FromServer, "82 7e 0100 " + strings.Repeat("61", 256), `binary 0 to 260: 256 bytes`},
	{"§5.7 64 KiB binary", FromServer, "82 7f 0000000000010000 " + strings.Repeat("61", 65536), `binary 0 to 65546: 65536 bytes`},

	{"§5.4 control frames amid fragments", FromServer, "01 01 61  89 00  00 01 62  8a 01 7a  80 01 63",
		"ping 3: \"\"\npong 8: \"z\"\ntext in 3 frames 0 to 14: \"abc\""},
	{"§5.4 empty fragments", FromServer, "02 00 00 00 80 00", `binary in 3 frames 0 to 6: ""`},
	{"§5.4 continuation of nothing", FromServer, "80 01 61 81 01 62", "continuation 0 to 3: \"a\" (stray-continuation)\ntext 3 to 6: \"b\""},
	{"§5.4 message within a message", FromServer, "01 01 61 81 01 62", "text 0 to 3: \"a\" (interrupted)\ntext 3 to 6: \"b\""},

	{"§5.1 client must mask", FromClient, "81 01 61", `text 0 to 3: "a" (unmasked)`},
	{"§5.1 server must not mask", FromServer, "89 81 00 00 00 00 61", `ping 0: "a" (masked)`},
	{"§5.2 reserved bits", FromServer, "d1 01 61  81 01 62", "text 0 to 3: \"a\" (reserved-bits)\ntext 3 to 6: \"b\""},
	{"§5.2 reserved opcode", FromServer, "83 01 61 8b 01 62", "opcode 3 0 to 3: \"a\" (reserved-opcode)\nopcode 11 3: \"b\" (reserved-opcode)"},
	{"§5.2 length longer than need be", FromServer, "82 7e 0001 61  82 7f 0000000000000001 61",
		"binary 0 to 5: \"a\" (long-length)\nbinary 5 to 16: \"a\" (long-length)"},
	{"§5.2 the highest bit of a length is 0", FromServer, "81 01 61 82 7f 8000000000000001 6161 81 01 61",
		"text 0 to 3: \"a\"\nlost unsaid (bad-length)"},
	{"§5.2 a length beyond all numbers", FromServer, "81 01 61 82 7f 7fffffffffffffff 6161", "text 0 to 3: \"a\"\nlost unsaid (bad-length)"},
	{"§5.2 a bad length cuts the message", FromServer, "01 01 61 80 7f ffffffffffffffff 61", "text 0 to 3: \"a\" (bad-length)\nlost (bad-length)"},

	{"§5.5 control frames are short", FromServer, "89 7e 007e " + strings.Repeat("61", 126) + " 89 00",
		"ping 0: \"" + strings.Repeat("a", 125) + "\" (long-control)\nping 130: \"\""},
	{"§5.5 control frames are whole", FromServer, "09 01 61 81 01 62", "ping 0: \"a\" (fragmented-control)\ntext 3 to 6: \"b\""},
	{"§5.5.1 close without a code", FromServer, "88 00", `close 0: ""`},
	{"§5.5.1 close with one byte", FromServer, "88 01 03", `close 0: "\x03" (short-close)`},
	{"§5.5.1 close with code and reason", FromServer, "88 05 03e9 627965", `close 0: 1001 going away "bye"`},
	{"§5.5.1 reason is UTF-8", FromServer, "88 03 03e8 ff", `close 0: 1000 normal closure "\xff" (not-utf8)`},
	{"§5.5.1 nothing follows a close", FromServer, "88 00 81 01 61", "close 0: \"\"\ntext 2 to 5: \"a\" (after-close)"},
	{"§7.4.1 1005 is never sent", FromServer, "88 02 03ed", `close 0: 1005 no status received "" (odd-close-code)`},
	{"§7.4.2 2999 is not assigned", FromServer, "88 02 0bb7", `close 0: 2999 not assigned "" (odd-close-code)`},
	{"§7.4.2 999 is not used", FromServer, "88 02 03e7", `close 0: 999 not used "" (odd-close-code)`},
	{"§7.4.2 4000 is private", FromServer, "88 02 0fa0", `close 0: 4000 for private use ""`},
	{"§7.4.2 5000 is not defined", FromServer, "88 02 1388", `close 0: 5000 not defined "" (odd-close-code)`},

	{"§8.1 text is UTF-8", FromServer, "81 02 c328", `text 0 to 4: "\xc3(" (not-utf8)`},
	{"§8.1 a character may be cut by fragments", FromServer, "01 02 f09f 00 01 98 80 01 80", `text in 3 frames 0 to 10: "😀"`},
	{"§8.1 text ends with a whole character", FromServer, "81 03 f09f98", `text 0 to 5: "\xf0\x9f\x98" (not-utf8)`},
	{"§8.1 surrogates are not UTF-8", FromServer, "81 03 eda080", `text 0 to 5: "\xed\xa0\x80" (not-utf8)`},
	{"§8.1 binary may be anything", FromServer, "82 01 ff", `binary 0 to 3: "\xff"`},

	{"the direction ends in a payload", FromServer, "81 05 4865", "text 0 to 4: \"He\" (truncated)\nlost (truncated)"},
	{"the direction ends in a header", FromServer, "81 05 4865 6c6c6f 81", "text 0 to 7: \"Hello\"\nlost unsaid (truncated)"},
	{"the direction ends between fragments", FromServer, "01 01 61", "text 0 to 3: \"a\" (truncated)\nlost (truncated)"},
	{"the direction ends in a control frame", FromServer, "01 01 61 89 02 62", "ping 3: \"b\" (truncated)\ntext 0 to 3: \"a\" (truncated)\nlost (truncated)"},
}

func TestRFC6455(t *testing.T) {
	for _, x := range rules {
		t.Run(x.rule, func(t *testing.T) {
			input := unhex(t, x.input)
			for _, size := range []int{1, 2, 3, 7, len(input)} {
				if got := decode(Options{Direction: x.from}, input, size); got != x.want {
					t.Fatalf("in pieces of %d:\n%s\nwant\n%s", size, got, x.want)
				}
			}
		})
	}
}
