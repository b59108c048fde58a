package bodies

import (
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"os"

	"wiretalk/internal/body"
)

const (
	maxStores  = 64       // files that ranges are put together in; all are open at once
	storeLimit = 16 << 30 // bytes of each
)

// ranges puts the responses of one URL together that carry parts of one
// resource: those to range requests, and downloads that were cut short and taken
// up again.
type ranges struct {
	resources []*resource // in the order of their first responses
	byURL     map[string]*resource
	stores    int
	refused   int // responses that were not added, since there were too many stores
}

// resource is what one URL stands for.
type resource struct {
	url         string
	parts       int // responses 206
	assembler   *body.Assembler
	stores      []*store // of its versions, in their order
	contentType string   // of the response being added
}

// store is a file in the folder.
type store struct {
	*os.File
	name string
}

// storeError is an error of writing, told apart from those of the body.
type storeError struct{ err error }

func (e *storeError) Error() string { return e.err.Error() }
func (e *storeError) Unwrap() error { return e.err }

func (s *store) WriteAt(p []byte, at int64) (int, error) {
	n, err := s.File.WriteAt(p, at)
	if err != nil {
		err = &storeError{err}
	}
	return n, err
}

var errStores = errors.New("more files to put ranges together in than are open at once")

// add takes a response that is a part of a resource, or may become one: a 200
// that was cut short. The error is of writing.
func (r *ranges) add(s *Saver, b *found) error {
	v := b.validators
	if v == nil {
		return nil
	}
	isPart := b.status == 206
	whole := b.complete && !isPart
	known := r.byURL[b.url]
	if known == nil && (whole || !isPart && v.etag == "" && v.lastModified == "") {
		return nil
	}
	if known == nil {
		if known = r.open(s, b); known == nil {
			return nil
		}
	}
	if isPart {
		known.parts++
	}
	known.contentType = b.contentType
	_, err := known.assembler.Add(body.Response{
		Status: b.status, ContentRange: v.contentRange, ContentType: b.contentType, ContentEncoding: v.contentEncoding,
		ETag: v.etag, LastModified: v.lastModified, Date: v.date, IfRange: v.ifRange,
		Body: onBehindGaps{NewWire(s.capture, &b.extents)}, Missing: missingOf(b), Length: v.length,
	})
	if trouble := (*storeError)(nil); errors.As(err, &trouble) {
		return trouble
	}
	if errors.Is(err, errStores) {
		r.refused++
	}
	s.noteCapture(err)
	return nil
}

// open begins a resource, unless there are too many.
func (r *ranges) open(s *Saver, b *found) *resource {
	if r.stores >= maxStores {
		r.refused++
		return nil
	}
	known := &resource{url: b.url}
	known.assembler = body.NewAssembler(func() (body.Store, error) {
		if r.stores >= maxStores {
			return nil, errStores
		}
		name, extension := withExtension(stem(s.shown(b.url)), known.contentType)
		file, name, err := s.create("ranges-"+name, extension)
		if err != nil {
			return nil, &storeError{err}
		}
		r.stores++
		known.stores = append(known.stores, &store{file, name})
		return known.stores[len(known.stores)-1], nil
	}, storeLimit)
	if r.byURL == nil {
		r.byURL = make(map[string]*resource)
	}
	r.byURL[b.url] = known
	r.resources = append(r.resources, known)
	return known
}

// close keeps what was put together of ranges. What only one response told of
// is saved already.
func (r *ranges) close(s *Saver) {
	if r.refused > 0 {
		s.problem(fmt.Errorf("saving bodies to %s: %d responses with parts of a resource were not put together, for no more than %d files are held open for that", s.dir, r.refused, maxStores))
	}
	for _, known := range r.resources {
		for i, v := range known.assembler.Versions() {
			file := known.stores[i]
			if known.parts > 0 && len(v.Have()) > 0 {
				s.put(known.entry(file, v))
				file.Close()
				continue
			}
			file.Close()
			s.root.Remove(file.name)
		}
	}
}

func (known *resource) entry(file *store, v *body.Version) entry {
	have := v.Have()
	e := entry{
		file: file.name, message: "ranges", method: "GET", status: "206", url: known.url, contentType: v.ContentType,
		bytes: have[len(have)-1].End, complete: v.Complete() && len(v.Conflicts()) == 0, note: "put together: " + v.String(),
	}
	if v.ContentEncoding != "" {
		e.note += fmt.Sprintf("; as it was sent, in the coding %s", v.ContentEncoding)
	}
	if e.complete && v.ContentEncoding == "" {
		hash := sha256.New()
		if n, err := io.Copy(hash, io.NewSectionReader(file, 0, e.bytes)); err == nil && n == e.bytes {
			e.sha256 = hash.Sum(nil)
		}
	}
	return e
}

// missingOf lists the ranges of a body that the capture lacks.
func missingOf(b *found) (missing []body.Range) {
	offset := int64(0)
	for run := range b.extents.All() {
		if run.Offset < 0 {
			missing = append(missing, body.Range{First: offset, End: offset + run.Length})
		}
		offset += run.Length
	}
	return missing
}

// onBehindGaps reads what the capture has of a body.
type onBehindGaps struct{ w *Wire }

func (g onBehindGaps) Read(p []byte) (int, error) {
	for {
		n, err := g.w.Read(p)
		if _, isGap := err.(*GapError); !isGap {
			return n, err
		}
	}
}
