// SPDX-License-Identifier: GPL-3.0-or-later
#include <fmt/format.h>

#include "base/text.h"
#include "config/alertmanager_sections.h"

namespace hearth::config {
namespace {

using alertmanager::TimeInterval;

/// A field that is a list; one that lists nothing never holds.
void eachItem(MapReader& map, std::string_view key, TimeInterval& out,
              const std::function<void(const Node&, std::string)>& read) {
    map.each(key, read);
    const auto* const list = map.node().find(key);
    out.never = out.never || (list != nullptr && list->kind == yaml::Kind::kSequence && list->items.empty());
}

void readRanges(MapReader& map, std::string_view key, TimeInterval& out, std::vector<TimeInterval::Range>& ranges,
                Result<TimeInterval::Range> (*parse)(std::string_view)) {
    eachItem(map, key, out, [&](const Node& item, const std::string& where) {
        const auto text = yaml::readText(map.complaints(), item, where).value_or("");
        if (auto range = parse(text)) {
            ranges.push_back(*range);
        } else {
            map.complaints().add(item, range.error().message(), where);
        }
    });
}

void readTimes(MapReader& map, TimeInterval& out) {
    eachItem(map, "times", out, [&](const Node& item, const std::string& where) {
        MapReader own(map.complaints(), item, where);
        std::string start;
        std::string end;
        own.text("start_time", start);
        own.text("end_time", end);
        own.finish();
        if (auto range = alertmanager::parseMinuteRange(start, end)) {
            out.times.push_back(*range);
        } else {
            own.complain(range.error().message());
        }
    });
}

void readLocation(AlertmanagerReading& reading, MapReader& map, TimeInterval& out) {
    map.text("location", out.location);
    if (out.location.empty()) {
        return;
    }
    auto zone = reading.dialect.zones
                    ? reading.dialect.zones(out.location)
                    : fail(ErrorCode::kUnsupported, fmt::format("unknown time zone {}", quoteGo(out.location)));
    if (!zone) {
        reading.file.complaints.add(*map.take("location"), zone.error().message(), map.pathOf("location"));
        return;
    }
    out.zone = std::make_shared<const TimeZone>(*std::move(zone));
}

TimeInterval readInterval(AlertmanagerReading& reading, const Node& node, const std::string& where) {
    MapReader map(reading.file.complaints, node, where);
    TimeInterval out;
    readTimes(map, out);
    readRanges(map, "weekdays", out, out.weekdays, alertmanager::parseWeekdayRange);
    readRanges(map, "days_of_month", out, out.daysOfMonth, alertmanager::parseDayOfMonthRange);
    readRanges(map, "months", out, out.months, alertmanager::parseMonthRange);
    readRanges(map, "years", out, out.years, alertmanager::parseYearRange);
    readLocation(reading, map, out);
    map.finish();
    return out;
}

void readNamed(AlertmanagerReading& reading, const Node& node, const std::string& where, std::string_view what,
               std::map<std::string, std::vector<TimeInterval>>& out) {
    MapReader map(reading.file.complaints, node, where);
    std::string name;
    map.text("name", name);
    if (name.empty()) {
        map.complain(fmt::format("missing name in {}", what));
    }
    if (!reading.intervalNames.insert(name).second) {
        map.complain(fmt::format("{} {} is not unique", what, quoteGo(name)));
    }
    auto& intervals = out[name];
    map.each("time_intervals", [&](const Node& item, const std::string& place) {
        intervals.push_back(readInterval(reading, item, place));
    });
    map.finish();
}

} // namespace

void readTimeIntervals(AlertmanagerReading& reading, MapReader& root,
                       std::map<std::string, std::vector<TimeInterval>>& out) {
    root.each("mute_time_intervals", [&](const Node& item, const std::string& where) {
        readNamed(reading, item, where, "mute time interval", out);
    });
    root.each("time_intervals", [&](const Node& item, const std::string& where) {
        readNamed(reading, item, where, "time interval", out);
    });
}

} // namespace hearth::config
