// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "notify/group_changes.h"
#include "notify/quiet_hours.h"

using namespace hearth;
using namespace hearth::ui;
using datasource::AlertGroup;
using datasource::NotificationState;

namespace {

datasource::ReceivedAlert alert(const std::string& instance, NotificationState state = NotificationState::kActive) {
    datasource::ReceivedAlert out;
    out.labels = {{"alertname", "Down"}, {"instance", instance}};
    out.fingerprint = instance;
    out.state = state;
    return out;
}

AlertGroup group(std::vector<datasource::ReceivedAlert> alerts) {
    return {.labels = {{"alertname", "Down"}}, .routeLabels = {}, .receiver = "team", .alerts = std::move(alerts)};
}

/// `2 Down: 2 alerts | 0`: how many fire, and the title.
QString text(const std::vector<datasource::DesktopNotification>& changes) {
    QStringList list;
    for (const auto& change : changes) {
        list << QString("%1 %2").arg(change.firing.size()).arg(QString::fromStdString(change.title)).trimmed();
    }
    return list.join(" | ");
}

} // namespace

class TestGroupChanges : public QObject {
    Q_OBJECT

  private slots:
    void whatIsNewIsToldOnce();
    void whatJoinsAndLeavesIsToldAndTheEnd();
    void nothingIsToldTwiceAfterAnOutage();
    void whatIsHeldBackIsNeitherNewNorResolved();
    void theTextsAreThoseOfTheAlert();
    void quietHoursGoOverMidnight_data();
    void quietHoursGoOverMidnight();
};

void TestGroupChanges::whatIsNewIsToldOnce() {
    GroupChanges changes;
    QCOMPARE(text(changes.update({group({alert("a")})})), QString("1 Down (a)"));
    QCOMPARE(text(changes.update({group({alert("a")})})), QString());
}

void TestGroupChanges::whatJoinsAndLeavesIsToldAndTheEnd() {
    GroupChanges changes;
    changes.update({group({alert("a")})});
    QVERIFY(text(changes.update({group({alert("a"), alert("b")})})).startsWith("2 Down: 2"));
    QCOMPARE(text(changes.update({group({alert("b")})})), QString("1 Down (b)"));
    QCOMPARE(text(changes.update({})), QString("0"));
    QCOMPARE(text(changes.update({})), QString());
}

void TestGroupChanges::nothingIsToldTwiceAfterAnOutage() {
    GroupChanges changes;
    changes.update({group({alert("a")})});
    // Rounds that fail do not come here at all.
    QCOMPARE(text(changes.update({group({alert("a")})})), QString());
}

void TestGroupChanges::whatIsHeldBackIsNeitherNewNorResolved() {
    GroupChanges changes;
    const auto silenced = alert("a", NotificationState::kSuppressed);
    QCOMPARE(text(changes.update({group({silenced})})), QString());
    QCOMPARE(text(changes.update({group({alert("a")})})), QString("1 Down (a)"));
    QCOMPARE(text(changes.update({group({silenced})})), QString());
    QCOMPARE(text(changes.update({group({alert("a")})})), QString("1 Down (a)"));
    QCOMPARE(text(changes.update({group({silenced})})), QString());
    QCOMPARE(text(changes.update({})), QString("0"));
}

void TestGroupChanges::theTextsAreThoseOfTheAlert() {
    GroupChanges changes;
    auto one = alert("a");
    one.labels = {{"alertname", "Down"}, {"severity", "critical"}};
    one.annotations = {{"summary", "It is down"}, {"description", "since noon"}};
    const auto told = changes.update({group({one})});
    QCOMPARE(told.size(), 1U);
    QCOMPARE(told[0].title, std::string("It is down"));
    QCOMPARE(told[0].body, std::string("since noon"));
    QCOMPARE(told[0].urgency, datasource::DesktopNotification::Urgency::kCritical);
}

void TestGroupChanges::quietHoursGoOverMidnight_data() {
    QTest::addColumn<QString>("from");
    QTest::addColumn<QString>("to");
    QTest::addColumn<QString>("now");
    QTest::addColumn<QString>("end");
    QTest::newRow("evening") << "22:00" << "07:00" << "2026-03-02T23:00" << "2026-03-03T07:00:00";
    QTest::newRow("night") << "22:00" << "07:00" << "2026-03-02T06:59" << "2026-03-02T07:00:00";
    QTest::newRow("morning") << "22:00" << "07:00" << "2026-03-02T07:00" << "";
    QTest::newRow("beginning") << "22:00" << "07:00" << "2026-03-02T22:00" << "2026-03-03T07:00:00";
    QTest::newRow("a nap") << "13:00" << "14:00" << "2026-03-02T13:30" << "2026-03-02T14:00:00";
    QTest::newRow("after it") << "13:00" << "14:00" << "2026-03-02T14:00" << "";
    QTest::newRow("never") << "13:00" << "13:00" << "2026-03-02T13:00" << "";
}

void TestGroupChanges::quietHoursGoOverMidnight() {
    QFETCH(QString, from);
    QFETCH(QString, to);
    QFETCH(QString, now);
    QFETCH(QString, end);
    const QuietHours hours{.enabled = true, .from = QTime::fromString(from), .to = QTime::fromString(to)};
    QCOMPARE(hours.endAt(QDateTime::fromString(now, Qt::ISODate)).toString(Qt::ISODate), end);
}

QTEST_GUILESS_MAIN(TestGroupChanges)
#include "test_group_changes.moc"
