// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest>

#include "editor/full_width.h"
#include "editor/fuzzy_match.h"
#include "editor/text_offsets.h"

using namespace hearth::ui;

class TestTextTools : public QObject {
    Q_OBJECT

  private slots:
    void betterMatchesScoreHigher_data();
    void betterMatchesScoreHigher();
    void whatIsNotInOrderDoesNotMatch();
    void fullWidthCharactersAreReplacedOutsideStrings_data();
    void fullWidthCharactersAreReplacedOutsideStrings();
    void bytesAndPositionsAgree();
};

void TestTextTools::betterMatchesScoreHigher_data() {
    QTest::addColumn<QString>("typed");
    QTest::addColumn<QStringList>("best"); // best first
    QTest::newRow("how it matches") << "up" << QStringList{"up", "uptime", "node_up_seconds", "group", "usep"};
    QTest::newRow("case does not matter") << "CPU" << QStringList{"cpu", "node_cpu_seconds", "nodecpu"};
    QTest::newRow("the shorter of equals") << "node" << QStringList{"node_a", "node_ab"};
    QTest::newRow("first letters of words")
        << "ncs" << QStringList{"node_cpu_seconds", "node_cpu_core_frequency_seconds"};
}

void TestTextTools::betterMatchesScoreHigher() {
    QFETCH(QString, typed);
    QFETCH(QStringList, best);
    for (int i = 1; i < best.size(); ++i) {
        QVERIFY2(fuzzyScore(typed, best[i - 1]).value() > fuzzyScore(typed, best[i]).value(), qPrintable(best[i]));
    }
}

void TestTextTools::whatIsNotInOrderDoesNotMatch() {
    QVERIFY(!fuzzyScore(u"ba", u"ab"));
    QVERIFY(!fuzzyScore(u"abc", u"ab"));
    QVERIFY(fuzzyScore(u"", u"ab").has_value());
}

void TestTextTools::fullWidthCharactersAreReplacedOutsideStrings_data() {
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("mended");
    QTest::newRow("brackets and operators")
        << QString("ｓｕｍ（ａ｛ｂ＝＂ｃ＂｝［５ｍ］）　＋　１") << QString("sum(a{b=\"ｃ\"}[5m]) + 1");
    QTest::newRow("inside a string") << QString("a{b=\"（\\\"）\"}　") << QString("a{b=\"（\\\"）\"} ");
    QTest::newRow("inside a comment") << QString("a # （\n）") << QString("a # （\n)");
    QTest::newRow("nothing to do") << QString("a + 日本") << QString("a + 日本");
}

void TestTextTools::fullWidthCharactersAreReplacedOutsideStrings() {
    QFETCH(QString, text);
    QFETCH(QString, mended);
    QCOMPARE(withoutFullWidth(text), mended);
    QCOMPARE(hasFullWidth(text), text != mended);
    QVERIFY(!hasFullWidth(mended));
}

void TestTextTools::bytesAndPositionsAgree() {
    const TextOffsets offsets(QString("aé日") + QString::fromUcs4(U"\U0001F600b"));
    QCOMPARE(offsets.utf8().size(), std::size_t{11});
    QCOMPARE(offsets.position(1), 1);
    QCOMPARE(offsets.position(3), 2);
    QCOMPARE(offsets.position(6), 3);
    QCOMPARE(offsets.position(10), 5);
    QCOMPARE(offsets.byte(5), std::size_t{10});
    QCOMPARE(offsets.byte(99), std::size_t{11});
    QCOMPARE(TextOffsets("abc").position(2), 2);
}

QTEST_GUILESS_MAIN(TestTextTools)
#include "test_text_tools.moc"
