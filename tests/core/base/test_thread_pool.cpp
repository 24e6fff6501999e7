// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>
#include <atomic>
#include <latch>

#include "base/thread_pool.h"

using namespace hearth;

class TestThreadPool : public QObject {
    Q_OBJECT

  private slots:
    void postedTasksRun();
    void aFullQueueSaysSo();
    void parallelForRunsEveryIndexOnce();
    void parallelForWorksInsideThePool();
    void destroyingDropsWhatIsQueued();
};

void TestThreadPool::postedTasksRun() {
    ThreadPool pool("test", 2, 100);
    std::latch done(10);
    for (int i = 0; i < 10; ++i) {
        QVERIFY(pool.post([&] { done.count_down(); }));
    }
    done.wait();
}

void TestThreadPool::aFullQueueSaysSo() {
    ThreadPool pool("test", 1, 1);
    std::latch started(1);
    std::latch release(1);
    QVERIFY(pool.post([&] {
        started.count_down();
        release.wait();
    }));
    started.wait();
    QVERIFY(pool.post([] {}));
    QCOMPARE(pool.post([] {}).error().code(), ErrorCode::kUnavailable);
    release.count_down();
}

void TestThreadPool::parallelForRunsEveryIndexOnce() {
    ThreadPool pool("test", 3, 100);
    for (int round = 0; round < 200; ++round) {
        std::vector<std::atomic<int>> hits(37);
        pool.parallelFor(hits.size(), [&](std::size_t i) { hits[i].fetch_add(1); });
        for (const auto& hit : hits) {
            QCOMPARE(hit.load(), 1);
        }
    }
    pool.parallelFor(0, [](std::size_t) { QFAIL("called"); });
}

void TestThreadPool::parallelForWorksInsideThePool() {
    ThreadPool pool("test", 1, 4);
    std::atomic<int> sum{0};
    pool.parallelFor(4, [&](std::size_t) { pool.parallelFor(4, [&](std::size_t) { sum.fetch_add(1); }); });
    QCOMPARE(sum.load(), 16);
}

void TestThreadPool::destroyingDropsWhatIsQueued() {
    std::atomic<int> ran{0};
    std::latch started(1);
    std::latch release(1);
    {
        ThreadPool pool("test", 1, 10);
        QVERIFY(pool.post([&] {
            started.count_down();
            release.wait();
            ran.fetch_add(1);
        }));
        started.wait();
        QVERIFY(pool.post([&] { ran.fetch_add(100); }));
        release.count_down();
    }
    // The second may have been taken up before the destructor began; the first always ends.
    QVERIFY(ran.load() == 1 || ran.load() == 101);
}

QTEST_GUILESS_MAIN(TestThreadPool)
#include "test_thread_pool.moc"
