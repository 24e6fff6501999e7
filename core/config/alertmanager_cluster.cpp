// SPDX-License-Identifier: GPL-3.0-or-later
#include "config/alertmanager.h"
#include "config/sections.h"
#include "discovery/file_pattern.h"

namespace hearth::config {
namespace {

void readServer(Reading& reading, const Node& node, const std::string& where) {
    MapReader map(reading.complaints, node, where);
    std::string text;
    bool flag = false;
    std::vector<std::string> list;
    for (const std::string_view key : {"cert", "cert_file", "key", "key_file", "client_auth_type", "client_ca",
                                       "client_ca_file", "min_version", "max_version"}) {
        map.text(key, text);
    }
    for (const std::string_view key : {"cipher_suites", "curve_preferences", "client_allowed_sans"}) {
        map.texts(key, list);
    }
    map.boolean("prefer_server_cipher_suites", flag);
    for (const std::string_view part : {"cert", "key"}) {
        const auto file = std::string(part) + "_file";
        if (!map.has(part) && !map.has(file)) {
            map.complain("missing one of " + std::string(part) + " or " + file);
        }
    }
    map.finish();
}

} // namespace

Result<void> checkClusterTls(std::string_view text, const std::string& path) {
    const auto document = HEARTH_TRY(yaml::Document::parse(text, path));
    const Environment none = [](const std::string&) { return std::nullopt; };
    Reading reading{
        .complaints = yaml::Complaints(path), .directory = discovery::splitPath(path).directory, .environment = none};
    MapReader map(reading.complaints, document.root(), "");
    bool hasServer = false;
    map.section("tls_server_config", [&](const Node& node, const std::string& where) {
        hasServer = true;
        readServer(reading, node, where);
    });
    http::TlsOptions client;
    readTls(reading, map, "tls_client_config", client);
    if (!hasServer) {
        map.complain("missing 'tls_server_config' entry in the TLS configuration");
    }
    map.finish();
    return reading.complaints.any() ? std::unexpected(*reading.complaints.first()) : Result<void>();
}

} // namespace hearth::config
