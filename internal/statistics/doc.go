// Package statistics counts what a trace holds: by host, path, status, method,
// type, client and server, with sizes and times, the slowest exchanges, and the
// connections that carried and lost most.
//
// A Report is a picture of one moment. Making it looks at every row once and
// takes memory for the groups, which are limited, not for the rows.
package statistics
