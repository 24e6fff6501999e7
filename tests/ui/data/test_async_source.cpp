// SPDX-License-Identifier: GPL-3.0-or-later
#include <atomic>
#include <latch>
#include <memory>
#include <thread>

#include <QCoreApplication>
#include <QSignalSpy>
#include <QTest>

#include "data/async_source.h"
#include "support/scripted_data_source.h"

using namespace hearth;
using datasource::DataSource;
using hearth::tests::ScriptedDataSource;
using hearth::ui::AsyncSource;

/// Waits on a worker until it is told to stop, then says so.
static Result<int> untilStopped(const std::stop_token& stop) {
    std::latch stopped(1);
    const std::stop_callback release(stop, [&] { stopped.count_down(); });
    stopped.wait();
    return fail(ErrorCode::kCanceled, "stopped");
}

class TestAsyncSource : public QObject {
    Q_OBJECT

  private slots:
    void init() { m_source = std::make_unique<AsyncSource>(std::make_shared<ScriptedDataSource>()); }

    void workRunsElsewhereAndTheAnswerArrivesHere();
    void theAnswerNeverArrivesWithinTheCall();
    void aNewerRequestOfTheSameSlotSilencesTheOlder();
    void differentSlotsDoNotDisturbEachOther();
    void destroyingTheReceiverCancels();
    void cancelStopsTheWorkAndSilencesIt();
    void switchingTheConnectionCancelsAndAsksTheNewOne();
    void withoutAConnectionACallFails();
    void destroyingTheSourceStopsWhatRuns();
    void aRefusedRequestAnswersWithAnError();
    void whatACanceledRequestCapturedDiesOnTheGuiThread();

  private:
    std::unique_ptr<AsyncSource> m_source;
};

void TestAsyncSource::workRunsElsewhereAndTheAnswerArrivesHere() {
    std::thread::id worker;
    std::thread::id receiver;
    int value = 0;
    m_source->call(
        this, "x",
        [&](DataSource&, const std::stop_token&) -> Result<int> {
            worker = std::this_thread::get_id();
            return 42;
        },
        [&](Result<int> answer) {
            receiver = std::this_thread::get_id();
            value = *answer;
        });
    QVERIFY(m_source->busy(this, "x"));
    QTRY_COMPARE(value, 42);
    QVERIFY(!m_source->busy(this, "x"));
    QVERIFY(receiver == std::this_thread::get_id());
    QVERIFY(worker != receiver);
}

void TestAsyncSource::theAnswerNeverArrivesWithinTheCall() {
    bool arrived = false;
    m_source->setSource(nullptr); // answers at once, and still later
    m_source->call(
        this, "x", [](DataSource&, const std::stop_token&) -> Result<int> { return 1; },
        [&](const Result<int>&) { arrived = true; });
    QVERIFY(!arrived);
    QTRY_VERIFY(arrived);
}

void TestAsyncSource::aNewerRequestOfTheSameSlotSilencesTheOlder() {
    QList<int> answers;
    m_source->call(
        this, "x", [](DataSource&, const std::stop_token& stop) { return untilStopped(stop); },
        [&](const Result<int>&) { answers << 1; });
    m_source->call(
        this, "x", [](DataSource&, const std::stop_token&) -> Result<int> { return 2; },
        [&](const Result<int>&) { answers << 2; });
    QTRY_COMPARE(answers, QList<int>{2});
}

void TestAsyncSource::differentSlotsDoNotDisturbEachOther() {
    int sum = 0;
    for (const int value : {1, 10, 100}) {
        m_source->call(
            this, QString::number(value), [value](DataSource&, const std::stop_token&) -> Result<int> { return value; },
            [&](Result<int> answer) { sum += *answer; });
    }
    QTRY_COMPARE(sum, 111);
}

void TestAsyncSource::destroyingTheReceiverCancels() {
    auto receiver = std::make_unique<QObject>();
    bool arrived = false;
    m_source->call(
        receiver.get(), "x", [](DataSource&, const std::stop_token& stop) { return untilStopped(stop); },
        [&](const Result<int>&) { arrived = true; });
    receiver.reset();
    // Either the worker had begun, and is told to stop, or it never begins: both end with the source's own end.
    m_source.reset();
    QCoreApplication::sendPostedEvents();
    QVERIFY(!arrived);
}

void TestAsyncSource::cancelStopsTheWorkAndSilencesIt() {
    bool arrived = false;
    std::atomic<bool> started = false;
    std::atomic<bool> stopped = false;
    m_source->call(
        this, "x",
        [&](DataSource&, const std::stop_token& stop) {
            started = true;
            auto outcome = untilStopped(stop);
            stopped = true;
            return outcome;
        },
        [&](const Result<int>&) { arrived = true; });
    QTRY_VERIFY(started);
    m_source->cancel(this, "x");
    QVERIFY(!m_source->busy(this, "x"));
    QTRY_VERIFY(stopped);
    QCoreApplication::processEvents();
    QVERIFY(!arrived);
}

void TestAsyncSource::switchingTheConnectionCancelsAndAsksTheNewOne() {
    QSignalSpy changed(m_source.get(), &AsyncSource::sourceChanged);
    bool old = false;
    m_source->call(
        this, "x", [](DataSource&, const std::stop_token& stop) { return untilStopped(stop); },
        [&](const Result<int>&) { old = true; });

    auto other = std::make_shared<ScriptedDataSource>();
    other->onBuildFacts = [](const std::stop_token&) -> Result<datasource::BuildFacts> {
        return datasource::BuildFacts{"2.0", {}, {}, {}, {}, {}};
    };
    m_source->setSource(other);
    QCOMPARE(changed.count(), 1);

    std::string version;
    m_source->call(
        this, "version",
        [](DataSource& source, const std::stop_token& stop) -> Result<std::string> {
            return HEARTH_TRY(source.buildFacts(stop)).version;
        },
        [&](Result<std::string> answer) { version = *answer; });
    QTRY_COMPARE(version, std::string("2.0"));
    QVERIFY(!old);
}

void TestAsyncSource::withoutAConnectionACallFails() {
    m_source->setSource(nullptr);
    std::optional<ErrorCode> code;
    m_source->call(
        this, "x", [](DataSource&, const std::stop_token&) -> Result<int> { return 1; },
        [&](const Result<int>& answer) { code = answer.error().code(); });
    QTRY_VERIFY(code.has_value());
    QCOMPARE(*code, ErrorCode::kUnavailable);
}

void TestAsyncSource::destroyingTheSourceStopsWhatRuns() {
    bool arrived = false;
    for (int i = 0; i < 20; ++i) {
        m_source->call(
            this, QString::number(i), [](DataSource&, const std::stop_token& stop) { return untilStopped(stop); },
            [&](const Result<int>&) { arrived = true; });
    }
    m_source.reset(); // would hang if the work were not told to stop
    QVERIFY(!arrived);
}

void TestAsyncSource::aRefusedRequestAnswersWithAnError() {
    int refused = 0;
    const int tooMany = static_cast<int>(ui::Background::kMaxQueued + AsyncSource::kThreads) + 10;
    for (int i = 0; i < tooMany; ++i) {
        m_source->call(
            this, QString::number(i), [](DataSource&, const std::stop_token& stop) { return untilStopped(stop); },
            [&](const Result<int>& answer) { refused += answer.error().code() == ErrorCode::kUnavailable; });
    }
    QTRY_VERIFY(refused >= 10);
}

void TestAsyncSource::whatACanceledRequestCapturedDiesOnTheGuiThread() {
    std::atomic<bool> died = false;
    std::thread::id where;
    auto token = std::shared_ptr<int>(new int(1), [&](const int* value) {
        delete value;
        where = std::this_thread::get_id();
        died = true;
    });
    m_source->call(
        this, "x", [](DataSource&, const std::stop_token& stop) { return untilStopped(stop); },
        [token](const Result<int>&) {});
    token.reset();
    m_source->cancel(this, "x");
    QTRY_VERIFY(died);
    QVERIFY(where == std::this_thread::get_id());
}

QTEST_GUILESS_MAIN(TestAsyncSource)
#include "test_async_source.moc"
