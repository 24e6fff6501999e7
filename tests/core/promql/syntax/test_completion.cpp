// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest>

#include "promql/syntax/completion.h"
#include "promql/syntax/function_table.h"

using namespace hearth::promql;

namespace {

/// The context as one line: what may stand there, for what, in the place of what.
QString describe(const CompletionContext& context, std::string_view text) {
    QStringList parts;
    if (context.metrics) {
        parts += "metrics";
    }
    if (context.functions) {
        parts += "functions";
    }
    if (context.labelNames) {
        parts += "labels";
    }
    if (context.labelValues) {
        parts += QString("values of %1").arg(QString::fromStdString(context.label));
    }
    if (context.durations) {
        parts += "durations";
    }
    for (const auto word : context.words) {
        parts += QString::fromStdString(std::string(word));
    }
    for (const auto& metric : context.metricNames) {
        parts += QString("of %1").arg(QString::fromStdString(metric));
    }
    if (context.wanted != ValueType::kNone) {
        parts += QString("wants %1").arg(QString::fromStdString(std::string(valueTypeName(context.wanted))));
    }
    const auto replaced = text.substr(context.replace.begin, context.replace.end - context.replace.begin);
    if (!replaced.empty() || context.quoted) {
        parts +=
            QString(context.quoted ? "in quotes '%1'" : "for '%1'").arg(QString::fromStdString(std::string(replaced)));
    }
    return parts.join(", ");
}

} // namespace

class TestCompletion : public QObject {
    Q_OBJECT

  private slots:
    void knowsWhatMayStandAtTheCursor_data();
    void knowsWhatMayStandAtTheCursor();
    void thePrefixIsWhatStandsBeforeTheCursor();
    void everyWordIsExplained();
    void anyTextAndPlaceWillDo();
};

void TestCompletion::knowsWhatMayStandAtTheCursor_data() {
    QTest::addColumn<QString>("text"); // `|` is the cursor
    QTest::addColumn<QString>("context");
    QTest::newRow("empty") << "|" << "metrics, functions";
    QTest::newRow("a word begun") << "no|" << "metrics, functions, for 'no'";
    QTest::newRow("in a word") << "no|de" << "metrics, functions, for 'node'";
    QTest::newRow("a keyword may become a metric") << "sum|" << "metrics, functions, for 'sum'";
    QTest::newRow("argument of a function") << "rate(|" << "metrics, functions, wants matrix";
    QTest::newRow("second argument") << "round(a, |)" << "metrics, functions, wants scalar";
    QTest::newRow("argument of an aggregation") << "sum by (a) (|)" << "metrics, functions, wants vector";
    QTest::newRow("parameter of an aggregation") << "topk(|)" << "metrics, functions, wants scalar";
    QTest::newRow("in parentheses") << "(|)" << "metrics, functions";
    QTest::newRow("after a metric") << "up |" << "offset, @, and, or, unless, atan2";
    QTest::newRow("a word after a metric") << "up of|" << "offset, @, and, or, unless, atan2, for 'of'";
    QTest::newRow("after a call") << "rate(a[5m]) |" << "and, or, unless, atan2";
    QTest::newRow("after an aggregation") << "sum(a) |" << "by, without, and, or, unless, atan2";
    QTest::newRow("after an aggregation's name") << "sum |" << "by, without";
    QTest::newRow("after an operator") << "a + |" << "metrics, functions, on, ignoring";
    QTest::newRow("after a comparison") << "a > |" << "metrics, functions, bool, on, ignoring";
    QTest::newRow("after bool") << "a > bool |" << "metrics, functions, on, ignoring";
    QTest::newRow("after on") << "a + on(b) |" << "metrics, functions, group_left, group_right";
    QTest::newRow("after a sign") << "-|" << "metrics, functions";
    QTest::newRow("label name") << "a{|" << "labels, of a";
    QTest::newRow("label name begun") << "a{b=\"c\", jo|}" << "labels, of a, for 'jo'";
    QTest::newRow("label name without metric") << "{|}" << "labels";
    QTest::newRow("match operator") << "a{job |" << "=, !=, =~, !~, of a";
    QTest::newRow("label value") << "a{job=\"|\"}" << "values of job, of a, in quotes ''";
    QTest::newRow("label value begun") << "a{job=~\"no|de\"}" << "values of job, of a, in quotes 'node'";
    QTest::newRow("label value without its end") << "a{job=\"no|} + b" << "values of job, of a, in quotes 'no'";
    QTest::newRow("label value without quotes") << "a{job=|}" << "values of job, of a";
    QTest::newRow("value of a quoted label") << "a{'b c'='|'}" << "values of b c, of a, in quotes ''";
    QTest::newRow("after a label value") << "a{job=\"b\" |}" << "of a";
    QTest::newRow("range") << "a[|" << "durations, step(), range(), min_of, max_of";
    QTest::newRow("step of a subquery") << "a[5m:|]" << "durations, step(), range(), min_of, max_of";
    QTest::newRow("arithmetic in a range") << "a[5m + |]" << "durations, step(), range(), min_of, max_of";
    QTest::newRow("a number in a range") << "a[5|]" << "";
    QTest::newRow("offset") << "a offset |" << "durations, step(), range()";
    QTest::newRow("at") << "a @ |" << "start(), end()";
    QTest::newRow("group before") << "sum by (|) (rate(b[5m]) + c)" << "labels, of b, of c";
    QTest::newRow("group behind") << "x + sum(rate(b{d=\"e\"}[5m])) by (f, |)" << "labels, of b";
    QTest::newRow("matching labels") << "a / on (|) b" << "labels, of a, of b";
    QTest::newRow("labels as strings") << "label_replace(a, \"|\"" << "labels, of a, in quotes ''";
    QTest::newRow("other strings") << "label_replace(a, 'b', '|" << "of a, in quotes ''";
    QTest::newRow("comment") << "a # b|" << "";
    QTest::newRow("behind a number") << "5|" << "";
}

void TestCompletion::knowsWhatMayStandAtTheCursor() {
    QFETCH(QString, text);
    QFETCH(QString, context);
    const auto cursor = text.indexOf('|');
    const auto plain = text.remove(cursor, 1).toStdString();
    QCOMPARE(describe(completionAt(plain, static_cast<std::size_t>(cursor)), plain), context);
}

void TestCompletion::thePrefixIsWhatStandsBeforeTheCursor() {
    QCOMPARE(completionAt("rate(node_cpu)", 9).prefix, "node");
    QCOMPARE(completionAt("a{b=\"cde\"}", 6).prefix, "c");
}

void TestCompletion::everyWordIsExplained() {
    for (const std::string text : {"", "a ", "sum ", "a > ", "a + on(b) ", "a{b ", "a[", "a offset ", "a @ "}) {
        for (const auto word : completionAt(text, text.size()).words) {
            QVERIFY2(!wordDocumentation(word).empty(), std::string(word).c_str());
        }
    }
    QVERIFY(wordDocumentation("nothing").empty());
}

void TestCompletion::anyTextAndPlaceWillDo() {
    const std::string text =
        "sum by (a, 'b) (rate(x{y=\"z\\n\", w!~`v`}[5m + step():1m] @ end() ))]}{[((offset -1h)) # \xff";
    for (std::size_t begin = 0; begin < text.size(); ++begin) {
        for (std::size_t offset = 0; offset <= text.size() - begin + 1; ++offset) {
            const auto context = completionAt(text.substr(begin), offset);
            QVERIFY(context.replace.begin <= context.replace.end);
            QVERIFY(context.replace.end <= text.size() - begin);
        }
    }
}

QTEST_GUILESS_MAIN(TestCompletion)
#include "test_completion.moc"
