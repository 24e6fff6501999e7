// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "engine/own_machine.h"
#include "engine/target_listing.h"

using namespace hearth;

class TestTargetListing : public QObject {
    Q_OBJECT

  private slots:
    void loopbackHostsBecomeReachable_data();
    void loopbackHostsBecomeReachable();
    void withoutExternalUrlTheMachineIsNamed();
};

void TestTargetListing::loopbackHostsBecomeReachable_data() {
    QTest::addColumn<QString>("url");
    QTest::addColumn<QString>("expected");
    QTest::newRow("localhost") << "http://localhost:9100/metrics" << "http://prom.example:9100/metrics";
    QTest::newRow("address") << "http://127.0.0.1:9100/metrics?a=b" << "http://prom.example:9100/metrics?a=b";
    QTest::newRow("IPv6") << "http://[::1]:9100/metrics" << "http://prom.example:9100/metrics";
    QTest::newRow("no port") << "http://localhost/metrics" << "http://prom.example/metrics";
    QTest::newRow("another host") << "https://nas:9100/metrics" << "https://nas:9100/metrics";
}

void TestTargetListing::loopbackHostsBecomeReachable() {
    QFETCH(const QString, url);
    QTEST(QString::fromStdString(engine::globalUrl(url.toStdString(), "https://prom.example:8443/x")), "expected");
}

void TestTargetListing::withoutExternalUrlTheMachineIsNamed() {
    QCOMPARE(engine::globalUrl("http://localhost:9100/m", ""), "http://" + engine::hostName() + ":9100/m");
}

QTEST_GUILESS_MAIN(TestTargetListing)
#include "test_target_listing.moc"
