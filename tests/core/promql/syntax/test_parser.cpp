// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest>

#include "promql/syntax/parser.h"
#include "promql/syntax/printer.h"
#include "promql/syntax/walk.h"

using namespace hearth;
using namespace hearth::promql;

namespace {

/// The tree with a pair of parentheses around each operation.
QString shape(const Expr& expr) {
    if (const auto* binary = expr.as<Binary>()) {
        return QString("(%1 %2 %3)")
            .arg(shape(*binary->lhs), QString::fromStdString(std::string(binaryOpText(binary->op))),
                 shape(*binary->rhs));
    }
    if (const auto* unary = expr.as<Unary>()) {
        return QString("(%1%2)").arg(unary->op == UnaryOp::kMinus ? "-" : "+", shape(*unary->expr));
    }
    return QString::fromStdString(toString(expr));
}

QStringList messages(const std::vector<Error>& errors) {
    QStringList texts;
    for (const auto& error : errors) {
        texts += QString::fromStdString(error.message());
    }
    return texts;
}

std::string textAt(std::string_view text, SourceRange range) {
    return std::string(text.substr(range.begin, range.end - range.begin));
}

std::string repeated(std::string_view part, std::size_t count) {
    std::string text;
    for (std::size_t i = 0; i < count; ++i) {
        text += part;
    }
    return text;
}

} // namespace

class TestParser : public QObject {
    Q_OBJECT

  private slots:
    void operatorsBindAsTheyShould_data();
    void operatorsBindAsTheyShould();
    void everyNodeKnowsWhereItStands();
    void allErrorsAreFound_data();
    void allErrorsAreFound();
    void theFirstErrorIsTheOneToSee();
    void anErrorHasTheRangeOfWhatIsWrong();
    void experimentalPartsNeedTheirSwitch();
    void matchersOfASelectorEndWithItsName();
    void aMetricSelectorIsReadAlone();
    void theLabelsOfOneSeriesAreRead();
    void treesCompareByMeaning();
    void aTreeIsAValue();
    void deepNestingIsRefused_data();
    void deepNestingIsRefused();
    void longTextIsRefused();
    void everyPrefixOfAQueryIsHandled();
};

void TestParser::operatorsBindAsTheyShould_data() {
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("tree");
    QTest::newRow("product before sum") << "a+b*c" << "(a + (b * c))";
    QTest::newRow("from the left") << "a-b-c" << "((a - b) - c)";
    QTest::newRow("powers from the right") << "a^b^c" << "(a ^ (b ^ c))";
    QTest::newRow("power before sign") << "-a^b" << "(-(a ^ b))";
    QTest::newRow("sign before product") << "-a*b" << "((-a) * b)";
    QTest::newRow("sign inside a power") << "a^-b*c" << "((a ^ (-b)) * c)";
    QTest::newRow("comparison after sum") << "a+b>c" << "((a + b) > c)";
    QTest::newRow("and before or") << "a or b and c" << "(a or (b and c))";
    QTest::newRow("unless is like and") << "a unless b and c" << "((a unless b) and c)";
    QTest::newRow("atan2 is like a product") << "a + b atan2 c" << "(a + (b atan2 c))";
    QTest::newRow("an offset takes one number") << "a offset 2 ^ 2" << "(a offset 2s ^ 2)";
}

void TestParser::operatorsBindAsTheyShould() {
    QFETCH(QString, text);
    QFETCH(QString, tree);
    const auto expr = parse(text.toStdString());
    QVERIFY(expr.has_value());
    QCOMPARE(shape(*expr), tree);
}

void TestParser::everyNodeKnowsWhereItStands() {
    const std::string text = " sum by (a) ( rate(b{c=\"d\"}[5m] offset 1h) ) + (2) ";
    const auto expr = parse(text).value();
    QCOMPARE(textAt(text, expr.range), "sum by (a) ( rate(b{c=\"d\"}[5m] offset 1h) ) + (2)");
    const auto& sum = *expr.as<Binary>()->lhs;
    QCOMPARE(textAt(text, sum.range), "sum by (a) ( rate(b{c=\"d\"}[5m] offset 1h) )");
    const auto& rate = *sum.as<Aggregation>()->expr;
    QCOMPARE(textAt(text, rate.range), "rate(b{c=\"d\"}[5m] offset 1h)");
    QCOMPARE(textAt(text, rate.as<Call>()->args[0].range), "b{c=\"d\"}[5m] offset 1h");
    QCOMPARE(textAt(text, expr.as<Binary>()->rhs->range), "(2)");
}

void TestParser::allErrorsAreFound_data() {
    QTest::addColumn<QString>("text");
    QTest::addColumn<QStringList>("errors");
    QTest::newRow("types of several arguments") << "rate(a) + rate(1)"
                                                << QStringList{
                                                       "expected type range vector in call to function \"rate\", got "
                                                       "instant vector",
                                                       "expected type range vector in call to function \"rate\", got "
                                                       "scalar",
                                                   };
    QTest::newRow("two bad matchers") << "a{b=1, c=2}" << QStringList{"unexpected character inside braces: '1'"};
    QTest::newRow("matchers and functions") << "foo(a{b c=\"d\", e=})"
                                            << QStringList{
                                                   "unexpected identifier \"c\" in label matching, expected label "
                                                   "matching operator",
                                                   "unexpected \"}\" in label matching, expected string",
                                                   "unknown function with name \"foo\"",
                                               };
    QTest::newRow("two bad arguments") << "round(a b, c d)"
                                       << QStringList{
                                              "unexpected identifier \"b\"",
                                              "unexpected identifier \"d\"",
                                          };
    QTest::newRow("two unknown functions") << "foo(a) + bar(b)"
                                           << QStringList{
                                                  "unknown function with name \"foo\"",
                                                  "unknown function with name \"bar\"",
                                              };
    QTest::newRow("nothing wrong") << "a" << QStringList{};
}

void TestParser::allErrorsAreFound() {
    QFETCH(QString, text);
    QFETCH(QStringList, errors);
    QCOMPARE(messages(check(text.toStdString())), errors);
}

void TestParser::theFirstErrorIsTheOneToSee() {
    const auto result = parse("foo(a) +\n  bar(b)");
    QCOMPARE(result.error().message(), "1:1: parse error: unknown function with name \"foo\"");
    QCOMPARE(result.error().code(), ErrorCode::kInvalidArgument);
    const auto errors = check("foo(a) +\n  bar(b)");
    QCOMPARE(formatParseError("foo(a) +\n  bar(b)", errors[1]), "2:3: parse error: unknown function with name \"bar\"");
}

void TestParser::anErrorHasTheRangeOfWhatIsWrong() {
    const std::string text = "sum(a) + rate(foo)";
    const auto errors = check(text);
    QCOMPARE(errors.size(), std::size_t{1});
    QCOMPARE(textAt(text, errors[0].range().value()), "foo");
}

void TestParser::experimentalPartsNeedTheirSwitch() {
    ParseOptions options;
    QVERIFY(!parse("limitk(1, a)", options));
    QVERIFY(!parse("a[5m] anchored", options));
    QVERIFY(!parse("a + fill(1) b", options));
    options.experimentalFunctions = true;
    QVERIFY(parse("limitk(1, a)", options).has_value());
    options.extendedRangeSelectors = true;
    QVERIFY(parse("a[5m] anchored", options).has_value());
    options.fillModifiers = true;
    QVERIFY(parse("a + fill(1) b", options).has_value());
}

void TestParser::matchersOfASelectorEndWithItsName() {
    const auto expr = parse("up{job=\"node\"}").value();
    const auto& selector = *expr.as<VectorSelector>();
    QCOMPARE(selector.matchers.size(), std::size_t{2});
    QCOMPARE(selector.matchers[0].name(), "job");
    QCOMPARE(selector.matchers[1].name(), "__name__");
    QCOMPARE(selector.matchers[1].value(), "up");
}

void TestParser::aMetricSelectorIsReadAlone() {
    QCOMPARE(parseMetricSelector("a{b!=\"c\"}").value().size(), std::size_t{2});
    QCOMPARE(parseMetricSelector("a + b").error().message(), "1:3: parse error: unexpected <op:+>");
    QCOMPARE(parseMetricSelector("").error().message(), "unknown position: parse error: unexpected end of input");
}

void TestParser::theLabelsOfOneSeriesAreRead() {
    const auto labels = parseMetric("up{job=\"node\", 'a b'=`c`}").value();
    QCOMPARE(labels.metricName(), "up");
    QCOMPARE(labels.value("a b"), "c");
    QCOMPARE(parseMetric("a{b!=\"c\"}").error().message(),
             "1:4: parse error: unexpected <op:!=> in label set, expected \"=\"");
}

void TestParser::treesCompareByMeaning() {
    QVERIFY(parse(" a { b = \"c\" , d = 'e' } ").value() == parse("a{d=\"e\",b=\"c\"}").value());
    QVERIFY(parse("a").value() != parse("(a)").value());
    QVERIFY(parse("5m").value() != parse("300").value());
}

void TestParser::aTreeIsAValue() {
    const auto original = parse("sum(rate(a[5m]))").value();
    auto copy = original;
    forEachChild(copy, [](Expr& child) { child = Expr{NumberLiteral{1}, {}}; });
    QCOMPARE(toString(copy), "sum(1)");
    QCOMPARE(toString(original), "sum(rate(a[5m]))");
}

void TestParser::deepNestingIsRefused_data() {
    constexpr std::size_t kMany = 100'000;
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("parentheses") << QByteArray::fromStdString(repeated("(", kMany));
    QTest::newRow("signs") << QByteArray::fromStdString(repeated("-", kMany) + "a");
    QTest::newRow("powers") << QByteArray::fromStdString(repeated("a^", kMany) + "a");
    QTest::newRow("sums") << QByteArray::fromStdString(repeated("a+", kMany) + "a");
    QTest::newRow("calls") << QByteArray::fromStdString(repeated("abs(", kMany));
    QTest::newRow("subqueries") << QByteArray::fromStdString("a" + repeated("[1m:]", kMany));
    QTest::newRow("parentheses of durations") << QByteArray::fromStdString("a[" + repeated("(", kMany));
    QTest::newRow("sums of durations") << QByteArray::fromStdString("a[1" + repeated("+1", kMany) + "]");
    QTest::newRow("signs of durations") << QByteArray::fromStdString("a offset " + repeated("-", kMany) + "1");
}

void TestParser::deepNestingIsRefused() {
    QFETCH(QByteArray, text);
    QVERIFY(!parse(text.toStdString()));
}

void TestParser::longTextIsRefused() {
    std::string text(kMaxQueryBytes, ' ');
    text += 'a';
    QVERIFY(!parse(text));
}

void TestParser::everyPrefixOfAQueryIsHandled() {
    const std::string text = "sum by (a, 'b c') (rate(x{y=\"z\\n\", w!~`v`}[5m + step():1m] @ end() offset -1h)) "
                             "/ bool on (a) group_left (b) fill_left(1) topk(5, y) # end";
    for (std::size_t i = 0; i < text.size(); ++i) {
        check(text.substr(0, i), ParseOptions::all());
        check(text.substr(i), ParseOptions::all());
    }
}

QTEST_GUILESS_MAIN(TestParser)
#include "test_parser.moc"
