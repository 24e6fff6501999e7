// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "model/matcher.h"
#include "rules/active_alert.h"
#include "rules/alert_texts.h"
#include "rules/rule.h"

namespace hearth::rules {

inline constexpr std::string_view kAlertsMetric = "ALERTS";
inline constexpr std::string_view kAlertsForStateMetric = "ALERTS_FOR_STATE";
inline constexpr std::string_view kAlertStateLabel = "alertstate";

/// Makes an alert of every result of its expression, and lets it wait, fire and end. Threads: as Rule; the alerts
/// themselves may be looked at at any time.
class AlertingRule final : public Rule {
  public:
    /// The templates were checked; one that is wrong all the same expands to what is wrong. Until `restored` nothing is
    /// written to ALERTS_FOR_STATE, because that would overwrite what is yet to be restored.
    AlertingRule(const RuleDefinition& definition, TextMap labels, std::string expr,
                 std::shared_ptr<const AlertSurroundings> surroundings, bool restored);

    Result<void> evaluate(const Evaluation& evaluation) override;
    void takeStateOf(Rule& old) override;
    void describe(RuleSnapshot& out) const override;
    bool equals(const Rule& other) const override;

    /// The transitions of the last evaluation; file and group are not set.
    std::vector<AlertTransition> takeTransitions() { return std::exchange(m_transitions, {}); }
    /// The alerts that are to be sent at this evaluation; each counts as sent.
    std::vector<OutgoingAlert> takeDue(WallTime at, Nanoseconds resendDelay, Nanoseconds interval);

    /// Nothing was judged for `pause`: what waits for a time waits as much longer.
    void passOver(Nanoseconds pause);

    Nanoseconds holdFor() const { return m_timings.holdFor; }
    /// Calls `visit` for each alert, active or resolved.
    void forEach(const std::function<void(const model::Labels&, ActiveAlert&)>& visit);
    bool isRestored() const { return m_restored; }
    void setRestored() { m_restored = true; }
    /// What selects the series of all this rule's alerts in ALERTS_FOR_STATE; templates in labels match anything.
    std::vector<model::Matcher> forStateMatchers() const;

  private:
    using Alerts = std::map<model::Labels, ActiveAlert>; // its elements stay where they are

    /// A result's labels and the alert that they lead to.
    struct Slot {
        model::Labels result;
        Alerts::value_type* alert = nullptr;
        std::uint64_t valueBits = 0; ///< Of the result; with it templates yield the same texts.
        bool isReusable = false;     ///< A float whose texts could all be expanded.
    };
    /// A result of the evaluation in hand.
    struct Candidate {
        Alerts::value_type* known = nullptr;
        model::Labels labels; ///< Where it is not known.
        std::shared_ptr<const TextMap> annotations;
        double value = 0;
        Slot slot;
    };

    Result<std::vector<Candidate>> candidates(const Evaluation& evaluation, model::Vector results);
    Candidate candidate(const Evaluation& evaluation, model::VectorSample& result, const Slot* slot) const;
    void warnOf(const Evaluation& evaluation, const TemplateExpansion& expansion, const model::Labels& result) const;
    void take(const Evaluation& evaluation, std::vector<Candidate> candidates);
    std::size_t advanceAll(const Evaluation& evaluation);
    void addSamples(const Evaluation& evaluation, const model::Labels& labels, ActiveAlert& alert);
    void note(const model::Labels& labels, const ActiveAlert& alert, AlertState from, AlertState to, WallTime at);
    AlertState highestState() const;

    const AlertTimings m_timings;
    const TextMap m_annotations;
    const std::shared_ptr<const AlertSurroundings> m_surroundings;
    const std::string m_generatorUrl;
    const AlertTexts m_texts;

    bool m_restored;
    std::uint64_t m_evaluation = 0;
    std::vector<Slot> m_slots;
    std::vector<AlertTransition> m_transitions;

    mutable std::mutex m_mutex;
    Alerts m_alerts; // changed by the evaluation in hand alone, and only with m_mutex
};

} // namespace hearth::rules
