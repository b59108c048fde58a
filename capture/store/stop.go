package store

import (
	"fmt"
	"math"
	"strconv"
	"strings"
	"time"
)

// Stop says when to end reading; zero fields do not count.
type Stop struct {
	Packets  int64         // after so many
	Duration time.Duration // before the first packet that is so much later than the start
	FileSize int64         // when a file has at least so many bytes
	Files    int           // when so many files were written
}

// Set takes a condition as tshark's -a has it: packets:N, duration:SECONDS,
// filesize:N (in thousands of bytes), files:N. With String and Type it makes
// a *Stop the value of a flag.
func (s *Stop) Set(condition string) error {
	what, value, _ := strings.Cut(condition, ":")
	number, err := strconv.ParseFloat(value, 64)
	if err != nil || !(number > 0) || number > 1e9 || what != "duration" && number != math.Trunc(number) {
		number = 0
	}
	switch what {
	case "packets":
		s.Packets = int64(number)
	case "duration":
		s.Duration = time.Duration(number * float64(time.Second))
	case "filesize":
		s.FileSize = int64(number) * 1000
	case "files":
		s.Files = int(number)
	default:
		return fmt.Errorf("%q is no stop condition: give packets:N, duration:SECONDS, filesize:N (in thousands of bytes), or files:N", condition)
	}
	if number == 0 {
		return fmt.Errorf("%q: the number after %s: must be above 0, whole but for seconds, and at most 1000000000", condition, what)
	}
	return nil
}

func (s *Stop) String() string {
	var set []string
	if s.Packets > 0 {
		set = append(set, fmt.Sprint("packets:", s.Packets))
	}
	if s.Duration > 0 {
		set = append(set, fmt.Sprint("duration:", s.Duration.Seconds()))
	}
	if s.FileSize > 0 {
		set = append(set, fmt.Sprint("filesize:", s.FileSize/1000))
	}
	if s.Files > 0 {
		set = append(set, fmt.Sprint("files:", s.Files))
	}
	return strings.Join(set, ",")
}

// Type is what a flag's help calls the value.
func (s *Stop) Type() string { return "CONDITION" }
