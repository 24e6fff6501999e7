// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest>

#include "promql/syntax/highlight.h"

using namespace hearth::promql;

namespace {

/// One letter for each byte of the text: what it is, a blank between the pieces.
QString paint(const std::string& text) {
    constexpr std::string_view kLetters = "mfaklsndobpc!";
    QString painted(static_cast<int>(text.size()), ' ');
    for (const auto& piece : highlight(text)) {
        for (auto i = piece.range.begin; i < piece.range.end; ++i) {
            painted[i] = QLatin1Char(kLetters[static_cast<std::size_t>(piece.kind)]);
        }
    }
    return painted;
}

} // namespace

class TestHighlight : public QObject {
    Q_OBJECT

  private slots:
    void piecesHaveTheirKinds_data();
    void piecesHaveTheirKinds();
    void bracketsFindTheirPartners_data();
    void bracketsFindTheirPartners();
};

void TestHighlight::piecesHaveTheirKinds_data() {
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("kinds");
    QTest::newRow("function and range") << "rate(up[5m])" << "ffffbmmbddbb";
    QTest::newRow("aggregation and grouping") << "sum by (on) (a)" << "aaa kk bllb bmb";
    QTest::newRow("aggregation as metric") << "sum + min" << "mmm o mmm";
    QTest::newRow("matchers") << "a{by=~'x'}" << "mbllooSSSb";
    QTest::newRow("modifiers") << "a offset 5m @ 1" << "m kkkkkk dd o n";
    QTest::newRow("modifier as metric") << "offset" << "mmmmmm";
    QTest::newRow("matching") << "a == bool on(b) c" << "m oo kkkk kkblb m";
    QTest::newRow("comment") << "a # b" << "m ccc";
    QTest::newRow("error") << "a $" << "m !";
    QTest::newRow("string that does not end") << "a{b='c" << "mblo!!";
}

void TestHighlight::piecesHaveTheirKinds() {
    QFETCH(QString, text);
    QFETCH(QString, kinds);
    QCOMPARE(paint(text.toStdString()), kinds.toLower());
}

void TestHighlight::bracketsFindTheirPartners_data() {
    QTest::addColumn<QString>("text");
    QTest::addColumn<int>("offset");
    QTest::addColumn<QList<int>>("places");
    QTest::newRow("behind the opening one") << "a(b[c])" << 2 << QList<int>{1, 6};
    QTest::newRow("before the opening one") << "a(b[c])" << 3 << QList<int>{3, 5};
    QTest::newRow("behind the closing one") << "a(b[c])" << 7 << QList<int>{6, 1};
    QTest::newRow("at the start") << "(a)" << 0 << QList<int>{0, 2};
    QTest::newRow("brackets in strings do not count") << "(')')" << 1 << QList<int>{0, 4};
    QTest::newRow("no partner") << "(a" << 1 << QList<int>{};
    QTest::newRow("no bracket") << "a + b" << 2 << QList<int>{};
}

void TestHighlight::bracketsFindTheirPartners() {
    QFETCH(QString, text);
    QFETCH(int, offset);
    QFETCH(QList<int>, places);
    QList<int> found;
    for (const auto& range : matchingBrackets(text.toStdString(), static_cast<std::size_t>(offset))) {
        found += static_cast<int>(range.begin);
    }
    QCOMPARE(found, places);
}

QTEST_GUILESS_MAIN(TestHighlight)
#include "test_highlight.moc"
