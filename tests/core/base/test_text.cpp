// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "base/text.h"

using namespace hearth;

class TestText : public QObject {
    Q_OBJECT

  private slots:
    void utf8IsChecked_data();
    void utf8IsChecked();
    void positionsCountLinesAndBytesFromOne();
    void quotingFollowsGo();
    void splittingKeepsEmptyParts();
};

void TestText::utf8IsChecked_data() {
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<bool>("valid");
    QTest::newRow("ascii") << QByteArray("plain text that is longer than a word") << true;
    QTest::newRow("japanese") << QByteArray("時系列 and more") << true;
    QTest::newRow("emoji") << QByteArray("\xf0\x9f\x94\xa5") << true;
    QTest::newRow("lone continuation") << QByteArray("12345678\x80") << false;
    QTest::newRow("overlong") << QByteArray("\xc0\xaf") << false;
    QTest::newRow("overlong three") << QByteArray("\xe0\x80\x80") << false;
    QTest::newRow("surrogate") << QByteArray("\xed\xa0\x80") << false;
    QTest::newRow("beyond Unicode") << QByteArray("\xf4\x90\x80\x80") << false;
    QTest::newRow("cut") << QByteArray("ab\xe3\x81") << false;
}

void TestText::utf8IsChecked() {
    QFETCH(const QByteArray, text);
    QTEST(isValidUtf8(text.toStdString()), "valid");
}

void TestText::positionsCountLinesAndBytesFromOne() {
    const std::string text = "ab\ncd\n";
    QCOMPARE(positionOf(text, 0).line, std::size_t{1});
    QCOMPARE(positionOf(text, 1).column, std::size_t{2});
    QCOMPARE(positionOf(text, 4).line, std::size_t{2});
    QCOMPARE(positionOf(text, 4).column, std::size_t{2});
    QCOMPARE(positionOf(text, 99).line, std::size_t{3});
}

void TestText::quotingFollowsGo() {
    QCOMPARE(quoteGo("a\"b\\c\n\t\x01 é"), std::string("\"a\\\"b\\\\c\\n\\t\\x01 é\""));
    QCOMPARE(quoteGo("\xff"), std::string("\"\\xff\""));
}

void TestText::splittingKeepsEmptyParts() {
    QCOMPARE(split("a,,b,", ','), (std::vector<std::string_view>{"a", "", "b", ""}));
    QCOMPARE(trim(" \t x y\r\n"), std::string_view("x y"));
    QCOMPARE(trim("  "), std::string_view());
}

QTEST_GUILESS_MAIN(TestText)
#include "test_text.moc"
