// Package lesson has the lessons that come with the program: each a capture of
// ours, what to look at in it, and a text for a student in English and Chinese.
//
// The lessons are data, in data/NN-name.md, for a teacher to correct without
// reading Go. A lesson begins with lines of "key: value":
//
//	capture: tcp/handshake.pcap 0   file in testdata, and which connections; may be given twice
//	title: …   title.zh: …          its name
//	look: …    look.zh: …           what to look at, in a line
//	heads: yes                      the heads of HTTP messages are shown as well
//
// then come the English text, a line of ---, and the Chinese text: paragraphs,
// parted by empty lines. What a text says of a frame it says by a marker,
// {frame:2 server SYN,ACK ack=1}, which a test holds against the capture and a
// reader sees as "frame 2 (SYN,ACK ack=x+1)". In a marker may stand the sender
// (not shown), the flags as SYN,ACK, numbers as seq=, ack=, len=, win= (relative, scaled),
// the state that an end comes to as client=TIME-WAIT (not shown), and in quotes what its bytes hold. In
// the second capture frames are named after it: {one-each:3 SYN}.
package lesson
