// Package keys says what each key does: the actions, the keys that they have at
// first, and the keymap of a user who wants others.
//
// In go events of tcell and a user's configuration; out come actions, and how their
// keys are written, for the help, the status line and the texts that name a key. It
// knows nothing of what an action does: that is the screen's and its pages'.
package keys
