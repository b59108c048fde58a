package bodies

import (
	"path"
	"strings"

	"wiretalk/internal/body"
)

// extensions has, by media type, the extensions that files of it have; the
// first is the usual one. It is a table of our own, since that of the system
// differs from one to the next.
var extensions = map[string][]string{
	"text/html":                         {".html", ".htm", ".xhtml"},
	"text/css":                          {".css"},
	"text/csv":                          {".csv"},
	"text/plain":                        {".txt", ".log", ".md", ".conf", ".ini"},
	"text/javascript":                   {".js", ".mjs"},
	"application/javascript":            {".js", ".mjs"},
	"application/x-javascript":          {".js", ".mjs"},
	"text/xml":                          {".xml", ".xsl", ".rss", ".atom"},
	"application/xml":                   {".xml", ".xsl", ".rss", ".atom"},
	"application/xhtml+xml":             {".xhtml", ".html"},
	"application/json":                  {".json", ".map"},
	"text/json":                         {".json"},
	"application/x-ndjson":              {".ndjson", ".jsonl"},
	"application/x-www-form-urlencoded": {".form"},
	"multipart/form-data":               {".multipart"},
	"multipart/byteranges":              {".multipart"},
	"application/pdf":                   {".pdf"},
	"application/zip":                   {".zip", ".jar", ".docx", ".xlsx", ".apk"},
	"application/gzip":                  {".gz", ".tgz"},
	"application/x-gzip":                {".gz", ".tgz"},
	"application/zstd":                  {".zst"},
	"application/wasm":                  {".wasm"},
	"application/vnd.apple.mpegurl":     {".m3u8"},
	"application/dash+xml":              {".mpd"},
	"application/ocsp-response":         {".ors"},
	"application/ocsp-request":          {".orq"},
	"application/dns-message":           {".dns"},
	"image/png":                         {".png"},
	"image/jpeg":                        {".jpg", ".jpeg"},
	"image/gif":                         {".gif"},
	"image/webp":                        {".webp"},
	"image/avif":                        {".avif"},
	"image/bmp":                         {".bmp"},
	"image/tiff":                        {".tiff", ".tif"},
	"image/svg+xml":                     {".svg"},
	"image/x-icon":                      {".ico"},
	"image/vnd.microsoft.icon":          {".ico"},
	"audio/mpeg":                        {".mp3"},
	"audio/ogg":                         {".ogg", ".oga", ".opus"},
	"audio/wav":                         {".wav"},
	"video/mp4":                         {".mp4", ".m4s", ".m4v"},
	"video/mp2t":                        {".ts"},
	"video/webm":                        {".webm"},
	"font/woff":                         {".woff"},
	"font/woff2":                        {".woff2"},
	"font/ttf":                          {".ttf"},
	"font/otf":                          {".otf"},
}

// families has what stands for media types that end so (RFC 6839).
var families = map[string]string{"+json": ".json", "+xml": ".xml", "+zip": ".zip", "+cbor": ".cbor"}

const unknownExtension = ".bin"

// withExtension gives a file's name the extension that its media type asks
// for, unless it has one of those already. Where the type says nothing, the name
// keeps what it has.
func withExtension(name, contentType string) (stem, extension string) {
	has := path.Ext(name)
	lower := strings.ToLower(has)
	media := body.MediaType(contentType)
	known := extensions[media]
	if known == nil {
		if i := strings.LastIndexByte(media, '+'); i >= 0 && families[media[i:]] != "" {
			known = []string{families[media[i:]]}
		} else if strings.HasPrefix(media, "text/") {
			known = extensions["text/plain"]
		}
	}
	for _, e := range known {
		if e == lower {
			return strings.TrimSuffix(name, has), has
		}
	}
	switch {
	case known != nil:
		return name, known[0]
	case isExtension(lower):
		return strings.TrimSuffix(name, has), has
	}
	return name, unknownExtension
}

// isExtension says whether what follows the last dot of a path is one, and
// not a version or the end of a host's name.
func isExtension(s string) bool {
	if len(s) < 2 || len(s) > 8 {
		return false
	}
	letters := 0
	for _, c := range s[1:] {
		switch {
		case c >= 'a' && c <= 'z':
			letters++
		case c < '0' || c > '9':
			return false
		}
	}
	return letters > 0
}
