package tui

// lessonWords are the words round the lessons in one language.
type lessonWords struct {
	lesson, lessons, connection, noLesson, oneConnection string
}

var lessonWordsIn = [...]lessonWords{
	{lesson: "lesson %d/%d", lessons: "Lessons", connection: "connection %d/%d", noLesson: "there is no lesson %q; :lesson lists them", oneConnection: "this lesson has one connection only"},
	{lesson: "第 %d/%d 课", lessons: "课程", connection: "连接 %d/%d", noLesson: "没有课程 %q；:lesson 列出全部", oneConnection: "本课只有一个连接"},
}
