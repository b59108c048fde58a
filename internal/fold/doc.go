// Package fold holds a body that was laid out as a tree: lines under which those that
// are indented deeper fold away, as the members of an object under its brace.
//
// What goes in: the lines of [body.Layout], so that what is kept is what was sent: names
// that are there twice, the spelling of numbers, and, where a text stops being what it is said
// to be, the words that say where, and the rest as it is. What comes out: which lines are in
// sight, how many members one that is folded holds, and where a text is, within what
// is folded too.
//
// Bodies may be made to do harm. A tree has at most [MaxLines] lines and [MaxText] bytes;
// nothing in it recurses, however deep a body nests.
package fold
