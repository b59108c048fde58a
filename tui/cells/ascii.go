package cells

import "github.com/gdamore/tcell/v2"

// InASCII says what a terminal shows that has none of the signs that the screen
// is drawn with, as where the locale is C. They are as wide as what they stand for.
func InASCII(canvas tcell.Screen) {
	for sign, plain := range map[rune]string{
		'▸': ">", '→': ">", '←': "<", '↑': "^", '↓': "v", '↺': "@", '›': ">", '‹': "<", '▶': ">", '◀': "<", '⇧': "^",
		'…': "~", '·': ".", '•': "*", '—': "-", '–': "-", 'µ': "u", '“': "\"", '”': "\"", '’': "'", '×': "x", '§': "S", '≥': ">",
		'█': "#", '▓': "#", '▒': "+", '░': ":", '▪': "*", '▏': "|", '▎': "|", '▍': "|", '▌': "|", '▋': "#", '▊': "#", '▉': "#",
		'▁': "_", '▂': "_", '▃': ".", '▄': "o", '▅': "o", '▆': "O", '▇': "O",
		'━': "=", '┏': "+", '┓': "+", '┗': "+", '┛': "+", '┃': "|", '┣': "+", '┫': "+", '┋': "|", '┊': "|", '┆': "|", '┬': "+", '┴': "+",
		'✓': "+", '✗': "x", '‼': "!", '▾': "v", '▴': "^", '◆': "*", '●': "*", '○': "o",
	} {
		canvas.RegisterRuneFallback(sign, plain)
	}
}
