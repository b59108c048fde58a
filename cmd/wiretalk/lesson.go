package main

import (
	"bufio"
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"maps"
	"os"
	"os/signal"
	"slices"
	"syscall"

	"github.com/spf13/cobra"
	"golang.org/x/term"

	"wiretalk/internal/ladder"
	"wiretalk/internal/lesson"
	"wiretalk/internal/meaning"
	"wiretalk/tui"
)

const lessonHelp = `lesson lists the lessons that come with the program, or shows one: a real capture of
TCP or HTTP, what to look at in it, a text for a student, and each connection drawn
as in textbooks with what its segments mean, in English or Chinese.`

// lessonFormats are the ways in which a lesson is printed.
var lessonFormats = map[string]func(*lesson.Lesson, context.Context, io.Writer, ladder.Options) error{
	formatText: (*lesson.Lesson).Print, "markdown": (*lesson.Lesson).Markdown, "svg": (*lesson.Lesson).SVG,
}

// lessons is the command that lists the lessons or prints one.
func lessons(out *os.File, status *int) *cobra.Command {
	var f flags
	command := &cobra.Command{
		Use:     "lesson [NAME]",
		Short:   "List the bundled lessons, or show one",
		Long:    lessonHelp,
		Example: "  wiretalk lesson\n  wiretalk lesson three-way-handshake --lang zh\n  wiretalk lesson fast-retransmit -T svg >handout.svg\n  wiretalk lesson fast-retransmit -T svg --frames 8-22 --relative >slide.svg",
		Args: func(_ *cobra.Command, args []string) error {
			switch {
			case len(args) > 1:
				return errors.New("lesson: after it comes one name; wiretalk lesson lists them")
			case len(args) == 1 && lesson.Find(args[0]) == nil:
				return fmt.Errorf("lesson %q: there is none of that name; wiretalk lesson lists them", args[0])
			}
			return nil
		},
		ValidArgsFunction: completeLessons,
		RunE: func(command *cobra.Command, args []string) error {
			changed := command.Flags().Changed
			if changed("lang") && f.lang != "en" && f.lang != "zh" {
				return invalid("lang", "", f.lang)
			}
			if _, ok := lessonFormats[f.format]; changed("type") && !ok {
				return fmt.Errorf("-T %q: expected a format: text, markdown or svg", f.format)
			}
			if len(args) == 0 {
				if changed("type") || f.explain || changed("frames") || f.relative {
					return errors.New("lesson: a name comes after it; wiretalk lesson lists them")
				}
				*status = written(listLessons(out, f.languageIndex(), widthOf(out, os.Getenv)), command.ErrOrStderr())
				return nil
			}
			ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
			defer stop()
			if f.relative && f.format != "svg" {
				return errors.New("--relative: say -T svg with it; nothing else shows real numbers")
			}
			if !changed("type") && !f.explain && !changed("frames") && term.IsTerminal(int(out.Fd())) {
				*status = left(tui.RunLesson(args[0], tui.Options{Lang: f.language("", os.Getenv)}), command.ErrOrStderr())
				return nil
			}
			o := ladder.Options{Language: f.languageIndex(), Width: widthOf(out, os.Getenv), Sentences: true, All: f.explain, Frames: f.drawn.Frames, Relative: f.relative}
			print := lessonFormats[cmp.Or(f.format, formatText)]
			err := print(lesson.Find(args[0]), ctx, out, o)
			if errors.As(err, new(lesson.NoneError)) {
				return err
			}
			*status = written(err, command.ErrOrStderr())
			return nil
		},
	}
	set := command.Flags()
	set.StringVar(&f.lang, "lang", "", "language of the lesson; `LANG` is en or zh (default: that of the locale)")
	set.StringVarP(&f.format, "type", "T", "", "print the lesson though there is a terminal; `FORMAT` is\ntext: for a terminal or a letter\nmarkdown: the same with tables, for a page or a handout\nsvg: a picture of its ladders and its text, for a slide or a poster")
	set.BoolVar(&f.explain, "explain", false, "say all that there is to say of each segment, not only what it is")
	set.Var(&f.drawn, "frames", "draw only the frames `RANGE`, as in 8-22, as they stand in the whole; a picture is then\nthe question and the drawing without the text")
	set.BoolVar(&f.relative, "relative", false, "with -T svg: no real sequence numbers below the arrows, only those counted from x and y")
	set.BoolP("help", "h", false, "print this and exit")
	languages := []string{"en\tEnglish", "zh\t中文"}
	if err := command.RegisterFlagCompletionFunc("lang", cobra.FixedCompletions(languages, cobra.ShellCompDirectiveNoFileComp)); err != nil {
		panic(err) // there is no such flag
	}
	if err := command.RegisterFlagCompletionFunc("type", cobra.FixedCompletions(slices.Sorted(maps.Keys(lessonFormats)), cobra.ShellCompDirectiveNoFileComp)); err != nil {
		panic(err)
	}
	command.SetFlagErrorFunc(flagError)
	return command
}

// written is the exit status after something was written.
func written(err error, diagnostics io.Writer) int {
	if err == nil || isClosedPipe(err) {
		return exitDone
	}
	complain(diagnostics, err)
	return exitRead
}

// listLessons prints names and titles, in both languages, and in one what to
// look at in each.
func listLessons(w io.Writer, language, width int) error {
	const indent = "    "
	out := bufio.NewWriter(w)
	for _, l := range lesson.All() {
		fmt.Fprintf(out, "%s  %s  %s\n", l.Name, l.Title[meaning.English], l.Title[meaning.Chinese])
		for _, line := range ladder.Wrap(l.Look[language], width-len(indent)-1) {
			fmt.Fprintf(out, "%s%s\n", indent, line)
		}
	}
	return out.Flush()
}

func completeLessons(_ *cobra.Command, args []string, _ string) ([]string, cobra.ShellCompDirective) {
	if len(args) > 0 {
		return nil, cobra.ShellCompDirectiveNoFileComp
	}
	var names []string
	for _, l := range lesson.All() {
		names = append(names, l.Name+"\t"+l.Title[meaning.English]+" "+l.Title[meaning.Chinese])
	}
	return names, cobra.ShellCompDirectiveNoFileComp
}
