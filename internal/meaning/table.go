package meaning

import (
	"embed"
	"fmt"
	"strings"
)

//go:embed data/*.tsv
var data embed.FS

// rows reads a table of the data: lines of as many columns, parted by tabs;
// empty lines and those that begin with # are passed over. It panics on a line
// that does not fit, which is an error of the program's own data.
func rows(file string, columns int) [][]string {
	b, err := data.ReadFile("data/" + file)
	if err != nil {
		panic("meaning: " + err.Error())
	}
	var table [][]string
	for n, line := range strings.Split(string(b), "\n") {
		if line == "" || line[0] == '#' {
			continue
		}
		row := strings.Split(line, "\t")
		if len(row) != columns {
			panic(fmt.Sprintf("meaning: data/%s:%d has %d columns, not %d; columns are parted by one tab", file, n+1, len(row), columns))
		}
		table = append(table, row)
	}
	return table
}

// longestName is beyond the length of every name that is looked up.
const longestName = 64

// lowered puts name in lower case into buf, and reports false when it does not
// fit, so that a lookup by it allocates nothing.
func lowered(buf *[longestName]byte, name string) ([]byte, bool) {
	if len(name) > len(buf) {
		return nil, false
	}
	for i := range len(name) {
		buf[i] = lower(name[i])
	}
	return buf[:len(name)], true
}

func lower(c byte) byte {
	if 'A' <= c && c <= 'Z' {
		return c + 'a' - 'A'
	}
	return c
}
