// Package body says what a message body is and shows it.
//
// What goes in: an [io.Reader] of the body, its chunks joined and its content
// codings undone (httpdecode.NewContentReader), and the value of its
// Content-Type. What comes out: its [Kind] ([KindOf]), its text as UTF-8
// ([UTF8]), its text laid out in lines whose pieces have roles, so that a
// screen can colour and fold them ([Layout], [Hex]), its parts ([PartReader]),
// its pairs ([Pairs]), its picture's size ([Image]), or, of several responses to
// range requests, the resource put together ([Assembler]).
//
// Bodies come from captures: they may be cut short, damaged or made to do
// harm. What can be read comes out first, then an error says what is wrong, and
// where. Nothing is read into memory as a whole: a line, a part's header or a pair is
// the most that is held, and [Limits] bound how many there are.
//
// Nothing is borrowed: lines, parts and pairs belong to who receives them. The
// text in them is as it was sent, control characters and all; [Printable] makes
// it fit for a terminal.
package body
