// Package words holds what the screen says, in English and in Chinese.
//
// A Screen is all of it in one language: of tables, details, the help and the
// status line. What says more of one thing, as of filters or of delay, has a type of
// its own. Texts with verbs are formats. They are data, and a test fails when one is
// missing in either language.
package words
