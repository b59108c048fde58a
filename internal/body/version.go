package body

import (
	"bytes"
	"fmt"
	"io"
	"slices"
	"strings"
)

// Version is what one validator stands for, as far as it was seen.
type Version struct {
	Validator       string // as "ETag \"x\""; empty: of a single response without a strong one
	ContentType     string // of the first response that tells it
	ContentEncoding string // the same; the bytes are as coded

	store     Store
	have      ranges
	conflicts ranges
	length    int64
	coded     bool // a response that must tell it has told ContentEncoding, maybe that there is none
}

// version finds the version that a response belongs to, or begins one.
func (a *Assembler) version(r *Response, length int64) (*Version, error) {
	validator := strongValidator(r)
	for _, v := range a.versions {
		if validator != "" && v.Validator == validator && v.allows(length) &&
			(!v.coded || !tellsCoding(r) || strings.EqualFold(v.ContentEncoding, r.ContentEncoding)) {
			v.learn(length)
			v.describe(r)
			return v, nil
		}
	}
	if len(a.versions) == MaxVersions {
		return nil, fmt.Errorf("add a response %d: the resource has more than %d versions", r.Status, MaxVersions)
	}
	store, err := a.store()
	if err != nil {
		return nil, fmt.Errorf("add a response %d: %w", r.Status, err)
	}
	v := &Version{Validator: validator, store: store, length: length}
	v.describe(r)
	a.versions = append(a.versions, v)
	return v, nil
}

func (v *Version) describe(r *Response) {
	if v.ContentType == "" && MediaType(r.ContentType) != "multipart/byteranges" {
		v.ContentType = r.ContentType
	}
	if !v.coded && tellsCoding(r) {
		v.ContentEncoding, v.coded = r.ContentEncoding, true
	}
}

// tellsCoding says whether a response has the Content-Encoding of its
// representation, none being one too. A 206 to If-Range may leave it out (RFC
// 9110 §15.3.7). Servers that give one entity tag to both the plain and the
// coded are many, and joined they would make a file that never was.
func tellsCoding(r *Response) bool {
	return r.ContentEncoding != "" || r.Status != 206 || r.IfRange == ""
}

// allows reports whether the version may be so long.
func (v *Version) allows(length int64) bool {
	if length == unknown {
		return true
	}
	return (v.length == unknown || v.length == length) && v.reach() <= length
}

func (v *Version) learn(length int64) {
	if v.length == unknown {
		v.length = length
	}
}

// reach is where the last range ends.
func (v *Version) reach() int64 {
	if len(v.have) == 0 {
		return 0
	}
	return v.have[len(v.have)-1].End
}

// place keeps the bytes of b that are new, and compares the others.
func (v *Version) place(offset int64, b []byte) error {
	for len(b) > 0 {
		n, in := v.have.at(Range{offset, offset + int64(len(b))})
		here := b[:n]
		if in {
			if err := v.compare(offset, here); err != nil {
				return err
			}
		} else {
			if len(v.have) == MaxRanges && !slices.ContainsFunc(v.have, func(r Range) bool { return r.End == offset }) {
				return fmt.Errorf("keep bytes from %d on: more than %d ranges with holes between them", offset, MaxRanges)
			}
			if _, err := v.store.WriteAt(here, offset); err != nil {
				return fmt.Errorf("keep bytes from %d on: %w", offset, err)
			}
			v.have.add(Range{offset, offset + n})
		}
		b, offset = b[n:], offset+n
	}
	return nil
}

// compare notes where bytes are not those that came first, which stay.
func (v *Version) compare(offset int64, b []byte) error {
	kept := make([]byte, len(b))
	if n, err := v.store.ReadAt(kept, offset); n < len(kept) {
		return fmt.Errorf("compare bytes from %d on: %w", offset, err)
	}
	if bytes.Equal(kept, b) {
		return nil
	}
	first, end := 0, len(b)
	for kept[first] == b[first] {
		first++
	}
	for kept[end-1] == b[end-1] {
		end--
	}
	if len(v.conflicts) < MaxRanges {
		v.conflicts.add(Range{offset + int64(first), offset + int64(end)})
	}
	return nil
}

// Length is how long the resource is, if a response told it.
func (v *Version) Length() (n int64, known bool) { return v.length, v.length != unknown }

// Have are the ranges that came, in order.
func (v *Version) Have() []Range { return slices.Clone(v.have) }

// Holes are the ranges that are missing, in order; what follows the last range
// is a hole only if the length is known.
func (v *Version) Holes() []Range { return v.have.holes(v.length) }

// Complete reports whether all of the resource is there.
func (v *Version) Complete() bool { return v.length != unknown && len(v.Holes()) == 0 }

// Conflicts are where responses with the same validator have different bytes;
// those that came first were kept. In each the first and last byte differ.
func (v *Version) Conflicts() []Range { return slices.Clone(v.conflicts) }

// WriteTo writes the resource up to the last byte that came, zeros for holes.
func (v *Version) WriteTo(w io.Writer) (n int64, err error) {
	for _, r := range v.have {
		hole, err := io.CopyN(w, zeros{}, r.First-n)
		if n += hole; err != nil {
			return n, err
		}
		copied, err := io.Copy(w, io.NewSectionReader(v.store, r.First, r.End-r.First))
		if n += copied; err != nil {
			return n, err
		}
		if n < r.End {
			return n, io.ErrUnexpectedEOF
		}
	}
	return n, nil
}

type zeros struct{}

func (zeros) Read(p []byte) (int, error) {
	clear(p)
	return len(p), nil
}

// maxNamed is how many holes or conflicts a description names.
const maxNamed = 10

// String tells how much is there, and names holes and conflicts.
func (v *Version) String() string {
	var b strings.Builder
	if v.length == unknown {
		fmt.Fprintf(&b, "%d bytes of a length unknown", v.have.total())
	} else {
		fmt.Fprintf(&b, "%d of %d bytes", v.have.total(), v.length)
	}
	list := func(what string, rs []Range) {
		for i, r := range rs {
			switch {
			case i == 0:
				fmt.Fprintf(&b, "; %s %v", what, r)
			case i == maxNamed:
				fmt.Fprintf(&b, " and %d more", len(rs)-i)
				return
			default:
				fmt.Fprintf(&b, ", %v", r)
			}
		}
	}
	list("missing", v.Holes())
	list("responses differ in", v.conflicts)
	return b.String()
}
