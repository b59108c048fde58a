package tui

// lessonWords are the words round the lessons in one language.
type lessonWords struct {
	lesson, lessons, connection string
}

var lessonWordsIn = [...]lessonWords{
	{lesson: "lesson %d/%d", lessons: "Lessons", connection: "connection %d/%d"},
	{lesson: "第 %d/%d 课", lessons: "课程", connection: "连接 %d/%d"},
}
