// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>
#include <fmt/format.h>

#include "backtest/rule_lint.h"

using namespace hearth;
using datasource::RuleFinding;

namespace {

datasource::RuleDraft good() {
    datasource::RuleDraft rule;
    rule.group = "g";
    rule.name = "A";
    rule.expression = "rate(errors_total[5m]) > 5";
    rule.holdFor = 60'000;
    rule.labels["severity"] = "page";
    return rule;
}

/// `text it is about: message`, of those in one field.
std::vector<std::string> findings(const datasource::RuleDraft& rule, RuleFinding::Field field,
                                  const std::string& text) {
    std::vector<std::string> out;
    for (const auto& finding : backtest::lintRule(rule, {})) {
        if (finding.field == field) {
            out.push_back(
                fmt::format("{}: {}", text.substr(finding.begin, finding.end - finding.begin), finding.message));
        }
    }
    return out;
}

std::vector<std::string> ofExpression(const std::string& expression) {
    auto rule = good();
    rule.expression = expression;
    return findings(rule, RuleFinding::Field::kExpression, expression);
}

} // namespace

/// A rule is told what it most likely does not mean.
class TestRuleLint : public QObject {
    Q_OBJECT

  private slots:
    void goodRulesAreQuiet_data();
    void goodRulesAreQuiet();
    void wrongExpressionsAreFound_data();
    void wrongExpressionsAreFound();
    void missingFieldsAreFound();
    void labelsThatClashAreFound();
    void wrongTemplatesAreFoundInTheirLine();
    void valuesInLabelsAreFound();
};

void TestRuleLint::goodRulesAreQuiet_data() {
    QTest::addColumn<QString>("expression");
    for (const auto* const text :
         {"rate(errors_total[5m]) > 5", "up == 0", "absent(up{job=\"x\"})", "sum(rate(a_total[1m])) / sum(b) > 0.5",
          "count(a_total) < 3", "a / b == 0", "a and b", "a{x=\"1\",x!=\"2\"} > 1", "time() - start_total_time > 5",
          "(a > 1) or (b > 1)", "changes(a_total[5m]) > 3", "a > on (b) group_left () b_total_limit"}) {
        QTest::newRow(text) << text;
    }
}

void TestRuleLint::goodRulesAreQuiet() {
    QFETCH(QString, expression);
    QCOMPARE(ofExpression(expression.toStdString()), std::vector<std::string>());
}

void TestRuleLint::wrongExpressionsAreFound_data() {
    QTest::addColumn<QString>("expression");
    QTest::addColumn<QString>("about");
    QTest::addColumn<QString>("word");
    QTest::newRow("no comparison") << "sum(up)" << "sum(up)" << "compared";
    QTest::newRow("bool") << "up == bool 0" << "up == bool 0" << "compared";
    QTest::newRow("half of an or") << "(a > 1) or b" << "(a > 1) or b" << "compared";
    QTest::newRow("counter") << "sum(errors_total{a=\"b\"}) > 5" << "errors_total{a=\"b\"}" << "rate()";
    QTest::newRow("never") << "up{a=\"x\",a=\"y\"} == 0" << "up{a=\"x\",a=\"y\"}" << "no series";
    QTest::newRow("never by regex") << "up{a=\"x\",a=~\"y.*\"} == 0" << "up{a=\"x\",a=~\"y.*\"}" << "no series";
    QTest::newRow("quotients") << "a / b == 0.3" << "a / b == 0.3" << "exactly";
    QTest::newRow("absent") << "absent(up)" << "absent(up)" << "which";
    QTest::newRow("syntax") << "up == " << "" << "unexpected end";
    QTest::newRow("range vector") << "up[5m]" << "up[5m]" << "range vector";
}

void TestRuleLint::wrongExpressionsAreFound() {
    QFETCH(QString, expression);
    QFETCH(QString, about);
    QFETCH(QString, word);
    const auto found = ofExpression(expression.toStdString());
    QCOMPARE(found.size(), std::size_t(1));
    QVERIFY2(found.front().starts_with(about.toStdString() + ": "), found.front().c_str());
    QVERIFY2(found.front().contains(word.toStdString()), found.front().c_str());
}

void TestRuleLint::missingFieldsAreFound() {
    auto rule = good();
    QVERIFY(backtest::lintRule(rule, {}).empty());
    rule.name.clear();
    rule.holdFor = 0;
    rule.labels.clear();
    QCOMPARE(findings(rule, RuleFinding::Field::kName, {}).size(), std::size_t(1));
    QCOMPARE(findings(rule, RuleFinding::Field::kFor, {}).size(), std::size_t(1));
    QCOMPARE(findings(rule, RuleFinding::Field::kLabels, {}).size(), std::size_t(1));
}

void TestRuleLint::labelsThatClashAreFound() {
    auto rule = good();
    rule.expression = "sum by (job) (up) < 1";
    rule.labels["job"] = "x";
    QCOMPARE(findings(rule, RuleFinding::Field::kLabels, "x").size(), std::size_t(1));
    rule.labels.erase("job");
    rule.labels["alertname"] = "B";
    rule.labels["__name__"] = "b";
    QCOMPARE(findings(rule, RuleFinding::Field::kLabels, "B").size(), std::size_t(2));
}

void TestRuleLint::wrongTemplatesAreFoundInTheirLine() {
    auto rule = good();
    rule.annotations["summary"] = "fine\n{{ $value | nonsense }}\nfine";
    const auto found = findings(rule, RuleFinding::Field::kAnnotations, rule.annotations["summary"]);
    QCOMPARE(found.size(), std::size_t(1));
    QVERIFY2(found.front().starts_with("{{ $value | nonsense }}: template"), found.front().c_str());
}

void TestRuleLint::valuesInLabelsAreFound() {
    auto rule = good();
    rule.annotations["summary"] = "{{ $value }}";
    rule.labels["load"] = "{{ if gt $value 2.0 }}high{{ else }}low{{ end }}{{ $labels.value }}";
    QVERIFY(backtest::lintRule(rule, {}).empty());
    for (const auto* const text : {"at {{ $value }}", "at {{- humanize $value -}}", "at {{ .Value | humanize }}"}) {
        rule.labels["load"] = text;
        const auto found = findings(rule, RuleFinding::Field::kLabels, text);
        QCOMPARE(found.size(), std::size_t(1));
        QVERIFY2(found.front().starts_with(std::string(text + 3) + ": each value"), found.front().c_str());
    }
}

QTEST_GUILESS_MAIN(TestRuleLint)
#include "test_rule_lint.moc"
