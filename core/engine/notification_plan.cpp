// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/notification_plan.h"

#include <algorithm>
#include <fmt/format.h>

#include "alertmanager/route/route.h"
#include "engine/channel_listing.h"

namespace hearth::engine {
namespace {

namespace am = hearth::alertmanager;
namespace ds = hearth::datasource;

void replaceAll(std::string& text, std::string_view from, std::string_view to) {
    for (auto at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size())) {
        text.replace(at, from.size(), to);
    }
}

/// The status shows secrets as `<secret>`, which is no URL where one must stand, and Hearth's own kinds in comments.
std::string readable(std::string_view config) {
    std::string text;
    while (!config.empty()) {
        auto line = config.substr(0, config.find('\n'));
        config.remove_prefix(std::min(config.size(), line.size() + 1));
        if (line.starts_with("# ") && line.substr(2).starts_with("  ")) {
            line.remove_prefix(2);
        }
        text.append(line).push_back('\n');
    }
    const auto address = fmt::format("https://{}/", kHiddenHost);
    replaceAll(text, "https://<secret>", address);
    replaceAll(text, "http://<secret>", address);
    replaceAll(text, "<secret>", address);
    return text;
}

ds::RouteFacts factsOf(const am::Route& route, bool withBranches) {
    ds::RouteFacts facts;
    facts.path = route.path;
    for (const auto& matcher : route.matchers) {
        facts.matchers.push_back(am::matcherText(matcher));
    }
    facts.receiver = route.receiver;
    facts.goesOn = route.goesOn;
    facts.groupBy = route.groupBy;
    facts.groupByAll = route.groupByAll;
    facts.groupWait = route.groupWait;
    facts.groupInterval = route.groupInterval;
    facts.repeatInterval = route.repeatInterval;
    facts.muteTimeIntervals = route.muteTimeIntervals;
    facts.activeTimeIntervals = route.activeTimeIntervals;
    for (std::size_t i = 0; withBranches && i < route.routes.size(); ++i) {
        facts.routes.push_back(factsOf(*route.routes[i], true));
    }
    return facts;
}

bool trail(const am::Route& from, const am::Route& to, std::vector<std::string>& out) {
    if (&from == &to) {
        return true;
    }
    for (const auto& child : from.routes) {
        out.push_back(am::matchersText(child->matchers));
        if (trail(*child, to, out)) {
            return true;
        }
        out.pop_back();
    }
    return false;
}

constexpr int kDayMinutes = 24 * 60;

void addWeek(const am::TimeInterval& interval, std::vector<ds::WeekSpan>& week) {
    if (interval.never) {
        return;
    }
    auto times = interval.times;
    if (times.empty()) {
        times.push_back({0, kDayMinutes});
    }
    for (int day = 0; day < 7; ++day) {
        const bool isIn = interval.weekdays.empty() || std::ranges::any_of(interval.weekdays, [&](const auto& range) {
                              return range.begin <= day && day <= range.end;
                          });
        for (const auto& time : times) {
            if (isIn) {
                week.push_back({day, time.begin, time.end});
            }
        }
    }
}

class Plan final : public ds::NotificationPlan {
  public:
    Plan(std::shared_ptr<const am::Options> options, std::vector<ds::ReceiverFacts> receivers)
        : m_options(std::move(options))
        , m_root(am::Route::build(m_options->route))
        , m_facts(factsOf(*m_root, true))
        , m_receivers(std::move(receivers)) {
        noteUse(m_facts);
    }

    const std::vector<ds::ReceiverFacts>& receivers() const override { return m_receivers; }
    const ds::RouteFacts& route() const override { return m_facts; }

    std::vector<ds::IntervalFacts> intervals(model::TimestampMs now) const override {
        std::vector<ds::IntervalFacts> list;
        for (const auto& [name, parts] : m_options->timeIntervals) {
            ds::IntervalFacts facts{
                .name = name, .location = {}, .week = {}, .isWeekly = true, .isOn = isOn(name, now)};
            for (const auto& part : parts) {
                facts.location = part.location;
                facts.isWeekly = facts.isWeekly && part.daysOfMonth.empty() && part.months.empty() &&
                                 part.years.empty() && part.location == parts.front().location;
                addWeek(part, facts.week);
            }
            list.push_back(std::move(facts));
        }
        return list;
    }

    std::vector<ds::RouteStop> stopsOf(const model::Labels& labels, model::TimestampMs now) const override {
        std::vector<ds::RouteStop> stops;
        for (const auto* const route : m_root->match(labels)) {
            ds::RouteStop stop;
            stop.path.emplace_back();
            trail(*m_root, *route, stop.path);
            stop.route = factsOf(*route, false);
            stop.groupLabels = route->groupLabels(labels);
            std::ranges::copy_if(route->muteTimeIntervals, std::back_inserter(stop.mutedBy),
                                 [&](const auto& name) { return isOn(name, now); });
            stop.isInactive =
                !route->activeTimeIntervals.empty() &&
                std::ranges::none_of(route->activeTimeIntervals, [&](const auto& name) { return isOn(name, now); });
            stops.push_back(std::move(stop));
        }
        return stops;
    }

  private:
    bool isOn(const std::string& name, model::TimestampMs now) const {
        const auto found = m_options->timeIntervals.find(name);
        return found != m_options->timeIntervals.end() &&
               std::ranges::any_of(found->second, [&](const auto& interval) { return interval.contains(now); });
    }

    void noteUse(const ds::RouteFacts& route) {
        const auto found = std::ranges::find(m_receivers, route.receiver, &ds::ReceiverFacts::name);
        if (found != m_receivers.end()) {
            found->routes.push_back(route.path);
        }
        for (const auto& child : route.routes) {
            noteUse(child);
        }
    }

    const std::shared_ptr<const am::Options> m_options;
    const std::unique_ptr<const am::Route> m_root;
    const ds::RouteFacts m_facts;
    std::vector<ds::ReceiverFacts> m_receivers;
};

} // namespace

Result<std::shared_ptr<const ds::NotificationPlan>> readNotificationPlan(const std::string& config,
                                                                         const config::AlertmanagerDialect& dialect) {
    const auto text = readable(config);
    auto options =
        std::make_shared<const am::Options>(HEARTH_TRY(config::parseAlertmanager(text, "configuration", dialect)));
    const auto document = HEARTH_TRY(yaml::Document::parse(text, "configuration"));
    return std::make_shared<const Plan>(std::move(options), listReceivers(document.root()));
}

} // namespace hearth::engine
