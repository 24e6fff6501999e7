// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest>

#include "promql/syntax/lexer.h"

using namespace hearth::promql;

namespace {

/// One letter a token: what kind it is, seen from afar.
char letterOf(TokenKind kind) {
    switch (kind) {
    case TokenKind::kError:
        return '!';
    case TokenKind::kComment:
        return '#';
    case TokenKind::kIdentifier:
        return 'i';
    case TokenKind::kMetricIdentifier:
        return 'm';
    case TokenKind::kNumber:
        return 'n';
    case TokenKind::kDuration:
        return 'd';
    case TokenKind::kString:
        return 's';
    default:
        return isOperator(kind) ? 'o' : isAggregator(kind) ? 'a' : isWord(kind) ? 'k' : 'p';
    }
}

QString letters(const std::vector<Token>& tokens) {
    QString text;
    for (const auto& token : tokens) {
        text += QLatin1Char(letterOf(token.kind));
    }
    return text;
}

} // namespace

class TestLexer : public QObject {
    Q_OBJECT

  private slots:
    void cutsTextIntoTokens_data();
    void cutsTextIntoTokens();
    void keywordsHaveNoCase();
    void fillIsAKeywordOnlyBeforeAParenthesis();
    void tokensCoverTheTextTheyStandFor();
    void highlightingGoesOnBehindErrors();
    void theEndComesAgainAndAgain();
};

void TestLexer::cutsTextIntoTokens_data() {
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("kinds");
    QTest::newRow("nothing") << QByteArray() << QString();
    QTest::newRow("a colon makes a metric identifier") << QByteArray("a:b :c") << "mm";
    QTest::newRow("words in braces are labels") << QByteArray("sum{by=\"x\", sum!~'y'}") << "apipspiosp";
    QTest::newRow("comments are kept, also in braces") << QByteArray("a # b\n{ # c\n}") << "i#p#p";
    QTest::newRow("numbers and durations") << QByteArray("1 1.5 .5 2. 1e3 0x1f 5m 1h30m 1_000") << "nnnnnnddn";
    QTest::newRow("number words") << QByteArray("inf NaN") << "nn";
    QTest::newRow("hexadecimal e is an exponent") << QByteArray("0x1e") << "!";
    QTest::newRow("trim operators are greedy") << QByteArray("a >/b </ c") << "ioioi";
    QTest::newRow("a range") << QByteArray("a[5m:1m]") << "ipdpdp";
    QTest::newRow("duration words in a range") << QByteArray("a[Min_Of(step(),5m)]") << "ipkpkpppdpp";
    QTest::newRow("no names in a range") << QByteArray("a[b]") << "ip!p";
    QTest::newRow("strings of three kinds") << QByteArray("'a' \"b\\\"\" `c\nd`") << "sss";
    QTest::newRow("a string ends with its line") << QByteArray("'a\nb") << "!i";
    QTest::newRow("not UTF-8") << QByteArray("a \xff b") << "i!i";
    QTest::newRow("regular expression operators outside of braces") << QByteArray("a =~ b") << "i!!i";
}

void TestLexer::cutsTextIntoTokens() {
    QFETCH(QByteArray, text);
    QFETCH(QString, kinds);
    QCOMPARE(letters(tokenize(text.toStdString())), kinds);
}

void TestLexer::keywordsHaveNoCase() {
    QCOMPARE(keywordKind("SUM"), TokenKind::kSum);
    QCOMPARE(keywordKind("Group_Left"), TokenKind::kGroupLeft);
    QCOMPARE(keywordKind("Infinity"), TokenKind::kIdentifier);
}

void TestLexer::fillIsAKeywordOnlyBeforeAParenthesis() {
    QCOMPARE(Lexer("fill \n (1)").next().kind, TokenKind::kFill);
    QCOMPARE(Lexer("fill_left + 1").next().kind, TokenKind::kIdentifier);
}

void TestLexer::tokensCoverTheTextTheyStandFor() {
    const std::string text = "sum by(a) (rate(b{c=\"d\"}[5m])) # e";
    for (const auto& token : tokenize(text)) {
        QCOMPARE(std::string(token.text), text.substr(token.range.begin, token.range.end - token.range.begin));
    }
}

void TestLexer::highlightingGoesOnBehindErrors() {
    const std::string text = "a $ b ) c";
    const auto tokens = tokenize(text);
    QCOMPARE(tokens.front().text, "a");
    QCOMPARE(tokens.back().text, "c");
}

void TestLexer::theEndComesAgainAndAgain() {
    Lexer lexer("a");
    lexer.next();
    QCOMPARE(lexer.next().kind, TokenKind::kEnd);
    QCOMPARE(lexer.next().kind, TokenKind::kEnd);
}

QTEST_GUILESS_MAIN(TestLexer)
#include "test_lexer.moc"
