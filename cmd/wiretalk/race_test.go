//go:build race

package main

// raceDetector says that the program under test is many times slower.
const raceDetector = true
