package httpdecode

// Bounds on what a Conn keeps. Each has a note that says when it was reached.
const (
	MaxHead         = 256 << 10 // bytes of a start line with its fields, or of a trailer section: NoteHeadTooLong
	MaxStartLine    = 64 << 10  // bytes of a start line: NoteSkippedBytes
	MaxFields       = 1000      // fields of a head or a trailer section: NoteTooManyFields
	MaxInterim      = 64        // interim responses kept of one response: NoteTooManyInterim
	MaxInterimHeads = 64 << 10  // bytes of heads kept of the interim responses of one response: NoteTooManyInterim
	MaxOpen         = 4096      // exchanges not done: NoteQueueFull
	MaxChunkLine    = 4 << 10   // bytes of a chunk's size with its extensions; more of these are passed over: NoteOddChunkSize
	MaxUndecided    = 8 << 10   // bytes of a direction held until the protocol is known
)

const (
	keptExchanges = 32      // done exchanges whose memory is kept for the next, by all Conns of a Budget
	keptBuffer    = 8 << 10 // bytes of a buffer worth keeping for the next message
	keptFields    = 128     // fields of a list worth keeping
)
