package meaning

// What is examined and kept, at most. Beyond it values are cut off, and lists
// end, as if the rest had not been sent.
const (
	MaxValue    = 256 << 10 // bytes of a field's combined value; no head that is read holds more
	MaxLines    = 1000      // lines of one name; no head that is read has more
	MaxElements = 256       // elements that are kept of a list, cookies of a field, parameters
	MaxURL      = 16 << 10  // bytes of a URL that is resolved
	MaxToken    = 16 << 10  // bytes of a credential that is looked into
	MaxShown    = 80        // characters of a value that is quoted in a sentence

	MaxCookieName      = 4096 // bytes of a cookie's name and value together (RFC 6265 §6.1)
	MaxCookieAttribute = 1024 // bytes of an attribute's value
	MaxJar             = 3000 // cookies that a Jar holds (RFC 6265 §6.1)
	MaxJarSameName     = 64   // of them, with the same name

	MaxRedirects = 256 // redirects that wait for the request that follows them
)

// MaxRedirectWait is how long after a redirect, in nanoseconds, a request is
// still taken to follow it. A later one for the same URL may have other causes.
const MaxRedirectWait = 60_000_000_000
