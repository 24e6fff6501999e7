// SPDX-License-Identifier: GPL-3.0-or-later
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>
#include <cmath>
#include <fstream>

#include "backtest/backtest.h"
#include "backtest/query_source.h"
#include "rules/rule_file_edit.h"
#include "support/memory_storage.h"

using namespace hearth;

namespace {

constexpr model::TimestampMs kBegin = 1'700'000'040'000;

datasource::BacktestQuery ruleOf(const std::string& expression) {
    datasource::BacktestQuery query;
    query.name = "Busy";
    query.expression = expression;
    query.holdFor = 3 * model::kMinuteMs;
    query.keepFiringFor = 2 * model::kMinuteMs;
    query.labels = {{"severity", "page"}, {"who", "{{ $labels.job }}"}};
    query.annotations = {{"summary", "{{ $labels.job }} it's at {{ $value }}: \"busy\""}};
    query.range = {kBegin, kBegin + 3 * model::kHourMs};
    return query;
}

void fill(tests::MemoryStorage& storage) {
    for (int i = 0; i < 4 * 60 * 3; ++i) {
        const auto time = kBegin + i * 15'000;
        const auto swing = std::round(50 + 50 * std::sin(i / 30.0));
        storage.add({{"__name__", "load"}, {"job", "a"}}, time, swing);
        if (i < 300 || i > 400) {
            storage.add({{"__name__", "load"}, {"job", "b"}}, time, 100 - swing);
        } else if (i == 300) {
            storage.add({{"__name__", "load"}, {"job", "b"}}, time, model::staleNan());
        }
        storage.add({{"__name__", "done_total"}, {"job", "a"}}, time, i * swing);
    }
}

} // namespace

/// A stretch of the past becomes a test that passes.
class TestUnitTest : public QObject {
    Q_OBJECT

  private slots:
    void stretchesPassAsTests_data();
    void stretchesPassAsTests();
    void largeStretchesAreRefused();
};

void TestUnitTest::stretchesPassAsTests_data() {
    QTest::addColumn<QString>("expression");
    for (const auto* const expression :
         {"load > 80", "rate(done_total[5m]) > 3", "absent(load{job=\"c\"})", "sum(load) != 100",
          "max_over_time(load[10m:1m]) > 95 and load < 40", "load offset 10m > 90", "load > 1000"}) {
        QTest::newRow(expression) << expression;
    }
}

/// Where the program or promtool is, it judges; the text itself is looked at in any case.
void TestUnitTest::stretchesPassAsTests() {
    QFETCH(QString, expression);
    tests::MemoryStorage storage;
    fill(storage);
    backtest::QuerySource source(storage, 60'000);
    const auto query = ruleOf(expression.toStdString());
    const auto made = backtest::makeBacktest(query, source, {}, {}).value();
    const auto text = made->unitTest({kBegin + 30 * 60'000, kBegin + 100 * 60'000}, "rules.yml", source, {});
    QVERIFY2(text.has_value(), text ? "" : text.error().message().c_str());
    QVERIFY2(text->contains("eval_time:"), text->c_str());
    const rules::RuleDefinition rule{.type = rules::RuleType::kAlerting,
                                     .name = query.name,
                                     .expr = query.expression,
                                     .labels = query.labels,
                                     .annotations = query.annotations,
                                     .holdFor = query.holdFor,
                                     .keepFiringFor = query.keepFiringFor};
    const QTemporaryDir directory;
    const auto root = directory.path().toStdString();
    std::ofstream(root + "/rules.yml") << rules::addRule("", "rules.yml", "g", rule, {}).value();
    std::ofstream(root + "/test.yml") << *text;
    const auto tool = qEnvironmentVariable("HEARTH_BINARY", HEARTH_BUILT_BINARY);
    if (!QFile::exists(tool)) {
        QSKIP("the program is not built");
    }
    QProcess process;
    process.start(tool, {"test", "rules", directory.filePath("test.yml")});
    QVERIFY(process.waitForFinished());
    const auto said = process.readAllStandardOutput() + process.readAllStandardError();
    QVERIFY2(process.exitCode() == 0, (said + QByteArray::fromStdString(*text)).constData());
}

void TestUnitTest::largeStretchesAreRefused() {
    tests::MemoryStorage storage;
    for (int i = 0; i < 2'000; ++i) {
        storage.add({{"__name__", "load"}, {"i", std::to_string(i)}}, kBegin, 1);
    }
    backtest::QuerySource source(storage, 60'000);
    const auto made = backtest::makeBacktest(ruleOf("load > 3"), source, {}, {}).value();
    QCOMPARE(made->unitTest({kBegin, kBegin + 2 * model::kHourMs}, "r.yml", source, {}).error().code(),
             ErrorCode::kLimit);
}

QTEST_GUILESS_MAIN(TestUnitTest)
#include "test_unit_test.moc"
