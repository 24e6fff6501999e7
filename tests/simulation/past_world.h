// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>
#include <memory>
#include <random>
#include <string>
#include <vector>

#include "alertmanager/receivers/notification_templates.h"
#include "core/alertmanager/harness.h"
#include "promql/engine.h"
#include "rules/manager.h"
#include "support/fake_clock.h"
#include "support/fake_file_system.h"
#include "support/scripted_data_source.h"
#include "tsdb/db.h"

namespace hearth::tests {

/// Rules, a database and an Alertmanager that live through made-up hours on one clock; what they did is written down.
/// Threads: the test's.
class PastWorld {
  public:
    /// Lives of an alert, `pending fired resolved` in milliseconds, by rule and labels.
    using Lives = std::map<std::string, std::map<std::string, std::vector<std::string>>>;

    PastWorld(std::uint64_t seed, const std::string& rules);

    /// Series come, go, are marked stale and come again, while rules are evaluated.
    void live(Nanoseconds duration);
    void silence(const std::string& alert, Nanoseconds from, Nanoseconds to);

    /// Answers range queries out of the database.
    ScriptedDataSource& source() { return m_source; }
    const promql::Engine& query() const { return m_query; }
    std::vector<rules::GroupSnapshot> groups() const { return m_rules.groups(); }
    const Lives& lives() const { return m_lives; }
    /// `milliseconds integration{group labels} firing resolved`, by alert name.
    const std::map<std::string, std::vector<std::string>>& messages() const { return m_messages; }
    /// How often an expression (in canonical form) could not be evaluated.
    std::size_t failures(const std::string& expression) const {
        const auto found = m_failures.find(expression);
        return found == m_failures.end() ? 0 : found->second;
    }
    std::shared_ptr<const alertmanager::Options> alertmanagerOptions() const { return m_options; }
    const std::vector<alertmanager::Silence>& silences() const { return m_silences; }
    const FakeClock& clock() const { return m_clock; }

    static std::string message(model::TimestampMs time, const std::string& integration, const model::Labels& group,
                               std::size_t firing, std::size_t resolved);

  private:
    struct Series {
        model::Labels labels;
        storage::SeriesRef ref{};
        double value = 0;
        bool isThere = true;
    };

    void makeSeries();
    void makeAlertmanager();
    rules::Surroundings surroundings();
    void observe(std::span<const rules::AlertTransition> transitions);
    void send(std::span<const rules::OutgoingAlert> alerts);
    void scrape();
    void change(Series& series, std::vector<storage::RefSample>& samples);
    std::size_t chance(std::size_t of) { return m_random() % of; }

    std::mt19937_64 m_random;
    FakeClock m_clock;
    FakeFileSystem m_files;
    PosixFileSystem m_disk;
    instrument::Registry m_registry;
    ThreadPool m_workers{"query", 1, 16};
    std::unique_ptr<tsdb::Db> m_db;
    promql::Engine m_query;
    ScriptedDataSource m_source;
    std::vector<Series> m_series;
    Lives m_lives;
    std::map<std::string, std::size_t> m_failures;

    IdleTransport m_network{m_clock};
    instrument::Registry m_alertmanagerRegistry;
    FakeService m_service;
    std::unique_ptr<journal::Journal> m_journal;
    std::shared_ptr<const alertmanager::Options> m_options;
    std::vector<alertmanager::Silence> m_silences;
    std::unique_ptr<alertmanager::Alertmanager> m_alertmanager;
    std::map<std::string, std::vector<std::string>> m_messages;
    rules::Manager m_rules;
};

} // namespace hearth::tests
