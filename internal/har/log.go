package har

// The structures of HAR 1.2 as far as they are filled here. Arrays are never
// nil, for HAR has no null.

type entry struct {
	Connection string       `json:"connection"` // first, so that its place is known
	Started    string       `json:"startedDateTime"`
	Time       milliseconds `json:"time"`
	Request    request      `json:"request"`
	Response   response     `json:"response"`
	Cache      struct{}     `json:"cache"`
	Timings    timings      `json:"timings"`
	Server     string       `json:"serverIPAddress,omitempty"`
	Comment    string       `json:"comment,omitempty"`

	Index     int      `json:"_index"` // place on the connection
	Pipelined int      `json:"_pipelined,omitempty"`
	Pairing   string   `json:"_pairing,omitempty"` // how the response was found
	Certainty string   `json:"_certainty,omitempty"`
	Notes     []string `json:"_notes,omitempty"`

	ResourceType string    `json:"_resourceType,omitempty"`
	Messages     []message `json:"_webSocketMessages,omitzero"`
}

// frames are Wireshark's numbers of a message's frames.
type frames struct {
	First int64 `json:"_firstFrame,omitempty"`
	Frame int64 `json:"_frame,omitempty"` // that completed it
}

type request struct {
	Method      string      `json:"method"`
	URL         string      `json:"url"`
	HTTPVersion string      `json:"httpVersion"`
	Cookies     []cookie    `json:"cookies"`
	Headers     []nameValue `json:"headers"`
	QueryString []nameValue `json:"queryString"`
	PostData    *postData   `json:"postData,omitempty"`
	HeadersSize int64       `json:"headersSize"`
	BodySize    int64       `json:"bodySize"`

	Target string `json:"_target,omitempty"` // as sent, where it is not what the URL has
	frames
	Trailers []nameValue `json:"_trailers,omitempty"`
}

type response struct {
	Status      int         `json:"status"`
	StatusText  string      `json:"statusText"`
	HTTPVersion string      `json:"httpVersion"`
	Cookies     []cookie    `json:"cookies"`
	Headers     []nameValue `json:"headers"`
	Content     content     `json:"content"`
	RedirectURL string      `json:"redirectURL"`
	HeadersSize int64       `json:"headersSize"`
	BodySize    int64       `json:"bodySize"`

	frames
	Interim  []interim   `json:"_interim,omitempty"`
	Trailers []nameValue `json:"_trailers,omitempty"`
}

type nameValue struct {
	Name  string `json:"name"`
	Value string `json:"value"`
}

type interim struct {
	Status  int         `json:"status"`
	Frame   int64       `json:"frame"`
	Headers []nameValue `json:"headers,omitempty"`
}

type cookie struct {
	Name     string `json:"name"`
	Value    string `json:"value"`
	Path     string `json:"path,omitempty"`
	Domain   string `json:"domain,omitempty"`
	Expires  string `json:"expires,omitempty"`
	HTTPOnly bool   `json:"httpOnly,omitempty"`
	Secure   bool   `json:"secure,omitempty"`
	SameSite string `json:"_sameSite,omitempty"`
}

type postData struct {
	MimeType string  `json:"mimeType"`
	Params   []param `json:"params"`
	Text     string  `json:"text"`
	Encoding string  `json:"_encoding,omitempty"`
	Comment  string  `json:"comment,omitempty"`

	form bool // Text is Params in one line
}

type param struct {
	Name        string `json:"name"`
	Value       string `json:"value,omitempty"`
	FileName    string `json:"fileName,omitempty"`
	ContentType string `json:"contentType,omitempty"`
}

type content struct {
	Size        int64  `json:"size"`
	Compression *int64 `json:"compression,omitempty"`
	MimeType    string `json:"mimeType"`
	Text        string `json:"text,omitempty"`
	Encoding    string `json:"encoding,omitempty"`
	Comment     string `json:"comment,omitempty"`
}

type timings struct {
	Blocked milliseconds `json:"blocked"`
	DNS     milliseconds `json:"dns"`
	Connect milliseconds `json:"connect"`
	SSL     milliseconds `json:"ssl"`
	Send    milliseconds `json:"send"`
	Wait    milliseconds `json:"wait"`
	Receive milliseconds `json:"receive"`
	Comment string       `json:"comment,omitempty"`
}
