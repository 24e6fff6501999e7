// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>
#include <array>
#include <fmt/format.h>

#include "backtest/backtest.h"
#include "backtest/query_source.h"
#include "support/memory_storage.h"

using namespace hearth;

namespace {

constexpr model::DurationMs kMinute = model::kMinuteMs;

/// It may know of its sleeps, and may have data from before all that is asked here.
class Server final : public backtest::QuerySource {
  public:
    using QuerySource::QuerySource;

    std::vector<datasource::SleepSpan> known;
    bool hasOlder = false;

    Result<std::vector<datasource::SleepSpan>> sleeps(model::TimeRange, std::stop_token) override { return known; }
    Result<datasource::Listing<model::Labels>> series(const datasource::SeriesQuery&, std::stop_token) override {
        datasource::Listing<model::Labels> found;
        if (hasOlder) {
            found.items.push_back(model::Labels::fromPairs({{"__name__", "up"}}));
        }
        return found;
    }
};

/// A server whose series were there now and then.
class Past {
  public:
    /// Every 15 s.
    void add(const char* name, int fromMinute, int toMinute, double value) {
        for (auto time = fromMinute * kMinute; time < toMinute * kMinute; time += 15'000) {
            m_storage.add({{"__name__", name}, {"job", "x"}}, kBegin + time, value);
        }
    }

    std::unique_ptr<datasource::Backtest> test(const std::string& expression, model::DurationMs holdFor = 0) {
        datasource::BacktestQuery query;
        query.name = "A";
        query.expression = expression;
        query.holdFor = holdFor;
        query.range = {kBegin, kBegin + 60 * kMinute};
        return backtest::makeBacktest(query, m_source, {}, {}).value();
    }

    void sleep(int fromMinute, int toMinute) {
        m_source.known.push_back({kBegin + fromMinute * kMinute, kBegin + toMinute * kMinute});
    }
    void hasDataFromBefore() { m_source.hasOlder = true; }

    /// `12-20 off`, in minutes.
    static std::vector<std::string> gaps(const datasource::Backtest& backtest) {
        constexpr std::array kWords{" asleep", " off", " before", ""};
        std::vector<std::string> out;
        for (const auto& gap : backtest.gaps()) {
            out.push_back(fmt::format("{}-{}{}", minute(gap.begin), minute(gap.end),
                                      kWords[static_cast<std::size_t>(gap.reason)]));
        }
        return out;
    }
    static std::vector<std::string> spans(const datasource::Backtest& backtest) {
        std::vector<std::string> out;
        for (const auto& alert : backtest.run({}).alerts) {
            for (const auto& span : alert.spans) {
                out.push_back(fmt::format("{} {} {}", minute(span.activeAt), span.firedAt ? minute(*span.firedAt) : -1,
                                          span.resolvedAt ? minute(*span.resolvedAt) : -1));
            }
        }
        return out;
    }

  private:
    static constexpr model::TimestampMs kBegin = 1'700'000'040'000;
    static int minute(model::TimestampMs time) { return static_cast<int>((time - kBegin) / kMinute); }

    tests::MemoryStorage m_storage;
    Server m_source{m_storage, kMinute};
};

using Texts = std::vector<std::string>;

} // namespace

/// What the past does not say is told apart from what it says.
class TestGaps : public QObject {
    Q_OBJECT

  private slots:
    void aPastWithoutHolesHasNone();
    void seriesThatVanishResolve();
    void whileTheMachineSleptClocksStandStill();
    void whatCameBeforeTheDataIsUnknown();
    void aRangeMayBeginWhileTheServerIsOff();
    void aServerThatTellsItsSleepsIsBelieved();
    void absenceIsSeenWhileOthersCome();
};

void TestGaps::aPastWithoutHolesHasNone() {
    Past past;
    past.add("m", 0, 61, 7);
    const auto backtest = past.test("m > 5", 10 * kMinute);
    QCOMPARE(Past::gaps(*backtest), Texts());
    QCOMPARE(Past::spans(*backtest), Texts({"0 10 -1"}));
}

void TestGaps::seriesThatVanishResolve() {
    Past past;
    past.add("up", 0, 61, 1);
    past.add("m", 0, 20, 7);
    past.add("m", 40, 61, 7);
    const auto backtest = past.test("m > 5", 10 * kMinute);
    QCOMPARE(Past::gaps(*backtest), Texts({"25-39"}));
    QCOMPARE(Past::spans(*backtest), Texts({"0 10 25", "40 50 -1"}));
}

void TestGaps::whileTheMachineSleptClocksStandStill() {
    Past past;
    for (const auto* const name : {"up", "m"}) {
        past.add(name, 0, 8, 7);
        past.add(name, 40, 61, 7);
    }
    const auto backtest = past.test("m > 5", 20 * kMinute);
    QCOMPARE(Past::gaps(*backtest), Texts({"8-39 off"}));
    QCOMPARE(Past::spans(*backtest), Texts({"0 52 -1"}));
}

void TestGaps::whatCameBeforeTheDataIsUnknown() {
    Past past;
    past.add("up", 30, 61, 1);
    const auto backtest = past.test("absent(m{job=\"x\"})");
    QCOMPARE(Past::gaps(*backtest), Texts({"0-29 before", "30-60"}));
    QCOMPARE(Past::spans(*backtest), Texts({"30 30 -1"}));
}

void TestGaps::aRangeMayBeginWhileTheServerIsOff() {
    Past past;
    past.hasDataFromBefore();
    past.add("up", 30, 61, 1);
    past.add("m", 30, 61, 7);
    QCOMPARE(Past::gaps(*past.test("m > 5")), Texts({"0-29 off"}));
}

void TestGaps::aServerThatTellsItsSleepsIsBelieved() {
    Past past;
    for (const auto* const name : {"up", "m"}) {
        past.add(name, 20, 25, 7);
        past.add(name, 40, 61, 7);
    }
    past.sleep(26, 39);
    QCOMPARE(Past::gaps(*past.test("m > 5")), Texts({"0-19 before", "25-39 asleep"}));
}

void TestGaps::absenceIsSeenWhileOthersCome() {
    Past past;
    past.add("up", 0, 61, 1);
    past.add("m", 0, 20, 7);
    const auto backtest = past.test("absent(m)");
    QCOMPARE(Past::spans(*backtest), Texts({"25 25 -1"}));
}

QTEST_GUILESS_MAIN(TestGaps)
#include "test_gaps.moc"
