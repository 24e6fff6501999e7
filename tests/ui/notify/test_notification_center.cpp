// SPDX-License-Identifier: GPL-3.0-or-later
#include <QElapsedTimer>
#include <QSignalSpy>
#include <QTest>

#include "datasource/acknowledgement.h"
#include "notify/notification_center.h"
#include "ui/notify/fake_daemon.h"
#include "ui/support/fake_server.h"

using namespace hearth;
using namespace hearth::ui;
using datasource::DesktopNotification;
using hearth::tests::FakeDaemon;
using hearth::tests::FakeServer;
using hearth::tests::PrivateBus;
using hearth::tests::ShownPopup;

namespace {

datasource::ReceivedAlert alert(const std::string& instance) {
    datasource::ReceivedAlert out;
    out.labels = {{"alertname", "Down"}, {"instance", instance}, {"job", "nas"}};
    out.fingerprint = "print of " + instance;
    out.startsAt = 1'700'000'000'000;
    return out;
}

DesktopNotification notice(const std::string& group, std::vector<std::string> instances = {"nas:9100"}) {
    DesktopNotification out;
    out.group = group;
    out.receiver = "desktop";
    out.title = "Title " + group;
    out.body = "<b>5 & 6</b>";
    for (const auto& instance : instances) {
        out.firing.push_back(alert(instance));
    }
    return out;
}

DesktopNotification resolved(const std::string& group) {
    return notice(group, {});
}

} // namespace

/// The centre over a real bus and a daemon that the test plays.
class TestNotificationCenter : public QObject {
    Q_OBJECT

  private slots:
    void initTestCase();
    void init();
    void cleanup();

    void aGroupIsShownOnceAndUpdatedInPlace();
    void whatIsResolvedIsTakenAway();
    void whatIsResolvedOnItsWayIsTakenAwayToo();
    void markupOfOthersIsShownLetterByLetter_data();
    void markupOfOthersIsShownLetterByLetter();
    void buttonsAreOnlyWhereTheDaemonHasThem();
    void aDaemonThatCanDoNothingIsToldTheWords();
    void aDaemonThatCannotReplaceHasOneOfAGroupAllTheSame();
    void whatTheFallbackHadIsShownByTheDaemonThatComes();
    void onlyCriticalOnesAreUrgent();
    void thePictureShowsTheValue();
    void aClickOpensTheAlertAndBringsTheWindowForward();
    void silenceIsStoredConfirmedAndUndone();
    void acknowledgementsAreOneForEachAlert();
    void aRefusedSilenceIsToldAndCanBeTriedAgain();
    void moreThanFiveAtOnceBecomeOneSummary();
    void theSummaryGoesWithTheLastOfItsGroups();
    void tenThousandGroupsLeaveTheWindowAlive();
    void tenThousandAlertsInAGroupAreOneNotification();
    void quietHoursHoldBackAndSumUp();
    void criticalOnesPassQuietHoursWhereThePersonSaysSo();
    void aPauseHoldsBackEverythingButTests();
    void aNewDaemonIsShownWhatFires();
    void withoutADaemonTheFallbackShowsIt();
    void aDaemonThatHangsHoldsNothingUp();
    void whatIsDismissedIsShownAgainWhenItChanges();
    void signalsOfOthersAreNotBelieved();

  private:
    QString show(DesktopNotification notification);
    std::vector<datasource::Silence> silences() { return m_server->alertWorld.silences({}, {}).value(); }
    ShownPopup last() const { return m_daemon->shown.isEmpty() ? ShownPopup() : m_daemon->shown.back(); }

    std::unique_ptr<PrivateBus> m_bus;
    std::unique_ptr<FakeDaemon> m_daemon;
    std::unique_ptr<NotificationDaemon> m_client;
    std::unique_ptr<NotificationCenter> m_center;
    std::shared_ptr<FakeServer> m_server;
    QDateTime m_now;
    QStringList m_answers;
};

void TestNotificationCenter::initTestCase() {
    QGuiApplication::setDesktopFileName("io.github.hearth");
    m_bus = std::make_unique<PrivateBus>();
    if (m_bus->address().isEmpty()) {
        QSKIP("dbus-daemon is not installed");
    }
}

void TestNotificationCenter::init() {
    m_now = QDateTime(QDate(2046, 3, 2), QTime(12, 0));
    m_answers.clear();
    m_server = std::make_shared<FakeServer>();
    m_server->alertWorld.clearSilences();
    m_daemon = std::make_unique<FakeDaemon>(*m_bus);
    m_client = std::make_unique<NotificationDaemon>(m_bus->connect());
    m_center = std::make_unique<NotificationCenter>(*m_client, nullptr, [this] { return m_now; });
}

void TestNotificationCenter::cleanup() {
    m_center.reset();
    m_client.reset();
    m_daemon.reset();
}

/// Returns at once; answers gather in m_answers.
QString TestNotificationCenter::show(DesktopNotification notification) {
    const auto group = QString::fromStdString(notification.group);
    m_center->show({{}, m_server}, std::move(notification), [this](Result<std::string> answer) {
        m_answers << QString::fromStdString(answer ? *answer : "not: " + answer.error().message());
    });
    return group;
}

void TestNotificationCenter::aGroupIsShownOnceAndUpdatedInPlace() {
    show(notice("a"));
    QTRY_COMPARE(m_daemon->shown.size(), 1);
    QCOMPARE(last().title, QString("Title a"));
    QCOMPARE(last().replaces, 0U);
    QCOMPARE(last().hints.value("desktop-entry").toString(), QString("io.github.hearth"));
    QCOMPARE(last().actions, QStringList({"default", "Open", "silence", "Silence 1 h", "acknowledge", "Acknowledge"}));
    QVERIFY2(last().body.contains("since"), qPrintable(last().body));
    QTRY_COMPARE(m_answers, QStringList("shown by fake 1.0"));
    const auto id = last().id;
    show(notice("a", {"nas:9100", "pi:9100"}));
    QTRY_COMPARE(m_daemon->shown.size(), 2);
    QCOMPARE(last().replaces, id);
}

void TestNotificationCenter::whatIsResolvedIsTakenAway() {
    show(notice("a"));
    QTRY_COMPARE(m_answers.size(), 1);
    show(resolved("a"));
    QTRY_COMPARE(m_daemon->taken, QList<uint>{last().id});
    show(resolved("never seen"));
    QCOMPARE(m_answers.size(), 3);
    QCOMPARE(m_daemon->taken.size(), 1);
}

void TestNotificationCenter::whatIsResolvedOnItsWayIsTakenAwayToo() {
    show(notice("a"));
    show(resolved("a"));
    QTRY_COMPARE(m_daemon->shown.size(), 1);
    QTRY_COMPARE(m_daemon->taken, QList<uint>{last().id});
}

void TestNotificationCenter::markupOfOthersIsShownLetterByLetter_data() {
    QTest::addColumn<bool>("markup");
    QTest::addColumn<QString>("body");
    QTest::newRow("with markup") << true << "&lt;b&gt;5 &amp; 6&lt;/b&gt;";
    QTest::newRow("without") << false << "<b>5 & 6</b>";
}

void TestNotificationCenter::markupOfOthersIsShownLetterByLetter() {
    QFETCH(bool, markup);
    QFETCH(QString, body);
    m_daemon->capabilities = markup ? QStringList{"body", "body-markup"} : QStringList{"body"};
    auto notification = notice("a");
    notification.title = "<i>title</i>";
    show(notification);
    QTRY_COMPARE(m_daemon->shown.size(), 1);
    QVERIFY2(last().body.startsWith(body), qPrintable(last().body));
    // Titles never have markup.
    QCOMPARE(last().title, QString("<i>title</i>"));
}

void TestNotificationCenter::buttonsAreOnlyWhereTheDaemonHasThem() {
    m_daemon->capabilities = {"body"};
    show(notice("a"));
    QTRY_COMPARE(m_daemon->shown.size(), 1);
    QVERIFY(last().actions.isEmpty());
    QVERIFY(!last().hints.contains("resident"));
}

void TestNotificationCenter::aDaemonThatCanDoNothingIsToldTheWords() {
    m_daemon->capabilities.clear();
    show(notice("a"));
    QTRY_COMPARE(m_answers, QStringList("shown by fake 1.0"));
    QCOMPARE(last().title, QString("Title a"));
    QVERIFY2(last().body.startsWith("<b>5 & 6</b>"), qPrintable(last().body));
    QVERIFY(last().actions.isEmpty());
    show(notice("a", {"nas:9100", "pi:9100"}));
    QTRY_COMPARE(m_daemon->shown.size(), 2);
    show(resolved("a"));
    QTRY_COMPARE(m_daemon->taken, QList<uint>{last().id});
}

void TestNotificationCenter::aDaemonThatCannotReplaceHasOneOfAGroupAllTheSame() {
    m_daemon->replacesOthers = false;
    show(notice("a"));
    QTRY_COMPARE(m_answers.size(), 1);
    const auto first = last().id;
    show(notice("a", {"nas:9100", "pi:9100"}));
    QTRY_COMPARE(m_daemon->taken, QList<uint>{first});
    QVERIFY(last().id != first);
    // The second one is the group's now: its buttons work, and it goes with the group.
    QSignalSpy opened(m_center.get(), &NotificationCenter::openRequested);
    m_daemon->press(last().id, "default");
    QTRY_COMPARE(opened.size(), 1);
    show(resolved("a"));
    QTRY_COMPARE(m_daemon->taken, (QList<uint>{first, last().id}));
}

void TestNotificationCenter::whatTheFallbackHadIsShownByTheDaemonThatComes() {
    m_daemon.reset();
    m_center->setFallback([](const QString&, const QString&) -> Result<std::string> { return std::string("tray"); });
    show(notice("a"));
    show(notice("b"));
    QTRY_COMPARE(m_answers.size(), 2);
    show(resolved("b"));
    m_daemon = std::make_unique<FakeDaemon>(*m_bus);
    QTRY_COMPARE(m_daemon->shown.size(), 1);
    QCOMPARE(last().title, QString("Title a"));
}

void TestNotificationCenter::onlyCriticalOnesAreUrgent() {
    auto critical = notice("a");
    critical.urgency = DesktopNotification::Urgency::kCritical;
    critical.sound = "dialog-warning";
    show(critical);
    QTRY_COMPARE(m_daemon->shown.size(), 1);
    QCOMPARE(last().hints.value("urgency").toInt(), 2);
    QCOMPARE(last().timeout, 0);
    QCOMPARE(last().hints.value("sound-name").toString(), QString("dialog-warning"));
    show(notice("b"));
    QTRY_COMPARE(m_daemon->shown.size(), 2);
    QCOMPARE(last().hints.value("urgency").toInt(), 1);
    QCOMPARE(last().timeout, -1);
    QVERIFY(!last().hints.contains("sound-name"));
}

void TestNotificationCenter::thePictureShowsTheValue() {
    auto notification = notice("a");
    notification.firing[0].generatorUrl = "http://x/graph?g0.expr=node_load1+%3E+3&g0.tab=1";
    show(notification);
    QTRY_COMPARE(m_daemon->shown.size(), 1);
    // A server that does not know the value leaves the notification as it is.
    QVERIFY(!last().title.isEmpty());
}

void TestNotificationCenter::aClickOpensTheAlertAndBringsTheWindowForward() {
    QSignalSpy opened(m_center.get(), &NotificationCenter::openRequested);
    show(notice("a"));
    QTRY_COMPARE(m_answers.size(), 1);
    m_daemon->press(last().id, "default", "token 7");
    QTRY_COMPARE(opened.size(), 1);
    QCOMPARE(opened[0][1].toString(), QString("print of nas:9100"));
    QCOMPARE(opened[0][2].toString(), QString("token 7"));
}

void TestNotificationCenter::silenceIsStoredConfirmedAndUndone() {
    m_center->setCreator("anna");
    show(notice("a", {"nas:9100", "pi:9100"}));
    QTRY_COMPARE(m_answers.size(), 1);
    const auto id = last().id;
    m_daemon->press(id, "silence");
    QTRY_COMPARE(m_daemon->shown.size(), 2);
    QCOMPARE(last().title, QString("Silenced: Title a"));
    QCOMPARE(last().replaces, id);
    QVERIFY(last().actions.contains("undo"));
    const auto stored = silences();
    QCOMPARE(stored.size(), 1U);
    QCOMPARE(stored[0].comment, std::string("Silenced from the notification"));
    QCOMPARE(stored[0].createdBy, std::string("anna"));
    QCOMPARE(stored[0].matchers.size(), 2U);
    QCOMPARE(stored[0].matchers[0].toString(), std::string("alertname=\"Down\""));
    QCOMPARE(stored[0].matchers[1].toString(), std::string("job=\"nas\""));
    QCOMPARE(stored[0].endsAt - stored[0].startsAt, 3'600'000);
    m_daemon->press(id, "undo");
    QTRY_COMPARE(m_daemon->shown.size(), 3);
    QCOMPARE(last().title, QString("Title a"));
    QCOMPARE(silences()[0].state, datasource::SilenceState::kExpired);
}

void TestNotificationCenter::acknowledgementsAreOneForEachAlert() {
    show(notice("a", {"nas:9100", "pi:9100"}));
    QTRY_COMPARE(m_answers.size(), 1);
    m_daemon->press(last().id, "acknowledge");
    QTRY_COMPARE(m_daemon->shown.size(), 2);
    QCOMPARE(last().title, QString("Acknowledged: Title a"));
    const auto stored = silences();
    QCOMPARE(stored.size(), 2U);
    QStringList instances;
    for (const auto& silence : stored) {
        QVERIFY(datasource::isAcknowledgement(silence));
        QCOMPARE(datasource::acknowledgementNote(silence), std::string("Acknowledged from the notification"));
        instances << QString::fromStdString(silence.matchers.at(1).value());
    }
    instances.sort();
    QCOMPARE(instances, QStringList({"nas:9100", "pi:9100"}));
}

void TestNotificationCenter::aRefusedSilenceIsToldAndCanBeTriedAgain() {
    m_server->alertWorld.failure = "nobody answers";
    m_server->alertWorld.failing = true;
    show(notice("a"));
    QTRY_COMPARE(m_answers.size(), 1);
    m_daemon->press(last().id, "silence");
    QTRY_COMPARE(m_daemon->shown.size(), 2);
    QCOMPARE(last().title, QString("Not silenced: Title a"));
    QVERIFY(last().body.contains("nobody answers"));
    QVERIFY(last().actions.contains("silence") && !last().actions.contains("undo"));
}

void TestNotificationCenter::moreThanFiveAtOnceBecomeOneSummary() {
    for (int i = 0; i < 8; ++i) {
        show(notice(std::to_string(i)));
    }
    QTRY_COMPARE(m_answers.size(), 8);
    QTRY_VERIFY(last().title.startsWith("3"));
    QCOMPARE(m_answers.filter("summary").size(), 3);
    QVERIFY2(last().body.contains("Title 5"), qPrintable(last().body));
    // Later there is room again.
    m_now = m_now.addSecs(31);
    show(notice("later"));
    QTRY_COMPARE(last().title, QString("Title later"));
}

void TestNotificationCenter::theSummaryGoesWithTheLastOfItsGroups() {
    for (int i = 0; i < 7; ++i) {
        show(notice(std::to_string(i)));
    }
    QTRY_VERIFY(last().title.startsWith("2"));
    const auto id = last().id;
    show(resolved("5"));
    QTRY_VERIFY(last().title.startsWith("1") && last().replaces == id);
    show(resolved("6"));
    QTRY_VERIFY(m_daemon->taken.contains(id));
}

void TestNotificationCenter::tenThousandGroupsLeaveTheWindowAlive() {
    QElapsedTimer timer;
    timer.start();
    for (int i = 0; i < 10'000; ++i) {
        show(notice(std::to_string(i)));
    }
    QTRY_COMPARE(m_answers.size(), 10'000);
    QTRY_VERIFY(last().title.contains("9"));
    qInfo() << "10,000 groups took" << timer.elapsed() << "ms";
    QVERIFY2(m_daemon->shown.size() < 20, qPrintable(QString::number(m_daemon->shown.size())));
}

void TestNotificationCenter::tenThousandAlertsInAGroupAreOneNotification() {
    std::vector<std::string> instances;
    for (int i = 0; i < 10'000; ++i) {
        instances.push_back("h" + std::to_string(i));
    }
    show(notice("a", instances));
    QTRY_COMPARE(m_answers.size(), 1);
    m_daemon->press(last().id, "acknowledge");
    // Too many to acknowledge each: what they have in common is.
    QTRY_COMPARE(m_daemon->shown.size(), 2);
    QCOMPARE(silences().size(), 1U);
}

void TestNotificationCenter::quietHoursHoldBackAndSumUp() {
    m_center->setQuietHours({.enabled = true, .from = QTime(11, 0), .to = QTime(13, 0)});
    show(notice("a"));
    show(notice("b"));
    show(resolved("a"));
    QTRY_COMPARE(m_answers.size(), 3);
    QVERIFY2(m_answers[0].startsWith("held back until 2046-03-02T13:00:00: quiet hours"), qPrintable(m_answers[0]));
    QVERIFY(m_daemon->shown.isEmpty());
    m_now = QDateTime(QDate(2046, 3, 2), QTime(13, 0));
    m_center->setQuietHours({.enabled = true, .from = QTime(11, 0), .to = QTime(13, 0)}); // the timer looks
    QTRY_COMPARE(m_daemon->shown.size(), 1);
    QVERIFY2(last().body.contains("While it was quiet: 2") && last().body.contains("Title b"), qPrintable(last().body));
}

void TestNotificationCenter::criticalOnesPassQuietHoursWhereThePersonSaysSo() {
    auto critical = notice("a");
    critical.urgency = DesktopNotification::Urgency::kCritical;
    m_center->setQuietHours({.enabled = true, .from = QTime(22, 0), .to = QTime(13, 0), .criticalPasses = false});
    show(critical);
    QTRY_COMPARE(m_answers.size(), 1);
    QVERIFY(m_answers[0].startsWith("held back"));
    m_center->setQuietHours({.enabled = true, .from = QTime(22, 0), .to = QTime(13, 0), .criticalPasses = true});
    show(critical);
    QTRY_COMPARE(m_daemon->shown.size(), 1);
}

void TestNotificationCenter::aPauseHoldsBackEverythingButTests() {
    QSignalSpy changed(m_center.get(), &NotificationCenter::pauseChanged);
    m_center->pauseUntil(m_now.addSecs(3600));
    QCOMPARE(changed.size(), 1);
    auto critical = notice("a");
    critical.urgency = DesktopNotification::Urgency::kCritical;
    show(critical);
    auto test = notice("t");
    test.isTest = true;
    show(test);
    QTRY_COMPARE(m_daemon->shown.size(), 1);
    QCOMPARE(last().title, QString("Title t"));
    m_center->pauseUntil({});
    QTRY_COMPARE(m_daemon->shown.size(), 2);
    QVERIFY(last().body.contains("Title a"));
    QVERIFY(!m_center->pausedUntil().isValid());
}

void TestNotificationCenter::aNewDaemonIsShownWhatFires() {
    show(notice("a"));
    show(notice("b"));
    QTRY_COMPARE(m_answers.size(), 2);
    m_daemon->dismiss(last().id);
    const auto dismissed = last().title;
    QTRY_VERIFY(m_daemon->shown.size() == 2);
    QTest::qWait(50); // the signal has no answer to wait for
    m_daemon.reset();
    m_daemon = std::make_unique<FakeDaemon>(*m_bus);
    m_daemon->capabilities = {"body"};
    QTRY_COMPARE(m_daemon->shown.size(), 1);
    QVERIFY(last().title != dismissed);
    QCOMPARE(last().replaces, 0U);
    QVERIFY(last().actions.isEmpty());
}

void TestNotificationCenter::withoutADaemonTheFallbackShowsIt() {
    m_daemon.reset();
    QStringList balloons;
    m_center->setFallback([&balloons](const QString& title, const QString&) -> Result<std::string> {
        balloons << title;
        return std::string("shown in the tray");
    });
    show(notice("a"));
    QTRY_COMPARE(balloons, QStringList("Title a"));
    QVERIFY2(m_answers[0].startsWith("shown in the tray, because this desktop has no notification daemon"),
             qPrintable(m_answers[0]));
    m_center->setFallback({});
    show(notice("b"));
    QTRY_COMPARE(m_answers.size(), 2);
    QCOMPARE(m_answers[1], QString("not: this desktop has no notification daemon"));
}

void TestNotificationCenter::aDaemonThatHangsHoldsNothingUp() {
    m_daemon->hangs = true;
    QElapsedTimer timer;
    timer.start();
    show(notice("a"));
    QVERIFY(timer.elapsed() < 100);
    QTRY_COMPARE_WITH_TIMEOUT(m_answers.size(), 1, 2 * NotificationDaemon::kPatienceMs);
    QCOMPARE(m_answers[0], QString("not: the desktop's notification daemon does not answer"));
}

void TestNotificationCenter::whatIsDismissedIsShownAgainWhenItChanges() {
    show(notice("a"));
    QTRY_COMPARE(m_answers.size(), 1);
    m_daemon->dismiss(last().id);
    show(notice("a", {"nas:9100", "pi:9100"}));
    QTRY_COMPARE(m_daemon->shown.size(), 2);
}

void TestNotificationCenter::signalsOfOthersAreNotBelieved() {
    QSignalSpy opened(m_center.get(), &NotificationCenter::openRequested);
    show(notice("a"));
    QTRY_COMPARE(m_answers.size(), 1);
    auto stranger = m_bus->connect();
    auto signal =
        QDBusMessage::createSignal("/org/freedesktop/Notifications", "org.freedesktop.Notifications", "ActionInvoked");
    signal << last().id << QString("default");
    stranger.send(signal);
    m_daemon->press(last().id, "default", "ours");
    QTRY_VERIFY(!opened.isEmpty());
    QCOMPARE(opened.size(), 1);
    QCOMPARE(opened[0][2].toString(), QString("ours"));
}

QTEST_MAIN(TestNotificationCenter)
#include "test_notification_center.moc"
