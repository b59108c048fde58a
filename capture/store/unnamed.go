package store

import "os"

// unnamed is a temporary file without a name.
type unnamed struct {
	*os.File
	remove bool // it still has one, since the system cannot remove an open file
}

// createUnnamed makes a file that only its user may read.
func createUnnamed(dir string) (spoolFile, error) {
	f, err := os.CreateTemp(dir, "wiretalk-spool-")
	if err != nil {
		return nil, err
	}
	return &unnamed{File: f, remove: os.Remove(f.Name()) != nil}, nil
}

func (f *unnamed) Close() error {
	err := f.File.Close()
	if f.remove {
		os.Remove(f.Name())
	}
	return err
}
