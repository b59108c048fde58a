package store

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"wiretalk/capture"
)

func TestNames(t *testing.T) {
	for _, c := range []struct {
		name string
		Rotation
		want string // the first files' names
	}{
		{"x", Rotation{}, "x x x"},
		{"x%M", Rotation{}, "x%M x%M x%M"},
		{"x", Rotation{Count: 3}, "x x x"},
		{"x", Rotation{Size: 1}, "x x1 x2"},
		{"x", Rotation{Size: 1, Count: 1}, "x x x"},
		{"x", Rotation{Size: 1, Count: 2}, "x0 x1 x0"},
		{"x", Rotation{Size: 1, Count: 10}, "x0 x1 x2"},
		{"x", Rotation{Size: 1, Count: 11}, "x00 x01 x02"},
		{"x", Rotation{Size: 1, Count: 1001}, "x0000 x0001 x0002"},
		{"x%M", Rotation{Size: 1, Count: 3}, "x%M0 x%M1 x%M2"},
		{"x%M", Rotation{Size: 1, Seconds: 60}, "x13 x131 x132"},
		{"x%M-", Rotation{Size: 1, Seconds: 60, Count: 20}, "x13-00 x13-01 x13-02"},
	} {
		r := rotated{Rotation: c.Rotation, pattern: c.name, began: second / 1e9}
		var got []string
		for range 3 {
			got = append(got, r.name(time.UTC))
			r.due(2, second+59e9)
		}
		if s := strings.Join(got, " "); s != c.want {
			t.Errorf("%s %+v: %s, want %s", c.name, c.Rotation, s, c.want)
		}
	}
}

// A file may have the size, and one packet more.
func TestSizeIsExceeded(t *testing.T) {
	r := rotated{Rotation: Rotation{Size: 100}}
	for size, want := range map[int64]bool{99: false, 100: false, 101: true} {
		if next, _ := r.due(size, second); next != want {
			t.Errorf("%d bytes: next is %v", size, next)
		}
	}
}

// Files of a period begin with the first packet after it.
func TestPeriods(t *testing.T) {
	r := rotated{Rotation: Rotation{Seconds: 60, Count: 3}, pattern: "%M%S", began: second / 1e9}
	var got []string
	for _, after := range []int64{0, 59, 60, 61, 119, 200, 100, 259, 260} {
		next, end := r.due(1, second+after*1e9)
		got = append(got, fmt.Sprintf("%d:%s %v %v", after, r.name(time.UTC), next, end))
	}
	want := []string{
		"0:1320 false false", "59:1320 false false", "60:1420 true false", "61:1420 false false", "119:1420 false false",
		"200:1640 true false", "100:1640 false false", "259:1640 false false", "260:1640 false true",
	}
	for i := range want {
		if got[i] != want[i] {
			t.Errorf("got %s, want %s", got[i], want[i])
		}
	}
}

func TestParseSize(t *testing.T) {
	for s, want := range map[string]int64{"1": 1e6, "20": 20e6, "1k": 1024, "3m": 3 << 20, "2g": 2 << 30, "2G": 2 << 30} {
		if got, err := ParseSize(s); got != want || err != nil {
			t.Errorf("%s: %d %v, want %d", s, got, err, want)
		}
	}
	for _, s := range []string{"", "k", "0", "-1", "1.5", "1kb", "1t", "9999999999999999", "9000000000g", " 1"} {
		if got, err := ParseSize(s); err == nil {
			t.Errorf("%q: %d, want an error", s, got)
		}
	}
}

// beside is a run of tcpdump, fed the same packets at the same time.
type beside struct {
	dir   string
	in    io.WriteCloser
	c     *exec.Cmd
	files *Files
	own   string
	gone  bool // we ended
	begun time.Time
}

func runBeside(t *testing.T, name string, r Rotation) *beside {
	t.Helper()
	tcpdump, err := exec.LookPath("tcpdump")
	if err != nil {
		t.Skip("no tcpdump here")
	}
	b := &beside{dir: t.TempDir(), own: t.TempDir()}
	args := []string{"-r", "-", "-w", name}
	if os.Getuid() == 0 {
		args = append(args, "-Z", "root")
	}
	if r.Size > 0 {
		args = append(args, "-C", fmt.Sprint(r.Size/1e6))
	}
	if r.Seconds > 0 {
		args = append(args, "-G", fmt.Sprint(r.Seconds))
	}
	if r.Count > 0 {
		args = append(args, "-W", fmt.Sprint(r.Count))
	}
	b.c = exec.Command(tcpdump, args...)
	b.c.Dir = b.dir
	if b.in, err = b.c.StdinPipe(); err != nil {
		t.Fatal(err)
	}
	if err := b.c.Start(); err != nil {
		t.Fatal(err)
	}
	b.begun = time.Now()
	var header []byte
	header = binary.LittleEndian.AppendUint32(header, 0xa1b23c4d)
	header = binary.LittleEndian.AppendUint32(header, 4<<16|2)
	header = append(header, make([]byte, 8)...)
	header = binary.LittleEndian.AppendUint32(header, 262144)
	header = binary.LittleEndian.AppendUint32(header, 1)
	if _, err := b.in.Write(header); err != nil {
		t.Fatal(err)
	}
	o := FileOptions{Rotation: r}
	if r.Seconds > 0 {
		o.Start = b.begun.UnixNano()
	}
	b.files = create(t, filepath.Join(b.own, name), o)
	return b
}

// packet feeds both.
func (b *beside) packet(t *testing.T, size int, at time.Time) {
	t.Helper()
	p := packet(size, 0)
	p.Time = at.UnixNano()
	var record []byte
	for _, v := range []int{int(at.Unix()), at.Nanosecond(), size, size} {
		record = binary.LittleEndian.AppendUint32(record, uint32(v))
	}
	if _, err := b.in.Write(append(record, p.Data...)); err != nil && !b.gone {
		t.Fatal("tcpdump ended before us: ", err)
	}
	if b.gone {
		return
	}
	_, end, err := b.files.write([]capture.Packet{p}, &Stop{}, func() *capture.Counts { return nil })
	if err != nil {
		t.Fatal(err)
	}
	b.gone = end != ""
}

// compare holds the files of both to each other, by name and packets.
func (b *beside) compare(t *testing.T) {
	t.Helper()
	b.in.Close()
	if err := b.c.Wait(); err != nil {
		t.Error("tcpdump:", err)
	}
	if err := b.files.finish(nil); err != nil {
		t.Fatal(err)
	}
	theirs, ours := names(t, b.dir), names(t, b.own)
	if fmt.Sprint(ours) != fmt.Sprint(theirs) {
		t.Fatalf("files %s, tcpdump's are %s", ours, theirs)
	}
	for _, name := range ours {
		got, want := read(t, filepath.Join(b.own, name)), read(t, filepath.Join(b.dir, name))
		for i := range want {
			want[i].Time = want[i].Time / 1000 * 1000 // microseconds
			if i < len(got) {
				got[i].Time = got[i].Time / 1000 * 1000
			}
		}
		same(t, got, want)
	}
	t.Log(strings.Join(ours, " "))
}

func TestSizesAreTcpdumps(t *testing.T) {
	for _, r := range []Rotation{{}, {Count: 3}, {Size: 1e6}, {Size: 1e6, Count: 1}, {Size: 1e6, Count: 3}, {Size: 2e6, Count: 10}, {Size: 1e6, Count: 11}} {
		t.Run(fmt.Sprintf("C=%d,W=%d", r.Size/1e6, r.Count), func(t *testing.T) {
			t.Parallel()
			b := runBeside(t, "out%H", r)
			for i := range 90 {
				b.packet(t, 60000, time.Unix(1_700_000_000, int64(i)*1e6))
			}
			b.compare(t)
			if tshark, err := exec.LookPath("tshark"); err == nil {
				for _, name := range names(t, b.own) {
					if out, err := exec.Command(tshark, "-r", filepath.Join(b.own, name), "-c", "1").CombinedOutput(); err != nil {
						t.Errorf("tshark cannot open %s: %s", name, out)
					}
				}
			}
		})
	}
}

// tcpdump goes by the clock, so this takes seconds.
func TestPeriodsAreTcpdumps(t *testing.T) {
	if testing.Short() {
		t.Skip("takes seconds")
	}
	cases := []namedRotation{
		{"min%M-%S.pcap", Rotation{Seconds: 1}},
		{"same", Rotation{Seconds: 1}},
		{"three%s", Rotation{Seconds: 1, Count: 3}},
		{"both%j-%s.", Rotation{Seconds: 2, Size: 1e6}},
		{"ring%s.", Rotation{Seconds: 2, Size: 1e6, Count: 2}},
		{"%", Rotation{Seconds: 2}},
		{"%Q%a", Rotation{Seconds: 2}},
	}
	for range 5 {
		if besideClock(t, cases) {
			return
		}
	}
	t.Error("the machine is too busy to feed packets on time")
}

type namedRotation struct {
	name string
	Rotation
}

// besideClock says whether packets went out on time: in the same second for
// all.
func besideClock(t *testing.T, cases []namedRotation) bool {
	// All begin in the same second.
	begin := time.Now().Truncate(time.Second).Add(1050 * time.Millisecond)
	time.Sleep(time.Until(begin))
	var runs []*beside
	for _, c := range cases {
		runs = append(runs, runBeside(t, c.name, c.Rotation))
	}
	late := time.Since(begin) > 200*time.Millisecond
	for _, after := range []int{300, 700, 1400, 1700, 2400, 2700, 4300} {
		at := begin.Truncate(time.Second).Add(time.Duration(after) * time.Millisecond)
		time.Sleep(time.Until(at))
		for _, b := range runs {
			for range 20 {
				b.packet(t, 60000, at)
			}
		}
		late = late || time.Since(at) > 250*time.Millisecond
	}
	for _, b := range runs {
		if late {
			b.in.Close()
			b.c.Wait()
			continue
		}
		b.compare(t)
	}
	return !late
}

func TestStrftimeIsLibcs(t *testing.T) {
	python, err := exec.LookPath("python3")
	if err != nil {
		t.Skip("no python3 here")
	}
	var patterns []string
	for c := byte('A'); c <= 'z'; c++ {
		if c <= 'Z' || c >= 'a' {
			patterns = append(patterns, "<%"+string(c)+">")
		}
	}
	for _, c := range "aAbBcCdDeFgGhHIjklmMnpPrRsStTuUVwWxXyYZ" {
		for _, before := range []string{"-", "_", "0", "^", "#", "5", "_6", "06", "^12"} {
			patterns = append(patterns, "<%"+before+string(c)+">")
		}
	}
	for _, c := range "cCxXyY" {
		patterns = append(patterns, "<%E"+string(c)+">")
	}
	for _, c := range "deHImMSuUVwWy" {
		patterns = append(patterns, "<%O"+string(c)+">")
	}
	patterns = append(patterns, "%%", "%n%t", "a%", "%é", "%E%", "héllo-%Y%m%d-%H%M%S.pcapng", "%+")
	times := []int64{0, 1, 951_782_400, 1_136_073_599, 1_167_609_600, 1_230_768_000, 1_293_839_999, 1_700_000_000, 1_735_603_200, 4_102_444_800}
	script := "import sys,time\nfor t in sys.argv[1].split():\n  for p in sys.argv[2].split('|'): sys.stdout.write(time.strftime(p, time.localtime(int(t)))+'|')\n"
	for _, zone := range []string{"UTC", "Asia/Shanghai", "America/St_Johns"} {
		location, err := time.LoadLocation(zone)
		if err != nil {
			t.Skip("no time zones here")
		}
		c := exec.Command(python, "-c", script, strings.Trim(fmt.Sprint(times), "[]"), strings.Join(patterns, "|"))
		c.Env = append(os.Environ(), "TZ="+zone, "LC_ALL=C", "PYTHONUTF8=1")
		out, err := c.Output()
		if err != nil {
			t.Fatal(err)
		}
		want := bytes.Split(out, []byte("|"))
		for i, at := range times {
			for j, pattern := range patterns {
				if got := strftime(pattern, time.Unix(at, 0).In(location)); got != string(want[i*len(patterns)+j]) {
					t.Errorf("%s of %d in %s is %q, want %q", pattern, at, zone, got, want[i*len(patterns)+j])
				}
			}
		}
	}
}

func FuzzStrftime(f *testing.F) {
	f.Add("%H%M-%5Y%", int64(1_700_000_000))
	f.Fuzz(func(t *testing.T, pattern string, at int64) {
		if n := len(strftime(pattern, time.Unix(at, 0).UTC())); n > (maxWidth+64)*(len(pattern)+1) {
			t.Errorf("%d bytes", n)
		}
	})
}
