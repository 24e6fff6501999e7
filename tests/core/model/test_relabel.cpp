// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "model/relabel.h"

using namespace hearth::model;

class TestRelabel : public QObject {
    Q_OBJECT

  private slots:
    void everyActionDoesItsWork_data();
    void everyActionDoesItsWork();
    void rulesRunInOrderUntilADrop();
    void whatMakesNoSenseIsRefused_data();
    void whatMakesNoSenseIsRefused();
};

namespace {

struct RuleText {
    RelabelAction action = RelabelAction::kReplace;
    std::vector<std::string> source;
    const char* regex = nullptr;
    std::string target;
    std::string replacement = "$1";
    std::uint64_t modulus = 0;
};

RelabelRule ruleOf(const RuleText& text) {
    RelabelRule rule;
    rule.action = text.action;
    rule.sourceLabels = text.source;
    if (text.regex != nullptr) {
        rule.regex = Regex::create(text.regex).value();
    }
    rule.targetLabel = text.target;
    rule.replacement = text.replacement;
    rule.modulus = text.modulus;
    return rule;
}

} // namespace

Q_DECLARE_METATYPE(RuleText)

void TestRelabel::everyActionDoesItsWork_data() {
    QTest::addColumn<RuleText>("rule");
    QTest::addColumn<QString>("expected"); // empty: dropped
    using enum RelabelAction;
    const auto row = [](const char* name, RuleText rule, const char* expected) {
        QTest::newRow(name) << rule << expected;
    };
    row("replace joins the sources", {kReplace, {"a", "b"}, "(.*);(.*)", "d", "$2-$1"},
        R"({a="foo", b="bar", c="baz", d="bar-foo"})");
    row("replace with defaults copies", {kReplace, {"a"}, nullptr, "d"}, R"({a="foo", b="bar", c="baz", d="foo"})");
    row("replace without match changes nothing", {kReplace, {"a"}, "x", "d"}, R"({a="foo", b="bar", c="baz"})");
    row("an empty result removes", {kReplace, {"a"}, "(f).*", "b", ""}, R"({a="foo", c="baz"})");
    row("the target is a template", {kReplace, {"a"}, "(f)(o).*", "new_$2", "v"},
        R"({a="foo", b="bar", c="baz", new_o="v"})");
    row("an empty regex matches only nothing", {kReplace, {"missing"}, "", "d", "x"},
        R"({a="foo", b="bar", c="baz", d="x"})");
    row("keep", {kKeep, {"a"}, "f.*"}, R"({a="foo", b="bar", c="baz"})");
    row("keep drops others", {kKeep, {"a"}, "g.*"}, "");
    row("drop", {kDrop, {"a"}, "foo"}, "");
    row("keepequal", {kKeepEqual, {"a"}, nullptr, "b"}, "");
    row("dropequal", {kDropEqual, {"a"}, nullptr, "b"}, R"({a="foo", b="bar", c="baz"})");
    row("hashmod", {kHashMod, {"c"}, nullptr, "d", "$1", 1000}, R"({a="foo", b="bar", c="baz", d="976"})");
    row("labelmap", {kLabelMap, {}, "(a|b)", "", "my_$1"}, R"({a="foo", b="bar", c="baz", my_a="foo", my_b="bar"})");
    row("labeldrop", {kLabelDrop, {}, "(a|b)"}, R"({c="baz"})");
    row("labelkeep", {kLabelKeep, {}, "(a|b)"}, R"({a="foo", b="bar"})");
    row("uppercase", {kUppercase, {"a"}, nullptr, "d"}, R"({a="foo", b="bar", c="baz", d="FOO"})");
    row("lowercase", {kLowercase, {"a"}, nullptr, "a"}, R"({a="foo", b="bar", c="baz"})");
}

void TestRelabel::everyActionDoesItsWork() {
    QFETCH(const RuleText, rule);
    QFETCH(const QString, expected);
    LabelsBuilder labels(Labels{{"a", "foo"}, {"b", "bar"}, {"c", "baz"}});
    const auto rules = std::vector{ruleOf(rule)};
    const bool kept = relabel(labels, rules);
    QCOMPARE(kept, !expected.isEmpty());
    if (kept) {
        QCOMPARE(QString::fromStdString(labels.labels().toString()), expected);
    }
}

void TestRelabel::rulesRunInOrderUntilADrop() {
    LabelsBuilder labels(Labels{{"a", "foo"}});
    const std::vector rules{ruleOf({RelabelAction::kReplace, {"a"}, nullptr, "b"}),
                            ruleOf({RelabelAction::kDrop, {"b"}, "foo"}),
                            ruleOf({RelabelAction::kReplace, {"a"}, nullptr, "c"})};
    QVERIFY(!relabel(labels, rules));
    QCOMPARE(labels.value("c"), std::string_view());
}

void TestRelabel::whatMakesNoSenseIsRefused_data() {
    QTest::addColumn<RuleText>("rule");
    QTest::addColumn<QStringList>("written");
    QTest::addColumn<QString>("message");
    using enum RelabelAction;
    const auto row = [](const char* name, RuleText rule, QStringList written, const char* message) {
        QTest::newRow(name) << rule << written << message;
    };
    row("no target", {kReplace, {"a"}}, {}, "relabel configuration for replace action requires 'target_label' value");
    row("no modulus", {kHashMod, {"a"}, nullptr, "b"}, {},
        "relabel configuration for hashmod requires non-zero modulus");
    row("labeldrop with more", {kLabelDrop, {"a"}, "x"}, {"source_labels", "regex"},
        "labeldrop action requires only 'regex', and no other fields");
    row("lowercase with replacement", {kLowercase, {"a"}, nullptr, "b", "x"}, {"replacement"},
        "'replacement' can not be set for lowercase action");
    row("keepequal with regex", {kKeepEqual, {"a"}, "x", "b"}, {"regex"},
        "keepequal action requires only 'source_labels' and 'target_label', and no other fields");
    row("bad target", {kReplace, {"a"}, nullptr, "\xff"}, {}, R"("\xff" is invalid 'target_label' for replace action)");
}

void TestRelabel::whatMakesNoSenseIsRefused() {
    QFETCH(const RuleText, rule);
    QFETCH(const QStringList, written);
    std::vector<std::string> keys;
    for (const auto& key : written) {
        keys.push_back(key.toStdString());
    }
    const auto checked = validateRelabelRule(ruleOf(rule), keys);
    QVERIFY(!checked);
    QTEST(QString::fromStdString(checked.error().message()), "message");
}

QTEST_GUILESS_MAIN(TestRelabel)
#include "test_relabel.moc"
