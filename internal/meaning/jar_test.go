package meaning

import (
	"fmt"
	"strings"
	"testing"
	"time"
)

// told is how a Jar explains the cookies of a request, as "name origin by id".
func told(j *Jar, x Exchange) string {
	var all []string
	for _, s := range j.Requested(&x) {
		t := s.Name + " " + s.Origin.String()
		if s.From != nil {
			t += fmt.Sprintf(" by %d", s.From.ID)
		}
		all = append(all, t)
	}
	return strings.Join(all, ", ")
}

func TestJarFollowsCookies(t *testing.T) { // RFC 6265 §5.3, §5.4
	var j Jar
	set := func(id int64, text string, after time.Duration) {
		x := later(trace(text), after)
		j.Answered(id, &x)
	}
	set(1, `> GET /shop/cart HTTP/1.1
	> Host: www.example.com
	< HTTP/1.1 200 OK
	< Set-Cookie: host=1
	< Set-Cookie: wide=2; Domain=example.com; Path=/
	< Set-Cookie: brief=3; Max-Age=60; Path=/
	< Set-Cookie: safe=4; Secure; Path=/`, 0)
	set(2, "> GET /a HTTP/1.1\n> Host: api.example.com\n< HTTP/1.1 200 OK\n< Set-Cookie: wide=5; Domain=.example.com; Path=/", time.Second)
	for _, c := range []struct {
		name, host, path, cookies string
		after                     time.Duration
		want                      string
	}{
		{"to the same path", "www.example.com", "/shop/x", "host=1; brief=3", 2 * time.Second, "host set by 1, brief set by 1"},
		{"the default path does not reach up (§5.1.4)", "www.example.com", "/", "host=1", 2 * time.Second, "host out of scope by 1"},
		{"a host cookie on another host", "api.example.com", "/shop/", "host=1", 2 * time.Second, "host out of scope by 1"},
		{"a domain cookie, replaced by the second exchange", "www.example.com", "/", "wide=5", 2 * time.Second, "wide set by 2"},
		{"with another value", "www.example.com", "/", "wide=9", 2 * time.Second, "wide changed by 2"},
		{"just before it expires", "www.example.com", "/", "brief=3", 60 * time.Second, "brief set by 1"},
		{"after it expired, by packet time", "www.example.com", "/", "brief=3", 61 * time.Second, "brief expired by 1"},
		{"a Secure cookie in the clear", "www.example.com", "/", "safe=4", 2 * time.Second, "safe out of scope by 1"},
		{"one that nobody set", "www.example.com", "/", "other=1", 2 * time.Second, "other not seen"},
		{"the Host's port and case do not matter", "WWW.Example.com:8080", "/", "wide=5", 2 * time.Second, "wide set by 2"},
	} {
		t.Run(c.name, func(t *testing.T) {
			x := later(trace("> GET "+c.path+" HTTP/1.1\n> Host: "+c.host+"\n> Cookie: "+c.cookies), c.after)
			if got := told(&j, x); got != c.want {
				t.Errorf("%s, want %s", got, c.want)
			}
		})
	}
	set(3, "> GET /out HTTP/1.1\n> Host: www.example.com\n< HTTP/1.1 200 OK\n< Set-Cookie: wide=; Domain=example.com; Path=/; Max-Age=0", 3*time.Second)
	if got, want := told(&j, later(trace("> GET / HTTP/1.1\n> Host: www.example.com\n> Cookie: wide=5"), 4*time.Second)), "wide expired by 3"; got != want {
		t.Errorf("a cookie that was removed: %s, want %s", got, want)
	}
}

func TestJarTwoPathsOneName(t *testing.T) {
	var j Jar
	x := trace("> GET / HTTP/1.1\n> Host: a.test\n< HTTP/1.1 200 OK\n< Set-Cookie: n=1; Path=/\n< Set-Cookie: n=2; Path=/deep")
	j.Answered(7, &x)
	if got, want := told(&j, later(trace("> GET /deep/x HTTP/1.1\n> Host: a.test\n> Cookie: n=2; n=1"), time.Second)), "n set by 7, n set by 7"; got != want {
		t.Errorf("%s, want %s", got, want)
	}
}

func TestJarOfTwoEqualTheLaterIsMeant(t *testing.T) {
	var j Jar
	for i, path := range []string{"/", "/deep"} {
		x := trace("> GET / HTTP/1.1\n> Host: a.test\n< HTTP/1.1 200 OK\n< Set-Cookie: n=1; Path=" + path)
		j.Answered(int64(i+1), &x)
	}
	if got, want := told(&j, later(trace("> GET /deep HTTP/1.1\n> Host: a.test\n> Cookie: n=1"), time.Second)), "n set by 2"; got != want {
		t.Errorf("%s, want %s", got, want)
	}
}

func TestJarIsBounded(t *testing.T) {
	var j Jar
	for i := range int64(4 * MaxJar) {
		x := trace(fmt.Sprintf("> GET / HTTP/1.1\n> Host: a%d.test\n< HTTP/1.1 200 OK\n< Set-Cookie: n%d=1\n< Set-Cookie: same=1", i, i))
		j.Answered(i, &x)
	}
	if j.count > MaxJar || len(j.order) > 2*MaxJar || len(j.byName["same"]) > MaxJarSameName {
		t.Errorf("%d cookies, %d places, %d of one name", j.count, len(j.order), len(j.byName["same"]))
	}
	total := 0
	for _, same := range j.byName {
		total += len(same)
	}
	if total != j.count {
		t.Errorf("%d cookies by name, %d counted", total, j.count)
	}
	last := int64(4*MaxJar - 1)
	x := later(trace(fmt.Sprintf("> GET / HTTP/1.1\n> Host: a%d.test\n> Cookie: n%d=1; n0=1", last, last)), time.Second)
	if got, want := told(&j, x), fmt.Sprintf("n%d set by %d, n0 not seen", last, last); got != want {
		t.Errorf("%s, want %s: the oldest go first", got, want)
	}
}

func TestSentTextSaysWhere(t *testing.T) {
	from := &Stored{ID: 12}
	for origin, word := range map[Origin]string{SetHere: "comes from exchange 12", Changed: "another value", Expired: "expired", OffScope: "outside"} {
		s := Sent{CookiePair{"n", "secret"}, origin, from}
		r := s.Remark()
		whole(t, r)
		if got := r.Text; !strings.Contains(got[English], word) || got[Chinese] == "" || strings.Contains(got[English], "secret") {
			t.Errorf("%s: %q", origin, got)
		}
	}
	if got := (&Sent{}).text(); !strings.Contains(got[English], "no response seen") {
		t.Errorf("%q", got)
	}
}
