//go:build !linux

package main

import "errors"

func onInterface(int64, uint64, *progressLine) (table, error) {
	return nil, errors.New("network namespaces are needed, which only Linux has")
}

func becomesTalker() bool { return false }
