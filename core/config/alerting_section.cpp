// SPDX-License-Identifier: GPL-3.0-or-later
#include <fmt/format.h>

#include "base/text.h"
#include "config/sections.h"

namespace hearth::config {
namespace {

void readApiVersion(MapReader& map) {
    std::string version = "v2";
    map.text("api_version", version);
    if (version == "v1") {
        map.complain("api_version v1 is no longer supported, use v2");
    } else if (version != "v2") {
        map.complain(fmt::format("expected Alertmanager api_version to be v2, got {}", quoteGo(version)));
    }
}

AlertmanagerOptions readAlertmanager(Reading& reading, const Node& node, const std::string& where) {
    MapReader map(reading.complaints, node, where);
    AlertmanagerOptions out;
    map.text("scheme", out.scheme);
    map.text("path_prefix", out.pathPrefix);
    readDuration(map, "timeout", out.timeout);
    readApiVersion(map);
    readRelabelRules(map, "relabel_configs", out.relabelRules);
    readRelabelRules(map, "alert_relabel_configs", out.alertRelabelRules);
    if (const auto* const signing = map.take("sigv4")) {
        reading.complaints.add(*signing, "this build does not have this way of signing requests", map.pathOf("sigv4"));
    }
    readHttpClient(reading, map, out.http);
    readDiscovery(reading, map, out.discovery);
    map.finish();
    return out;
}

} // namespace

AlertingOptions readAlerting(Reading& reading, const Node& node) {
    MapReader map(reading.complaints, node, "alerting");
    AlertingOptions out;
    readRelabelRules(map, "alert_relabel_configs", out.alertRelabelRules);
    map.each("alertmanagers", [&](const Node& item, const std::string& where) {
        if (item.kind == yaml::Kind::kNull) {
            reading.complaints.add(item, "empty or null section", where);
            return;
        }
        out.alertmanagers.push_back(readAlertmanager(reading, item, where));
    });
    map.finish();
    return out;
}

} // namespace hearth::config
