//go:build unix

package privilege

import (
	"fmt"
	"os"
	osuser "os/user"
	"strconv"
)

// user is who the process is to become.
type user struct {
	uid, gid int
	groups   []int // supplementary ones
}

// nobodyID is what systems without an entry for "nobody" use, Linux among them.
const nobodyID = 65534

// heir is who gets the process when root lets go of it.
func heir() (user, error) {
	if uid := os.Getuid(); uid != 0 { // the program is set-user-ID
		return user{uid: uid, gid: os.Getgid(), groups: groupsOf(uid)}, nil
	}
	uid, gid, ok, err := sudoer(os.Getenv("SUDO_UID"), os.Getenv("SUDO_GID"))
	if err != nil {
		return user{}, err
	}
	if ok {
		return user{uid: uid, gid: gid, groups: groupsOf(uid)}, nil
	}
	n := user{uid: nobodyID, gid: nobodyID, groups: []int{}}
	if found, err := osuser.Lookup("nobody"); err == nil {
		u, err1 := strconv.Atoi(found.Uid)
		g, err2 := strconv.Atoi(found.Gid)
		if err1 == nil && err2 == nil && u > 0 && g > 0 {
			n.uid, n.gid = u, g
		}
	}
	return n, nil
}

// sudoer reads what sudo says of its caller; ok is false when there is none
// but root.
func sudoer(uid, gid string) (u, g int, ok bool, err error) {
	if uid == "" || uid == "0" {
		return 0, 0, false, nil
	}
	n, err := strconv.ParseUint(uid, 10, 31)
	if err != nil {
		return 0, 0, false, fmt.Errorf("SUDO_UID is %q and not the number of a user", uid)
	}
	m, err := strconv.ParseUint(gid, 10, 31)
	if err != nil {
		return 0, 0, false, fmt.Errorf("SUDO_GID is %q and not the number of a group", gid)
	}
	return int(n), int(m), n != 0, nil
}

// groupsOf are the user's supplementary groups but root's; none where they are not known.
func groupsOf(uid int) []int {
	groups := []int{}
	u, err := osuser.LookupId(strconv.Itoa(uid))
	if err != nil {
		return groups
	}
	ids, err := u.GroupIds()
	if err != nil {
		return groups
	}
	for _, id := range ids {
		if n, err := strconv.Atoi(id); err == nil && n != 0 {
			groups = append(groups, n)
		}
	}
	return groups
}
