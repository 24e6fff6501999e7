// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>
#include <fmt/format.h>

#include "tool/check_metrics.h"
#include "tool/metric_lint.h"
#include "tool_fixture.h"

using namespace hearth;
using namespace hearth::app::tool;

/// `hearth check metrics`, in promtool's words.
class TestMetricLint : public QObject {
    Q_OBJECT

  private slots:
    void conventionsAreTold_data() {
        QTest::addColumn<QByteArray>("type");
        QTest::addColumn<QByteArray>("series");
        QTest::addColumn<QByteArray>("problem");
        const auto row = [](const char* type, const char* series, const char* problem) {
            QTest::addRow("%s %s", type, series) << QByteArray(type) << QByteArray(series) << QByteArray(problem);
        };
        row("gauge", "speed_meters", "");
        row("counter", "bytes_total", "");
        row("untyped", "x_total", "");
        row("counter", "x", "counter metrics should have \"_total\" suffix");
        row("gauge", "x_total", "non-counter metrics should not have \"_total\" suffix");
        row("gauge", "x_bucket", "non-histogram metrics should not have \"_bucket\" suffix");
        row("gauge", "x_sum", "non-histogram and non-summary metrics should not have \"_sum\" suffix");
        row("gauge", "x{le=\"1\"}", "non-histogram metrics should not have \"le\" label");
        row("gauge", "x{quantile=\"1\"}", "non-summary metrics should not have \"quantile\" label");
        row("gauge", "x_milliseconds", "use base unit \"seconds\" instead of \"milliseconds\"");
        row("gauge", "x_kilobytes_days", "use base unit \"bytes\" instead of \"kilobytes\"");
        row("gauge", "x_mb_free", "metric names should not contain abbreviated units");
        row("gauge", "a:b", "metric names should not contain ':'");
        row("gauge", "fooBar", "metric names should be written in 'snake_case' not 'camelCase'");
        row("gauge", "x{fooBar=\"\"}", "label names should be written in 'snake_case' not 'camelCase'");
        row("gauge", "x_Gauge_y", "metric name should not include type 'gauge'");
    }
    void conventionsAreTold() {
        QFETCH(QByteArray, type);
        QFETCH(QByteArray, series);
        QFETCH(QByteArray, problem);
        const auto name = series.split('{').front().toStdString();
        const auto families = exposition::parseFamilies(
            fmt::format("# HELP {0} x\n# TYPE {0} {1}\n{2} 1\n", name, type.toStdString(), series.toStdString()));
        QVERIFY(families.has_value());
        const auto problems = lintMetrics(*families);
        QCOMPARE(problems.size(), problem.isEmpty() ? std::size_t(0) : std::size_t(1));
        QVERIFY(problems.empty() || problems.front() == MetricProblem(name, problem.toStdString()));
    }

    void metricsThatStandTwiceAreToldEachTime() {
        const auto families = exposition::parseFamilies("# HELP a x\na 1\na 2\na 3\na{b=\"c\"} 1\n");
        const auto problems = lintMetrics(*families);
        QCOMPARE(problems.size(), std::size_t(2));
        QVERIFY(problems.back() == MetricProblem("a", "metric not unique"));
    }

    void exitCodesSayWhatWasFound() {
        testing::ToolFixture fixture;
        std::string complaints;
        fixture.context().complain = [&](std::string_view text) { complaints += text; };
        const auto check = [&](bool extended, bool lint, std::string_view text) {
            complaints.clear();
            return checkMetrics(fixture.context(), {.extended = extended, .lint = lint}, text);
        };
        QCOMPARE(check(false, true, "# HELP a x\na 1\n"), 0);
        QVERIFY(complaints.empty());
        QCOMPARE(check(false, true, "b 1\na 1\n"), kMetricsLinted);
        QCOMPARE(complaints, std::string("a no help text\nb no help text\n"));
        QCOMPARE(check(true, false, "b 1\na 1\n"), 0);
        QVERIFY(complaints.empty());
        QCOMPARE(fixture.printed(), std::string("Metric    Cardinality    Percentage    \n"
                                                "a         1              50.00%        \n"
                                                "b         1              50.00%        \n"
                                                "Total     2              100%          \n"));
        QCOMPARE(check(false, true, "a b\n"), kMetricsBad);
        QCOMPARE(complaints, std::string("error while linting: line 1: expected float as value, got \"b\"\n"));
        QCOMPARE(check(false, false, ""), kMetricsBad);
    }
};

QTEST_GUILESS_MAIN(TestMetricLint)
#include "test_metric_lint.moc"
