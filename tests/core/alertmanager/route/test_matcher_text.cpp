// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>
#include <fmt/format.h>

#include "alertmanager/route/matcher_text.h"
#include "base/file_system.h"
#include "base/text.h"

using namespace hearth;
using namespace hearth::alertmanager;

namespace {

constexpr auto kFallback = MatcherSyntax::kFallback;
constexpr auto kUtf8 = MatcherSyntax::kUtf8;
constexpr auto kClassic = MatcherSyntax::kClassic;

std::string shown(const Result<ParsedMatchers>& parsed) {
    return parsed ? matchersText(parsed->matchers) : "error: " + parsed.error().message();
}

std::string list(std::string_view text, MatcherSyntax syntax = kFallback) {
    return shown(parseMatchers(text, syntax));
}

std::string one(std::string_view text, MatcherSyntax syntax = kFallback) {
    return shown(parseMatcher(text, syntax));
}

bool warns(std::string_view text) {
    const auto parsed = parseMatchers(text, kFallback);
    return parsed && !parsed->warning.empty();
}

MatcherSyntax syntaxNamed(std::string_view name) {
    return name == "utf8" ? kUtf8 : name == "classic" ? kClassic : kFallback;
}

struct Tally {
    int cases = 0;
    int differences = 0;
    std::string first;
};

/// A line: text, syntax, `list` or `one`, `ok`, `warning` or `error`, and the matchers or the message.
void checkLine(std::string_view line, bool exactMessages, Tally& tally) {
    const auto cells = split(line, '\t');
    if (cells.size() != 5 || line.starts_with('#')) {
        return;
    }
    const auto text = unquoteGo(cells[0]).value();
    const auto wanted = unquoteGo(cells[4]).value();
    const auto syntax = syntaxNamed(cells[1]);
    const auto parsed = cells[2] == "one" ? parseMatcher(text, syntax) : parseMatchers(text, syntax);
    const bool none = parsed && parsed->matchers.empty(); // nobody is warned of an empty list
    const auto* const outcome = !parsed ? "error" : none || parsed->warning.empty() ? "ok" : "warning";
    auto got = parsed ? matchersText(parsed->matchers) : parsed.error().message();
    // Messages about regular expressions are those of the library.
    const bool compares = parsed || (exactMessages && !wanted.contains("error parsing regexp"));
    ++tally.cases;
    if (outcome != cells[3] || (compares && got != wanted)) {
        ++tally.differences;
        if (tally.differences <= 20) {
            tally.first += fmt::format("{}\n  got {} {}\n", line, outcome, quoteGo(got));
        }
    }
}

Tally checkFile(const std::string& path, bool exactMessages) {
    PosixFileSystem files;
    Tally tally;
    const auto text = files.readAll(path);
    if (text) {
        for (const auto line : split(*text, '\n')) {
            checkLine(line, exactMessages, tally);
        }
    }
    return tally;
}

} // namespace

class TestMatcherText : public QObject {
    Q_OBJECT

  private slots:
    void readsAListWithOrWithoutBraces();
    void readsNamesAndValuesOfAnyScript();
    void readsEscapesAsGoDoes();
    void refusesWhatIsNoMatcher();
    void saysWhereTheErrorIs();
    void readsTheClassicSyntax();
    void fallsBackToTheClassicSyntaxWithAWarning();
    void letsTheClassicReadingHoldWhereBothDiffer();
    void takesExactlyOneMatcherWithoutBraces();
    void picksTheSyntaxByFeatures();
    void checksLabelNamesByTheSyntax();
    void quotesNamesWithReservedCharacters();
    void ordersMatchersByNameValueAndType();
    void dotsStandForNoNewline();
    void survivesDeepAndLongTexts();
    void readsTheCorpusAsAlertmanagerDoes();
};

void TestMatcherText::readsAListWithOrWithoutBraces() {
    QCOMPARE(list(R"({a="b",c=~"d.*"})"), R"({a="b",c=~"d.*"})");
    QCOMPARE(list(R"(a=b , c!=d, )", kUtf8), R"({a="b",c!="d"})");
    QCOMPARE(list("", kUtf8), "{}");
    QCOMPARE(list("{}"), "{}");
    QCOMPARE(list(" { } ", kUtf8), "{}");
    QVERIFY(!warns("{}"));
}

void TestMatcherText::readsNamesAndValuesOfAnyScript() {
    QCOMPARE(list("日本=東京,\"a b\"=\"c\"", kUtf8), "{日本=\"東京\",\"a b\"=\"c\"}");
    QCOMPARE(list("a-b=c/d", kUtf8), R"({a-b="c/d"})");
    QCOMPARE(list("🙂=\"\\U0001F642\"", kUtf8), "{🙂=\"🙂\"}");
}

void TestMatcherText::readsEscapesAsGoDoes() {
    QCOMPARE(unquoteGo("\"\\a\\b\\f\\n\\r\\t\\v\\\\\\\"\"").value(), "\a\b\f\n\r\t\v\\\"");
    QCOMPARE(unquoteGo("\"\\x41\\101\\u00e9\\U0001F642\"").value(), "AA\u00e9🙂");
    const std::vector<std::string> bad{"\"\\q\"",   "\"\\x4\"", "\"\\400\"", "\"\\ud800\"", "\"\\U00110000\"",
                                       "\"\\'\"",   "\"a",      "a",         "\"a\"b\"",    "\"\n\"",
                                       "\"\\xff\"", "\"\\\"",   "\""};
    for (const auto& literal : bad) {
        QVERIFY2(!unquoteGo(literal), literal.c_str());
    }
}

void TestMatcherText::refusesWhatIsNoMatcher() {
    QCOMPARE(list("a", kUtf8), "error: end of input: expected an operator such as '=', '!=', '=~' or '!~'");
    QCOMPARE(list("a=", kUtf8), "error: end of input: expected label value");
    QCOMPARE(list("=b", kUtf8), "error: 0:1: unexpected =: expected label name");
    QCOMPARE(list("{a=b", kUtf8), "error: 0:4: end of input: expected close brace");
    QCOMPARE(list("a=b}", kUtf8), "error: 0:4: }: expected opening brace");
    QCOMPARE(list("a=b,,c=d", kUtf8), "error: 4:5: unexpected ,: expected a matcher or close brace after comma");
    QCOMPARE(list("a!b", kUtf8),
             "error: 1:2: !: expected one of '=~': expected an operator such as '=', '!=', '=~' or '!~'");
    QCOMPARE(list("a=\"b", kUtf8), "error: 2:4: \"b: missing end \": expected label value");
    QCOMPARE(list("{a=b} c", kUtf8), "error: 6:7: c: expected end of input");
    QVERIFY(list("a=~(", kUtf8).starts_with("error: failed to create matcher: "));
    QVERIFY(list("a=\xff", kUtf8).starts_with("error: "));
}

void TestMatcherText::saysWhereTheErrorIs() {
    const auto parsed = parseMatchers("日本=東京, ~", kUtf8);
    QVERIFY(!parsed && parsed.error().range());
    QCOMPARE(parsed.error().range()->begin, 15U);
    QCOMPARE(parsed.error().range()->end, 16U);
}

void TestMatcherText::readsTheClassicSyntax() {
    QCOMPARE(list(R"({foo = "bar", dings != "bums", })", kClassic), R"({foo="bar",dings!="bums"})");
    QCOMPARE(list("a=", kClassic), R"({a=""})");
    QCOMPARE(list(R"(a=b\c)", kClassic), R"({a="b\\c"})");
    QCOMPARE(list("a=\"b,c\"", kClassic), R"({a="b,c"})");
    QCOMPARE(list("a=b c", kClassic), R"({a="b c"})");
    QCOMPARE(list(R"(a="b"c)", kClassic), R"(error: matcher value contains unescaped double quote: "b"c)");
    QCOMPARE(list("a-b=c", kClassic), "error: bad matcher format: a-b=c");
}

void TestMatcherText::fallsBackToTheClassicSyntaxWithAWarning() {
    QCOMPARE(list("a=b c"), R"({a="b c"})");
    QVERIFY(warns("a=b c"));
    QVERIFY(warns("a="));
    QVERIFY(!warns("a=b"));
    QVERIFY(!warns("日本=b"));
    const auto parsed = parseMatchers("a=~5..|x y", kFallback);
    QVERIFY(parsed->warning.contains(R"(a=~"5..|x y")"));
}

void TestMatcherText::letsTheClassicReadingHoldWhereBothDiffer() {
    QCOMPARE(list(R"(a="\x41")", kUtf8), R"({a="A"})");
    QCOMPARE(list(R"(a="\x41")"), R"({a="\\x41"})");
    QVERIFY(parseMatchers(R"(a="\x41")", kFallback)->warning.contains("disagreement"));
}

void TestMatcherText::takesExactlyOneMatcherWithoutBraces() {
    QCOMPARE(one("a=b"), R"({a="b"})");
    QCOMPARE(one("{a=b}"), "error: unexpected open or close brace: {a=b}");
    QCOMPARE(one("a=b,c=d", kUtf8), "error: expected 1 matcher, found 2");
    QCOMPARE(one("", kUtf8), "error: no matchers");
    QCOMPARE(one("a=b,c=d"), R"({a="b,c=d"})"); // the classic syntax takes the rest as the value
    QCOMPARE(one("a=b}", kClassic), R"({a="b}"})");
}

void TestMatcherText::picksTheSyntaxByFeatures() {
    const std::vector<std::string> none{"alert-names-in-metrics"};
    const std::vector<std::string> classic{"classic-mode"};
    const std::vector<std::string> utf8{"utf8-strict-mode"};
    const std::vector<std::string> both{"classic-mode", "utf8-strict-mode"};
    QCOMPARE(matcherSyntaxOf(none).value(), kFallback);
    QCOMPARE(matcherSyntaxOf(classic).value(), kClassic);
    QCOMPARE(matcherSyntaxOf(utf8).value(), kUtf8);
    QVERIFY(!matcherSyntaxOf(both));
}

void TestMatcherText::checksLabelNamesByTheSyntax() {
    QVERIFY(isLabelName("a_1", kClassic));
    QVERIFY(!isLabelName("a-1", kClassic));
    QVERIFY(isLabelName("a-1 日本", kFallback));
    QVERIFY(!isLabelName("", kUtf8));
    QVERIFY(!isLabelName("\xff", kUtf8));
}

void TestMatcherText::quotesNamesWithReservedCharacters() {
    const auto text = [](std::string name, std::string value) {
        return matcherText(model::Matcher::equal(std::move(name), std::move(value)));
    };
    QCOMPARE(text("a", "b\"c\\d\ne\tf"), "a=\"b\\\"c\\\\d\\ne\tf\"");
    QCOMPARE(text("a b", "b\"\t\u3000"), R"("a b"="b\"\t\u3000")");
    QCOMPARE(text("日本", "x"), "日本=\"x\"");
}

void TestMatcherText::ordersMatchersByNameValueAndType() {
    auto matchers = parseMatchers("b=1,a=2,a=~1,a=1", kUtf8)->matchers;
    sortMatchers(matchers);
    QCOMPARE(matchersText(matchers), R"({a="1",a=~"1",a="2",b="1"})");
}

void TestMatcherText::dotsStandForNoNewline() {
    for (const auto syntax : {kFallback, kUtf8, kClassic}) {
        const auto matchers = parseMatchers(R"(a=~".+",b!~".+",c=~"(?s).+")", syntax)->matchers;
        QVERIFY(!matchers[0].matches("two\nlines"));
        QVERIFY(matchers[0].matches("one line"));
        QVERIFY(matchers[1].matches("two\nlines"));
        QVERIFY(matchers[2].matches("two\nlines"));
        QVERIFY(!parseMatcher(R"(a=~".+")", syntax)->matchers[0].matches("two\nlines"));
    }
}

void TestMatcherText::survivesDeepAndLongTexts() {
    for (const std::string_view piece : {"{", "\"", "\\", "a=b,", "=", "a=\"\\", "\xf0\x9f"}) {
        std::string text;
        for (int i = 0; i < 20'000; ++i) {
            text += piece;
        }
        for (const auto syntax : {kFallback, kUtf8, kClassic}) {
            (void)parseMatchers(text, syntax);
            (void)parseMatcher(text, syntax);
        }
    }
    QVERIFY(!parseMatchers(std::string(2U << 20U, ' '), kFallback));
}

/// More cases can be given in a file of the same form that the environment names.
void TestMatcherText::readsTheCorpusAsAlertmanagerDoes() {
    const auto own = checkFile(HEARTH_SOURCE_DIR "/tests/core/alertmanager/route/matchers.tsv", true);
    QVERIFY(own.cases > 500);
    QVERIFY2(own.differences == 0, own.first.c_str());
    const auto more = qEnvironmentVariable("HEARTH_MATCHER_CASES").toStdString();
    const auto other = checkFile(more, true);
    QVERIFY2(other.differences == 0, fmt::format("{} of {}\n{}", other.differences, other.cases, other.first).c_str());
    qInfo("%d cases", own.cases + other.cases);
}

QTEST_APPLESS_MAIN(TestMatcherText)
#include "test_matcher_text.moc"
