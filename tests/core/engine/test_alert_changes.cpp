// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTemporaryDir>
#include <QTest>
#include <atomic>

#include "engine/engine.h"
#include "model/matcher.h"

using namespace hearth;
using namespace hearth::engine;

/// A whole engine that tells of what changes about its alerts.
class TestAlertChanges : public QObject {
    Q_OBJECT

  private slots:
    void whoListensHearsOfSilences_data();
    void whoListensHearsOfSilences();
};

void TestAlertChanges::whoListensHearsOfSilences_data() {
    QTest::addColumn<bool>("enabled");
    QTest::newRow("with an Alertmanager") << true;
    QTest::newRow("without") << false;
}

void TestAlertChanges::whoListensHearsOfSilences() {
    QFETCH(bool, enabled);
    const QTemporaryDir directory;
    PosixFileSystem files;
    SystemClock clock;
    const auto config = directory.filePath("prometheus.yml").toStdString();
    QVERIFY(files.replaceAtomically(config, "global: {}\n").has_value());
    Options options;
    options.configPath = config;
    options.storage.path = directory.filePath("data").toStdString();
    options.web.listenAddresses = {"127.0.0.1:0"};
    options.alertmanager.enabled = enabled;
    options.alertmanager.serves = false;
    const auto engine = Engine::start(std::move(options), {files, clock, networkTransport()}, Log());
    QVERIFY2(engine.has_value(), engine ? "" : engine.error().message().c_str());
    std::atomic<int> changes = 0;
    auto subscription = (*engine)->onAlertsChanged([&changes] { ++changes; });
    if (!enabled) {
        subscription.reset();
        return; // it is only not to fail
    }
    datasource::Silence silence;
    silence.matchers = {model::Matcher::equal("alertname", "Down")};
    silence.startsAt = clock.nowMs();
    silence.endsAt = silence.startsAt + model::kHourMs;
    silence.createdBy = "anna";
    silence.comment = "new fan";
    auto& alertmanager = (*engine)->dataSource().alertmanager();
    const auto id = alertmanager.setSilence(silence, {});
    QVERIFY2(id.has_value(), id ? "" : id.error().message().c_str());
    QTRY_VERIFY(changes.load() > 0);
    subscription.reset();
    const int before = changes.load();
    std::atomic<int> heardByOthers = 0;
    const auto other = (*engine)->onAlertsChanged([&heardByOthers] { ++heardByOthers; });
    QVERIFY(alertmanager.expireSilence(*id, {}));
    QTRY_VERIFY(heardByOthers.load() > 0);
    QCOMPARE(changes.load(), before);
}

QTEST_GUILESS_MAIN(TestAlertChanges)
#include "test_alert_changes.moc"
