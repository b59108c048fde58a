//go:build unix

package tui

import (
	"os"
	"os/signal"
	"syscall"

	"wiretalk/internal/crash"
)

// onQuit gives the terminal back before SIGQUIT makes the program say where
// all its goroutines are and die, so that this can be read. stop ends that.
func onQuit() (stop func()) {
	told, done := make(chan os.Signal, 1), make(chan struct{})
	signal.Notify(told, syscall.SIGQUIT)
	go func() {
		defer crash.Guard()
		select {
		case <-told:
			crash.Restore()
			signal.Reset(syscall.SIGQUIT)
			_ = syscall.Kill(os.Getpid(), syscall.SIGQUIT)
		case <-done:
		}
	}()
	return func() {
		signal.Stop(told)
		close(done)
	}
}
