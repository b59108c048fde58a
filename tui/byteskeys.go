package tui

import (
	"context"

	"wiretalk/tcpreasm"
)

func (p *bytesPage) hints() []hint {
	return []hint{{back, "Esc"}, {startSearch, "/"}, {toggleHex, "x"}, {turnBody, "b"}, {viewSegments, "s"}, {nextItem, "[ ]"}}
}

func (p *bytesPage) hintWord(a action) string {
	switch a {
	case turnBody:
		return p.words.oneWay
	case nextItem:
		return p.words.turn
	case viewSegments:
		return p.words.segment
	case toggleHex:
		if p.hex {
			return p.words.text
		}
	}
	return ""
}

func (p *bytesPage) act(s *screen, a action) bool {
	height := p.height
	switch a {
	case down:
		p.move(1)
	case up:
		p.move(-1)
	case pageDown:
		p.move(height)
	case pageUp:
		p.move(-height)
	case halfDown:
		p.move(max(height/2, 1))
	case halfUp:
		p.move(-max(height/2, 1))
	case first:
		p.jump(func(context.Context, *byteLayout, spot) spot { return spot{} })
	case last:
		p.jump(func(ctx context.Context, b *byteLayout, _ spot) spot { return b.last(ctx, height) })
		p.follow = s.isLive()
	case nextItem:
		p.jump(func(_ context.Context, b *byteLayout, at spot) spot { return b.turn(at, 1) })
	case previousItem:
		p.jump(func(_ context.Context, b *byteLayout, at spot) spot { return b.turn(at, -1) })
	case toggleHex:
		p.change(func() { p.hex = !p.hex })
	case toggleSecrets:
		p.change(func() { s.turn(a) })
	case turnBody:
		p.change(func() {
			if p.only++; p.only > int(tcpreasm.Server) {
				p.only = bothWays
			}
		})
	case toggleFollow:
		p.follow = !p.follow
		p.look(nil)
	case readOn:
		p.resume(s)
	case open, viewSegments:
		s.openSegments(p.of, p.standing())
	case viewBytes:
	case back:
		return p.stop(s)
	default:
		return false
	}
	return true
}

// change shows the same place otherwise: how changes what layout says.
func (p *bytesPage) change(how func()) {
	before := p.layout()
	how()
	p.then(bytesStep{to: func(_ context.Context, b *byteLayout, at spot) spot {
		at, run, ok := before.runOf(at)
		if !ok {
			return spot{}
		}
		rows := before.rows(at.run, &run)
		return b.rowOf(at.run, rows[min(at.row, len(rows)-1)].at)
	}})
}
