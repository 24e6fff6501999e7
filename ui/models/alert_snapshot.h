// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHash>
#include <QString>
#include <array>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <vector>

#include "base/error.h"
#include "datasource/alertmanager_types.h"
#include "datasource/rule_types.h"

namespace hearth::ui {

/// What a person calls the state of an alert: rule and Alertmanager seen together, what matters most first.
enum class AlertCondition : std::uint8_t {
    kFiring,
    kUnknown, ///< Not routed yet, or held back for a reason that the server does not say.
    kPending,
    kMuted,
    kInhibited,
    kSilenced,
    kAcknowledged,
};
inline constexpr std::size_t kAlertConditions = 7;

/// Alerts by condition.
struct AlertCounts {
    std::array<std::size_t, kAlertConditions> byCondition{};

    std::size_t& operator[](AlertCondition condition) { return byCondition[static_cast<std::size_t>(condition)]; }
    std::size_t operator[](AlertCondition condition) const { return byCondition[static_cast<std::size_t>(condition)]; }
    std::size_t total() const;
    bool operator==(const AlertCounts&) const = default;
};

/// The rule that an alert comes from.
struct AlertRule {
    QString name;
    QString group;
    QString file;
    QString expression;
    double holdSeconds = 0;
    double keepFiringSeconds = 0;

    bool operator==(const AlertRule&) const = default;
};
using AlertRulePtr = std::shared_ptr<const AlertRule>;

/// One alert as the list shows it.
struct AlertRow {
    QString key; ///< Its fingerprint: what the Alertmanager calls it, else computed as it does.
    AlertCondition condition = AlertCondition::kFiring;
    QString name;
    QString labelsText; ///< The other labels: `instance=nas:9100  job=node`.
    QString receivers;
    std::string haystack; ///< Lower-case text that the filter searches, UTF-8.
    model::Labels labels;
    std::map<std::string, std::string> annotations;
    AlertRulePtr rule; ///< Null where no rule of this server has it.
    std::optional<double> value;
    model::TimestampMs since = 0; ///< Firing since, as the Alertmanager says, else true since.
    std::optional<model::TimestampMs> activeAt;
    std::optional<model::TimestampMs> keepFiringSince;
    std::vector<std::string> silencedBy;  ///< Ids.
    std::vector<std::string> inhibitedBy; ///< Fingerprints.
    std::vector<std::string> mutedBy;     ///< Names of time intervals.
    bool received = false;                ///< The Alertmanager knows it.

    bool operator==(const AlertRow& other) const;
};

/// Alerts that are told together.
struct AlertGroupRow {
    QString key;
    model::Labels labels; ///< What they are grouped by.
    QString receiver;     ///< Empty where no Alertmanager says it.
    AlertCounts counts;
    std::vector<AlertRow> rows; ///< By name, then labels.

    bool operator==(const AlertGroupRow&) const = default;
};

/// What is to be known of a silence that holds alerts back.
struct AlertSilence {
    QString comment; ///< The note of an acknowledgement.
    QString createdBy;
    model::TimestampMs endsAt = 0;
    bool acknowledgement = false;

    bool operator==(const AlertSilence&) const = default;
};

/// Why one of the two sides says nothing; unset where it does.
struct AlertSide {
    std::optional<ErrorCode> failure;
    QString reason;

    bool known() const { return !failure; }
    bool operator==(const AlertSide&) const = default;
};

/// All alerts at one moment, worst groups first. Immutable once built: shared between threads and views.
struct AlertSnapshot {
    std::vector<AlertGroupRow> groups;
    AlertCounts counts;
    QHash<QString, AlertSilence> silences; ///< By id; those that are active.
    AlertSide rules;
    AlertSide alertmanager;
    std::size_t alertingRules = 0; ///< Of this server, whatever their state.

    const AlertRow* find(const QString& key) const;
    /// One that has these labels, and perhaps those that a server adds when it sends; null where there is none.
    const AlertRow* findLike(const model::Labels& labels) const;
    bool operator==(const AlertSnapshot&) const = default;
};
using AlertSnapshotPtr = std::shared_ptr<const AlertSnapshot>;

/// What the two sides answered.
struct AlertAnswers {
    Result<datasource::RuleGroups> rules;
    Result<std::vector<datasource::AlertGroup>> groups;
    Result<std::vector<datasource::ReceivedAlert>> alerts;
    Result<std::vector<datasource::Silence>> silences;
};

/// Joins them; some 10 µs an alert. Returns `before` itself where nothing differs. Threads: thread-safe.
AlertSnapshotPtr makeAlertSnapshot(AlertAnswers answers, const AlertSnapshotPtr& before = nullptr);

/// Whether `all` has every label of `some` with the same value.
bool hasAll(const model::Labels& all, const model::Labels& some);
/// The name that an Alertmanager gives to an alert with these labels: 16 hexadecimal digits.
QString alertFingerprint(const model::Labels& labels);
/// `severity=warning  instance=nas:9100`: the severity first, without the alert's name, on one line.
QString alertLabelsText(const model::Labels& labels);

} // namespace hearth::ui
