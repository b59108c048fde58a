// Package har renders exchanges as HAR 1.2, the HTTP Archive that browsers'
// network panels export and import.
//
// What goes in: one exchange after the other, with the capture to read bodies
// from again ([Recorder]). What comes out: an entry for each, and around them the
// head and tail of the document ([Document]). Little is kept: an entry is
// rendered into the caller's buffer when its exchange is complete, and all that is in
// memory besides is the content of one message and what open WebSockets said, up to limits.
//
// Entries are in the order in which exchanges were complete, but for those that
// opened a WebSocket: they come when their connection is over, with its messages
// as Chromium's network panel has them (_webSocketMessages), of each the first
// kilobytes. log.pages is empty: a capture does not say what a page is. What HAR has no place for is in
// fields whose names begin with an underscore, as the format provides. Fields
// are shown as they were sent, unless a Recorder is to mask cookies and credentials.
//
// # Where HAR asks for what a capture may lack
//
//   - An exchange without a response has status 0, as in browsers.
//   - One without a request has the method "UNKNOWN" and the server's address as
//     its URL.
//   - A time that was not seen is 0 where HAR has no word for that, and -1 where
//     it has; the sum of the times but -1 is always that of the entry.
//   - startedDateTime is when the request began, or the connection it opened:
//     time spent on a handshake just before is counted in it.
//   - Bytes of a URL that no URI may have are percent-encoded; then _target has
//     what was sent.
//   - A body that is not text is in base64: in a response HAR's encoding says so,
//     in a request, where HAR has no place for it, _encoding.
package har
