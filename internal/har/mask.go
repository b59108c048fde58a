package har

import (
	"strings"

	"wiretalk/internal/meaning"
)

// mask masks the secrets of URLs, fields, cookies and forms. What else bodies
// hold is left as it was sent.
func (e *entry) mask() {
	q, p := &e.Request, &e.Response
	q.URL, q.Target, p.RedirectURL = meaning.MaskURL(q.URL), meaning.MaskURL(q.Target), meaning.MaskURL(p.RedirectURL)
	maskFields(q.Headers, q.Trailers, p.Headers, p.Trailers)
	for i := range p.Interim {
		maskFields(p.Interim[i].Headers)
	}
	for _, list := range [...][]cookie{q.Cookies, p.Cookies} {
		for i := range list {
			list[i].Value = meaning.Masked
		}
	}
	for i := range q.QueryString {
		q.QueryString[i].Value = maskedValue(q.QueryString[i].Name, q.QueryString[i].Value)
	}
	if q.PostData != nil {
		q.PostData.mask()
	}
}

// mask masks the values of a form. Text from which they cannot be taken is left out.
func (d *postData) mask() {
	found := false
	for i := range d.Params {
		p := &d.Params[i]
		if value := maskedValue(p.Name, p.Value); value != p.Value {
			p.Value, found = value, true
		}
	}
	switch {
	case d.form:
		d.Text = strings.TrimPrefix(meaning.MaskURL("?"+d.Text), "?")
	case found:
		d.Text, d.Encoding = "", ""
		d.Comment = strings.TrimSpace(d.Comment + " The text is not here, for it holds secrets.")
	}
}

func maskFields(lists ...[]nameValue) {
	for _, list := range lists {
		for i := range list {
			list[i].Value = meaning.MaskField(list[i].Name, list[i].Value)
		}
	}
}

// maskedValue is the value of a parameter, masked when its name tells of a secret.
func maskedValue(name, value string) string {
	if value != "" && (meaning.IsSecretParameter(name) || strings.HasSuffix(meaning.MaskURL("?"+name+"=x"), meaning.Masked)) {
		return meaning.Masked
	}
	return meaning.MaskURL(value)
}
