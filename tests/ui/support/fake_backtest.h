// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <atomic>
#include <map>
#include <mutex>
#include <string>
#include <vector>

#include "datasource/desktop.h"
#include "ui/support/fake_server.h"

namespace hearth::tests {

/// A past that is made up: `series` sine waves of `load` between 0 and 100, each a little behind the one before, with a
/// night in which the machine slept where the past is long enough, or nothing before it began. run() is a real little
/// state machine. Threads: thread-compatible.
class FakeBacktest final : public datasource::Backtest {
  public:
    struct Options {
        std::size_t series = 3;
        std::string hostileText; ///< In the place of label values and rendered texts.
        bool sleeps = true;
        bool knowsMessages = true;
        bool even = true;                                ///< Every run takes as long as the others.
        model::DurationMs history = 365 * model::kDayMs; ///< How long the server has collected.
    };

    FakeBacktest(datasource::BacktestQuery query, Options options);

    const std::optional<datasource::BacktestThreshold>& threshold() const override { return m_threshold; }
    const std::vector<datasource::BacktestSeries>& series() const override { return m_series; }
    const std::vector<datasource::BacktestGap>& gaps() const override { return m_gaps; }
    datasource::BacktestOutcome run(std::optional<double> threshold) const override;
    std::optional<datasource::BacktestAlert> alertOf(std::size_t series) const override;
    bool runsEvenly() const override { return m_options.even; }
    void setTimings(model::DurationMs holdFor, model::DurationMs keepFiringFor) override;
    Result<std::vector<datasource::BacktestNotification>> notifications(const datasource::BacktestOutcome& outcome,
                                                                        std::stop_token stop) const override;
    Result<std::string> unitTest(model::TimeRange stretch, const std::string& ruleFile, datasource::DataSource& source,
                                 std::stop_token stop) const override;

  private:
    void makeSeries();
    datasource::BacktestAlert alertOf(const datasource::BacktestSeries& series) const;
    std::vector<datasource::BacktestSpan> spansOf(const datasource::BacktestSeries& series, double threshold) const;
    bool holds(double value, double threshold) const;

    datasource::BacktestQuery m_query;
    Options m_options;
    std::optional<datasource::BacktestThreshold> m_threshold;
    std::vector<datasource::BacktestSeries> m_series;
    std::vector<datasource::BacktestGap> m_gaps;
};

/// Rule files in memory, `window.yml` the window's own; each holds one rule, whose text is its name and expression.
/// Threads: thread-safe.
class FakeRuleFiles final : public datasource::RuleEditing {
  public:
    std::atomic<bool> refusing = false; ///< The engine does not load what is saved.

    Result<datasource::RuleChange> draft(const datasource::RuleDraft& rule,
                                         const std::optional<datasource::RulePlace>& place) override;
    Result<datasource::RuleChange> remove(const datasource::RulePlace& place) override;
    Result<datasource::RuleDraft> read(const datasource::RulePlace& place) override;
    Result<datasource::RuleGroupFacts> groupFacts(const std::string& group,
                                                  const std::optional<datasource::RulePlace>& place) override;
    Result<void> save(const datasource::RuleChange& change, std::stop_token stop) override;
    /// What the file says of its one rule, and of the group, which is that of all files.
    void setGroup(const std::string& file, datasource::RuleDraft onFile, datasource::RuleGroupFacts facts);
    std::string text(const std::string& file) const;
    void setText(const std::string& file, std::string text);

  private:
    static bool byHand(const std::string& file) { return file != "window.yml"; }

    mutable std::mutex m_mutex;
    std::map<std::string, std::string> m_files;               // guarded by m_mutex
    std::map<std::string, datasource::RuleDraft> m_onFile;    // guarded by m_mutex
    datasource::RuleGroupFacts m_facts{{}, model::kMinuteMs}; // guarded by m_mutex
};

/// A program whose rules have a past.
/// Threads: thread-safe once set up; the atomic members also later.
class FakeRuleHost final : public datasource::DesktopHost {
  public:
    FakeBacktest::Options past;
    FakeRuleFiles files;
    bool editable = true;
    std::atomic<bool> failing = false; ///< No past can be had.
    std::atomic<int> fetches = 0;
    std::atomic<int> lints = 0;

    datasource::NotificationSettings* settings = nullptr;

    /// Who asks last is what is remembered.
    datasource::BacktestQuery lastQuery();
    FakeServer& server() { return m_server; }

    datasource::NotificationSettings* notificationSettings() override { return settings; }
    datasource::DataSource& local() override { return m_server; }
    Result<std::unique_ptr<datasource::DataSource>> remote(const std::string& url) override;
    EngineState engineState() override { return {EngineState::Phase::kReady, {}}; }
    std::string settingsPath() const override { return {}; }
    std::string configPath() const override { return {}; }
    std::string dataPath() const override { return {}; }
    std::string apiUrl() const override { return {}; }
    Result<std::unique_ptr<datasource::Backtest>>
    backtest(const datasource::BacktestQuery& query, datasource::DataSource& source, std::stop_token stop) override;
    datasource::RuleEditing* ruleEditing() override { return editable ? &files : nullptr; }
    /// A rule without `for` is worth a warning, `{{ $labels.` without an end an error.
    std::vector<datasource::RuleFinding> lint(const datasource::RuleDraft& rule) override;

  private:
    FakeServer m_server;
    std::mutex m_mutex;
    datasource::BacktestQuery m_lastQuery; // guarded by m_mutex
};

} // namespace hearth::tests
