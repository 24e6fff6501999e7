// SPDX-License-Identifier: GPL-3.0-or-later
#include <QProcess>
#include <QTest>
#include <algorithm>

/// Runs example_client, a program that uses Hearth's libraries for its own metrics.
class TestExampleClient : public QObject {
    Q_OBJECT

    static QByteArrayList linesOf(const QStringList& arguments) {
        QProcess process;
        process.start(QStringLiteral(EXAMPLE_CLIENT), arguments);
        if (!process.waitForFinished(10'000) || process.exitCode() != 0) {
            return {};
        }
        return process.readAllStandardOutput().split('\n');
    }

  private slots:
    void itPrintsItsMetricsAsText() {
        const auto lines = linesOf({});
        for (const auto* const expected :
             {"# HELP shop_orders_total Orders taken.", "# TYPE shop_orders_total counter",
              "shop_orders_total{kind=\"tea\"} 3", "# TYPE shop_stock gauge", "shop_stock 37",
              "# TYPE shop_order_price_euros histogram", "shop_order_price_euros_bucket{le=\"5\"} 1",
              "shop_order_price_euros_bucket{le=\"+Inf\"} 3", "shop_order_price_euros_sum 115.5",
              "shop_order_price_euros_count 3", "# TYPE shop_waiting_seconds summary",
              "shop_waiting_seconds_count 3"}) {
            QVERIFY2(lines.contains(expected), expected);
        }
        QVERIFY(std::ranges::any_of(
            lines, [](const QByteArray& line) { return line.startsWith("process_resident_memory_bytes "); }));
    }

    void itPrintsOpenMetricsToWhoAsksForIt() {
        const auto lines = linesOf({"application/openmetrics-text;version=1.0.0;q=0.5,text/plain;q=0.2"});
        for (const auto* const expected : {"# TYPE shop_orders counter", "shop_orders_total{kind=\"tea\"} 3.0",
                                           "shop_order_price_euros_bucket{le=\"5.0\"} 1", "# EOF"}) {
            QVERIFY2(lines.contains(expected), expected);
        }
    }
};

QTEST_GUILESS_MAIN(TestExampleClient)
#include "test_example_client.moc"
