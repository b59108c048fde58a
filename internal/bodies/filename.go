package bodies

import "fmt"

// FileName is the name that a Saver gives to the body of a message: of a
// connection's exchange, the "request" or the "response", with that URL and
// media type. It is safe on any system. Numbers have zeros before them, so that
// names in the order of the alphabet are in that of the capture.
func FileName(stream, index int, side, url, contentType string) string {
	name, extension := fileName(stream, index, side, url, contentType)
	return name + extension
}

func fileName(stream, index int, side, url, contentType string) (name, extension string) {
	name, extension = withExtension(stem(url), contentType)
	return fmt.Sprintf("%04d-%03d-%s-%s", stream, index, side, name), extension
}
