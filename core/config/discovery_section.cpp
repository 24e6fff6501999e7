// SPDX-License-Identifier: GPL-3.0-or-later
#include <array>
#include <fmt/format.h>

#include "base/text.h"
#include "config/sections.h"
#include "discovery/target_file.h"

namespace hearth::config {
namespace {

/// Prometheus's other mechanisms, which this build does not have.
constexpr std::array<std::string_view, 37> kOtherMechanisms{
    "azure",       "consul",   "digitalocean", "dns",     "docker",   "dockerswarm", "ec2",        "ecs",
    "elasticache", "eureka",   "gce",          "hetzner", "http",     "ionos",       "kubernetes", "kuma",
    "lightsail",   "linode",   "marathon",     "msk",     "nerve",    "nomad",       "oci",        "openstack",
    "outscale",    "ovhcloud", "puppetdb",     "rds",     "scaleway", "serverset",   "stackit",    "triton",
    "uyuni",       "vultr",    "aws",          "xds",     "zookeeper"};

void readStatic(MapReader& map, discovery::Options& out) {
    auto& complaints = map.complaints();
    map.each("static_configs", [&](const Node& item, const std::string& where) {
        if (item.kind == yaml::Kind::kNull) {
            complaints.add(item, "empty or null section in static_configs", where);
            return;
        }
        auto group = discovery::readTargetGroup(complaints, item, where);
        group.source = std::to_string(out.staticGroups.size());
        out.staticGroups.push_back(std::move(group));
    });
}

void readFiles(Reading& reading, MapReader& map, discovery::Options& out) {
    auto& complaints = map.complaints();
    map.each("file_sd_configs", [&](const Node& item, const std::string& where) {
        MapReader own(complaints, item, where);
        discovery::FileOptions options;
        own.texts("files", options.patterns);
        readDuration(own, "refresh_interval", options.refreshInterval);
        own.finish();
        if (options.patterns.empty()) {
            own.complain("file service discovery config must contain at least one path name");
        }
        for (auto& path : options.patterns) {
            if (!discovery::isTargetFilePath(path)) {
                own.complain(fmt::format("path name {} is not valid for file discovery", quoteGo(path)));
            }
            path = reading.resolved(path);
        }
        out.files.push_back(std::move(options));
    });
}

} // namespace

void readDiscovery(Reading& reading, MapReader& map, discovery::Options& out) {
    readStatic(map, out);
    readFiles(reading, map, out);
    for (const auto& [key, value] : map.node().entries) {
        for (const auto mechanism : kOtherMechanisms) {
            if (key->text == fmt::format("{}_sd_configs", mechanism)) {
                reading.complaints.add(
                    *key, fmt::format("this build does not have the discovery mechanism {}", quoteGo(mechanism)),
                    map.pathOf(key->text));
            }
        }
    }
}

} // namespace hearth::config
