// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <atomic>
#include <functional>
#include <mutex>
#include <string>
#include <vector>

#include "datasource/alertmanager_source.h"
#include "datasource/rule_types.h"
#include "model/query_value.h"

namespace hearth::tests {

/// Rules with their alerts, and an Alertmanager that was told of them, as one made-up world: alerts in every state, a
/// trace and a week of history for each, and silences that are kept and changed in memory. What a silence matches is
/// found out anew for each answer, so that a new one silences and an expired one does not.
///
/// Groups beyond the first eight repeat their kinds under other names:
///     DiskFull firing | HighLoad inhibited by DiskFull | FanFailed silenced | BackupMissing muted |
///     ClockSkew acknowledged | CertificateExpires pending | TargetDown firing | DoorOpen of another sender
///
/// Threads: thread-safe once set up; the atomic members and the silences also later.
class FakeAlertmanager final : public datasource::AlertmanagerSource {
  public:
    /// What a group's alerts are in.
    enum class Fate : std::uint8_t { kFiring, kInhibited, kSilenced, kMuted, kAcknowledged, kPending, kForeign };

    FakeAlertmanager();

    /// Where its rules are read from.
    std::string ruleFile = "/etc/hearth/rules/house.yml";
    int groupCount = 8;
    int alertsPerGroup = 3;
    /// All groups fire and nothing holds them back.
    bool allFiring = false;
    /// Everything is resolved; the rules and the days before remain.
    bool quiet = false;
    /// Put in the place of every text that comes from outside; empty for harmless ones.
    std::string hostileText;
    /// As of a plain Alertmanager: kUnsupported where false.
    bool hasTrace = true;
    bool hasHistory = true;
    /// Called on the asking thread before a silence is stored.
    std::function<void()> beforeSilence;
    /// Every call fails while this is set.
    std::atomic<bool> failing = false;
    std::string failure = "connection refused";
    /// What it says that it runs with.
    std::string config = "route:\n  receiver: desktop\nreceivers:\n  - name: desktop\n  - name: mail\n";
    ErrorCode failureCode = ErrorCode::kUnavailable;

    std::atomic<int> calls = 0;

    /// Forgets all silences, those of the beginning included.
    void clearSilences();
    /// Stores one as it is, with its id and whatever its times are.
    void addSilence(datasource::Silence silence);
    /// How many there are, expired ones included.
    std::size_t silenceCount() const;

    /// The rules that the alerts come from, with their alerts.
    std::vector<datasource::RuleGroup> ruleGroups() const;
    /// What the storage of such a server holds: the metrics that the rules look at, which cross their threshold when an
    /// alert begins, and ALERTS. Empty for other expressions.
    model::Matrix series(const std::string& expression, model::TimeRange range, model::DurationMs step) const;
    /// When this world began: about now.
    model::TimestampMs bornAt() const { return m_bornAt; }

    Result<datasource::AlertmanagerStatus> status(std::stop_token stop) override;
    Result<std::vector<datasource::AlertReceiver>> receivers(const std::vector<std::string>& matchers,
                                                             std::stop_token stop) override;
    Result<std::vector<datasource::ReceivedAlert>> alerts(const datasource::ReceivedAlertsQuery& query,
                                                          std::stop_token stop) override;
    Result<std::vector<datasource::AlertGroup>> groups(const datasource::ReceivedAlertsQuery& query,
                                                       std::stop_token stop) override;
    Result<std::vector<datasource::Silence>> silences(const datasource::SilencesQuery& query,
                                                      std::stop_token stop) override;
    Result<datasource::Silence> silence(const std::string& id, std::stop_token stop) override;
    Result<std::string> setSilence(const datasource::Silence& silence, std::stop_token stop) override;
    Result<void> expireSilence(const std::string& id, std::stop_token stop) override;
    Result<std::vector<datasource::TraceEvent>> trace(const std::string& fingerprint, model::TimeRange range,
                                                      std::stop_token stop) override;
    Result<std::vector<datasource::AlertTransition>> history(const datasource::AlertHistoryQuery& query,
                                                             std::stop_token stop) override;

    static std::string fingerprintOf(const model::Labels& labels);

  private:
    struct GroupKind;
    static const GroupKind& kindOf(int group);

    Result<void> begin();
    std::string named(std::string harmless) const { return hostileText.empty() ? harmless : hostileText; }
    Fate fateOf(int group) const;
    std::string nameOf(int group) const;
    model::Labels labelsOf(int group, int index) const;
    datasource::TextMap annotationsOf(int group) const;
    model::TimestampMs activeAt(int group, int index) const;
    double valueOf(int group, int index) const;
    datasource::Rule ruleOf(int group) const;
    datasource::ReceivedAlert receivedOf(int group, int index) const;
    model::Matrix alertSeries(model::TimeRange range, model::DurationMs step) const;
    std::vector<datasource::AlertTransition> livesOf(int group, int index) const;
    std::vector<datasource::TraceEvent> deliveryOf(const datasource::ReceivedAlert& alert) const;
    datasource::Silence shown(datasource::Silence silence) const;
    std::vector<std::string> silencing(const model::Labels& labels) const;

    model::TimestampMs m_bornAt;
    mutable std::mutex m_mutex;
    std::vector<datasource::Silence> m_silences; // guarded by m_mutex
    int m_lastId = 0;                            // guarded by m_mutex
};

} // namespace hearth::tests
