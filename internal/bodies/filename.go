package bodies

import "fmt"

// FileName is the name that a Saver gives to the body of a message: of a
// connection's exchange, the "request" or the "response", with that URL and
// media type. It is safe on any system.
func FileName(stream, index int, side, url, contentType string) string {
	name, extension := withExtension(stem(url), contentType)
	return fmt.Sprintf("%d-%d-%s-%s%s", stream, index, side, name, extension)
}
