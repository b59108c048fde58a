package meaning

import "testing"

func TestPersistence(t *testing.T) {
	for _, c := range []struct {
		name    string
		trace   string
		until   bool // content until the connection closes
		verdict Verdict
		by      Decider
	}{
		{"§9.3: 1.1 persists by default", "> GET / HTTP/1.1\n< HTTP/1.1 200 OK", false, Persists, Both},
		{"§9.6: the client's close", "> GET / HTTP/1.1\n> Connection: close\n< HTTP/1.1 200 OK", false, Closes, Client},
		{"§9.6: the server's close", "> GET / HTTP/1.1\n< HTTP/1.1 200 OK\n< connection: foo, Close", false, Closes, Server},
		{"§9.6: both close", "> GET / HTTP/1.1\n> Connection: close\n< HTTP/1.1 200 OK\n< Connection: close", false, Closes, Both},
		{"§9.3: close goes before keep-alive", "> GET / HTTP/1.0\n> Connection: keep-alive\n< HTTP/1.0 200 OK\n< Connection: keep-alive, close", false, Closes, Server},
		{"§6.3: length until close", "> GET / HTTP/1.1\n< HTTP/1.1 200 OK", true, Closes, Server},
		{"§9.3: 1.0 closes", "> GET / HTTP/1.0\n< HTTP/1.0 200 OK", false, Closes, Both},
		{"§9.3: 1.0 with keep-alive", "> GET / HTTP/1.0\n> Connection: Keep-Alive\n< HTTP/1.0 200 OK\n< Connection: keep-alive", false, Persists, Both},
		{"§9.3: keep-alive that the server does not take", "> GET / HTTP/1.0\n> Connection: keep-alive\n< HTTP/1.0 200 OK", false, Closes, Server},
		{"§9.3: a 1.0 request to a 1.1 server", "> GET / HTTP/1.0\n< HTTP/1.1 200 OK", false, Closes, Client},
		{"§9.3: a 1.0 response to a 1.1 client", "> GET / HTTP/1.1\n< HTTP/1.0 200 OK", false, Closes, Server},
		{"§9.3: a proxy does not heed keep-alive of 1.0", "> GET http://h/ HTTP/1.0\n> Connection: keep-alive\n< HTTP/1.1 200 OK", false, Undecided, Nobody},
		{"§9.3: later minor versions are like 1.1", "> GET / HTTP/1.2\n< HTTP/1.1 200 OK", false, Persists, Both},
		{"0.9 closes", "> GET /\n< HTTP/1.1 200 OK", true, Closes, Server},
		{"Proxy-Connection is not Connection (§C.2.2)", "> GET / HTTP/1.0\n> Proxy-Connection: keep-alive\n< HTTP/1.0 200 OK", false, Closes, Both},
		{"only the request was seen", "> GET / HTTP/1.1", false, Undecided, Nobody},
		{"only the request was seen, with close", "> GET / HTTP/1.1\n> Connection: close", false, Closes, Client},
		{"only the response was seen", "< HTTP/1.1 200 OK", false, Undecided, Nobody},
		{"101 leaves HTTP", "> GET / HTTP/1.1\n> Connection: upgrade\n> Upgrade: websocket\n< HTTP/1.1 101 Switching Protocols\n< Upgrade: WebSocket", false, Leaves, Both},
		{"2xx to CONNECT leaves HTTP", "> CONNECT a:443 HTTP/1.1\n< HTTP/1.1 200 OK", false, Leaves, Both},
		{"407 to CONNECT does not", "> CONNECT a:443 HTTP/1.1\n< HTTP/1.1 407 Proxy Authentication Required", false, Persists, Both},
		{"another version", "> GET / HTTP/2.0\n< HTTP/2.0 200 OK", false, Undecided, Nobody},
		{"the field is a list over several lines", "> GET / HTTP/1.1\n> Connection: TE\n> Connection: close\n< HTTP/1.1 200 OK", false, Closes, Client},
		{"an option is a whole token", "> GET / HTTP/1.1\n> Connection: close-notify\n< HTTP/1.1 200 OK", false, Persists, Both},
	} {
		t.Run(c.name, func(t *testing.T) {
			x := trace(c.trace)
			x.Response.UntilClose = c.until
			p := PersistenceOf(&x)
			if p.Verdict != c.verdict || p.By != c.by || p.Section == "" || p.Text[English] == "" || p.Text[Chinese] == "" {
				t.Errorf("%s by %s, want %s by %s: %+v", p.Verdict, p.By, c.verdict, c.by, p)
			}
		})
	}
}

func TestPersistenceIdleTime(t *testing.T) {
	x := trace("> GET / HTTP/1.1\n< HTTP/1.1 200 OK\n< Keep-Alive: timeout=75, max=100")
	want := "Connection persists: both sides speak HTTP/1.1 (or later), where that is the default, and neither sent close. The server announces to keep it 1 min 15 s when idle."
	if p := PersistenceOf(&x); p.Text[English] != want {
		t.Errorf("%q", p.Text[English])
	}
}
