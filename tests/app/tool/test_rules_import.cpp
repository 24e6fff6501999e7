// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "app/tool/tool_fixture.h"
#include "support/fake_data_source.h"
#include "tool/recording_rules.h"
#include "tool/rules_import.h"

using namespace hearth;
using namespace hearth::app::tool;
using namespace hearth::app::tool::testing;

class TestRulesImport : public QObject {
    Q_OBJECT

  private slots:
    void recordingRulesAreReadAndAlertsPassedOver();
    void faultsNameTheirPlace_data();
    void faultsNameTheirPlace();
    void rulesAreEvaluatedBlockByBlock();
    void failuresNameTheRule();
};

void TestRulesImport::recordingRulesAreReadAndAlertsPassedOver() {
    ToolFixture tool;
    const auto path = tool.write("rules.yml", "groups:\n"
                                              "  - name: g\n    interval: 5m\n    rules:\n"
                                              "      - {record: 'a:b', expr: 'sum(x)', labels: {k: v}}\n"
                                              "      - {alert: A, expr: 'up == 0'}\n"
                                              "  - name: h\n    rules: [{record: c, expr: '1'}]\n");
    const auto rules = readRecordingRules(tool.context().files, path, model::kMinuteMs).value();
    QCOMPARE(rules.size(), std::size_t{2});
    QCOMPARE(rules[0].name, std::string("a:b"));
    QCOMPARE(rules[0].interval, 5 * model::kMinuteMs);
    QVERIFY(rules[0].labels == (std::vector<std::pair<std::string, std::string>>{{"k", "v"}}));
    QCOMPARE(rules[1].group, std::string("h"));
    QCOMPARE(rules[1].interval, model::kMinuteMs);
}

void TestRulesImport::faultsNameTheirPlace_data() {
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("named");
    QTest::newRow("no map") << "groups: [1]\n" << "rules.yml:1:10: a group must be a map";
    QTest::newRow("no list") << "groups: {a: b}\n" << "groups must be a list";
    QTest::newRow("expression") << "groups: [{name: g, rules: [{record: a, expr: 'sum('}]}]\n"
                                << "could not parse expression";
    QTest::newRow("neither") << "groups: [{name: g, rules: [{expr: '1'}]}]\n" << "one of 'record' or 'alert'";
    QTest::newRow("interval") << "groups: [{name: g, interval: often}]\n" << "not a valid duration: often";
    QTest::newRow("label") << "groups: [{name: g, rules: [{record: a, expr: '1', labels: {__name__: b}}]}]\n"
                           << "invalid label name";
}

void TestRulesImport::faultsNameTheirPlace() {
    QFETCH(const QString, text);
    QFETCH(const QString, named);
    ToolFixture tool;
    const auto path = tool.write("rules.yml", text.toStdString());
    const auto rules = readRecordingRules(tool.context().files, path, 1);
    QVERIFY(!rules);
    QVERIFY2(rules.error().message().contains(named.toStdString()), rules.error().message().c_str());
}

void TestRulesImport::rulesAreEvaluatedBlockByBlock() {
    ToolFixture tool;
    tests::FakeDataSource server;
    model::Matrix matrix;
    matrix.push_back({{{"__name__", "x"}, {"k", "old"}, {"j", "1"}}, {}});
    matrix.back().samples = {{7'200'000, 1}, {7'260'000, 2}};
    model::QueryAnswer answer;
    answer.value = matrix;
    server.rangeAnswer = answer;
    const auto path =
        tool.write("rules.yml", "groups: [{name: g, interval: 1m, rules: [{record: r, expr: x, labels: {k: new}}]}]\n");
    RulesImportOptions options;
    options.ruleFiles = {path};
    options.start = 7'100'001;
    options.end = 7'300'000;
    options.output = tool.path("out");
    options.quiet = true;
    QVERIFY(importRules(tool.context(), options, server));
    const auto asked = server.takeAsked();
    QCOMPARE(asked.size(), std::size_t{2});
    QVERIFY2(asked[0].starts_with("range x 7140000..7199999 step=60000"), asked[0].c_str());
    QVERIFY2(asked[1].starts_with("range x 7200000..7300000 step=60000"), asked[1].c_str());
    QVERIFY(tool.samplesIn(tool.path("out")).ends_with("{__name__=\"r\", j=\"1\", k=\"new\"} 1@7200000 2@7260000\n"));
}

void TestRulesImport::failuresNameTheRule() {
    ToolFixture tool;
    tests::FakeDataSource server;
    server.rangeAnswer = fail(ErrorCode::kUnavailable, "the server is away");
    RulesImportOptions options;
    options.ruleFiles = {tool.write("rules.yml", "groups: [{name: g, rules: [{record: r, expr: x}]}]\n")};
    options.end = 1000;
    options.output = tool.path("out");
    const auto done = importRules(tool.context(), options, server);
    QVERIFY(!done);
    QCOMPARE(done.error().message(), std::string("rule r of group g: the server is away"));
}

QTEST_GUILESS_MAIN(TestRulesImport)
#include "test_rules_import.moc"
