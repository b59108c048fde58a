package tlshello

import (
	"crypto/tls"
	"fmt"
)

// Version is a protocol version as on the wire.
type Version uint16

// The versions.
const (
	SSL30 Version = 0x0300
	TLS10 Version = 0x0301
	TLS11 Version = 0x0302
	TLS12 Version = 0x0303
	TLS13 Version = 0x0304
)

func (v Version) String() string {
	switch {
	case v == SSL30:
		return "SSL 3.0"
	case v > SSL30 && v <= TLS13:
		return fmt.Sprintf("TLS 1.%d", v-TLS10)
	case IsGREASE(uint16(v)):
		return fmt.Sprintf("GREASE 0x%04x", uint16(v))
	}
	return fmt.Sprintf("version 0x%04x", uint16(v))
}

// CipherSuite is a cipher suite as on the wire.
type CipherSuite uint16

// String is the registered name as far as crypto/tls knows it, or the number.
func (c CipherSuite) String() string {
	switch {
	case c == 0x00ff: // RFC 5746 §3.3
		return "TLS_EMPTY_RENEGOTIATION_INFO_SCSV"
	case c == 0x5600: // RFC 7507
		return "TLS_FALLBACK_SCSV"
	case IsGREASE(uint16(c)):
		return fmt.Sprintf("GREASE 0x%04x", uint16(c))
	}
	return tls.CipherSuiteName(uint16(c))
}

// Extension is the type of a hello's extension.
type Extension uint16

// The extensions that are read.
const (
	extServerName          Extension = 0
	extSupportedGroups     Extension = 10
	extSignatureAlgorithms Extension = 13
	extALPN                Extension = 16
	extSessionTicket       Extension = 35
	extPreSharedKey        Extension = 41
	extEarlyData           Extension = 42
	extSupportedVersions   Extension = 43
	extECH                 Extension = 0xfe0d // RFC 9849
)

// IsGREASE says whether a number is one of those that clients put into their
// lists so that servers stay used to unknown ones (RFC 8701).
func IsGREASE(n uint16) bool { return n&0x0f0f == 0x0a0a && n>>8 == n&0xff }

// String is the alert's registered name (RFC 8446 §B.2), or its number.
func (a Alert) String() string {
	if s, ok := alerts[a.Description]; ok {
		return s
	}
	return fmt.Sprintf("alert %d", a.Description)
}

var alerts = map[uint8]string{
	0: "close_notify", 10: "unexpected_message", 20: "bad_record_mac", 21: "decryption_failed", 22: "record_overflow",
	30: "decompression_failure", 40: "handshake_failure", 41: "no_certificate", 42: "bad_certificate", 43: "unsupported_certificate",
	44: "certificate_revoked", 45: "certificate_expired", 46: "certificate_unknown", 47: "illegal_parameter", 48: "unknown_ca",
	49: "access_denied", 50: "decode_error", 51: "decrypt_error", 60: "export_restriction", 70: "protocol_version",
	71: "insufficient_security", 80: "internal_error", 86: "inappropriate_fallback", 90: "user_canceled", 100: "no_renegotiation",
	109: "missing_extension", 110: "unsupported_extension", 111: "certificate_unobtainable", 112: "unrecognized_name",
	113: "bad_certificate_status_response", 114: "bad_certificate_hash_value", 115: "unknown_psk_identity",
	116: "certificate_required", 120: "no_application_protocol", 121: "ech_required",
}
