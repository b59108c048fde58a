package tui

import (
	"wiretalk/internal/ladder"
	"wiretalk/internal/replay"
	"wiretalk/tui/keys"
)

// step is the segment of the selected row, the last of a fold; nil while there
// is none.
func (p *ladderPage) step() *replay.Step {
	if p.model == nil {
		return nil
	}
	return &p.model.Steps[p.at()]
}

// at is the place of the last step that has happened at the cursor.
func (p *ladderPage) at() int {
	if p.cursor >= len(p.model.Rows) {
		return len(p.model.Steps) - 1
	}
	r := &p.model.Rows[p.cursor]
	if r.Kind == ladder.Silence {
		return max(r.Step-1, 0)
	}
	return r.Last
}

// onFold says whether the selected row opens.
func (p *ladderPage) onFold() bool {
	return p.model != nil && p.cursor < len(p.model.Rows) && p.model.Rows[p.cursor].Kind == ladder.Fold
}

// goTo selects a row.
func (p *ladderPage) goTo(row int) {
	if p.model != nil {
		p.cursor = max(0, min(row, len(p.model.Rows)))
	}
}

// goToFrame selects the row of a frame, or the last before it.
func (p *ladderPage) goToFrame(frame int64) {
	m := p.model
	for p.cursor = 0; p.cursor+1 < len(m.Rows); p.cursor++ {
		if next := &m.Rows[p.cursor+1]; m.Steps[next.Step].Frame > frame || next.Kind == ladder.Silence && m.Steps[next.Step].Frame >= frame {
			break
		}
	}
}

// move moves the cursor; false when a is no movement.
func (p *ladderPage) move(a keys.Action) bool {
	switch a {
	case keys.Down:
		p.goTo(p.cursor + 1)
	case keys.Up:
		p.goTo(p.cursor - 1)
	case keys.PageDown:
		p.goTo(p.cursor + max(p.rows, 1))
	case keys.PageUp:
		p.goTo(p.cursor - max(p.rows, 1))
	case keys.HalfDown:
		p.goTo(p.cursor + max(p.rows/2, 1))
	case keys.HalfUp:
		p.goTo(p.cursor - max(p.rows/2, 1))
	case keys.First:
		p.goTo(0)
	case keys.NextItem:
		p.seek(1, p.changes)
	case keys.PreviousItem:
		p.seek(-1, p.changes)
	case keys.NextPhase:
		p.seek(1, p.beginsPhase)
	case keys.PreviousPhase:
		p.seek(-1, p.beginsPhase)
	default:
		return false
	}
	return true
}

// seek goes to the next row that fits, in steps of 1 or -1; behind the last
// comes the verdict.
func (p *ladderPage) seek(step int, fits func(row int) bool) {
	for row := p.cursor + step; row >= 0 && row < len(p.model.Rows); row += step {
		if fits(row) {
			p.goTo(row)
			return
		}
	}
	if step > 0 {
		p.goTo(len(p.model.Rows))
	} else {
		p.goTo(0)
	}
}

// changes says whether an end changes its state in a row.
func (p *ladderPage) changes(row int) bool {
	r := &p.model.Rows[row]
	return r.Kind == ladder.Arrow && len(p.model.Steps[r.Step].Changes) > 0
}

// beginsPhase says whether the handshake, a message or the close begins in a row.
func (p *ladderPage) beginsPhase(row int) bool {
	r := &p.model.Rows[row]
	return r.Kind != ladder.Silence && (row == 0 || len(r.Messages) > 0 ||
		p.model.Journey.Closing != 0 && p.model.Journey.Closing == p.model.Steps[r.Step].Frame)
}
