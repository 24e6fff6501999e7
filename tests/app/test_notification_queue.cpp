// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "desktop/notification_queue.h"

using namespace hearth;
using namespace hearth::app;

namespace {

datasource::DesktopNotification notice(const std::string& group, bool firing = true) {
    datasource::DesktopNotification out;
    out.group = group;
    if (firing) {
        out.firing.emplace_back();
    }
    return out;
}

} // namespace

class TestNotificationQueue : public QObject {
    Q_OBJECT

  private slots:
    void whatCameBeforeSomebodyListensComesFirst();
    void ofAGroupOnlyTheLastStateWaits();
    void theOldestGiveWay();
    void afterTheListenersEndThingsWaitAgain();
    void anAnswerThatIsNotGivenIsDestroyed();

  private:
    Subscription listen(NotificationQueue& queue) {
        return queue.listen([this](datasource::DesktopNotification notification, datasource::DesktopAnswer answer) {
            m_seen << QString::fromStdString(notification.group);
            answer(std::string("shown"));
        });
    }
    std::string show(NotificationQueue& queue, datasource::DesktopNotification notification) {
        std::string told;
        queue.show(std::move(notification), [&told](Result<std::string> answer) { told = answer.value_or("failed"); });
        return told;
    }
    QStringList m_seen;
};

void TestNotificationQueue::whatCameBeforeSomebodyListensComesFirst() {
    m_seen.clear();
    NotificationQueue queue;
    QCOMPARE(show(queue, notice("a")), std::string("kept until the window is there"));
    show(queue, notice("b"));
    const auto listening = listen(queue);
    QCOMPARE(show(queue, notice("c")), std::string("shown"));
    QCOMPARE(m_seen, QStringList({"a", "b", "c"}));
}

void TestNotificationQueue::ofAGroupOnlyTheLastStateWaits() {
    m_seen.clear();
    NotificationQueue queue;
    for (const auto* const name : {"a", "b", "a", "c"}) {
        show(queue, notice(name));
    }
    show(queue, notice("b", false));
    const auto listening = listen(queue);
    QCOMPARE(m_seen, QStringList({"a", "c"}));
}

void TestNotificationQueue::theOldestGiveWay() {
    m_seen.clear();
    NotificationQueue queue;
    for (std::size_t i = 0; i < NotificationQueue::kMaxWaiting + 3; ++i) {
        show(queue, notice(std::to_string(i)));
    }
    const auto listening = listen(queue);
    QCOMPARE(m_seen.size(), static_cast<qsizetype>(NotificationQueue::kMaxWaiting));
    QCOMPARE(m_seen.front(), QString("3"));
}

void TestNotificationQueue::afterTheListenersEndThingsWaitAgain() {
    m_seen.clear();
    NotificationQueue queue;
    {
        const auto listening = listen(queue);
    }
    show(queue, notice("a"));
    QVERIFY(m_seen.isEmpty());
    auto first = listen(queue);
    const auto second = listen(queue);
    first.reset();
    show(queue, notice("b"));
    QCOMPARE(m_seen, QStringList({"a", "b"}));
}

void TestNotificationQueue::anAnswerThatIsNotGivenIsDestroyed() {
    NotificationQueue queue;
    const auto listening = queue.listen([](datasource::DesktopNotification, datasource::DesktopAnswer) {});
    auto alive = std::make_shared<int>(0);
    queue.show(notice("a"), [alive](Result<std::string>) {});
    QCOMPARE(alive.use_count(), 1L);
}

QTEST_GUILESS_MAIN(TestNotificationQueue)
#include "test_notification_queue.moc"
