// SPDX-License-Identifier: GPL-3.0-or-later
#include "alertmanager/route/route.h"

#include <algorithm>
#include <fmt/format.h>

#include "alertmanager/route/matcher_text.h"
#include "alertmanager/route/reserved.h"

namespace hearth::alertmanager {

std::unique_ptr<const Route> Route::build(const RouteOptions& options) {
    return buildNode(options, nullptr, 0, std::make_shared<LabelSlots>());
}

std::unique_ptr<Route> Route::buildNode(const RouteOptions& options, const Route* parent, std::size_t index,
                                        const std::shared_ptr<LabelSlots>& slots) {
    auto route = std::make_unique<Route>();
    route->matchers = options.matchers;
    sortMatchers(route->matchers);
    route->key = matchersText(route->matchers);
    route->path = route->key;
    if (parent != nullptr) {
        route->inherit(*parent, index);
    }
    route->apply(options);
    route->m_matchers = SlottedMatchers(route->matchers, *slots);
    route->m_slots = slots;
    for (std::size_t i = 0; i < options.routes.size(); ++i) {
        route->routes.push_back(buildNode(options.routes[i], route.get(), i, slots));
    }
    return route;
}

void Route::inherit(const Route& parent, std::size_t index) {
    key = fmt::format("{}/{}", parent.key, key);
    path = fmt::format("{}/{}/{}", parent.path, path, index);
    receiver = parent.receiver;
    groupBy = parent.groupBy;
    groupByAll = parent.groupByAll;
    groupWait = parent.groupWait;
    groupInterval = parent.groupInterval;
    repeatInterval = parent.repeatInterval;
    labels = parent.labels;
}

void Route::apply(const RouteOptions& options) {
    receiver = options.receiver.empty() ? receiver : options.receiver;
    goesOn = options.goesOn;
    if (options.groupBy) {
        groupBy = *options.groupBy;
        std::ranges::sort(groupBy);
        groupByAll = false;
    }
    groupByAll = groupByAll || options.groupByAll;
    groupWait = options.groupWait.value_or(groupWait);
    groupInterval = options.groupInterval.value_or(groupInterval);
    repeatInterval = options.repeatInterval.value_or(repeatInterval);
    muteTimeIntervals = options.muteTimeIntervals;
    activeTimeIntervals = options.activeTimeIntervals;
    for (const auto& [name, value] : options.labels) {
        labels[name] = value;
    }
}

std::vector<const Route*> Route::match(const model::Labels& labelsOfAlert) const {
    LabelSlots::Values values;
    m_slots->lookUp(labelsOfAlert, values);
    std::vector<const Route*> out;
    collect(values, out);
    return out;
}

bool Route::collect(const LabelSlots::Values& values, std::vector<const Route*>& out) const {
    if (!m_matchers.match(values)) {
        return false;
    }
    const auto before = out.size();
    for (const auto& route : routes) {
        if (route->collect(values, out) && !route->goesOn) {
            break;
        }
    }
    if (out.size() == before) {
        out.push_back(this);
    }
    return true;
}

model::Labels Route::groupLabels(const model::Labels& labelsOfAlert) const {
    return groupByAll ? labelsOfAlert : labelsOfAlert.only(groupBy);
}

std::string Route::groupKey(const model::Labels& groupLabels) const {
    auto text = key + ":{";
    bool first = true;
    for (const auto& label : groupLabels) {
        text += first ? "" : ", ";
        first = false;
        text += label.name;
        text += '=';
        text += quoteStrictly(label.value);
    }
    return text + '}';
}

} // namespace hearth::alertmanager
