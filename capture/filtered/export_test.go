package filtered

// MarkEvery sets how close marks are, until the function it returns is called.
func MarkEvery(packets int64) (undo func()) {
	before := markEvery
	markEvery = packets
	return func() { markEvery = before }
}
