//go:build !unix

package config

// folder is one of the user's folders; empty when there is none.
func folder(_ string, system func() (string, error)) string {
	dir, err := system()
	if err != nil {
		return ""
	}
	return dir
}
