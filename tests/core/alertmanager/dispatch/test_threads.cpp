// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTemporaryDir>
#include <QTest>
#include <condition_variable>
#include <mutex>
#include <thread>

#include "core/alertmanager/harness.h"

using namespace hearth;
using namespace hearth::tests;

namespace {

/// Waits until the deadline or until somebody wakes it.
class WaitingTransport final : public http::Transport {
  public:
    RequestId start(http::ClientRequest /*request*/, Done /*done*/) override { return 0; }
    void cancel(RequestId /*request*/) override {}
    void poll(MonotonicTime deadline) override {
        std::unique_lock lock(m_mutex);
        m_condition.wait_until(lock, deadline, [&] { return m_woken; });
        m_woken = false;
    }
    void wake() override {
        const std::scoped_lock lock(m_mutex);
        m_woken = true;
        m_condition.notify_all();
    }

  private:
    std::mutex m_mutex;
    std::condition_variable m_condition;
    bool m_woken = false;
};

} // namespace

class TestThreads : public QObject {
    Q_OBJECT

    QTemporaryDir m_directory;

  private slots:
    void callsOfManyThreadsAreAnsweredAndRefusedAfterTheEnd() {
        constexpr int kThreads = 4;
        constexpr int kCalls = 50;
        SystemClock clock;
        PosixFileSystem files;
        WaitingTransport network;
        instrument::Registry registry;
        FakeService service;
        service.clock = &clock;
        const auto journal = journal::Journal::open(files, m_directory.filePath("journal.db").toStdString(), clock,
                                                    Log(), {.syncs = false})
                                 .value();
        const char anything = 0;
        Alertmanager manager(
            {.journal = *journal,
             .clock = clock,
             .files = files,
             .network = network,
             .random = seededRandom(1),
             .registry = registry,
             .log = {},
             .limits = {},
             .loadTemplates = [&](const Options&) -> Result<std::shared_ptr<const NotificationTemplates>> {
                 return std::shared_ptr<const NotificationTemplates>(
                     std::shared_ptr<void>(), reinterpret_cast<const NotificationTemplates*>(&anything));
             }});
        manager.start();
        Options options;
        options.route.receiver = "team";
        options.route.groupWait = 0;
        options.receivers = {{.name = "team",
                              .labels = {},
                              .integrations = {std::make_shared<FakeIntegrationOptions>(service, "mail")}}};
        QVERIFY(manager.load(std::make_shared<const Options>(std::move(options))));
        std::atomic<int> stored = 0;
        {
            std::vector<std::jthread> threads;
            for (int thread = 0; thread < kThreads; ++thread) {
                threads.emplace_back([&, thread] {
                    for (int call = 0; call < kCalls; ++call) {
                        const auto received =
                            manager.receive({Harness::alert("A", {{"id", fmt::format("{}-{}", thread, call)}})});
                        stored += received ? static_cast<int>(received->stored) : 0;
                        static_cast<void>(manager.alerts({}));
                        manager.recordTransition({.time = 1, .labels = {{"a", "b"}}, .to = "pending"});
                    }
                });
            }
        }
        QCOMPARE(stored.load(), kThreads * kCalls);
        QCOMPARE(manager.alerts({})->size(), std::size_t{kThreads * kCalls});
        QCOMPARE(manager.groups({})->size(), 1U);
        QVERIFY(manager.setSilence(
            {.matchers = {model::Matcher::equal("a", "b")}, .endsAt = clock.nowMs() + model::kHourMs}));
        manager.stop();
        QVERIFY(!service.sent.empty());
        QCOMPARE(manager.alerts({}).error().code(), ErrorCode::kUnavailable);
    }
};

QTEST_APPLESS_MAIN(TestThreads)
#include "test_threads.moc"
