package config

import (
	"encoding/json"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"sync"
)

const (
	maxLists = 64
	maxLines = 200     // of each
	maxLine  = 4 << 10 // bytes; longer ones are not kept
)

// State keeps lines by a name, such as the filters that were typed, the latest
// last. All methods may be called from any goroutine.
type State struct {
	mu    sync.Mutex
	file  string // empty when nothing is kept beyond this run
	lists map[string][]string
}

// OpenState reads what was kept in a file. What cannot be read is as if nothing
// had been kept. An empty name keeps nothing beyond this run.
func OpenState(file string) *State {
	s := &State{file: file}
	if text, err := readFile(file); file != "" && err == nil {
		_ = json.Unmarshal([]byte(text), &s.lists) // of what is damaged, as much as there is
	}
	lists := s.lists
	s.lists = map[string][]string{}
	for name, lines := range lists {
		s.Keep(name, lines)
	}
	return s
}

// StateFile is where a user's state lies; empty when nothing can be kept.
func StateFile() string {
	dir := folder("XDG_STATE_HOME", stateDir)
	if dir == "" {
		return ""
	}
	return filepath.Join(dir, "wiretalk", "history.json")
}

// stateDir is the system's folder for state.
func stateDir() (string, error) {
	if runtime.GOOS == "windows" || runtime.GOOS == "darwin" {
		return os.UserCacheDir()
	}
	home, err := os.UserHomeDir()
	return filepath.Join(home, ".local", "state"), err
}

// Lines are those that were kept last under a name; nil when there are none.
func (s *State) Lines(name string) []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.lists[name])
}

// Keep keeps lines under a name in place of those that were there. Of too many
// the last are kept.
func (s *State) Keep(name string, lines []string) {
	lines = slices.DeleteFunc(slices.Clone(lines), func(l string) bool { return len(l) > maxLine })
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.lists[name] == nil && len(s.lists) >= maxLists || len(name) > maxLine {
		return
	}
	s.lists[name] = lines[max(0, len(lines)-maxLines):]
}

// Save keeps the state, readable for its user alone. The file is replaced as a
// whole, so that it is never half of one. The error is for tests: whoever
// shows captures has nothing to say about it.
func (s *State) Save() error {
	if s.file == "" {
		return nil
	}
	s.mu.Lock()
	text, err := json.Marshal(s.lists)
	s.mu.Unlock()
	if err != nil {
		return err
	}
	dir := filepath.Dir(s.file)
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return err
	}
	f, err := os.CreateTemp(dir, ".history-*") // mode 0600
	if err != nil {
		return err
	}
	_, err = f.Write(append(text, '\n'))
	if closed := f.Close(); err == nil {
		err = closed
	}
	if err == nil {
		err = os.Rename(f.Name(), s.file)
	}
	if err != nil {
		os.Remove(f.Name())
	}
	return err
}
