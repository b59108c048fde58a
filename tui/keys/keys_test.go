package keys

import "testing"

func TestEveryActionHasKeysOfItsOwn(t *testing.T) {
	owner, bound := map[Chord]Action{}, map[Action]bool{}
	for _, b := range Bindings {
		bound[b.Action] = true
		for _, c := range b.keys {
			if other, ok := owner[c]; ok {
				t.Errorf("%v is bound to actions %d and %d", c, other, b.Action)
			}
			owner[c] = b.Action
		}
	}
	for a := None + 1; a < Actions; a++ {
		if !bound[a] {
			t.Errorf("no key for action %d", a)
		}
	}
}
