package curl

import (
	"bytes"

	"wiretalk/httpdecode"
	"wiretalk/internal/body"
	"wiretalk/internal/meaning"
)

// holdsSecret says whether a body has a value, in a form, in its parts or in
// JSON, whose name tells of a secret.
func holdsSecret(m *httpdecode.Message, b []byte) bool {
	contentType := string(m.Get("Content-Type"))
	found := false
	switch kind := body.KindOf(contentType, b); kind {
	case body.Form, body.JSON:
		emit := body.Masked(kind, func(name string) bool {
			found = found || meaning.IsSecretParameter(name)
			return false
		}, "", func(body.Line) bool { return !found })
		_ = body.Layout(kind, bytes.NewReader(b), body.Limits{}, emit) // as far as it is what it is said to be
	case body.Multipart:
		parts, err := body.NewPartReader(bytes.NewReader(b), contentType)
		for err == nil && !found {
			var part *body.Part
			if part, err = parts.Next(); err == nil {
				found = meaning.IsSecretParameter(part.Name)
			}
		}
	}
	return found
}
