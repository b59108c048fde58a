package health

// Kind is what was found.
type Kind uint8

// In the order in which they are told: what matters most for all the rest comes
// first.
const (
	Nothing        Kind = iota // no packets
	NotUnderstood              // packets, and no TCP in any of them
	UnknownLink                // a link type that is not known, so that its packets were not looked into
	Unreadable                 // the input could not be read to its end
	Dropped                    // packets, while capturing
	FilesBack                  // files that begin before the end of the file before
	NotCaptured                // bytes that were acknowledged, so the capture lost them
	HeadersCut                 // packets of which not even the headers were kept
	Cut                        // bytes of packets that were kept in part
	Missing                    // bytes that nobody acknowledged
	OneWay                     // connections of which one end's packets alone are there
	Conflicting                // segments whose bytes differ from those sent before
	Midstream                  // connections picked up after their handshake
	HalfHandshake              // connections of whose handshake a part is there
	UnknownClient              // connections of which it is a guess which end is the client
	Duplicated                 // packets that were captured twice
	Offloaded                  // connections with segments larger than the other end's MSS
	ClockBack                  // packets whose time is before that of the one before
	NoTime                     // connections whose packets have no time
	LostOnNetwork              // segments that were lost on the network and sent again
	HeldLimit                  // bytes that waited for others were too many
	TrackedLimit               // connections were too many
	FollowedLimit              // segments in flight, or repeated ones, were too many
	HeadsLimit                 // heads of unfinished exchanges were too many
	FragmentsLimit             // IP fragments were too many
	TooDeep                    // packets had too many layers
	RowsLetGo                  // the oldest rows were let go
	PacketsLetGo               // the oldest packets were let go, or could not be kept
	Kinds                      // how many there are
)

// Level is how much a finding matters.
type Level uint8

const (
	Note    Level = iota // worth knowing; all the same, what is shown is right
	Caution              // some of what is shown is less than what happened, or unsure
	Alarm                // much may be missing
)

// Mark is a level without colour.
func (l Level) Mark() string { return [...]string{"·", "!", "‼"}[l] }

var levels = [Kinds]Level{
	Nothing: Alarm, NotUnderstood: Caution, UnknownLink: Alarm, Unreadable: Alarm, Dropped: Alarm, FilesBack: Alarm, NotCaptured: Alarm, HeadersCut: Alarm, Cut: Alarm, Missing: Caution, OneWay: Alarm, Conflicting: Caution,
	Midstream: Note, HalfHandshake: Note, UnknownClient: Caution, Duplicated: Note, Offloaded: Note, ClockBack: Caution, NoTime: Caution,
	LostOnNetwork: Note, HeldLimit: Caution, TrackedLimit: Caution, FollowedLimit: Note, HeadsLimit: Caution, FragmentsLimit: Caution,
	TooDeep: Caution, RowsLetGo: Note, PacketsLetGo: Note,
}

// Level is how much findings of the kind matter.
func (k Kind) Level() Level { return levels[k] }
