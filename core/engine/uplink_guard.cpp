// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/uplink_guard.h"

#include <algorithm>
#include <fmt/format.h>

#include "model/wall_time.h"
#include "uplink/address.h"

namespace hearth::engine {
namespace {

using uplink::Cause;

std::string_view descriptionOf(Cause cause) {
    switch (cause) {
    case Cause::kGateway:
        return "The router does not answer.";
    case Cause::kNames:
        return "The router answers, but no name is resolved.";
    case Cause::kBeyond:
    case Cause::kNone:
        break;
    }
    return "The router answers, but nothing beyond it does.";
}

std::string_view runbookOf(Cause cause) {
    switch (cause) {
    case Cause::kGateway:
        return "Is this machine's network on, and the router? Try: ip route; ping the router.";
    case Cause::kNames:
        return "Is the DNS server there? Try: resolvectl status; resolvectl query example.org.";
    case Cause::kBeyond:
    case Cause::kNone:
        break;
    }
    return "Is the modem in sync? Look at the router's page, then at the provider's.";
}

} // namespace

alertmanager::InhibitRuleOptions UplinkGuard::ruleFor(const std::vector<std::string>& instances) {
    std::string pattern;
    for (const auto& instance : instances) {
        pattern += (pattern.empty() ? "" : "|") + model::quotedForRegex(instance);
    }
    alertmanager::InhibitRuleOptions rule;
    rule.name = "uplink";
    rule.source.push_back(model::Matcher::equal("alertname", kUplinkAlert));
    rule.target.push_back(model::Matcher::notEqual("alertname", kUplinkAlert));
    // An alternation of quoted literals always compiles.
    rule.target.push_back(
        model::Matcher::create(model::MatchType::kRegex, "instance", pattern, model::Dot::kAllButNewline).value());
    return rule;
}

void UplinkGuard::take(const uplink::UplinkState& state) {
    const auto now = m_parts.clock.nowMs();
    if (state.isUp) {
        if (std::exchange(m_isDown, false)) {
            auto alert = alertOf(state);
            alert.endsAt = now;
            m_parts.post(std::move(alert));
        }
        return;
    }
    holdBack();
    if (m_isDown && m_cause == state.cause && now < m_lastPost + kRepeats) {
        return;
    }
    m_isDown = true;
    m_cause = state.cause;
    m_lastPost = now;
    auto alert = alertOf(state);
    alert.endsAt = now + kLasts;
    m_parts.post(std::move(alert));
}

/// Before the alert is told, so that nothing slips through.
void UplinkGuard::holdBack() {
    auto instances = m_parts.instances();
    std::erase_if(instances, [](const auto& instance) { return !uplink::isOutside(instance); });
    std::ranges::sort(instances);
    instances.erase(std::ranges::unique(instances).begin(), instances.end());
    if (instances == m_heldBack) {
        return;
    }
    m_heldBack = std::move(instances);
    std::vector<alertmanager::InhibitRuleOptions> rules;
    if (!m_heldBack.empty()) {
        rules.push_back(ruleFor(m_heldBack));
    }
    m_parts.inhibit(std::move(rules));
}

alertmanager::PostedAlert UplinkGuard::alertOf(const uplink::UplinkState& state) const {
    std::string asked;
    for (const auto& check : state.checks) {
        if (check.kind == uplink::Check::Kind::kOutside) {
            asked += (asked.empty() ? "" : ", ") + check.host;
        }
    }
    alertmanager::PostedAlert alert;
    alert.labels = model::Labels::fromPairs({{"alertname", kUplinkAlert}, {"severity", "critical"}});
    alert.annotations = model::Labels::fromPairs(
        {{"summary", "The internet is not reached"},
         {"description", fmt::format("{} No answer from {}. Alerts of {} targets beyond the router are held back.",
                                     descriptionOf(m_cause), asked, m_heldBack.size())},
         {"runbook", std::string(runbookOf(m_cause))}});
    alert.startsAt = model::timestampOf(state.since);
    return alert;
}

} // namespace hearth::engine
