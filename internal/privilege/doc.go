// Package privilege gives up for good what only the opening of a capture
// needed.
//
// Drop makes the process one of the user who asked for the capture: from then on a flaw in what reads hostile packets is worth
// no more than that user's own rights, less than those where the kernel helps.
package privilege
