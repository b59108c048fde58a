package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"testing"
)

// Bytes that belong to no message are counted for the end that sent them,
// also behind its last message.
func TestSkippedBytes(t *testing.T) {
	const get, post = "GET / HTTP/1.1\r\nHost: h\r\n\r\n", "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 5\r\n\r\nhello"
	const ok = "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello"
	for _, test := range []struct{ what, request, response, want string }{
		{"none", get, ok, "absent"},
		{"behind a response", get, ok + ", world", "map[client:0 server:7]"},
		{"behind a request", post + "!!", ok, "map[client:2 server:0]"},
		{"behind a head that ends the response", get, "HTTP/1.1 204 No\r\nContent-Length: 5\r\n\r\nhello", "map[client:0 server:5]"},
		{"behind the last chunk", get, "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n1\r\n", "map[client:0 server:3]"},
		{"an empty line is not counted", post + "\r\n", ok + "\r\n", "absent"},
		{"no response but bytes", get, "<p>hello", "map[client:0 server:8]"},
	} {
		t.Run(test.what, func(t *testing.T) {
			name := filepath.Join(t.TempDir(), "skipped.pcap")
			if err := os.WriteFile(name, conversation(test.request, test.response), 0o600); err != nil {
				t.Fatal(err)
			}
			got := "no record"
			for decoder := json.NewDecoder(bytes.NewReader(records(t, "-r", name, "-T", "json"))); decoder.More(); {
				var record map[string]any
				if err := decoder.Decode(&record); err != nil {
					t.Fatal(err)
				}
				if record["type"] == "connection" {
					got = "absent"
					if n, ok := record["skipped_bytes"]; ok {
						got = fmt.Sprint(n)
					}
				}
			}
			if got != test.want {
				t.Errorf("%s, want %s", got, test.want)
			}
		})
	}
}
