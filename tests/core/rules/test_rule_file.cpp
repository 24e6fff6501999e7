// SPDX-License-Identifier: GPL-3.0-or-later
#include <QDirIterator>
#include <QTest>

#include "base/file_system.h"
#include "promql/syntax/printer.h"
#include "rules/rule_file.h"

using namespace hearth;
using namespace hearth::rules;

namespace {

const QString kConformance = QStringLiteral(HEARTH_SOURCE_DIR) + "/../shared/conformance/";

/// All that is wrong, a line each; empty for a good file.
QString complaints(std::string_view text, const RuleFileOptions& options = {}) {
    const auto file = parseRuleFile(text, "r.yml", options);
    QStringList out;
    if (!file) {
        for (const auto& error : file.error()) {
            out += QString::fromStdString(error.message());
        }
    }
    return out.join('\n');
}

RuleFile parsed(std::string_view text) {
    auto file = parseRuleFile(text, "r.yml", {});
    if (!file) {
        qFatal("%s", file.error().front().message().c_str());
    }
    return *std::move(file);
}

std::string contents(const QString& path) {
    return PosixFileSystem().readAll(path.toStdString()).value_or("");
}

} // namespace

class TestRuleFile : public QObject {
    Q_OBJECT

  private slots:
    void allFieldsAreRead();
    void anEmptyFileIsValid();
    void anchorsAndAliasesWork();
    void labelsWithoutValueAreKept();
    void aRulesOwnLabelsWin();
    void onlyTheFirstDocumentCounts();
    void unknownFieldsAreErrorsUnlessIgnored();
    void complaintsNameThePlace_data();
    void complaintsNameThePlace();
    void allComplaintsAreTold();
    void namesFollowTheScheme();
    void theConformanceFilesAreJudged_data();
    void theConformanceFilesAreJudged();
    void theCorpusIsReadAndPrintedBack();
};

void TestRuleFile::allFieldsAreRead() {
    const auto file = parsed(R"(
groups:
- name: g
  interval: 30s
  query_offset: 0s
  limit: 7
  labels: {team: a}
  rules:
  - record: job:up:sum
    expr: sum by (job) (up)
    labels: {level: "1"}
  - alert: Down
    expr: up == 0
    for: 5m
    keep_firing_for: 1h30m
    labels: {severity: page}
    annotations: {summary: "{{ $labels.job }} is down"}
)");
    QCOMPARE(file.groups.size(), std::size_t(1));
    const auto& group = file.groups.front();
    QCOMPARE(group.name, std::string("g"));
    QCOMPARE(group.interval, 30'000);
    QVERIFY(group.queryOffset == std::optional<model::DurationMs>(0));
    QCOMPARE(group.limit, 7);
    QVERIFY(group.labels == (TextMap{{"team", "a"}}));
    QCOMPARE(group.rules.size(), std::size_t(2));
    QVERIFY(group.rules[0] == (RuleDefinition{.type = RuleType::kRecording,
                                              .name = "job:up:sum",
                                              .expr = "sum by (job) (up)",
                                              .labels = {{"level", "1"}},
                                              .annotations = {}}));
    QVERIFY(group.rules[1] == (RuleDefinition{.type = RuleType::kAlerting,
                                              .name = "Down",
                                              .expr = "up == 0",
                                              .labels = {{"severity", "page"}},
                                              .annotations = {{"summary", "{{ $labels.job }} is down"}},
                                              .holdFor = 300'000,
                                              .keepFiringFor = 5'400'000}));
}

void TestRuleFile::anEmptyFileIsValid() {
    QCOMPARE(complaints(""), QString());
    QCOMPARE(complaints("groups:\n"), QString());
    QCOMPARE(complaints("groups:\n- name: g\n"), QString());
    QCOMPARE(complaints("groups:\n- name: g\n  rules:\n"), QString());
}

void TestRuleFile::anchorsAndAliasesWork() {
    const auto file = parsed(R"(
groups:
- name: g
  rules:
  - &base
    alert: A
    expr: &e up == 0
    labels: &l {severity: page}
  - <<: *base
    alert: B
  - alert: C
    expr: *e
    labels: {<<: *l, team: x}
)");
    const auto& rules = file.groups.front().rules;
    QCOMPARE(rules[1].name, std::string("B"));
    QCOMPARE(rules[1].expr, std::string("up == 0"));
    QVERIFY(rules[2].labels == (TextMap{{"severity", "page"}, {"team", "x"}}));
}

void TestRuleFile::labelsWithoutValueAreKept() {
    const auto file =
        parsed("groups:\n- name: g\n  rules:\n  - record: a\n    expr: b\n    labels: {x: , y: \"\", z: 1}\n");
    QVERIFY(file.groups[0].rules[0].labels == (TextMap{{"x", ""}, {"y", ""}, {"z", "1"}}));
}

void TestRuleFile::aRulesOwnLabelsWin() {
    const auto file = parsed("groups:\n- name: g\n  labels: {a: g, b: g}\n  rules:\n  - record: r\n    expr: x\n    "
                             "labels: {b: r, c: r}\n");
    const auto& group = file.groups.front();
    QVERIFY(ruleLabels(group, group.rules.front()) == (TextMap{{"a", "g"}, {"b", "r"}, {"c", "r"}}));
}

void TestRuleFile::onlyTheFirstDocumentCounts() {
    const auto file = parsed("groups:\n- name: a\n---\ngroups:\n- name: a\n- name: a\n");
    QCOMPARE(file.groups.size(), std::size_t(1));
    QCOMPARE(file.warnings.size(), std::size_t(1));
    QVERIFY(parsed("groups:\n- name: a\n").warnings.empty());
    QCOMPARE(parsed("groups: []\n---\n[:\n").warnings.size(), std::size_t(1));
}

void TestRuleFile::unknownFieldsAreErrorsUnlessIgnored() {
    constexpr const char* kText = "x: 1\ngroups:\n- name: g\n  y: 1\n  rules:\n  - record: a\n    expr: b\n    z: 1\n";
    QCOMPARE(complaints(kText), QString("r.yml:8:5: unknown field \"z\" in groups[0].rules[0]"));
    QCOMPARE(complaints(kText, {.ignoreUnknownFields = true}), QString());
}

void TestRuleFile::complaintsNameThePlace_data() {
    QTest::addColumn<QString>("rule");
    QTest::addColumn<QString>("complaint");
    const auto add = [](const char* tag, const char* rule, const char* complaint) {
        QTest::newRow(tag) << QString(rule) << QString(complaint);
    };
    // Each rule stands at line 4 and column 5.
    add("both names", "record: a\n    alert: b\n    expr: c",
        "r.yml: 4:13: 5:12: group \"g\", rule 1, \"b\": only one of 'record' and 'alert' must be set");
    add("no name", "expr: c", "r.yml: 4:5: group \"g\", rule 1, \"\": one of 'record' or 'alert' must be set");
    add("no expression", "record: a", "r.yml: 4:5: group \"g\", rule 1, \"a\": field 'expr' must be set in rule");
    add("a bad expression", "record: a\n    expr: sum(",
        "r.yml: 5:11: group \"g\", rule 1, \"a\": could not parse expression: 1:5: parse error: unclosed left "
        "parenthesis");
    add("for", "record: a\n    expr: b\n    for: 1m",
        "r.yml: 4:13: group \"g\", rule 1, \"a\": invalid field 'for' in recording rule");
    add("keep_firing_for", "record: a\n    expr: b\n    keep_firing_for: 1m",
        "r.yml: 4:13: group \"g\", rule 1, \"a\": invalid field 'keep_firing_for' in recording rule");
    add("annotations", "record: a\n    expr: b\n    annotations: {c: d}",
        "r.yml: 4:13: group \"g\", rule 1, \"a\": invalid field 'annotations' in recording rule");
    add("braces", "record: a{b=\"c\"}\n    expr: b",
        "r.yml: 4:13: group \"g\", rule 1, \"a{b=\\\"c\\\"}\": braces present in the recording rule name; should it be "
        "in "
        "expr?: a{b=\"c\"}");
    add("the name as a label", "record: a\n    expr: b\n    labels: {__name__: x}",
        "r.yml: 6:14: group \"g\", rule 1, \"a\": invalid label name: __name__");
    add("an empty label name", "record: a\n    expr: b\n    labels: {\"\": x}",
        "r.yml: 6:14: group \"g\", rule 1, \"a\": invalid label name: ");
    add("an empty annotation name", "alert: a\n    expr: b\n    annotations: {\"\": x}",
        "r.yml: 6:19: group \"g\", rule 1, \"a\": invalid annotation name: ");
    add("a bad template", "alert: a\n    expr: b\n    labels: {x: \"{{ $y }}\"}",
        "r.yml: 6:17: group \"g\", rule 1, \"a\": label \"x\": template: __alert_a:1: undefined variable \"$y\"");
    add("a bad duration", "alert: a\n    expr: b\n    for: 5 minutes",
        "r.yml:6:10: groups[0].rules[0].for: unknown unit \" minutes\" in duration \"5 minutes\"");
    add("a list of labels", "alert: a\n    expr: b\n    labels: [a]",
        "r.yml:6:13: groups[0].rules[0].labels: it must be a map");
}

void TestRuleFile::complaintsNameThePlace() {
    QFETCH(QString, rule);
    QFETCH(QString, complaint);
    QCOMPARE(complaints("groups:\n- name: g\n  rules:\n  - " + rule.toStdString() + "\n"), complaint);
}

void TestRuleFile::allComplaintsAreTold() {
    QCOMPARE(complaints("groups:\n- name: \"\"\n- name: a\n  rules:\n  - record: x\n- name: a\n"),
             QString("r.yml: 2:3: Groupname must not be empty\n"
                     "r.yml: 5:5: group \"a\", rule 1, \"x\": field 'expr' must be set in rule\n"
                     "r.yml: 6:3: groupname: \"a\" is repeated in the same file"));
}

void TestRuleFile::namesFollowTheScheme() {
    constexpr const char* kText = "groups:\n- name: g\n  rules:\n  - record: 温度\n    expr: b\n    labels: {a.b: c}\n";
    QCOMPARE(complaints(kText), QString());
    QCOMPARE(complaints(kText, {.names = NameScheme::kLegacy}),
             QString::fromUtf8("r.yml: 4:13: group \"g\", rule 1, \"温度\": invalid recording rule name: 温度\n"
                               "r.yml: 6:14: group \"g\", rule 1, \"温度\": invalid label name: a.b"));
}

void TestRuleFile::theConformanceFilesAreJudged_data() {
    QTest::addColumn<QString>("path");
    QTest::addColumn<bool>("isGood");
    QTest::addColumn<QString>("named");
    const QString rules = kConformance + "rules/";
    if (!QFile::exists(rules)) {
        QSKIP("the conformance data are not here");
    }
    const std::vector<std::pair<const char*, const char*>> bad{
        {"bad_expr", "could not parse expression"},
        {"bad_field", "annotation"},
        {"duplicate_grp", "is repeated in the same file"},
        {"invalid_record_name", "strawberry"},
        {"no_rec_alert", "one of 'record' or 'alert' must be set"},
        {"noexpr", "field 'expr' must be set"},
        {"record_and_alert", "only one of 'record' and 'alert'"},
        {"record_and_for", "invalid field 'for'"},
    };
    for (const auto& [name, named] : bad) {
        QTest::newRow(name) << rules + name + ".bad.yaml" << false << QString(named);
    }
    for (const char* name : {"test.yaml", "utf-8_annotation.good.yaml", "utf-8_lname.good.yaml"}) {
        QTest::newRow(name) << rules + name << true << QString();
    }
    QDirIterator files(kConformance + "rules-eval");
    while (files.hasNext()) {
        const auto path = files.next();
        if (path.endsWith(".yaml")) {
            const bool isGood = !path.contains("invalid");
            QTest::newRow(qPrintable(path.section('/', -2))) << path << isGood << QString();
        }
    }
}

void TestRuleFile::theConformanceFilesAreJudged() {
    QFETCH(QString, path);
    QFETCH(bool, isGood);
    QFETCH(QString, named);
    const auto told = complaints(contents(path));
    QVERIFY2(told.isEmpty() == isGood, qPrintable(told));
    QVERIFY2(told.contains(named), qPrintable(told));
    QVERIFY2(isGood || told.startsWith("r.yml:"), qPrintable(told));
}

void TestRuleFile::theCorpusIsReadAndPrintedBack() {
    const QString corpus = kConformance + "rule-corpus";
    if (!QFile::exists(corpus)) {
        QSKIP("the conformance data are not here");
    }
    QDirIterator paths(corpus, QDir::Files, QDirIterator::Subdirectories);
    int files = 0;
    int expressions = 0;
    while (paths.hasNext()) {
        const auto path = paths.next();
        const auto file = parseRuleFile(contents(path), path.toStdString(), {});
        QVERIFY2(file, qPrintable(path + ": " + complaints(contents(path))));
        ++files;
        for (const auto& group : file->groups) {
            for (const auto& rule : group.rules) {
                const auto expr = promql::parse(rule.expr);
                QVERIFY(expr);
                const auto again = promql::parse(promql::toString(*expr));
                QVERIFY2(again && *again == *expr, rule.expr.c_str());
                ++expressions;
            }
        }
    }
    qInfo("%d files, %d expressions", files, expressions);
    QCOMPARE(files, 103);
    QCOMPARE(expressions, 1525);
}

QTEST_GUILESS_MAIN(TestRuleFile)
#include "test_rule_file.moc"
