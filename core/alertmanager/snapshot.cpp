// SPDX-License-Identifier: GPL-3.0-or-later
#include "alertmanager/snapshot.h"

#include <algorithm>
#include <limits>
#include <unordered_map>

#include "alertmanager/dispatch/alert_order.h"

namespace hearth::alertmanager {
namespace {

/// Alertmanager: matchFilterLabels.
bool matchesOne(std::string_view value, const model::Matcher& matcher) {
    const auto isNegative =
        matcher.type() == model::MatchType::kNotEqual || matcher.type() == model::MatchType::kNotRegex;
    if (matcher.value().empty() && isNegative == !value.empty()) {
        return true;
    }
    return matcher.matches(value);
}

bool matchesTexts(const std::map<std::string, std::string>& labels, const model::Matchers& filter) {
    return std::ranges::all_of(filter, [&](const model::Matcher& matcher) {
        const auto found = labels.find(matcher.name());
        return matchesOne(found == labels.end() ? std::string_view() : found->second, matcher);
    });
}

bool wantsReceiver(const Snapshot& snapshot, const std::string& receiver, const AlertQuery& query) {
    if (query.receiver && !query.receiver->matches(receiver)) {
        return false;
    }
    if (query.receiverLabels.empty()) {
        return true;
    }
    const auto labels = snapshot.receiverLabels.find(receiver);
    return labels != snapshot.receiverLabels.end() && matchesTexts(labels->second, query.receiverLabels);
}

bool wants(const AlertView& view, const AlertQuery& query) {
    return matchesFilter(view.alert->labels, query.filter) && (query.active || view.state != AlertState::kActive) &&
           (query.silenced || view.silencedBy.empty()) && (query.inhibited || view.inhibitedBy.empty());
}

class Builder {
  public:
    Builder(const Dispatcher& dispatcher, Silences& silences, model::TimestampMs now)
        : m_dispatcher(dispatcher)
        , m_silences(silences)
        , m_now(now)
        , m_snapshot(std::make_shared<Snapshot>()) {
        m_snapshot->validUntil = silences.nextChange(now).value_or(std::numeric_limits<model::TimestampMs>::max());
    }

    std::shared_ptr<const Snapshot> build(const AlertStore& alerts) {
        alerts.visit([&](const AlertPtr& alert) { add(alert); });
        std::ranges::sort(m_snapshot->alerts, {}, [](const AlertView& view) { return view.alert->fingerprint; });
        for (std::uint32_t i = 0; i < m_snapshot->alerts.size(); ++i) {
            m_places[m_snapshot->alerts[i].alert->fingerprint] = i;
        }
        for (const auto& [id, group] : m_dispatcher.groups()) {
            add(*group);
        }
        std::ranges::sort(m_snapshot->groups, [](const auto& a, const auto& b) {
            return a.view.labels == b.view.labels ? a.view.receiver < b.view.receiver
                                                  : labelsBefore(a.view.labels, b.view.labels);
        });
        for (const auto& [name, receiver] : m_dispatcher.setup()->receivers) {
            m_snapshot->receiverLabels[name] = receiver.labels;
        }
        return m_snapshot;
    }

  private:
    void add(const AlertPtr& alert) {
        if (alert->endsAt != 0 && alert->endsAt < m_now) {
            return;
        }
        if (alert->endsAt != 0) {
            m_snapshot->validUntil = std::min(m_snapshot->validUntil, alert->endsAt);
        }
        AlertView view{.alert = alert, .state = AlertState::kActive};
        for (const auto* const route : m_dispatcher.setup()->route->match(alert->labels)) {
            view.receivers.push_back(route->receiver);
        }
        for (const auto& silence : m_silences.silencing(alert->fingerprint, alert->labels, m_now)) {
            view.silencedBy.push_back(silence->id);
        }
        if (const auto inhibition = m_dispatcher.setup()->inhibitor.inhibits(alert->labels, m_now)) {
            view.inhibitedBy.push_back(inhibition->source);
        }
        std::ranges::sort(view.silencedBy);
        if (!view.silencedBy.empty() || !view.inhibitedBy.empty()) {
            view.state = AlertState::kSuppressed;
        }
        m_snapshot->alerts.push_back(std::move(view));
    }

    void add(const Group& group) {
        Snapshot::GroupItem item{.view = {.labels = group.labels,
                                          .routeLabels = m_dispatcher.routeLabels(group),
                                          .receiver = group.route->receiver,
                                          .key = group.key,
                                          .route = group.route->path,
                                          .mutedBy = group.mutedBy}};
        for (const auto& [fingerprint, member] : group.members) {
            if (const auto place = m_places.find(fingerprint); place != m_places.end()) {
                item.alerts.push_back(place->second);
            }
        }
        std::ranges::sort(item.alerts, [&](std::uint32_t a, std::uint32_t b) {
            return alertBefore(*m_snapshot->alerts[a].alert, *m_snapshot->alerts[b].alert);
        });
        if (!item.alerts.empty()) {
            m_snapshot->groups.push_back(std::move(item));
        }
    }

    const Dispatcher& m_dispatcher;
    Silences& m_silences;
    const model::TimestampMs m_now;
    std::shared_ptr<Snapshot> m_snapshot;
    std::unordered_map<Fingerprint, std::uint32_t> m_places;
};

} // namespace

bool matchesFilter(const model::Labels& labels, const model::Matchers& filter) {
    return std::ranges::all_of(
        filter, [&](const model::Matcher& matcher) { return matchesOne(labels.value(matcher.name()), matcher); });
}

std::vector<AlertView> Snapshot::find(const AlertQuery& query) const {
    std::vector<AlertView> found;
    for (const auto& view : alerts) {
        const auto isWanted = [&](const std::string& receiver) { return wantsReceiver(*this, receiver, query); };
        if (wants(view, query) && std::ranges::any_of(view.receivers, isWanted)) {
            found.push_back(view);
        }
    }
    return found;
}

std::vector<GroupView> Snapshot::findGroups(const AlertQuery& query) const {
    std::vector<const GroupItem*> wanted;
    std::unordered_map<std::uint32_t, std::vector<std::string>> receivers;
    for (const auto& group : groups) {
        if (wantsReceiver(*this, group.view.receiver, query)) {
            wanted.push_back(&group);
            for (const auto alert : group.alerts) {
                receivers[alert].push_back(group.view.receiver);
            }
        }
    }
    std::vector<GroupView> found;
    for (const auto* const group : wanted) {
        if (!query.muted && !group->view.mutedBy.empty()) {
            continue;
        }
        auto view = group->view;
        for (const auto alert : group->alerts) {
            if (wants(alerts[alert], query)) {
                auto& added = view.alerts.emplace_back(alerts[alert]);
                added.receivers = receivers[alert];
                std::ranges::sort(added.receivers);
                added.mutedBy = view.mutedBy;
                added.state = view.mutedBy.empty() ? added.state : AlertState::kSuppressed;
            }
        }
        if (!view.alerts.empty()) {
            found.push_back(std::move(view));
        }
    }
    return found;
}

std::shared_ptr<const Snapshot> takeSnapshot(const Dispatcher& dispatcher, const AlertStore& alerts, Silences& silences,
                                             model::TimestampMs now) {
    return Builder(dispatcher, silences, now).build(alerts);
}

} // namespace hearth::alertmanager
