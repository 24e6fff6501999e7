// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <fmt/format.h>

#include "alertmanager/alert.h"
#include "alertmanager/route/matcher_text.h"
#include "base/text.h"
#include "config/alertmanager_sections.h"

namespace hearth::config {
namespace {

using alertmanager::RouteOptions;
using model::MatchType;

/// The deprecated maps from label to value or expression.
void readMatchMap(AlertmanagerReading& reading, MapReader& map, std::string_view key, MatchType type,
                  model::Matchers& out) {
    auto& complaints = reading.file.complaints;
    map.section(key, [&](const Node& node, const std::string& where) {
        const MapReader own(complaints, node, where);
        for (const auto& [name, value] : node.entries) {
            if (!model::isLegacyLabelName(name->text)) {
                complaints.add(*name, fmt::format("invalid label name {}", quoteGo(name->text)), where);
            }
            if (type == MatchType::kRegex && value->kind == yaml::Kind::kNull) {
                complaints.add(*name, fmt::format("invalid regexp value for {}", quoteGo(name->text)), where);
            }
            const auto text = yaml::readText(complaints, *value, own.pathOf(name->text)).value_or("");
            // Alertmanager adds these anchors, which stand in its group keys.
            auto wanted = type == MatchType::kRegex ? fmt::format("^(?:{})$", text) : text;
            if (auto matcher = alertmanager::matcherOf(type, name->text, std::move(wanted))) {
                out.push_back(*std::move(matcher));
            } else {
                complaints.add(*value, matcher.error().message(), own.pathOf(name->text));
            }
        }
    });
}

void readMatcherList(AlertmanagerReading& reading, MapReader& map, std::string_view key, model::Matchers& out) {
    auto& complaints = reading.file.complaints;
    map.each(key, [&](const Node& item, const std::string& where) {
        const auto text = yaml::readText(complaints, item, where).value_or("");
        auto parsed = alertmanager::parseMatchers(text, reading.dialect.syntax);
        if (!parsed) {
            complaints.add(item, parsed.error().message(), where);
            return;
        }
        if (!parsed->warning.empty()) {
            reading.file.warn(item, where, parsed->warning);
        }
        std::ranges::move(parsed->matchers, std::back_inserter(out));
    });
}

void checkLabelName(const AlertmanagerReading& reading, const Node& at, std::string_view name, std::string_view where,
                    std::string_view place) {
    if (!alertmanager::isLabelName(name, reading.dialect.syntax)) {
        reading.file.complaints.add(at, fmt::format("invalid label name {} in {}", quoteGo(name), place), where);
    }
}

void readGroupBy(AlertmanagerReading& reading, MapReader& map, RouteOptions& out) {
    auto& complaints = reading.file.complaints;
    std::vector<std::string> names;
    map.each("group_by", [&](const Node& item, const std::string& where) {
        const auto name = yaml::readText(complaints, item, where).value_or("");
        if (name == "...") {
            out.groupByAll = true;
            return;
        }
        checkLabelName(reading, item, name, where, "group_by list");
        if (std::ranges::find(names, name) != names.end()) {
            complaints.add(item, fmt::format("duplicated label {} in group_by", quoteGo(name)), where);
        }
        names.push_back(name);
    });
    if (out.groupByAll && !names.empty()) {
        map.complain("cannot have wildcard group_by (`...`) and other labels at the same time");
    }
    const auto* const list = map.node().find("group_by");
    if (list != nullptr && list->kind == yaml::Kind::kSequence && !out.groupByAll) {
        std::ranges::sort(names);
        out.groupBy = std::move(names);
    }
}

void readOptionalDuration(MapReader& map, std::string_view key, std::optional<model::DurationMs>& out) {
    const auto* const node = map.node().find(key);
    model::DurationMs duration = 0;
    readDuration(map, key, duration);
    if (node != nullptr && node->kind != yaml::Kind::kNull) {
        out = duration;
    }
}

void readTimers(MapReader& map, RouteOptions& out) {
    readOptionalDuration(map, "group_wait", out.groupWait);
    readOptionalDuration(map, "group_interval", out.groupInterval);
    readOptionalDuration(map, "repeat_interval", out.repeatInterval);
    if (out.groupInterval == 0) {
        map.complain("group_interval cannot be zero");
    }
    if (out.repeatInterval == 0) {
        map.complain("repeat_interval cannot be zero");
    }
}

void readIntervalNames(AlertmanagerReading& reading, MapReader& map, std::string_view key,
                       std::vector<std::string>& out) {
    map.each(key, [&](const Node& item, const std::string& where) {
        out.push_back(yaml::readText(reading.file.complaints, item, where).value_or(""));
        if (!reading.intervalNames.contains(out.back())) {
            reading.file.complaints.add(
                item, fmt::format("undefined time interval {} used in route", quoteGo(out.back())), where);
        }
    });
}

void readReceiverName(AlertmanagerReading& reading, MapReader& map, RouteOptions& out) {
    map.text("receiver", out.receiver);
    if (!out.receiver.empty() && !reading.receiverNames.contains(out.receiver)) {
        reading.file.complaints.add(*map.take("receiver"),
                                    fmt::format("undefined receiver {} used in route", quoteGo(out.receiver)),
                                    map.pathOf("receiver"));
    }
}

void readRouteLabels(AlertmanagerReading& reading, MapReader& map, RouteOptions& out) {
    map.textMap("labels", out.labels);
    for (const auto& [name, value] : out.labels) {
        checkLabelName(reading, *map.take("labels"), name, map.where(), "route labels");
    }
}

RouteOptions readRoute(AlertmanagerReading& reading, const Node& node, const std::string& where) {
    MapReader map(reading.file.complaints, node, where);
    RouteOptions out;
    readReceiverName(reading, map, out);
    readGroupBy(reading, map, out);
    readMatchers(reading, map, "matchers", "match", "match_re", out.matchers);
    readIntervalNames(reading, map, "mute_time_intervals", out.muteTimeIntervals);
    readIntervalNames(reading, map, "active_time_intervals", out.activeTimeIntervals);
    map.boolean("continue", out.goesOn);
    readTimers(map, out);
    readRouteLabels(reading, map, out);
    map.each("routes", [&](const Node& item, const std::string& place) {
        if (item.kind == yaml::Kind::kNull) {
            reading.file.complaints.add(item, "empty or null section", place);
            return;
        }
        out.routes.push_back(readRoute(reading, item, place));
    });
    map.finish();
    return out;
}

/// The tree's root takes all that nobody else takes, always.
void checkRoot(const yaml::Complaints& complaints, const MapReader& map, const RouteOptions& root) {
    if (complaints.any()) {
        return;
    }
    if (root.receiver.empty()) {
        map.complain("root route must specify a default receiver");
    }
    if (!root.matchers.empty()) {
        map.complain("root route must not have any matchers");
    }
    if (!root.muteTimeIntervals.empty()) {
        map.complain("root route must not have any mute time intervals");
    }
    if (!root.activeTimeIntervals.empty()) {
        map.complain("root route must not have any active time intervals");
    }
    if (root.goesOn) {
        map.complain("cannot have continue in root route");
    }
}

} // namespace

void readMatchers(AlertmanagerReading& reading, MapReader& map, std::string_view key, std::string_view match,
                  std::string_view matchRe, model::Matchers& out) {
    readMatchMap(reading, map, match, MatchType::kEqual, out);
    readMatchMap(reading, map, matchRe, MatchType::kRegex, out);
    readMatcherList(reading, map, key, out);
    alertmanager::sortMatchers(out);
}

RouteOptions readRootRoute(AlertmanagerReading& reading, const Node& node) {
    auto root = readRoute(reading, node, "route");
    checkRoot(reading.file.complaints, MapReader(reading.file.complaints, node, "route"), root);
    return root;
}

alertmanager::InhibitRuleOptions readInhibitRule(AlertmanagerReading& reading, const Node& node,
                                                 const std::string& where) {
    MapReader map(reading.file.complaints, node, where);
    alertmanager::InhibitRuleOptions out;
    map.text("name", out.name);
    readMatchers(reading, map, "source_matchers", "source_match", "source_match_re", out.source);
    readMatchers(reading, map, "target_matchers", "target_match", "target_match_re", out.target);
    map.each("equal", [&](const Node& item, const std::string& place) {
        out.equal.push_back(yaml::readText(reading.file.complaints, item, place).value_or(""));
        checkLabelName(reading, item, out.equal.back(), place, "equal list");
    });
    map.finish();
    return out;
}

} // namespace hearth::config
