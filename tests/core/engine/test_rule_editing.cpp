// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>
#include <fmt/format.h>

#include "engine/rule_editing.h"
#include "support/fake_file_system.h"

using namespace hearth;

namespace {

constexpr const char* kConfig = "rule_files:\n  - rules/*.yml\n";
constexpr const char* kByHand = "# mine\ngroups:\n- name: a\n  rules:\n  - alert: A\n    expr: up\n";

datasource::RuleDraft draft(const std::string& expression = "up == 0") {
    datasource::RuleDraft rule;
    rule.group = "window";
    rule.name = "Down";
    rule.expression = expression;
    rule.holdFor = 60'000;
    rule.labels["severity"] = "warning";
    return rule;
}

} // namespace

/// Rules are written where the engine reads them, or nothing is.
class TestRuleEditing : public QObject {
    Q_OBJECT

  private slots:
    void init();
    void aFirstRuleMakesTheFile();
    void rulesChangeMoveAndGo();
    void aRuleIsReadWithoutTheLabelsOfItsGroup();
    void aNewRuleIsEvaluatedAsOftenAsItsGroup();
    void filesOfOthersSaySo();
    void aFileThatChangedMeanwhileIsKept();
    void whatDoesNotLoadIsPutBack();
    void whatIsWrongIsNotWritten();
    void filesThatNobodyReadsAreRefused();

  private:
    std::string text(const std::string& path) { return m_files->readAll(path).value(); }

    std::unique_ptr<tests::FakeFileSystem> m_files;
    std::unique_ptr<datasource::RuleEditing> m_editing;
    Result<void> m_reloaded;
    int m_reloads = 0;
};

void TestRuleEditing::init() {
    m_files = std::make_unique<tests::FakeFileSystem>();
    m_reloaded = {};
    m_reloads = 0;
    m_files->createDirectories("/etc/hearth").value();
    m_files->replaceAtomically("/etc/hearth/prometheus.yml", kConfig).value();
    m_editing = engine::makeRuleEditing(
        {.configPath = "/etc/hearth/prometheus.yml", .ownFile = "/etc/hearth/rules/hearth.yml", .files = {}}, *m_files,
        [this] {
            ++m_reloads;
            return m_reloaded;
        });
}

void TestRuleEditing::aFirstRuleMakesTheFile() {
    const auto change = m_editing->draft(draft(), {}).value();
    QCOMPARE(change.file, std::string("/etc/hearth/rules/hearth.yml"));
    QCOMPARE(change.before, std::string());
    QVERIFY(!change.byHand);
    QVERIFY(!m_files->exists(change.file));
    m_editing->save(change, {}).value();
    QCOMPARE(text(change.file), std::string("# Alerting rules made in Hearth's window. Changes by hand are kept.\n"
                                            "groups:\n  - name: window\n    rules:\n      - alert: Down\n"
                                            "        expr: up == 0\n        for: 1m\n        labels:\n"
                                            "          severity: warning\n"));
    QCOMPARE(m_reloads, 1);
}

void TestRuleEditing::rulesChangeMoveAndGo() {
    const auto first = m_editing->draft(draft(), {}).value();
    m_editing->save(first, {}).value();
    auto rule = draft("up < 1");
    const datasource::RulePlace place{first.file, "window", 0};
    const auto changed = m_editing->draft(rule, place).value();
    QVERIFY(changed.after.contains("expr: up < 1") && !changed.after.contains("up == 0"));
    rule.group = "other";
    const auto moved = m_editing->draft(rule, place).value();
    QVERIFY(moved.after.contains("name: other") && !moved.after.contains("name: window"));
    const auto removed = m_editing->remove(place).value();
    QVERIFY(removed.after.ends_with("groups: []\n"));
    m_editing->save(removed, {}).value();
    QCOMPARE(m_editing->remove(place).error().code(), ErrorCode::kNotFound);
    QVERIFY(m_editing->draft(draft(), {}).value().after.contains("alert: Down"));
}

void TestRuleEditing::aRuleIsReadWithoutTheLabelsOfItsGroup() {
    m_files->createDirectories("/etc/hearth/rules").value();
    m_files
        ->replaceAtomically("/etc/hearth/rules/a.yml", "groups:\n- name: a\n  interval: 30s\n  labels: {team: home}\n"
                                                       "  rules:\n  - alert: A\n    expr: up\n    labels: {x: y}\n")
        .value();
    datasource::RulePlace place{"/etc/hearth/rules/a.yml", "a", 0};
    QVERIFY(m_editing->read(place).value().labels == (datasource::TextMap{{"x", "y"}}));
    const auto facts = m_editing->groupFacts("a", place).value();
    QVERIFY(facts.labels == (datasource::TextMap{{"team", "home"}}));
    QCOMPARE(facts.interval, model::DurationMs(30'000));
    place.index = 1;
    QCOMPARE(m_editing->read(place).error().code(), ErrorCode::kNotFound);
}

void TestRuleEditing::aNewRuleIsEvaluatedAsOftenAsItsGroup() {
    m_files
        ->replaceAtomically("/etc/hearth/prometheus.yml",
                            fmt::format("global: {{evaluation_interval: 20s}}\n{}", kConfig))
        .value();
    QCOMPARE(m_editing->groupFacts("window", {}).value().interval, model::DurationMs(20'000));
    m_files->createDirectories("/etc/hearth/rules").value();
    m_files
        ->replaceAtomically("/etc/hearth/rules/hearth.yml",
                            "groups:\n- name: window\n  interval: 5m\n  rules:\n  - alert: A\n    expr: up\n")
        .value();
    QCOMPARE(m_editing->groupFacts("window", {}).value().interval, model::DurationMs(300'000));
}

void TestRuleEditing::filesOfOthersSaySo() {
    m_files->createDirectories("/etc/hearth/rules").value();
    m_files->replaceAtomically("/etc/hearth/rules/a.yml", kByHand).value();
    auto rule = draft();
    rule.group = "a";
    const auto change = m_editing->draft(rule, datasource::RulePlace{"/etc/hearth/rules/a.yml", "a", 0}).value();
    QVERIFY(change.byHand);
    QCOMPARE(change.before, std::string(kByHand));
    QVERIFY(change.after.starts_with("# mine\n"));
}

void TestRuleEditing::aFileThatChangedMeanwhileIsKept() {
    const auto change = m_editing->draft(draft(), {}).value();
    m_files->createDirectories("/etc/hearth/rules").value();
    m_files->replaceAtomically(change.file, kByHand).value();
    QCOMPARE(m_editing->save(change, {}).error().code(), ErrorCode::kConflict);
    QCOMPARE(text(change.file), std::string(kByHand));
    QCOMPARE(m_reloads, 0);
}

void TestRuleEditing::whatDoesNotLoadIsPutBack() {
    m_reloaded = fail(ErrorCode::kInvalidArgument, "/etc/hearth/rules/hearth.yml:3:5: no");
    const auto change = m_editing->draft(draft(), {}).value();
    const auto saved = m_editing->save(change, {});
    QVERIFY(saved.error().message().contains("hearth.yml:3:5: no"));
    QVERIFY(!m_files->exists(change.file));
    m_files->replaceAtomically(change.file, kByHand).value();
    QVERIFY(!m_editing->save(m_editing->draft(draft(), {}).value(), {}));
    QCOMPARE(text(change.file), std::string(kByHand));
}

void TestRuleEditing::whatIsWrongIsNotWritten() {
    const auto refused = m_editing->draft(draft("up == "), {});
    QVERIFY2(refused.error().message().contains("hearth.yml"), refused.error().message().c_str());
    QVERIFY2(refused.error().message().contains("parse error"), refused.error().message().c_str());
    datasource::RuleChange broken{.file = "/etc/hearth/rules/hearth.yml", .before = {}, .after = "groups: 3"};
    QVERIFY(!m_editing->save(broken, {}));
    QVERIFY(!m_files->exists(broken.file));
}

void TestRuleEditing::filesThatNobodyReadsAreRefused() {
    m_files->replaceAtomically("/etc/hearth/prometheus.yml", "global: {}\n").value();
    const auto refused = m_editing->draft(draft(), {});
    QVERIFY2(refused.error().message().contains("\"  - rules/hearth.yml\""), refused.error().message().c_str());
}

QTEST_GUILESS_MAIN(TestRuleEditing)
#include "test_rule_editing.moc"
