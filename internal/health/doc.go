// Package health says what a capture is worth: what it lacks, what in it may
// mislead, and what that means for what is shown of it.
//
// In go a trace and what is known of its source; out come plain findings, each
// with how often it was met, where, and a few sentences on it in English and
// Chinese. It looks at connections once, and takes no memory for them.
package health
