package tui

// lessonWords are the words round the lessons in one language.
type lessonWords struct {
	lesson, lessons, connection, noLesson string
}

var lessonWordsIn = [...]lessonWords{
	{lesson: "lesson %d/%d", lessons: "Lessons", connection: "connection %d/%d", noLesson: "there is no lesson %q; :lesson lists them"},
	{lesson: "第 %d/%d 课", lessons: "课程", connection: "连接 %d/%d", noLesson: "没有课程 %q；:lesson 列出全部"},
}
