package meaning

import "slices"

// store keeps s in place of the one that it replaces (RFC 6265 §5.3), and drops
// the oldest where there are too many.
func (j *Jar) store(s *Stored) {
	if j.byName == nil {
		j.byName = make(map[string][]*Stored)
	}
	same := j.byName[s.Set.Name]
	for _, old := range same {
		if old.Domain == s.Domain && old.Path == s.Path && old.HostOnly == s.HostOnly {
			j.drop(old)
			break
		}
	}
	if same = j.byName[s.Set.Name]; len(same) >= MaxJarSameName {
		j.drop(same[0])
	}
	if j.count >= MaxJar {
		for _, old := range j.order {
			if old != nil {
				j.drop(old)
				break
			}
		}
	}
	if len(j.order) >= 2*MaxJar {
		j.pack()
	}
	s.place = len(j.order)
	j.order = append(j.order, s)
	j.byName[s.Set.Name] = append(j.byName[s.Set.Name], s)
	j.count++
}

func (j *Jar) drop(s *Stored) {
	j.order[s.place] = nil
	j.count--
	same := j.byName[s.Set.Name]
	if i := slices.Index(same, s); i >= 0 {
		same = slices.Delete(same, i, i+1)
	}
	if len(same) == 0 {
		delete(j.byName, s.Set.Name)
		return
	}
	j.byName[s.Set.Name] = same
}

func (j *Jar) pack() {
	kept := j.order[:0]
	for _, s := range j.order {
		if s != nil {
			s.place = len(kept)
			kept = append(kept, s)
		}
	}
	clear(j.order[len(kept):])
	j.order = kept
}
