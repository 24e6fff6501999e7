// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>
#include <algorithm>
#include <condition_variable>
#include <fmt/format.h>
#include <mutex>

#include "rules/manager.h"
#include "support/fake_file_system.h"
#include "support/memory_storage.h"

using namespace hearth;
using namespace hearth::rules;
using namespace std::chrono_literals;

namespace {

/// Counts what is written from whatever thread. Threads: thread-safe.
class CountingStorage final : public storage::Appendable {
  public:
    std::unique_ptr<storage::Appender> appender() override { return std::make_unique<CountingAppender>(*this); }
    std::size_t samples() const { return m_samples; }

  private:
    class CountingAppender final : public storage::Appender {
      public:
        explicit CountingAppender(CountingStorage& storage)
            : m_storage(storage) {}
        Result<storage::SeriesRef> series(const model::Labels& /*labels*/) override { return ++m_storage.m_series; }
        void append(std::span<const storage::RefSample> samples, std::vector<storage::Rejection>& /*out*/) override {
            m_added += samples.size();
        }
        void appendHistograms(std::span<const storage::RefHistogram> /*histograms*/,
                              std::vector<storage::Rejection>& /*rejected*/) override {}
        void discardOutOfOrder() override {}
        std::optional<storage::RejectReason> exemplar(storage::SeriesRef /*ref*/,
                                                      const model::Exemplar& /*exemplar*/) override {
            return std::nullopt;
        }
        void metadata(storage::SeriesRef /*ref*/, const model::Metadata& /*metadata*/) override {}
        Result<void> commit() override {
            m_storage.m_samples += m_added;
            return {};
        }
        void rollback() override {}

      private:
        CountingStorage& m_storage;
        std::size_t m_added = 0;
    };

    std::atomic<storage::SeriesRef> m_series = 0;
    std::atomic<std::size_t> m_samples = 0;
};

/// Answers with one sample; can hold queries until so many are under way. Threads: thread-safe.
class Answers {
  public:
    /// Expressions that begin with `held` wait until `count` of them are under way at one time.
    void hold(std::string held, std::size_t count) {
        m_held = std::move(held);
        m_wanted = count;
    }

    Result<model::QueryAnswer> answer(const std::string& expr, model::TimestampMs time) {
        std::unique_lock lock(m_mutex);
        m_most = std::max(m_most, ++m_underWay);
        m_order.push_back(expr);
        if (!m_held.empty() && expr.starts_with(m_held)) {
            ++m_arrived;
            m_changed.notify_all();
            m_changed.wait_for(lock, 30s, [&] { return m_arrived >= m_wanted; });
        }
        --m_underWay;
        m_changed.notify_all();
        model::QueryAnswer answer;
        answer.value = model::Vector{{.labels = {{"a", "1"}}, .sample = {time, 1}, .histogram = {}}};
        return answer;
    }
    bool waitFor(std::size_t answers) {
        std::unique_lock lock(m_mutex);
        return m_changed.wait_for(lock, 30s, [&] { return m_order.size() >= answers && m_underWay == 0; });
    }
    std::size_t most() const {
        const std::lock_guard lock(m_mutex);
        return m_most;
    }
    std::vector<std::string> order() const {
        const std::lock_guard lock(m_mutex);
        return m_order;
    }

  private:
    mutable std::mutex m_mutex;
    std::condition_variable m_changed;
    std::string m_held;
    std::size_t m_wanted = 0;
    std::size_t m_arrived = 0;
    std::size_t m_underWay = 0;
    std::size_t m_most = 0;
    std::vector<std::string> m_order;
};

/// A group of `count` rules without dependencies, and one that depends on all of them.
std::string groupOf(std::size_t count, const std::string& name = "g", const std::string& interval = "50ms") {
    auto text = fmt::format("- name: {0}\n  interval: {1}\n  rules:\n", name, interval);
    std::string last;
    for (std::size_t i = 0; i < count; ++i) {
        text += fmt::format("  - record: {0}:r{1}\n    expr: source{1}\n", name, i);
        last += fmt::format("{}{}:r{}", last.empty() ? "" : " + ", name, i);
    }
    return text + fmt::format("  - alert: All\n    expr: {}\n    annotations: {{text: '{{{{ $value }}}}'}}\n", last);
}

} // namespace

/// Rules of one group evaluated by several threads of a real pool.
class TestConcurrency : public QObject {
    Q_OBJECT

  private slots:
    void init();
    void cleanup();
    void independentRulesAreEvaluatedAtOneTime();
    void noMoreThanPermittedAreEvaluatedAtOneTime();
    void aRuleThatReadsTheOthersComesAfterThem();
    void withoutTheFeatureRulesAreEvaluatedInOrder();
    void reloadsAndLookersDoNotDisturb();

  private:
    void start(const std::string& groups, ManagerOptions options) {
        QVERIFY(m_files->replaceAtomically("/rules/r.yml", "groups:\n" + groups).has_value());
        m_manager = std::make_unique<Manager>(std::move(options), surroundings(), m_registry, Log());
        QVERIFY(m_manager->update({.files = {"/rules/r.yml"}}).has_value());
        m_manager->start();
    }
    Surroundings surroundings() {
        return {.query = [this](const std::string& expr, model::TimestampMs time,
                                std::stop_token) { return m_answers->answer(expr, time); },
                .storage = m_storage,
                .restoreFrom = m_past,
                .files = *m_files,
                .clock = m_clock,
                .send = {},
                .observe = {},
                .execute = [this](ThreadPool::Task task) { return m_pool->post(std::move(task)); }};
    }
    static ManagerOptions concurrent(std::size_t permits) {
        return {.concurrentEvals = true, .maxConcurrentEvals = permits};
    }

    SystemClock m_clock;
    instrument::Registry m_registry;
    CountingStorage m_storage;
    tests::MemoryStorage m_past;
    std::unique_ptr<tests::FakeFileSystem> m_files;
    std::unique_ptr<Answers> m_answers;
    std::unique_ptr<ThreadPool> m_pool;
    std::unique_ptr<Manager> m_manager;
};

void TestConcurrency::init() {
    m_files = std::make_unique<tests::FakeFileSystem>();
    QVERIFY(m_files->createDirectories("/rules").has_value());
    m_answers = std::make_unique<Answers>();
    m_pool = std::make_unique<ThreadPool>("query", 8, 64);
}

void TestConcurrency::cleanup() {
    m_manager.reset();
    m_pool.reset();
}

void TestConcurrency::independentRulesAreEvaluatedAtOneTime() {
    m_answers->hold("source", 4);
    start(groupOf(4), concurrent(4));
    QVERIFY(m_answers->waitFor(5));
    m_manager->stop();
    QCOMPARE(m_answers->most(), std::size_t(4));
    QVERIFY(m_storage.samples() >= 4);
}

void TestConcurrency::noMoreThanPermittedAreEvaluatedAtOneTime() {
    m_answers->hold("source", 3);
    start(groupOf(20), concurrent(2));
    QVERIFY(m_answers->waitFor(2 * 21));
    m_manager->stop();
    QCOMPARE(m_answers->most(), std::size_t(3)); // the group's own thread and two that help
}

void TestConcurrency::aRuleThatReadsTheOthersComesAfterThem() {
    m_answers->hold("source", 2);
    start(groupOf(6), concurrent(4));
    QVERIFY(m_answers->waitFor(3 * 7));
    m_manager->stop();
    const auto order = m_answers->order();
    for (std::size_t i = 0; i + 7 <= order.size(); i += 7) {
        QVERIFY2(order[i + 6].starts_with("g:r0"), order[i + 6].c_str());
        for (std::size_t k = 0; k < 6; ++k) {
            QVERIFY2(order[i + k].starts_with("source"), order[i + k].c_str());
        }
    }
}

void TestConcurrency::withoutTheFeatureRulesAreEvaluatedInOrder() {
    start(groupOf(3), {});
    QVERIFY(m_answers->waitFor(4));
    m_manager->stop();
    QCOMPARE(m_answers->most(), std::size_t(1));
    const auto order = m_answers->order();
    QCOMPARE(order[0] + order[1] + order[2], std::string("source0source1source2"));
}

void TestConcurrency::reloadsAndLookersDoNotDisturb() {
    std::string groups;
    for (int i = 0; i < 6; ++i) {
        groups += groupOf(5, fmt::format("g{}", i), "5ms");
    }
    start(groups, concurrent(4));
    const auto dropped = "groups:\n" + groupOf(3, "g0", "5ms");
    for (std::size_t round = 1; round <= 20; ++round) {
        QVERIFY(m_answers->waitFor(0));
        const auto& text = round % 2 == 0 ? "groups:\n" + groups : dropped;
        QVERIFY(m_files->replaceAtomically("/rules/r.yml", text).has_value());
        QVERIFY(m_manager->update({.files = {"/rules/r.yml"}}).has_value());
        QCOMPARE(m_manager->groups().size(), std::size_t(round % 2 == 0 ? 6 : 1));
        (void)m_registry.gather();
    }
    const auto seen = m_answers->order().size();
    QVERIFY(m_answers->waitFor(seen + 100));
    m_manager->stop();
    for (const auto& group : m_manager->groups()) {
        for (const auto& rule : group.rules) {
            QVERIFY2(rule.lastError.empty(), rule.lastError.c_str());
        }
    }
}

QTEST_GUILESS_MAIN(TestConcurrency)
#include "test_concurrency.moc"
