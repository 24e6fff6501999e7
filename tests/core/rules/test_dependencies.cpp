// SPDX-License-Identifier: GPL-3.0-or-later
#include <QDirIterator>
#include <QTest>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <map>
#include <numeric>

#include "base/file_system.h"
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

const QString kConformance = QStringLiteral(HEARTH_SOURCE_DIR) + "/../shared/conformance/";

QString batches(const GroupDefinition& group) {
    std::vector<Line> lines;
    for (const auto& rule : group.rules) {
        lines.push_back({rule.name.c_str(), rule.expr.c_str(), rule.type});
    }
    return batches(lines);
}

/// How Prometheus 3.14 splits the groups of the conformance folders that are not one batch each, by file and name.
const std::map<QString, QString>& splitGroups() {
    static const std::map<QString, QString> kSplit{
        {"rules-eval/rules_dependencies.yaml test", "[[0], [1]]"},
        {"rules-eval/rules_multiple.yaml test", "[[0, 1, 2, 4], [3, 5]]"},
        {"rules-eval/rules_multiple_dependents_on_base.yaml concurrent_dependents", "[[0, 4], [1, 2, 3, 5, 6, 7]]"},
        {"rule-corpus/cortex/rules.yaml cortex_scaling_rules", "[[0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 11, 12], [10, 13]]"},
        {"rule-corpus/example-rules.yml example-node-exporter-rules", "[[0, 1, 2], [3]]"},
        {"rule-corpus/kube-good.rules kube-apiserver.rules",
         "[[0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 20, 21, 22, 23, 24, 25, 26, 27], [18, 19]]"},
        {"rule-corpus/kube-good.rules node-exporter.rules", "[[0, 1, 3, 4, 5, 6, 7, 8, 9, 10], [2]]"},
        {"rule-corpus/kube-good.rules node.rules", "[[0, 1, 3], [2]]"},
        {"rule-corpus/kubernetes/rules.yaml kube-apiserver-availability.rules",
         "[[0, 3, 10, 11, 12, 13, 14, 15], [1], [2], [4], [6], [5, 7, 8, 9]]"},
        {"rule-corpus/kubernetes/rules.yaml node.rules", "[[0, 2, 3], [1, 4]]"},
        {"rule-corpus/node-exporter/rules.yaml node-exporter.rules",
         "[[0, 1, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14], [2]]"},
        {"rule-corpus/rules/prometheus-self-monitoring/embedded-exporter.yml EmbeddedExporter",
         "[[0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26], [27]]"},
    };
    return kSplit;
}

QString oneBatch(std::size_t rules) {
    RuleBatch all(rules);
    std::iota(all.begin(), all.end(), 0U);
    return rules == 0 ? "[]" : QString::fromStdString(fmt::format("[{}]", all));
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
    void groupsOfOthersAreSplitAsPrometheusDoes();
};

void TestDependencies::groupsOfOthersAreSplitAsPrometheusDoes() {
    if (!QFile::exists(kConformance)) {
        QSKIP("the conformance data are not here");
    }
    std::size_t groups = 0;
    std::size_t split = 0;
    for (const auto* const folder : {"rules-eval", "rule-corpus"}) {
        QDirIterator paths(kConformance + folder, QDir::Files, QDirIterator::Subdirectories);
        while (paths.hasNext()) {
            const auto path = paths.next();
            const auto file = parseRuleFile(PosixFileSystem().readAll(path.toStdString()).value(), "r.yml", {});
            for (const auto& group : file ? file->groups : std::vector<GroupDefinition>()) {
                const auto name = path.sliced(kConformance.size()) + ' ' + QString::fromStdString(group.name);
                const auto known = splitGroups().find(name);
                const bool isSplit = known != splitGroups().end();
                split += isSplit ? 1 : 0;
                ++groups;
                const auto wanted = isSplit ? known->second : oneBatch(group.rules.size());
                QVERIFY2(batches(group) == wanted, qPrintable(name + ": " + batches(group)));
            }
        }
    }
    qInfo("%zu groups, %zu in more than one batch", groups, split);
    QCOMPARE(split, splitGroups().size());
    QCOMPARE(groups, std::size_t(187 + 10));
}

QTEST_GUILESS_MAIN(TestDependencies)
#include "test_dependencies.moc"
