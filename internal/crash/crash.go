// Package crash lets a program that has taken over the terminal give it back
// before it dies of a panic, so that what the panic says can be read.
//
// Who takes the terminal registers how it is given back (Before). Every
// goroutine that runs meanwhile defers Guard. Go itself knows no such hook: a
// panic in a goroutine ends the program there and then.
package crash

import (
	"runtime/debug"
	"slices"
	"sync"
)

// Die, where the program has set it before any goroutine is guarded, says what a
// panic was, with the stack of the goroutine that it was in, and ends the program.
// Without it the panic goes on, and Go ends the program with the status 2.
var Die func(panicked any, stack []byte)

var (
	mu       sync.Mutex
	restores []*func()
)

// Before registers what is to be done before the program dies. It is called at
// most once, on whichever goroutine panics. forget takes it back.
func Before(restore func()) (forget func()) {
	mu.Lock()
	defer mu.Unlock()
	restores = append(restores, &restore)
	return func() {
		mu.Lock()
		defer mu.Unlock()
		restores = slices.DeleteFunc(restores, func(r *func()) bool { return r == &restore })
	}
}

// Guard is deferred first of all by a goroutine. It does what was registered,
// and has the program die.
func Guard() {
	if p := recover(); p != nil {
		Restore()
		if Die != nil {
			Die(p, debug.Stack())
		}
		panic(p)
	}
}

// Restore does what was registered, for who ends the program in another way.
func Restore() {
	mu.Lock()
	list := restores
	restores = nil
	mu.Unlock()
	for _, restore := range slices.Backward(list) {
		(*restore)()
	}
}
