package crash

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"strings"
	"testing"
)

func TestGuardRestoresAndLetsThePanicGoOn(t *testing.T) {
	var done []string
	forget := Before(func() { done = append(done, "forgotten") })
	Before(func() { done = append(done, "first") })
	Before(func() { done = append(done, "second") })
	forget()
	for range 2 {
		func() {
			defer func() {
				if p := recover(); p != "at the disco" {
					t.Errorf("recovered %v", p)
				}
			}()
			defer Guard()
			panic("at the disco")
		}()
	}
	if got := strings.Join(done, " "); got != "second first" {
		t.Error(got)
	}
	func() { defer Guard() }()
}

func TestGuardHasTheProgramDie(t *testing.T) {
	restored := false
	forget := Before(func() { restored = true })
	defer forget()
	defer func() { Die = nil }()
	Die = func(panicked any, stack []byte) {
		if panicked != "at the disco" || !restored || !strings.Contains(string(stack), "TestGuardHasTheProgramDie") {
			t.Errorf("%v, restored %v, in %s", panicked, restored, stack)
		}
		panic("dead")
	}
	defer func() {
		if p := recover(); p != "dead" {
			t.Errorf("it lives on, with %v", p)
		}
	}()
	defer Guard()
	panic("at the disco")
}

// Every goroutine that may run beside the screen is guarded.
func TestGoroutinesAreGuarded(t *testing.T) {
	found := 0
	for _, dir := range []string{"../../tui", "../../cmd/wiretalk", "../../internal"} {
		err := filepath.WalkDir(dir, func(file string, d fs.DirEntry, err error) error {
			if err != nil || !strings.HasSuffix(file, ".go") || strings.HasSuffix(file, "_test.go") {
				return err
			}
			for _, aside := range []string{"/soak/", "/traffic/", "/netns/", "/screenshot/"} { // programs of their own
				if strings.Contains(filepath.ToSlash(file), aside) {
					return nil
				}
			}
			files := token.NewFileSet()
			tree, err := parser.ParseFile(files, file, nil, 0)
			if err != nil {
				return err
			}
			ast.Inspect(tree, func(n ast.Node) bool {
				var started ast.Node
				switch n := n.(type) {
				case *ast.GoStmt:
					started = n.Call.Fun
				case *ast.CallExpr:
					if f, ok := n.Fun.(*ast.SelectorExpr); ok && f.Sel.Name == "Go" && len(n.Args) == 1 {
						started = n.Args[0]
					}
				}
				if started == nil {
					return true
				}
				found++
				if !guarded(started) {
					t.Errorf("%s: this goroutine does not begin with defer crash.Guard()", files.Position(n.Pos()))
				}
				return true
			})
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	if found < 5 {
		t.Errorf("only %d goroutines were found", found)
	}
}

// guarded says whether a function literal begins with defer crash.Guard().
func guarded(n ast.Node) bool {
	f, ok := n.(*ast.FuncLit)
	if !ok || len(f.Body.List) == 0 {
		return false
	}
	d, ok := f.Body.List[0].(*ast.DeferStmt)
	if !ok {
		return false
	}
	s, ok := d.Call.Fun.(*ast.SelectorExpr)
	return ok && s.Sel.Name == "Guard"
}
