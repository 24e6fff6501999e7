// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <array>
#include <fmt/format.h>

#include "config/alertmanager_sections.h"
#include "config/node_writer.h"
#include "config/yaml_writer.h"

namespace hearth::config {
namespace {

constexpr std::array<std::string_view, 11> kGlobalSecrets{
    "smtp_auth_password", "smtp_auth_secret",    "slack_api_url",         "slack_app_token",
    "opsgenie_api_key",   "victorops_api_key",   "wechat_api_secret",     "telegram_bot_token",
    "rocketchat_token",   "rocketchat_token_id", "mattermost_webhook_url"};

/// Keys of `global` that have a value even where the file does not say one.
void writeGlobal(NodeWriter& out, const Node* written, const alertmanager::GlobalOptions& global) {
    out.key("global");
    out.nest([&] {
        const std::vector<std::pair<std::string_view, std::string>> defaults{
            {"resolve_timeout", model::formatDuration(global.resolveTimeout)},
            {"smtp_hello", yamlScalar(global.smtpHello)},
            {"smtp_require_tls", global.smtpRequireTls ? "true" : "false"},
            {"pagerduty_url", yamlScalar(global.pagerdutyUrl)},
            {"opsgenie_api_url", yamlScalar(global.opsgenieApiUrl)},
            {"wechat_api_url", yamlScalar(global.wechatApiUrl)},
            {"victorops_api_url", yamlScalar(global.victoropsApiUrl)},
            {"telegram_api_url", yamlScalar(global.telegramApiUrl)},
            {"webex_api_url", yamlScalar(global.webexApiUrl)}};
        for (const auto& [key, value] : defaults) {
            if (written == nullptr || written->find(key) == nullptr) {
                out.line(key, value);
            }
        }
        if (written != nullptr) {
            out.entries(*written, kGlobalSecrets);
        }
    });
}

void writeRoute(NodeWriter& out, const Node& route) {
    if (route.find("continue") == nullptr) {
        out.line("continue", "false");
    }
    for (const auto& [key, value] : route.entries) {
        if (key->text != "routes") {
            out.entry(*key, *value, {});
            continue;
        }
        out.key(key->text);
        for (const auto* const child : value->items) {
            out.item([&] { writeRoute(out, *child); });
        }
    }
}

/// How the entries under a key of a receiver are shown.
struct EntryStyle {
    std::span<const std::string_view> secretKeys;
    bool own = false;
};

EntryStyle styleOf(std::string_view key, const AlertmanagerDialect& dialect) {
    for (const auto& kind : dialect.kinds) {
        if (kind.key == key) {
            return {kind.secretKeys, kind.own};
        }
    }
    for (const auto& kind : foreignKinds()) {
        if (kind.key == key) {
            return {kind.secretKeys, false};
        }
    }
    return {};
}

/// Entries of kinds that only this program has stand in comments: Alertmanager's tools read this text strictly.
void writeReceiver(NodeWriter& out, const Node& receiver, const AlertmanagerDialect& dialect) {
    for (const auto& [key, value] : receiver.entries) {
        const auto style = styleOf(key->text, dialect);
        out.commented(style.own, [&] { out.entry(*key, *value, style.secretKeys); });
    }
}

void writeReceivers(NodeWriter& out, const Node& receivers, const AlertmanagerDialect& dialect) {
    out.key("receivers");
    for (const auto* const receiver : receivers.items) {
        // The name first: a comment cannot begin an item.
        out.item([&] {
            out.line("name", yamlScalar(receiver->find("name")->text));
            Node rest = *receiver;
            std::erase_if(rest.entries, [](const auto& entry) { return entry.first->text == "name"; });
            writeReceiver(out, rest, dialect);
        });
    }
}

} // namespace

std::string alertmanagerText(const Node& root, const AlertmanagerReading& reading,
                             const alertmanager::Options& options) {
    NodeWriter out;
    const auto section = [&](std::string_view key) {
        const auto* const node = root.find(key);
        return node == nullptr || node->kind == yaml::Kind::kNull ? nullptr : node;
    };
    writeGlobal(out, section("global"), reading.global);
    out.key("route");
    out.nest([&] { writeRoute(out, *section("route")); });
    if (const auto* const receivers = section("receivers")) {
        writeReceivers(out, *receivers, reading.dialect);
    }
    for (const auto& [key, value] : root.entries) {
        const bool done = key->text == "global" || key->text == "route" || key->text == "receivers";
        if (!done && key->text != "templates") {
            out.entry(*key, *value, {});
        }
    }
    out.texts("templates", options.templates);
    return out.take();
}

} // namespace hearth::config
