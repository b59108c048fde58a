package body

import (
	"errors"
	"fmt"
	"io"
)

const (
	// MaxVersions is how many versions of a resource are told apart.
	MaxVersions = 100
	// MaxRanges is how many ranges with holes between them are kept of a version.
	MaxRanges = 10_000
)

// Response is a response to GET, as far as putting ranges together needs it.
// Fields are as sent; empty if there is none.
type Response struct {
	Status                                     int
	ContentRange, ContentType, ContentEncoding string
	ETag, LastModified, Date                   string
	IfRange                                    string    // of its request
	Body                                       io.Reader // its chunks joined, its content coding not undone: ranges count those bytes
	Missing                                    []Range   // of those bytes, what the capture does not hold and Body leaves out, in order
	Length                                     int64     // of those bytes, by their message's head or end; negative if neither is known
}

// Store keeps the bytes of a version, as an *os.File does. What was not
// written is not read.
type Store interface {
	io.ReaderAt
	io.WriterAt
}

// Assembler puts the responses of one URL together to the resource (RFC 9110 §15.3.7.3).
// Responses are joined only if both have the same strong validator (§8.8);
// each other has a version of its own. Not to be used by several goroutines at once.
type Assembler struct {
	store    func() (Store, error)
	limit    int64
	versions []*Version
}

// NewAssembler returns an Assembler that asks for a store for each version and
// keeps the first limit bytes of each. Stores stay with the caller, who closes them.
func NewAssembler(store func() (Store, error), limit int64) *Assembler {
	return &Assembler{store: store, limit: limit}
}

// Versions are what has been put together, in the order of their first responses.
func (a *Assembler) Versions() []*Version { return a.versions }

// Add adds a response and returns the version it belongs to, nil if to none. The
// error says what of the response could not be used, or is that of its body or of
// the store; what came before is kept.
func (a *Assembler) Add(r Response) (*Version, error) {
	switch r.Status {
	case 200:
		v, err := a.version(&r, max(r.Length, unknown))
		if err != nil {
			return nil, err
		}
		return v, a.whole(v, &r)
	case 206:
		if r.ContentRange == "" && MediaType(r.ContentType) == "multipart/byteranges" {
			return a.parts(&r)
		}
		where, length, err := ParseContentRange(r.ContentRange)
		if err != nil {
			return nil, fmt.Errorf("add a response 206: %w", err)
		}
		v, err := a.version(&r, length)
		if err != nil {
			return nil, err
		}
		return v, a.write(v, where, &gapReader{r: r.Body, missing: r.Missing})
	}
	return nil, fmt.Errorf("add a response: status %d carries no part of the resource", r.Status)
}

// whole adds a body that is all of the resource.
func (a *Assembler) whole(v *Version, r *Response) error {
	end := a.limit
	if v.length != unknown {
		end = min(end, v.length)
	}
	err := a.write(v, Range{0, end}, &gapReader{r: r.Body, missing: r.Missing})
	switch {
	case err == errShort && v.length == unknown:
		return nil
	case err == errLong:
		return fmt.Errorf("add a response 200: more than %d bytes, its limit or what others of its validator say; the rest is not kept", end)
	}
	return err
}

// parts adds what multipart/byteranges holds (RFC 9110 §14.6).
func (a *Assembler) parts(r *Response) (v *Version, err error) {
	body := r.Body
	if len(r.Missing) > 0 {
		body = io.LimitReader(body, r.Missing[0].First) // what follows cannot be placed
	}
	reader, err := NewPartReader(body, r.ContentType)
	if err != nil {
		return nil, fmt.Errorf("add a response 206: %w", err)
	}
	var wrong error // the first that kept a part from being used
	for {
		part, err := reader.Next()
		if err == io.EOF {
			return v, wrong
		}
		if err != nil {
			return v, errors.Join(wrong, err)
		}
		where, length, err := ParseContentRange(part.Get("Content-Range"))
		if err == nil && v == nil {
			v, err = a.version(r, length)
		}
		if err == nil && !v.allows(length) {
			err = fmt.Errorf("a part says that the resource is %d bytes long, another said %d", length, v.length)
		}
		if err == nil {
			v.learn(length)
			err = a.write(v, where, &gapReader{r: reader})
		}
		if wrong == nil && err != nil {
			wrong = fmt.Errorf("add a part of multipart/byteranges: %w", err)
		}
	}
}

var (
	errShort = fmt.Errorf("the body is shorter than its range: %w", io.ErrUnexpectedEOF)
	errLong  = errors.New("the body is longer than its range, the rest is not used")
)

// write puts body at its place.
func (a *Assembler) write(v *Version, where Range, body *gapReader) error {
	if where.End > a.limit {
		return fmt.Errorf("bytes %v lie beyond the limit of %d", where, a.limit)
	}
	if v.length != unknown && where.End > v.length {
		return fmt.Errorf("bytes %v lie beyond the resource, which is %d bytes long", where, v.length)
	}
	b := make([]byte, 32<<10)
	idle := 0
	for offset := where.First; ; {
		offset += body.skip()
		want := min(int64(len(b)), where.End-offset)
		n, err := body.Read(b[:max(want, 1)]) // one more than the range shows a body that is too long
		if want <= 0 && n > 0 {
			return errLong
		}
		if failed := v.place(offset, b[:n]); failed != nil {
			return failed
		}
		offset += int64(n)
		if idle++; n > 0 {
			idle = 0
		}
		switch {
		case err == io.EOF && offset < where.End:
			return errShort
		case err == io.EOF:
			return nil
		case err != nil:
			return err
		case idle > 100:
			return io.ErrNoProgress
		}
	}
}
