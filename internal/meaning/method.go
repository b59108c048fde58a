package meaning

import "sync"

// Answer is yes, no, or that it is not known.
type Answer uint8

const (
	Unknown Answer = iota
	Yes
	No
)

func (a Answer) String() string { return [...]string{"unknown", "yes", "no"}[a] }

// MethodInfo is what is known of a method (RFC 9110 §9).
type MethodInfo struct {
	Name       string
	Status     string // permanent (as registered by IANA), draft, unregistered
	Safe       Answer // asks for no change (§9.2.1)
	Idempotent Answer // may be repeated without further effect (§9.2.2)
	Cacheable  Answer // its responses may be stored, at least under conditions (§9.2.3)
	Section    string
	Text       Text
}

// Method looks a method up by its name, in which case matters.
func Method(name string) (MethodInfo, bool) {
	m, ok := methods()[name]
	if !ok {
		return MethodInfo{}, false
	}
	return *m, true
}

var methods = sync.OnceValue(func() map[string]*MethodInfo {
	answers := map[string]Answer{"yes": Yes, "no": No}
	m := make(map[string]*MethodInfo)
	for _, r := range rows("methods.tsv", 8) {
		m[r[0]] = &MethodInfo{
			Name: r[0], Status: r[1], Safe: answers[r[2]], Idempotent: answers[r[3]], Cacheable: answers[r[4]],
			Section: r[5], Text: Text{r[6], r[7]},
		}
	}
	return m
})
