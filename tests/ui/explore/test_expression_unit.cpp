// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "explore/expression_unit.h"

using namespace hearth::ui;

class TestExpressionUnit : public QObject {
    Q_OBJECT

  private slots:
    void unitsFollowNamesThroughFunctions_data();
    void unitsFollowNamesThroughFunctions();
};

void TestExpressionUnit::unitsFollowNamesThroughFunctions_data() {
    QTest::addColumn<Unit>("unit");
    const auto row = [](const char* expression, Unit unit) { QTest::newRow(expression) << unit; };
    row("node_memory_MemTotal_bytes", Unit::kBytes);
    row("{__name__=\"a_bytes\"}", Unit::kBytes);
    row("node_network_receive_bytes_total", Unit::kBytes);
    row("rate(node_network_receive_bytes_total[5m])", Unit::kBytesPerSecond);
    row("sum by (job) (irate(x_bytes_total[5m]))", Unit::kBytesPerSecond);
    row("increase(x_bytes_total[1h])", Unit::kBytes);
    row("rate(node_cpu_seconds_total[5m])", Unit::kRatio);
    row("rate(http_requests_total[5m])", Unit::kPerSecond);
    row("scrape_duration_seconds", Unit::kSeconds);
    row("histogram_quantile(0.9, sum by (le) (rate(x_seconds_bucket[5m])))", Unit::kRatio);
    row("max_over_time(x_seconds[1h:])", Unit::kSeconds);
    row("node_hwmon_temp_celsius", Unit::kCelsius);
    row("fill_ratio", Unit::kRatio);
    row("a_bytes / b_bytes", Unit::kRatio);
    row("1 - a_bytes / b_bytes", Unit::kRatio);
    row("a_bytes / 1024", Unit::kNone);
    row("a_bytes * 8", Unit::kNone);
    row("a_bytes - b_bytes", Unit::kBytes);
    row("a_bytes + b_seconds", Unit::kNone);
    row("a_bytes > 1e9", Unit::kBytes);
    row("a_bytes > bool 1e9", Unit::kNone);
    row("count(a_bytes)", Unit::kNone);
    row("x_seconds_count", Unit::kNone);
    row("process_start_time_seconds", Unit::kNone);
    row("node_uptime_seconds", Unit::kSeconds);
    row("time() - process_start_time_seconds", Unit::kNone);
    row("heat", Unit::kCelsius); // by its metadata
    row("up", Unit::kNone);
    row("bytes", Unit::kNone);
    row("rate(", Unit::kNone);
}

void TestExpressionUnit::unitsFollowNamesThroughFunctions() {
    QFETCH(Unit, unit);
    const MetricCatalog::MetricList metrics{{"heat", {}, {}, "celsius"}, {"up", {}, {}, {}}};
    QCOMPARE(unitOf(QString::fromLatin1(QTest::currentDataTag()), metrics), unit);
}

QTEST_GUILESS_MAIN(TestExpressionUnit)
#include "test_expression_unit.moc"
