// Package theme says in which style the screen draws what: tones for what a
// text means, and the colours of each palette for them.
//
// In goes a name, or what the environment tells of the terminal; out come
// styles of tcell. Where there are no colours, attributes tell the tones apart.
package theme
