package filter

import "fmt"

// Error is what is wrong with an expression, and where: Length bytes from
// byte At on. At the end of the expression Length is 0.
type Error struct {
	At, Length int
	Reason     string
}

func (e *Error) Error() string { return e.Reason }

func wrong(t token, format string, args ...any) *Error {
	return &Error{t.at, t.length, fmt.Sprintf(format, args...)}
}
