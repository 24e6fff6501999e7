// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>
#include <fmt/format.h>
#include <fmt/ranges.h>

#include "promql/syntax/parser.h"
#include "rules/dependencies.h"

using namespace hearth;
using namespace hearth::rules;

namespace {

struct Line {
    const char* name;
    const char* expr;
    RuleType type = RuleType::kRecording;
};

QString batches(const std::vector<Line>& lines) {
    std::vector<promql::Expr> expressions;
    for (const auto& line : lines) {
        expressions.push_back(promql::parse(line.expr).value());
    }
    std::vector<RuleOutline> outlines;
    for (std::size_t i = 0; i < lines.size(); ++i) {
        outlines.push_back({.type = lines[i].type, .name = lines[i].name, .expr = &expressions[i]});
    }
    return QString::fromStdString(fmt::format("{}", batchesOf(outlines)));
}

} // namespace

class TestDependencies : public QObject {
    Q_OBJECT

  private slots:
    void independentRulesAreOneBatch() { QCOMPARE(batches({{"a", "x"}, {"b", "y"}}), QString("[[0, 1]]")); }
    void whoReadsAnEarlierResultComesAfterIt() {
        QCOMPARE(batches({{"a", "x"}, {"b", "sum(rate(a[5m]))"}, {"c", "z"}}), QString("[[0, 2], [1]]"));
    }
    void whatStandsInTheMiddleIsAlone() {
        QCOMPARE(batches({{"a", "x"}, {"b", "a"}, {"c", "b + a"}, {"d", "c"}, {"e", "a"}}),
                 QString("[[0], [1], [2], [3, 4]]"));
    }
    void aLaterResultIsNoDependency() { QCOMPARE(batches({{"a", "b"}, {"b", "y"}}), QString("[[0, 1]]")); }
    void namesMayBePatterns() {
        QCOMPARE(batches({{"a:b", "x"}, {"c", "{__name__=~\"a:.*\"}"}}), QString("[[0], [1]]"));
    }
    void aSelectorWithoutANameMakesAllSequential() {
        QCOMPARE(batches({{"a", "x"}, {"b", "{job=\"y\"}"}, {"c", "z"}}), QString("[]"));
    }
    void alertsAreReadByTheirName() {
        const auto alert = RuleType::kAlerting;
        QCOMPARE(batches({{"A", "x", alert}, {"B", "y", alert}, {"c", "ALERTS{alertname=\"A\"}"}}),
                 QString("[[0, 1], [2]]"));
        QCOMPARE(batches({{"A", "x", alert}, {"c", "ALERTS{alertname=\"B\"}"}}), QString("[[0, 1]]"));
        QCOMPARE(batches({{"A", "x", alert}, {"c", "ALERTS_FOR_STATE"}}), QString("[[0], [1]]"));
        QCOMPARE(batches({{"a", "x"}, {"c", "ALERTS"}}), QString("[[0, 1]]"));
    }
    void subqueriesAreSeen() {
        QCOMPARE(batches({{"a", "x"}, {"b", "max_over_time(a[5m:1m])"}}), QString("[[0], [1]]"));
    }
};

QTEST_GUILESS_MAIN(TestDependencies)
#include "test_dependencies.moc"
