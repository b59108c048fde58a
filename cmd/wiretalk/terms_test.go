package main

import (
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// rejected are Chinese words for what another word stands for everywhere.
var rejected = []struct {
	word    *regexp.Regexp
	instead string
}{
	{regexp.MustCompile(`数据包|封包|报文/秒|丢弃 %s 个报文`), "分组 (packet)"},
	{regexp.MustCompile(`数据段|报文片段`), "报文段 (segment)"},
	{regexp.MustCompile(`HTTP 消息|任一消息`), "报文 (message of HTTP)"},
	{regexp.MustCompile(`消息体|报文体|信息体|报文主体`), "正文 (body)"},
	{regexp.MustCompile(`头部|报头|标头`), "首部 (head, header)"},
	{regexp.MustCompile(`抓包|抓取|捕捉`), "捕获 (capture)"},
	{regexp.MustCompile(`客户机`), "客户端 (client)"},
	{regexp.MustCompile(`服务端`), "服务器 (server)"},
	{regexp.MustCompile(`往返时延`), "往返时间 (round trip)"},
	{regexp.MustCompile(`通告窗口大小|窗口扩大|窗口放大`), "窗口缩放 (window scale)"},
}

// A thing has one word in Chinese, in all that people read.
func TestOneChineseWordForAThing(t *testing.T) {
	looked := 0
	err := filepath.WalkDir("../..", func(path string, d fs.DirEntry, err error) error {
		switch {
		case err != nil || d.IsDir():
			return err
		case strings.HasSuffix(path, "_test.go"):
			return nil
		}
		switch filepath.Ext(path) {
		case ".go", ".tsv", ".md", ".txt":
		default:
			return nil
		}
		text, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		looked++
		for n, line := range strings.Split(string(text), "\n") {
			for _, r := range rejected {
				if word := r.word.FindString(line); word != "" {
					t.Errorf("%s:%d says %s; the word is %s", path, n+1, word, r.instead)
				}
			}
		}
		return nil
	})
	if err != nil || looked < 100 {
		t.Errorf("%d files were looked at, %v", looked, err)
	}
}
