package keys

import "strings"

// OfPage are the keys of a thing that is done on a page: those of actions, and
// keys that have nothing to do with one.
type OfPage struct {
	Acts []Action
	Own  []Chord
}

// Label writes the keys, as they are bound.
func (k *Map) Label(p *OfPage) string { return strings.Join(k.Written(p), " ") }

// Written lists the labels of a page's keys, as they are bound.
func (k *Map) Written(p *OfPage) (labels []string) {
	for _, a := range p.Acts {
		if k.First[a] != "" {
			labels = append(labels, k.First[a])
		}
	}
	for _, c := range p.Own {
		if k.of[c] == ActionOf[c] {
			labels = append(labels, chordLabel(c))
		}
	}
	return labels
}
