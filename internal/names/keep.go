package names

import "slices"

// add keeps a new resolution.
func (t *Table) add(r *Resolution) {
	t.order = append(t.order, r)
	put(t.byName, r.Name, r)
	t.grow(r.size())
}

// answered notes what an answer brought; before is the size without it.
func (t *Table) answered(r *Resolution, before int64) {
	for _, record := range r.Records {
		if record.Addr.IsValid() {
			put(t.byAddr, record.Addr, r)
		}
	}
	t.changed = append(t.changed, r)
	t.grow(r.size() - before)
}

// grow counts bytes, and lets the oldest go when there are too many; the newest
// stays.
func (t *Table) grow(n int64) {
	t.held += n
	gone := 0
	for t.held > t.limit && gone < len(t.order)-1 {
		t.drop(t.order[gone])
		t.order[gone] = nil
		gone++
	}
	t.order = t.order[gone:]
}

func (t *Table) drop(r *Resolution) {
	t.Dropped++
	t.held -= r.size()
	take(t.byName, r.Name, r)
	for _, record := range r.Records {
		if record.Addr.IsValid() {
			take(t.byAddr, record.Addr, r)
		}
	}
	if q := r.question(); t.waiting[q] == r {
		delete(t.waiting, q)
	}
}

// put appends to the list of a key, once, which keeps the latest.
func put[K comparable](m map[K][]*Resolution, key K, r *Resolution) {
	list := m[key]
	if len(list) > 0 && list[len(list)-1] == r {
		return
	}
	if len(list) == perKey {
		list = slices.Delete(list, 0, 1)
	}
	m[key] = append(list, r)
}

// take removes from the list of a key. What leaves is nearly always the first.
func take[K comparable](m map[K][]*Resolution, key K, r *Resolution) {
	list := m[key]
	i := slices.Index(list, r)
	switch {
	case i < 0:
	case len(list) == 1:
		delete(m, key)
	default:
		m[key] = slices.Delete(list, i, i+1)
	}
}
