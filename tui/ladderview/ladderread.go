package ladderview

// Read takes note that so many segments are read.
func (h *HowFar) Read(done, of int64) { h.ReadPercent.Store(done * 100 / max(of, 1)) }

// Made takes note that so many rows of the ladder are made.
func (h *HowFar) Made(done, of int64) { h.MadePercent.Store(done * 100 / max(of, 1)) }
