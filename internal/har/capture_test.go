package har_test

import (
	"bytes"
	"context"
	"encoding/base64"
	"encoding/json"
	"os"
	"path/filepath"
	"testing"

	"wiretalk/capture"
	"wiretalk/internal/har"
	"wiretalk/internal/pipeline"
)

// documentOf is a capture as HAR.
func documentOf(t *testing.T, file string, shards int) []byte {
	t.Helper()
	input, err := capture.Open([]string{file}, capture.Options{Spool: true})
	if err != nil {
		t.Fatal(err)
	}
	defer input.Close()
	var out bytes.Buffer
	document := har.NewDocument(&out, "test")
	_, err = pipeline.Run(context.Background(), input, pipeline.Config{
		Shards: shards, Records: &har.Recorder{Capture: input}, Output: document, Bodies: true,
	})
	if err != nil {
		t.Fatal(err)
	}
	if err := document.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// Every capture is HAR by the format's own rules, the same on any number of
// processors.
func TestCapturesAreHAR(t *testing.T) {
	for _, dir := range []string{filepath.Join("..", "..", "testdata", "pcaps"), filepath.Join("..", "..", "..", "shared", "pcaps")} {
		files, _ := filepath.Glob(filepath.Join(dir, "*.pcap*"))
		if len(files) == 0 {
			if _, err := os.Stat(dir); err == nil {
				t.Errorf("no captures in %s", dir)
			}
			continue
		}
		for _, file := range files {
			t.Run(filepath.Base(file), func(t *testing.T) {
				document := documentOf(t, file, 1)
				har.Parse(t, document)
				if !bytes.Equal(document, documentOf(t, file, 3)) {
					t.Error("three processors give another document than one")
				}
			})
		}
	}
}

// What is compressed reads the same, bodies included.
func TestCompressedCapture(t *testing.T) {
	plain := filepath.Join("..", "..", "testdata", "pcaps", "keep-alive.pcap")
	if !bytes.Equal(documentOf(t, plain, 1), documentOf(t, plain+".gz", 1)) {
		t.Error("the compressed capture gives another document")
	}
}

// A page in GBK that was sent compressed reads as text, and a picture is there
// byte by byte.
func TestContentOfCapture(t *testing.T) {
	document := documentOf(t, filepath.Join("..", "..", "testdata", "pcaps", "browser.pcap"), 1)
	found := 0
	for _, e := range har.Parse(t, document) {
		request, _ := e["request"].(map[string]any)
		text, err := json.Marshal(e["response"])
		if err != nil {
			t.Fatal(err)
		}
		var response struct {
			Content struct{ Text, Encoding, MimeType string }
		}
		if err := json.Unmarshal(text, &response); err != nil {
			t.Fatal(err)
		}
		c := response.Content
		switch request["url"] {
		case "http://www.example.test/search?q=%E7%BD%91%E7%BB%9C&page=1":
			found++
			if c.Encoding != "" || !bytes.Contains([]byte(c.Text), []byte("搜索结果")) {
				t.Errorf("%s: %.100q, %s", c.MimeType, c.Text, c.Encoding)
			}
		case "http://www.example.test/logo.png":
			found++
			if b, err := base64.StdEncoding.DecodeString(c.Text); err != nil || len(b) != 4908 || c.Encoding != "base64" {
				t.Errorf("%s: %d bytes in %q, %v", c.MimeType, len(b), c.Encoding, err)
			}
		}
	}
	if found != 2 {
		t.Errorf("%d of two exchanges found", found)
	}
}
