package har

// Parse is parse, for tests that look from outside.
var Parse = parse
