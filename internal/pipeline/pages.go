package pipeline

// pageSize is how many bytes of records lie together.
const pageSize = 64 << 10

// pages holds the text of records. Pages do not move when there is more.
type pages struct {
	all  [][]byte
	used int
}

// current returns the page that the next record is appended to; put gives it
// back with the record.
func (p *pages) current() []byte {
	const almost = pageSize - 4<<10
	if p.used > 0 && len(p.all[p.used-1]) < almost {
		return p.all[p.used-1]
	}
	if p.used == len(p.all) {
		p.all = append(p.all, make([]byte, 0, pageSize))
	}
	p.used++
	return p.all[p.used-1]
}

func (p *pages) put(page []byte) { p.all[p.used-1] = page }

// areFull says whether there is so much text that it should be handed on. A
// page grows with a record that is longer than itself.
func (p *pages) areFull() bool {
	return p.used > fullPages || p.used > 0 && len(p.all[p.used-1]) > fullPages*pageSize
}

// reset empties the pages and keeps what memory the next piece may need.
func (p *pages) reset() {
	const most = fullPages + 1
	if len(p.all) > most {
		clear(p.all[most:])
		p.all = p.all[:most]
	}
	for i, page := range p.all {
		if cap(page) > 2*pageSize {
			page = make([]byte, 0, pageSize)
		}
		p.all[i] = page[:0]
	}
	p.used = 0
}
