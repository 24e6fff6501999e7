// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "yaml/text_lines.h"

using hearth::yaml::LineRange;
using hearth::yaml::TextLines;

/// Replacing lines of a text without touching the others.
class TestTextLines : public QObject {
    Q_OBJECT

  private slots:
    void untouchedItIsTheSameText();
    void linesAreReplacedInTheirOrder();
    void lineEndsStayThoseOfTheFile();
    void aLastLineWithoutAnEndGetsOneWhereMoreFollows();
    void aBlockEndsWhereSomethingStandsAsFarLeft();
    void commentsAndBlanksBehindABlockDoNotBelongToIt();
};

void TestTextLines::untouchedItIsTheSameText() {
    for (const std::string_view text : {"", "a", "a\n", "a\n\n\n", "a\r\nb\r\n", "a\nb"}) {
        QCOMPARE(TextLines(text).text(), std::string(text));
    }
}

void TestTextLines::linesAreReplacedInTheirOrder() {
    TextLines lines("a\nb\nc\n");
    lines.replace({2, 3}, "z\n");
    lines.replace({1, 1}, "1\n");
    lines.replace({1, 1}, "2\n");
    lines.replace({0, 1}, {});
    QCOMPARE(lines.text(), std::string("1\n2\nb\nz\n"));
}

void TestTextLines::lineEndsStayThoseOfTheFile() {
    TextLines lines("a\r\nb\r\n");
    QCOMPARE(std::string(lines.line(0)), std::string("a"));
    lines.replace({1, 1}, "x\n");
    QCOMPARE(lines.text(), std::string("a\r\nx\r\nb\r\n"));
}

void TestTextLines::aLastLineWithoutAnEndGetsOneWhereMoreFollows() {
    TextLines lines("a");
    lines.replace({1, 1}, "b\n");
    QCOMPARE(lines.text(), std::string("a\nb\n"));
}

void TestTextLines::aBlockEndsWhereSomethingStandsAsFarLeft() {
    const TextLines lines("list:\n  - a: 1\n    b: 2\n  - c: 3\nend: 1\n");
    QCOMPARE(lines.blockAt(1, 2).end, std::size_t{3});
    QCOMPARE(lines.blockAt(0, 0).end, std::size_t{4});
    QCOMPARE(lines.indentOf(2), std::size_t{4});
}

void TestTextLines::commentsAndBlanksBehindABlockDoNotBelongToIt() {
    const TextLines lines("  - a: 1\n# inside\n    b: 2\n\n# of the next\n  - c: 3\n");
    QVERIFY(lines.isComment(1) && lines.isBlank(3));
    QCOMPARE(lines.blockAt(0, 2).end, std::size_t{3});
}

QTEST_MAIN(TestTextLines)
#include "test_text_lines.moc"
