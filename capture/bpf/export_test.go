package bpf

import "golang.org/x/net/bpf"

// NewProgram makes a program of instructions from elsewhere.
func NewProgram(list []bpf.Instruction) *Program { return newProgram(list) }
