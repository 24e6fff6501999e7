// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "models/target_filter.h"

using namespace hearth;
using namespace hearth::ui;

namespace {

TargetSnapshotPtr oneTarget() {
    datasource::Target target;
    target.pool = "node exporters";
    target.scrapeUrl = "http://nas:9100/metrics?x=1";
    target.labels = {{"instance", "nas:9100"}, {"job", "node"}, {"rack", "3"}};
    target.health = datasource::TargetHealth::kDown;
    target.lastError = "Connection refused";
    datasource::Targets targets;
    targets.active = {target};
    return makeTargetSnapshot(targets);
}

} // namespace

class TestTargetFilter : public QObject {
    Q_OBJECT

  private slots:
    void acceptsWhatAllWordsSay_data() {
        QTest::addColumn<QString>("text");
        QTest::addColumn<bool>("accepted");
        QTest::newRow("nothing") << "" << true;
        QTest::newRow("spaces") << "  " << true;
        QTest::newRow("state") << "state:down" << true;
        QTest::newRow("another state") << "state:up" << false;
        QTest::newRow("any of two states") << "state:up state:down" << true;
        QTest::newRow("part of the pool") << "pool:NODE" << true;
        QTest::newRow("another pool") << "pool:web" << false;
        QTest::newRow("label") << "rack=3" << true;
        QTest::newRow("part of a label's value") << "rack=33" << false;
        QTest::newRow("label not equal") << "rack!=4" << true;
        QTest::newRow("missing label not equal") << "floor!=4" << true;
        QTest::newRow("text in an address") << "NAS" << true;
        QTest::newRow("text in the error") << "refused" << true;
        QTest::newRow("quoted text") << "\"connection refused\"" << true;
        QTest::newRow("an address with an equals sign is text") << "http://nas:9100/metrics?x=1" << true;
        QTest::newRow("all must hold") << "state:down rack=3 printer" << false;
        QTest::newRow("open quote") << "\"connection ref" << true;
    }
    void acceptsWhatAllWordsSay() {
        QFETCH(QString, text);
        QFETCH(bool, accepted);
        const auto snapshot = oneTarget();
        const auto filter = TargetFilter::parse(text);
        const auto& pool = snapshot->pools.front();
        QCOMPARE(filter.acceptsPool(pool) && filter.acceptsRow(pool.rows.front()), accepted);
    }

    void wrongStateIsLocated() {
        std::optional<TargetFilter::Problem> problem;
        const auto filter = TargetFilter::parse(QStringLiteral("nas state:broken"), &problem);
        QVERIFY(problem);
        QCOMPARE(problem->begin, 4);
        QCOMPARE(problem->end, 16);
        QVERIFY(problem->message.contains(QStringLiteral("broken")));
        QVERIFY(filter.empty());
    }
};

QTEST_GUILESS_MAIN(TestTargetFilter)
#include "test_target_filter.moc"
