package report

import (
	"math"
	"strconv"
	"testing"
	"time"
)

// Times are RFC 3339 in UTC with nine decimals, over all that an int64 can
// say.
func TestTime(t *testing.T) {
	for _, c := range []struct {
		ns   int64
		want string
	}{
		{0, "1970-01-01T00:00:00.000000000Z"},
		{1, "1970-01-01T00:00:00.000000001Z"},
		{-1, "1969-12-31T23:59:59.999999999Z"},
		{-86400e9, "1969-12-31T00:00:00.000000000Z"},
		{951782399_123456789, "2000-02-28T23:59:59.123456789Z"},
		{951868800e9, "2000-03-01T00:00:00.000000000Z"},
		{1709164800e9, "2024-02-29T00:00:00.000000000Z"},
		{4107542400e9, "2100-03-01T00:00:00.000000000Z"},
		{math.MaxInt64, "2262-04-11T23:47:16.854775807Z"},
		{math.MinInt64, "1677-09-21T00:12:43.145224192Z"},
	} {
		if got := string(appendTime(nil, c.ns)); got != `"`+c.want+`"` {
			t.Errorf("%d: %s, want %s", c.ns, got, c.want)
		}
	}
}

// Every day has the date that package time gives it.
func TestDateOfEachDay(t *testing.T) {
	const days = int64(math.MaxInt64) / (day * 1e9)
	for d := -days; d <= days; d++ {
		year, month, date := civil(d)
		wantYear, wantMonth, wantDate := time.Unix(d*day, 0).UTC().Date()
		if int(year) != wantYear || int(month) != int(wantMonth) || int(date) != wantDate {
			t.Fatalf("day %d: %d-%d-%d, want %d-%d-%d", d, year, month, date, wantYear, wantMonth, wantDate)
		}
	}
}

func TestSeconds(t *testing.T) {
	for _, c := range []struct {
		ns   int64
		want string
	}{
		{0, "0.000000000"},
		{1, "0.000000001"},
		{-1, "-0.000000001"},
		{999_999_999, "0.999999999"},
		{1_020_304_050, "1.020304050"},
		{-1500e6, "-1.500000000"},
		{math.MaxInt64, "9223372036.854775807"},
		{math.MinInt64, "-9223372036.854775808"},
	} {
		got := string(appendSeconds(nil, c.ns))
		if got != c.want {
			t.Errorf("%d ns: %s, want %s", c.ns, got, c.want)
		}
		if f, err := strconv.ParseFloat(got, 64); err != nil || math.Abs(f-float64(c.ns)/1e9) > 1e-6 {
			t.Errorf("%d ns: %s is read as %v, %v", c.ns, got, f, err)
		}
	}
}

func TestSize(t *testing.T) {
	for _, c := range []struct {
		n    int64
		want string
	}{
		{0, "0 B"}, {999, "999 B"}, {1000, "1.0 kB"}, {1550, "1.6 kB"},
		{999_949, "999.9 kB"}, {999_950, "1.0 MB"}, {20e9, "20.0 GB"}, {math.MaxInt64, "9.2 EB"},
	} {
		if got := string(appendSize(nil, c.n)); got != c.want {
			t.Errorf("%d bytes: %s, want %s", c.n, got, c.want)
		}
	}
}

// A duration never reads 1000 of a unit.
func TestDuration(t *testing.T) {
	for _, c := range []struct {
		ns   int64
		want string
	}{
		{0, "0 ns"}, {999, "999 ns"}, {1000, "1.0 µs"}, {999_949, "999.9 µs"}, {999_950, "1.0 ms"},
		{3_141_000, "3.1 ms"}, {999_949_999, "999.9 ms"}, {999_950_000, "1.000 s"}, {240_123e6, "240.123 s"},
	} {
		if got := string(appendDuration(nil, c.ns)); got != c.want {
			t.Errorf("%d ns: %s, want %s", c.ns, got, c.want)
		}
	}
}

// A packet without a time has none made up, and the columns stay in line.
func TestClockWithoutTime(t *testing.T) {
	with := string(appendClock(nil, 45296_789012345, time.UTC))
	without := string(appendClock(nil, 0, time.UTC))
	if with != "12:34:56.789012" || without != "               " {
		t.Errorf("%q, %q", with, without)
	}
}
