package filter

import (
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"wiretalk/internal/meaning"
)

// Every reason that is written anywhere in the package is there in Chinese,
// with the same places for what it speaks of.
func TestReasonsAreInBothLanguages(t *testing.T) {
	files, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	call := regexp.MustCompile("wrong\\([^\"`]*(\"(?:[^\"\\\\]|\\\\.)*\"|`[^`]*`)")
	verbs := regexp.MustCompile(`%[a-z]`)
	used := map[string]bool{}
	for _, file := range files {
		if file == "error.go" || strings.HasSuffix(file, "_test.go") {
			continue
		}
		source, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for _, found := range call.FindAllSubmatch(source, -1) {
			format, err := strconv.Unquote(string(found[1]))
			if err != nil {
				t.Fatal(err)
			}
			used[format] = true
			chinese := chineseReasons[format]
			if chinese == "" {
				t.Errorf("%s: %q is not there in Chinese", file, format)
			}
			if got, want := verbs.FindAllString(chinese, -1), verbs.FindAllString(format, -1); strings.Join(got, "") != strings.Join(want, "") {
				t.Errorf("%q has %v, in Chinese %v", format, want, got)
			}
		}
	}
	if len(used) != len(chineseReasons) {
		t.Errorf("%d reasons are used, %d are there in Chinese", len(used), len(chineseReasons))
	}
	for _, c := range []struct{ expression, chinese string }{
		{"tcp.stram == 1", `没有字段 "tcp.stram"；是否想写 tcp.stream？`},
		{"tcp.stream ==", "此处缺少一个值"},
		{"ip.addr contains x", "contains 只用于文本，而这是地址"},
		{"len(tcp.port) > 1", "len 不接受数值"},
	} {
		_, err := Compile(c.expression, Options{})
		if e, ok := err.(*Error); !ok || e.In(meaning.Chinese) != c.chinese || e.In(meaning.English) != e.Reason {
			t.Errorf("%s: %v", c.expression, err.(*Error).In(meaning.Chinese))
		}
	}
}
