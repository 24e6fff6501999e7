// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "model/matcher.h"

using namespace hearth::model;

class TestMatcher : public QObject {
    Q_OBJECT

  private slots:
    void everyTypeMatches_data();
    void everyTypeMatches();
    void badExpressionsSayWhy();
    void literalsAndPrefixesAreFound_data();
    void literalsAndPrefixesAreFound();
    void replacementsExpandAsGoTemplates_data();
    void replacementsExpandAsGoTemplates();
    void textIsQuoted();
};

void TestMatcher::everyTypeMatches_data() {
    QTest::addColumn<int>("type");
    QTest::addColumn<QString>("value");
    QTest::addColumn<QString>("text");
    QTest::addColumn<bool>("expected");
    const auto row = [](const char* name, MatchType type, const char* value, const char* text, bool expected) {
        QTest::newRow(name) << static_cast<int>(type) << value << text << expected;
    };
    row("equal", MatchType::kEqual, "a", "a", true);
    row("equal to nothing", MatchType::kEqual, "", "", true);
    row("not equal", MatchType::kNotEqual, "a", "b", true);
    row("regex is anchored", MatchType::kRegex, "a", "ab", false);
    row("alternation is anchored", MatchType::kRegex, "a.*|b", "xb", false);
    row("dot matches newline", MatchType::kRegex, "a.b", "a\nb", true);
    row("literal alternation", MatchType::kRegex, "GET|POST", "POST", true);
    row("literal alternation, miss", MatchType::kRegex, "GET|POST", "PUT", false);
    row("group of literals", MatchType::kRegex, "(?:a|b)", "b", true);
    row("empty alternative", MatchType::kRegex, "a|", "", true);
    row("prefix", MatchType::kRegex, "node_.+", "node_load1", true);
    row("prefix, miss", MatchType::kRegex, "node_.+", "nod", false);
    row("optional last character", MatchType::kRegex, "ab?", "a", true);
    row("repeated last character", MatchType::kRegex, "ab{0,2}", "a", true);
    row("optional letter of two bytes", MatchType::kRegex, "xé?", "x", true);
    row("flag turns case off", MatchType::kRegex, "(?i)GET", "get", true);
    row("escaped dot", MatchType::kRegex, "a\\.b", "a.b", true);
    row("escaped dot, miss", MatchType::kRegex, "a\\.b", "axb", false);
    row("class escape", MatchType::kRegex, "\\d+", "42", true);
    row("not regex", MatchType::kNotRegex, "a.*", "b", true);
    row("own anchors", MatchType::kRegex, "^a$", "a", true);
}

void TestMatcher::everyTypeMatches() {
    QFETCH(const int, type);
    QFETCH(const QString, value);
    QFETCH(const QString, text);
    QFETCH(const bool, expected);
    const auto matcher = Matcher::create(static_cast<MatchType>(type), "l", value.toStdString());
    QVERIFY(matcher);
    QCOMPARE(matcher->matches(text.toStdString()), expected);
}

void TestMatcher::badExpressionsSayWhy() {
    for (const auto* pattern : {"a(", "a)(b", "[", "*", "(?<n>", "a{2,1}"}) {
        const auto matcher = Matcher::create(MatchType::kRegex, "l", pattern);
        QVERIFY2(!matcher, pattern);
        QVERIFY(matcher.error().message().starts_with("error parsing regexp: "));
    }
}

void TestMatcher::literalsAndPrefixesAreFound_data() {
    QTest::addColumn<QString>("pattern");
    QTest::addColumn<QStringList>("literals");
    QTest::addColumn<QString>("prefix");
    QTest::newRow("one literal") << "abc" << QStringList{"abc"} << "abc";
    QTest::newRow("alternation") << "b|a|b" << QStringList{"a", "b"} << "";
    QTest::newRow("group") << "(a|b)" << QStringList{"a", "b"} << "";
    QTest::newRow("escape") << "a\\.b" << QStringList{"a.b"} << "a.b";
    QTest::newRow("prefix") << "node_.*" << QStringList{} << "node_";
    QTest::newRow("alternation of more") << "a.*|b" << QStringList{} << "";
    QTest::newRow("inner alternation") << "ab(c|d)" << QStringList{} << "ab";
    QTest::newRow("repetition") << "abc*" << QStringList{} << "ab";
    QTest::newRow("plus keeps the letter") << "abc+" << QStringList{} << "abc";
    QTest::newRow("flags") << "(?i)abc" << QStringList{} << "";
}

void TestMatcher::literalsAndPrefixesAreFound() {
    QFETCH(const QString, pattern);
    QFETCH(const QStringList, literals);
    const auto regex = Regex::create(pattern.toStdString()).value();
    QStringList found;
    for (const auto& literal : regex.literals().value_or(std::vector<std::string>{})) {
        found << QString::fromStdString(literal);
    }
    QCOMPARE(found, literals);
    QTEST(QString::fromStdString(regex.prefix()), "prefix");
}

void TestMatcher::replacementsExpandAsGoTemplates_data() {
    QTest::addColumn<QString>("replacement");
    QTest::addColumn<QString>("expected");
    QTest::newRow("numbered") << "$2-$1" << "host-node";
    QTest::newRow("braced") << "${1}_x" << "node_x";
    QTest::newRow("longest name wins") << "$1_x" << "";
    QTest::newRow("named") << "${where}" << "host";
    QTest::newRow("dollar") << "$$1" << "$1";
    QTest::newRow("unknown group") << "a$9b" << "a";
    QTest::newRow("lone dollar") << "a$" << "a$";
    QTest::newRow("unclosed brace") << "${1" << "${1";
}

void TestMatcher::replacementsExpandAsGoTemplates() {
    QFETCH(const QString, replacement);
    const auto regex = Regex::create("(\\w+)@(?P<where>\\w+)").value();
    QTEST(QString::fromStdString(regex.replace("node@host", replacement.toStdString()).value()), "expected");
    QVERIFY(!regex.replace("nothing", "x"));
}

void TestMatcher::textIsQuoted() {
    QCOMPARE(Matcher::equal("job", "a\"b").toString(), std::string("job=\"a\\\"b\""));
    QCOMPARE(Matcher::notEqual("service.name", "x").toString(), std::string("\"service.name\"!=\"x\""));
}

QTEST_GUILESS_MAIN(TestMatcher)
#include "test_matcher.moc"
