// Package detail says in lines what is known of the row that is selected: of an
// exchange its heads, bodies and remarks, of a connection its ends and its way, of a
// message its bytes.
//
// In go rows of the trace, how they are to be looked at, and words of one language; out
// come lines. Heads and bodies are read from the capture again, which may block and is
// done beside the event loop under a context; of a body as much as its Look asks for.
// Secrets are masked unless the Look reveals them.
package detail
