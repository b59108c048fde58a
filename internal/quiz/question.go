package quiz

import (
	_ "embed"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"sync"

	"wiretalk/internal/explain"
	"wiretalk/internal/meaning"
	"wiretalk/internal/replay"
	"wiretalk/tcpreasm"
)

//go:embed data/questions.tsv
var wordsText string

// words are the words of questions, by their keys.
var words = sync.OnceValue(func() map[string]meaning.Text {
	all := make(map[string]meaning.Text)
	for line := range strings.Lines(wordsText) {
		column := strings.Split(strings.TrimSuffix(line, "\n"), "\t")
		if !strings.HasPrefix(line, "#") && len(column) == 3 {
			all[column[0]] = meaning.Text{column[1], column[2]}
		}
	}
	return all
})

// ends are the two ends within a question, without an article.
var ends = [2]meaning.Text{tcpreasm.Client: {"client", "客户端"}, tcpreasm.Server: {"server", "服务器"}}

const mostChoices = 4

// question makes a question about step i.
func (m *maker) question(i int, kind Kind, end tcpreasm.Side) Question {
	q := Question{Kind: kind, Step: i, End: end}
	q.Text = m.text(i, kind, end)
	right, wrong := m.choices(i, kind, end)
	m.random.Shuffle(len(wrong), func(a, b int) { wrong[a], wrong[b] = wrong[b], wrong[a] })
	q.Choices = append(wrong[:min(len(wrong), mostChoices-1)], right)
	m.random.Shuffle(len(q.Choices), func(a, b int) { q.Choices[a], q.Choices[b] = q.Choices[b], q.Choices[a] })
	q.Right = slices.Index(q.Choices, right)
	q.Why = m.why(i, kind, end)
	return q
}

func (m *maker) text(i int, kind Kind, end tcpreasm.Side) meaning.Text {
	s, before := &m.steps[i], &m.steps[i-1]
	key, of := "", flags(s.Flags)
	switch kind {
	case Sender:
		key, of = "sender", flags(before.Flags)
	case Flags:
		key = m.handshake(i)
	case Seq:
		if key = "seq.nothing"; s.Length > 0 {
			key = "seq.new"
		}
	case Ack:
		key = "ack"
	case State:
		if key = "state.own"; end != s.From {
			key = "state.other"
		}
	}
	text := words()[key]
	for language := range text {
		text[language] = strings.NewReplacer("{of}", strconv.FormatInt(before.Frame, 10), "{S}", ends[s.From][language], "{R}", ends[s.From.Peer()][language],
			"{E}", ends[end][language], "{flags}", of, "{numbers}", numbers(s), "{len}", strconv.Itoa(s.Length)).Replace(text[language])
	}
	return text
}

// numbers are a segment's flags and numbers, as the ladder writes them.
func numbers(s *replay.Step) string {
	text := fmt.Sprintf("%s seq=%s", flags(s.Flags), explain.Number(s.From, s.RelativeSeq()))
	if s.Flags.Has(tcpreasm.ACK) {
		text += " ack=" + explain.Number(s.From.Peer(), s.RelativeAck())
	}
	if s.Length > 0 {
		text += fmt.Sprintf(" len=%d", s.Length)
	}
	return text
}

// same is a text that reads the same in both languages.
func same(s string) meaning.Text { return meaning.Text{s, s} }

func (m *maker) choices(i int, kind Kind, end tcpreasm.Side) (right meaning.Text, wrong []meaning.Text) {
	s := &m.steps[i]
	switch kind {
	case Sender:
		return words()[s.From.String()], []meaning.Text{words()[s.From.Peer().String()]}
	case Flags:
		right = same(flags(s.Flags))
		for _, f := range []tcpreasm.Flags{tcpreasm.SYN, tcpreasm.SYN | tcpreasm.ACK, tcpreasm.ACK, tcpreasm.FIN | tcpreasm.ACK, tcpreasm.RST, tcpreasm.RST | tcpreasm.ACK} {
			wrong = append(wrong, same(flags(f)))
		}
	case State:
		right = same(s.States[end].String())
		for _, c := range s.Changes {
			if c.Side == end {
				wrong = append(wrong, same(c.From.String()))
			}
		}
		for _, state := range near[s.States[end]] {
			wrong = append(wrong, same(state.String()))
		}
	case Seq, Ack:
		n, taken, of := s.RelativeSeq(), uint32(s.Length), s.From
		other := explain.Number(of.Peer(), s.RelativeAck())
		if kind == Ack {
			n, of = s.RelativeAck(), s.From.Peer()
			other = explain.Number(s.From, s.RelativeSeq())
			taken = m.steps[m.ends[s.From.Peer()].last].End() - m.steps[m.ends[s.From.Peer()].last].Seq
		}
		right = same(explain.Number(of, n))
		// One too few or too many, the other's number, as if bytes counted for
		// nothing or twice.
		wrong = append(wrong, same(other))
		for _, w := range []uint32{n - 1, n + 1, n - taken, n + taken, n + 2, n + 10} {
			if int32(w) >= 0 || int32(n) < 0 {
				wrong = append(wrong, same(explain.Number(of, w)))
			}
		}
	}
	return right, distinct(right, wrong)
}

// distinct leaves out what is right, and what is there twice.
func distinct(right meaning.Text, wrong []meaning.Text) []meaning.Text {
	var all []meaning.Text
	for _, w := range wrong {
		if w != right && !slices.Contains(all, w) {
			all = append(all, w)
		}
	}
	return all
}

// near are states that a student may take for another.
var near = map[tcpreasm.State][]tcpreasm.State{
	tcpreasm.Closed:      {tcpreasm.TimeWait, tcpreasm.Listen, tcpreasm.LastAck},
	tcpreasm.Listen:      {tcpreasm.Closed, tcpreasm.SynReceived, tcpreasm.SynSent},
	tcpreasm.SynSent:     {tcpreasm.SynReceived, tcpreasm.Established, tcpreasm.Listen},
	tcpreasm.SynReceived: {tcpreasm.Established, tcpreasm.SynSent, tcpreasm.Listen},
	tcpreasm.Established: {tcpreasm.SynReceived, tcpreasm.SynSent, tcpreasm.CloseWait},
	tcpreasm.FinWait1:    {tcpreasm.FinWait2, tcpreasm.Closing, tcpreasm.CloseWait},
	tcpreasm.FinWait2:    {tcpreasm.TimeWait, tcpreasm.Closing, tcpreasm.LastAck},
	tcpreasm.CloseWait:   {tcpreasm.LastAck, tcpreasm.FinWait1, tcpreasm.TimeWait},
	tcpreasm.Closing:     {tcpreasm.TimeWait, tcpreasm.LastAck, tcpreasm.FinWait2},
	tcpreasm.LastAck:     {tcpreasm.Closed, tcpreasm.TimeWait, tcpreasm.FinWait1},
	tcpreasm.TimeWait:    {tcpreasm.Closed, tcpreasm.LastAck, tcpreasm.Closing},
}

// flags are named as the RFC does; PSH and the rest are not asked for.
func flags(f tcpreasm.Flags) string {
	return (f & (tcpreasm.SYN | tcpreasm.FIN | tcpreasm.RST | tcpreasm.ACK)).String()
}

// why are the sentences that account for the right choice: the sums that lead
// to a number, or what takes an end to its state.
func (m *maker) why(i int, kind Kind, end tcpreasm.Side) []explain.Sentence {
	from := m.steps[i].From
	e := m.narrator.Step(i)
	switch kind {
	case Seq: // it follows from what its sender sent last
		return append(m.sums(from), e.What)
	case Ack:
		if sums := picked(e.Sums, "sum.ack", "sum.ack.syn"); len(sums) > 0 {
			return append(sums, e.What)
		}
		return append(m.sums(from.Peer()), e.What)
	case State:
		said := picked(e.Sums, "sum.ack", "sum.ack.syn")
		for _, c := range m.steps[i].Changes {
			if c.Side == end {
				said = append(said, explain.Change(c))
			}
		}
		return said
	}
	return append([]explain.Sentence{e.What, e.Why}, picked(e.Sums, "sum.ack", "sum.ack.syn")...)
}

// sums work out the number behind what an end has sent last.
func (m *maker) sums(of tcpreasm.Side) []explain.Sentence {
	return picked(m.narrator.Step(m.ends[of].last).Sums, "sum.syn", "sum.syn.data", "sum.data", "sum.data.again", "sum.fin")
}

// picked are the sentences of these keys.
func picked(all []explain.Sentence, keys ...string) (some []explain.Sentence) {
	for _, s := range all {
		if slices.Contains(keys, s.Key) {
			some = append(some, s)
		}
	}
	return some
}
