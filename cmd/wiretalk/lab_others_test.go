//go:build !linux

package main

// flood is for tests on Linux.
func flood() {}
