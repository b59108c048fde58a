// Package store keeps packets while they are read: in a spool, so that they
// can be read again, and in files that somebody asked for.
//
// A capture.Source goes in and one comes out that gives the same packets. Before
// it hands a batch on, the batch is written down:
//
//	spool := store.NewSpool(store.SpoolOptions{})
//	files, err := store.Create("trace%H%M.pcapng", store.FileOptions{Rotation: store.Rotation{Seconds: 60}})
//	...
//	src = store.Keep(src, store.Options{Spool: spool, Files: files})
//
// Everything is written as pcapng, and never less than whole blocks: whatever
// happens to the program, what was handed on can be read.
//
// What cannot be written is said once, as an error of ReadBatch, and reading goes on.
package store
