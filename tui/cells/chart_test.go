package cells

import "testing"

func TestBars(t *testing.T) {
	for _, c := range []struct {
		part, of, width int
		want            string
	}{
		{0, 10, 4, ""}, {10, 10, 4, "████"}, {5, 10, 4, "██"}, {1, 1000, 4, "▏"}, {3, 8, 1, "▍"}, {20, 10, 3, "███"}, {1, 0, 3, ""}, {1, 1, 0, ""},
	} {
		if got := Bar(c.part, c.of, c.width); got != c.want {
			t.Errorf("%d of %d in %d cells: %q, want %q", c.part, c.of, c.width, got, c.want)
		}
	}
	if got := Spark([]int{0, 1, 4, 8, 1000}); got != " ▁▁▁█" {
		t.Errorf("got %q", got)
	}
	if got := Spark([]int{1, 2, 3, 4}); got != "▂▄▆█" {
		t.Errorf("got %q", got)
	}
}
