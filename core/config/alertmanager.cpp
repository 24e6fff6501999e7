// SPDX-License-Identifier: GPL-3.0-or-later
#include "config/alertmanager.h"

#include "config/alertmanager_sections.h"
#include "discovery/file_pattern.h"

namespace hearth::config {
namespace {

void readTemplates(AlertmanagerReading& reading, MapReader& root, std::vector<std::string>& out) {
    root.each("templates", [&](const Node& item, const std::string& where) {
        if (const auto pattern = yaml::readText(reading.file.complaints, item, where)) {
            out.push_back(reading.file.resolved(*pattern));
        }
    });
}

/// Sections that are for other programs' eyes, which this build does not feed.
void warnOfIgnored(AlertmanagerReading& reading, MapReader& root) {
    root.section("tracing", [&](const Node& node, const std::string& where) {
        MapReader map(reading.file.complaints, node, where);
        for (const std::string_view key : {"client_type", "endpoint", "sampling_fraction", "insecure", "tls_config",
                                           "headers", "compression", "timeout"}) {
            map.take(key);
        }
        map.finish();
        reading.file.warn(node, where, "this build sends no traces of the Alertmanager");
    });
    root.section("event_recorder", [&](const Node& node, const std::string& where) {
        MapReader map(reading.file.complaints, node, where);
        for (const std::string_view key : {"file_outputs", "webhook_outputs", "kafka_outputs", "stdout_outputs"}) {
            map.take(key);
        }
        map.finish();
        reading.file.warn(node, where, "this build records no events for others; see the delivery trace");
    });
}

alertmanager::Options readOptions(AlertmanagerReading& reading, const Node& root) {
    MapReader map(reading.file.complaints, root, "");
    alertmanager::Options options;
    readAlertmanagerGlobal(reading, map);
    options.resolveTimeout = reading.global.resolveTimeout;
    readReceivers(reading, map, options.receivers);
    readTimeIntervals(reading, map, options.timeIntervals);
    if (const auto* const route = map.take("route"); route != nullptr && route->kind != yaml::Kind::kNull) {
        options.route = readRootRoute(reading, *route);
    } else {
        map.complain("no route provided in config");
    }
    map.each("inhibit_rules", [&](const Node& item, const std::string& where) {
        options.inhibitRules.push_back(readInhibitRule(reading, item, where));
    });
    readTemplates(reading, map, options.templates);
    warnOfIgnored(reading, map);
    map.finish();
    return options;
}

} // namespace

AlertmanagerDialect machineDialect(FileSystem& files, alertmanager::MatcherSyntax syntax) {
    AlertmanagerDialect dialect;
    dialect.syntax = syntax;
    dialect.zones = [&files](const std::string& name) -> Result<TimeZone> {
        return name == "Local" ? Result<TimeZone>(TimeZone::local(files, processEnvironment()("TZ")))
                               : TimeZone::load(files, name);
    };
    return dialect;
}

Result<alertmanager::Options> parseAlertmanager(std::string_view text, const std::string& path,
                                                const AlertmanagerDialect& dialect) {
    const auto document = HEARTH_TRY(yaml::Document::parse(text, path));
    const Environment none = [](const std::string&) { return std::nullopt; };
    Reading file{
        .complaints = yaml::Complaints(path), .directory = discovery::splitPath(path).directory, .environment = none};
    AlertmanagerReading reading{.file = file, .dialect = dialect};
    auto options = readOptions(reading, document.root());
    if (file.complaints.any()) {
        return std::unexpected(*file.complaints.first());
    }
    options.text = alertmanagerText(document.root(), reading, options);
    options.warnings = std::move(file.warnings);
    options.refusals = std::move(reading.refusals);
    return options;
}

Result<alertmanager::Options> loadAlertmanager(const std::string& path, FileSystem& files,
                                               const AlertmanagerDialect& dialect) {
    const auto text = HEARTH_TRY(files.readAll(path, kMaxConfigBytes));
    auto options = HEARTH_TRY(parseAlertmanager(text, path, dialect));
    if (!options.refusals.empty()) {
        return fail(ErrorCode::kUnsupported, options.refusals.front());
    }
    return options;
}

} // namespace hearth::config
