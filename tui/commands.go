package tui

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"wiretalk/internal/filter"
	"wiretalk/internal/trace"
	"wiretalk/tui/cells"
	"wiretalk/tui/keys"
	"wiretalk/tui/table"
	"wiretalk/tui/theme"
	"wiretalk/tui/words"
)

// command is something that can be done by writing its name behind ":".
type command struct {
	name  string
	args  string    // what stands behind it, as "N"; empty for nothing
	means [2]string // what it does, in English and Chinese

	// run does it. args is what was written behind the name, without blanks around it.
	run func(s *screen, args string) error

	// complete says how args can go on before a byte, and from which byte on; may be nil.
	complete func(s *screen, args string, at int) (from int, list []candidate)
}

// commands are all commands, by name. Pages add theirs in an init function.
var commands []command

// addCommands adds commands to those that there are.
func addCommands(list ...command) {
	commands = append(commands, list...)
	slices.SortStableFunc(commands, func(a, b command) int { return strings.Compare(a.name, b.name) })
}

// doing is the command that a key does too.
func doing(name string, a keys.Action, english, chinese string) command {
	return command{name: name, means: [2]string{english, chinese}, run: func(s *screen, _ string) error {
		s.do(a)
		return nil
	}}
}

func init() {
	addCommands(
		command{name: "goto", args: "N", means: [2]string{"select row number N", "选中编号为 N 的行"}, run: gotoRow},
		command{name: "frame", args: "N", means: [2]string{"select the exchange in which frame N is", "选中第 N 帧所在的请求与响应"}, run: gotoFrame},
		command{name: "stream", args: "N", means: [2]string{"select connection N", "选中连接 N"}, run: gotoStream},
		command{name: "filter", args: "EXPR", means: [2]string{"show only what passes; without EXPR all", "只显示匹配的行；省略表达式则显示全部"},
			run: func(s *screen, args string) error { return s.setFilter(args) },
			complete: func(s *screen, args string, at int) (int, []candidate) {
				return s.completeFilter(args, at, atOncePressed)
			}},
		command{name: "only", args: "COLUMN", means: [2]string{"filter by what the selected row has there", "只看与所选行在该列相同的行"},
			run: func(s *screen, args string) error { return s.filterLikeThis(args, false) }, complete: completeLike},
		command{name: "hide", args: "COLUMN", means: [2]string{"leave out what is there as in the selected row", "隐藏与所选行在该列相同的行"},
			run: func(s *screen, args string) error { return s.filterLikeThis(args, true) }, complete: completeLike},
		command{name: "sort", args: "COLUMN", means: [2]string{"order by a column; again the other way; without COLUMN by number", "按列排序；再次则反向；省略则按编号"},
			run: func(s *screen, args string) error { return s.sortBy(args) }, complete: completeColumns},
		command{name: "columns", args: "NAMES", means: [2]string{"show these columns in this order; else the usual ones", "依此顺序显示这些列；省略则为通常的列"},
			run: func(s *screen, args string) error { return s.showColumns(strings.FieldsFunc(args, isSeparator)) }, complete: completeColumns},
		command{name: "marked", means: [2]string{"show only marked rows, or all again", "只显示标记的行，或恢复全部"},
			run: func(s *screen, _ string) error { return s.showMarked() }},
		command{name: "unmark", means: [2]string{"take all marks away", "清除所有标记"},
			run: func(s *screen, _ string) error { return s.unmarkAll() }},
		doing("exchanges", keys.ViewExchanges, "all exchanges", "全部请求"),
		doing("connections", keys.ViewConnections, "all connections", "全部连接"),
		doing("messages", keys.ViewMessages, "the WebSocket messages of the connection", "此连接的 WebSocket 消息"),
		doing("segments", keys.ViewSegments, "the segments of the connection", "此连接的报文段"),
		doing("follow", keys.ToggleFollow, "stay on the last row while the capture grows, or stop", "捕获增长时停在最后一行，或不再跟随"),
		doing("pause", keys.TogglePause, "hold the tables as they are, or go on", "保持表格不变，或恢复"),
		doing("stop", keys.StopCapture, "stop capturing", "停止捕获"),
		doing("quit", keys.Quit, "quit", "退出"),
		command{name: "help", means: [2]string{"the keys, and these commands", "按键与这些命令"}, run: func(s *screen, _ string) error {
			s.over = newOverlay(s.words.Help, slices.Concat(helpLines(s.words, s.keys), commandLines(s.words)))
			return nil
		}},
	)
}

func isSeparator(r rune) bool { return r == ' ' || r == ',' }

// keys.AskCommand opens the command line.
func (s *screen) askCommand() {
	s.askLine(asking{
		label: ":", keys: s.filterWords().CommandKeys, history: s.commands,
		check:    s.checkCommand,
		complete: s.completeCommand,
		answer:   s.runCommand,
	}, "")
}

// runCommand does what a line says.
func (s *screen) runCommand(text string) {
	s.commands.add(text)
	name, args := divideCommand(text)
	if name == "" {
		return
	}
	c := findCommand(name)
	if c == nil {
		s.message = fmt.Sprintf(s.filterWords().NoCommand, name)
		return
	}
	if err := c.run(s, args); err != nil {
		s.message = err.Error()
	}
}

// divideCommand parts a command's name from what stands behind it. A number
// alone is that of a row.
func divideCommand(text string) (name, args string) {
	text = strings.TrimSpace(text)
	if _, err := strconv.Atoi(text); err == nil {
		return "goto", text
	}
	name, args, _ = strings.Cut(text, " ")
	return name, strings.TrimSpace(args)
}

// findCommand finds a command by its name, or by what no other begins with; nil
// when there is none.
func findCommand(name string) *command {
	var found *command
	for i := range commands {
		c := &commands[i]
		switch {
		case c.name == name:
			return c
		case !strings.HasPrefix(c.name, name):
		case found != nil:
			found = &command{} // ambiguous
		default:
			found = c
		}
	}
	if found == nil || found.run == nil {
		return nil
	}
	return found
}

// checkCommand points at what is wrong with a filter while it is written.
func (s *screen) checkCommand(text string) *fault {
	name, args := divideCommand(text)
	if c := findCommand(name); c == nil || c.name != "filter" || args == "" {
		return nil
	}
	f := s.checkFilter(args)
	if f != nil {
		f.at += strings.LastIndex(text, args)
	}
	return f
}

// completeCommand says how a command line can go on.
func (s *screen) completeCommand(text string, at int) (from int, list []candidate) {
	name, _, hasArgs := strings.Cut(text[:at], " ")
	if hasArgs {
		c := findCommand(name)
		if c == nil || c.complete == nil {
			return at, nil
		}
		before := len(name) + 1
		from, list = c.complete(s, text[before:], at-before)
		return from + before, list
	}
	for _, c := range commands {
		if strings.HasPrefix(c.name, name) {
			means := c.means[s.words.Language]
			if c.args != "" {
				means = c.args + ": " + means
			}
			list = append(list, candidate{c.name, means})
		}
	}
	return 0, list
}

// commandLines lists all commands with what they do.
func commandLines(w *words.Screen) []cells.Line {
	widest := 0
	for _, c := range commands {
		widest = max(widest, cells.Width(":"+c.name+" "+c.args))
	}
	lines := []cells.Line{cells.Of(), cells.Of(cells.Ink(words.FilterIn[w.Language].CommandTitle, theme.Title))}
	for _, c := range commands {
		text := ":" + c.name + " " + c.args
		lines = append(lines, cells.Prose(widest+2, cells.Ink(text+cells.Spaces(widest+2-cells.Width(text)), theme.Name), cells.Ink(c.means[w.Language], theme.Plain)))
	}
	return lines
}

// number is the number that args are.
func (s *screen) number(args string) (int, error) {
	n, err := strconv.Atoi(strings.ReplaceAll(args, ",", ""))
	if err != nil || n < 0 {
		return 0, errors.New(s.filterWords().WantsNumber)
	}
	return n, nil
}

// gotoRow selects a row by the number that the table shows.
func gotoRow(s *screen, args string) error {
	n, err := s.number(args)
	if err != nil {
		return err
	}
	if s.view != connectionsView {
		n-- // exchanges and messages are counted from 1
	}
	s.closePages()
	there := false
	s.trace.View(func(r *trace.Reader) { there = table.Holds(s.grid().List.Numbers(r), n) })
	if !there {
		return fmt.Errorf(s.filterWords().NoRow, args)
	}
	s.standOn(n)
	return nil
}

func gotoStream(s *screen, args string) error {
	n, err := s.number(args)
	if err == nil && s.trace.Connection(n).Gone {
		err = fmt.Errorf(s.filterWords().NoRow, args)
	}
	if err != nil {
		return err
	}
	s.goToConnection(n)
	return nil
}

// filterLikeThis filters by what the selected row has in a column, besides what
// is filtered by already.
func (s *screen) filterLikeThis(column string, hide bool) error {
	if i := table.Named(s.grid().List.Columns(), column); i >= 0 {
		column = s.grid().List.Columns()[i].Name
	}
	like := s.likeThis(column)
	if like == "" {
		tables := [...]string{exchangesView: s.words.ExchangesTab, connectionsView: s.words.ConnectionsTab, messagesView: s.words.MessagesTab}
		return fmt.Errorf(s.filterWords().NoValue, strings.ToLower(tables[s.view]), column, strings.Join(s.alike(), " "))
	}
	if hide {
		like = "!(" + like + ")"
	}
	return s.setFilter(filter.Narrowed(s.filterText(), like))
}

// alike are the columns that rows can be filtered by as the selected one has them.
var alike = []string{"client", "close", "connection", "host", "method", "protocol", "server", "status", "target", "type"}

// alike are those of them that say something of the selected row.
func (s *screen) alike() []string {
	return slices.DeleteFunc(slices.Clone(alike), func(name string) bool { return s.likeThis(name) == "" })
}

func completeLike(s *screen, args string, _ int) (int, []candidate) {
	var list []candidate
	for _, name := range s.alike() {
		if strings.HasPrefix(name, args) {
			list = append(list, candidate{name, s.likeThis(name)})
		}
	}
	return 0, list
}

func completeColumns(s *screen, args string, at int) (int, []candidate) {
	from := strings.LastIndexFunc(args[:at], isSeparator) + 1
	var list []candidate
	for _, c := range s.grid().List.Columns() {
		if strings.HasPrefix(c.Name, args[from:at]) {
			list = append(list, candidate{c.Name, c.Title})
		}
	}
	return from, list
}

// showMarked shows the rows alone that are marked, or all again.
func (s *screen) showMarked() error {
	g := s.grid()
	if !g.Marks.Any() && g.Arranged.Marked == nil {
		return errors.New(s.filterWords().NoMarks)
	}
	if g.Arranged.Marked != nil {
		g.Arranged.Marked = nil
	} else {
		g.Arranged.Marked = g.Marks.Numbers()
	}
	g.Arranged.Picked = table.Picked{}
	s.rearrange()
	return nil
}

// unmarkAll takes the marks of the table in sight away.
func (s *screen) unmarkAll() error {
	g := s.grid()
	if g.Marks == nil {
		return nil
	}
	clear(g.Marks.Of)
	if g.Arranged.Marked != nil {
		return s.showMarked()
	}
	g.Widest = nil
	return nil
}
