package store

import (
	"os"
	"runtime"
	"strings"

	"wiretalk/capture"
)

// ThisMachine is the section of what is captured here.
func ThisMachine(application string) capture.Section {
	s := capture.Section{Hardware: runtime.GOARCH, OS: runtime.GOOS, Application: application}
	if kind, release := line("/proc/sys/kernel/ostype"), line("/proc/sys/kernel/osrelease"); kind != "" && release != "" {
		s.OS = kind + " " + release
	}
	cpus, _ := os.ReadFile("/proc/cpuinfo")
	for l := range strings.Lines(string(cpus)) {
		if name, value, ok := strings.Cut(l, ":"); ok && strings.TrimSpace(name) == "model name" {
			s.Hardware = strings.TrimSpace(value)
			break
		}
	}
	return s
}

func line(name string) string {
	b, _ := os.ReadFile(name)
	return strings.TrimSpace(string(b))
}
