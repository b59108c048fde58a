package body

import (
	"bytes"
	"errors"
	"io"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/google/go-cmp/cmp"
)

func TestPairs(t *testing.T) {
	got, err := Pairs(strings.NewReader("a=1&b=x+y%20z&&a=2&c&=d&e=f=g&%e4%=%4&h=%C3%A9&"))
	want := []Pair{
		{Name: "a", Value: "1", Offset: 0}, {Name: "b", Value: "x y z", Offset: 4}, {Name: "a", Value: "2", Offset: 15},
		{Name: "c", Offset: 19, Bare: true}, {Value: "d", Offset: 21}, {Name: "e", Value: "f=g", Offset: 24},
		{Name: "\xe4%", Value: "%4", Offset: 30}, {Name: "h", Value: "é", Offset: 38},
	}
	if diff := cmp.Diff(want, got); diff != "" || err != nil {
		t.Errorf("%v%s", err, diff)
	}
	expect(t, Form, "a=1&b=x%0Ay&c", "a = 1\nb = x\ny\nc\n")
}

func TestPairsAreBounded(t *testing.T) {
	got, err := Pairs(strings.NewReader(strings.Repeat("a&", MaxPairs+1)))
	if len(got) != MaxPairs || err != ErrTooManyPairs {
		t.Errorf("%d pairs, %v", len(got), err)
	}
	got, err = Pairs(io.MultiReader(strings.NewReader("a="), bytes.NewReader(make([]byte, 2*MaxPair)), strings.NewReader("&b=c")))
	if len(got) != 2 || len(got[0].Value) > MaxPair || got[1].Value != "c" || err != nil {
		t.Errorf("%d pairs, %v", len(got), err)
	}
}

func TestPairsCutShort(t *testing.T) {
	lost := errors.New("lost")
	got, err := Pairs(io.MultiReader(strings.NewReader("a=1&b=2"), iotest.ErrReader(lost)))
	if len(got) != 2 || got[1].Value != "2" || err != lost {
		t.Errorf("%v, %v", got, err)
	}
}
