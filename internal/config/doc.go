// Package config reads what a user wants to be different, and keeps what a
// user did, from one run to the next.
//
// Load reads a configuration: a TOML file under the user's folder for such
// (XDG_CONFIG_HOME or what the system has for it). It says what is wrong with
// it by file and line, and what is allowed instead; what its values mean is
// for those who use them to check, with Config.Wrong.
//
// State is the history of what was typed. It is a convenience: that it cannot
// be read or kept is never an error.
//
// Both belong to the user that the process runs as. Where the environment names
// folders of somebody else, as it does after sudo, those are left alone.
package config
