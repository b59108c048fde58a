package tui

import (
	"context"

	"wiretalk/tcpreasm"
	"wiretalk/tui/keys"
	"wiretalk/tui/octets"
)

func (p *bytesPage) hints() []keys.Hint {
	return []keys.Hint{keys.Back.As("Esc"), keys.StartSearch.As("/"), keys.ToggleHex.As("x"), keys.TurnBody.As("b"), keys.ViewSegments.As("s"), keys.NextItem.As("[ ]")}
}

func (p *bytesPage) hintWord(a keys.Action) string {
	switch a {
	case keys.TurnBody:
		return p.words.OneWay
	case keys.NextItem:
		return p.words.Turn
	case keys.ViewSegments:
		return p.words.Segment
	case keys.ToggleHex:
		if p.hex {
			return p.words.Text
		}
	}
	return ""
}

func (p *bytesPage) act(s *screen, a keys.Action) bool {
	height := p.height
	switch a {
	case keys.Down:
		p.move(1)
	case keys.Up:
		p.move(-1)
	case keys.PageDown:
		p.move(height)
	case keys.PageUp:
		p.move(-height)
	case keys.HalfDown:
		p.move(max(height/2, 1))
	case keys.HalfUp:
		p.move(-max(height/2, 1))
	case keys.First:
		p.jump(func(context.Context, *octets.Layout, octets.Spot) octets.Spot { return octets.Spot{} })
	case keys.Last:
		p.jump(func(ctx context.Context, b *octets.Layout, _ octets.Spot) octets.Spot { return b.Last(ctx, height) })
		p.follow = s.isLive()
	case keys.NextItem:
		p.jump(func(_ context.Context, b *octets.Layout, at octets.Spot) octets.Spot { return b.Turn(at, 1) })
	case keys.PreviousItem:
		p.jump(func(_ context.Context, b *octets.Layout, at octets.Spot) octets.Spot { return b.Turn(at, -1) })
	case keys.ToggleHex:
		p.change(func() { p.hex = !p.hex })
	case keys.ToggleSecrets:
		p.change(func() { s.turn(a) })
	case keys.TurnBody:
		p.change(func() {
			if p.only++; p.only > int(tcpreasm.Server) {
				p.only = octets.BothWays
			}
		})
	case keys.ToggleFollow:
		p.follow = !p.follow
		p.look(nil)
	case keys.ReadOn:
		p.resume(s)
	case keys.Open, keys.ViewSegments:
		s.openSegments(p.of, p.standing())
	case keys.ViewBytes:
	case keys.Back:
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
	p.then(bytesStep{to: func(_ context.Context, b *octets.Layout, at octets.Spot) octets.Spot {
		at, run, ok := before.RunOf(at)
		if !ok {
			return octets.Spot{}
		}
		rows := before.Rows(at.Run, &run)
		return b.RowOf(at.Run, rows[min(at.Row, len(rows)-1)].At)
	}})
}
