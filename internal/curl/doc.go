// Package curl writes one exchange's request as a curl command that sends it
// again.
//
// What goes in: an exchange with its request, and the body as it was sent. What
// comes out: a command for a POSIX shell, and notes on where what it sends
// differs from what was sent. Every byte of a request is hostile: what is
// quoted means itself to the shell and to curl, whatever it is; no file of the
// reader is named but the one asked for, and no scheme but http and https.
//
// Control characters and bytes that are not UTF-8 are written as $'…' (POSIX
// 2024; bash, zsh, ksh), so that the command can be shown on a terminal.
//
// Secrets in fields and in the URL are masked unless asked for.
package curl
