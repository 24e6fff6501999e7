// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/channel_listing.h"

#include <algorithm>
#include <array>

#include "alertmanager/receivers/registry.h"
#include "http/url.h"

namespace hearth::engine {
namespace {

using datasource::Channel;
using yaml::Node;

std::string textOf(const Node& map, std::string_view key) {
    const auto* const value = map.find(key);
    return value != nullptr && value->kind == yaml::Kind::kScalar ? value->text : std::string();
}

std::string firstOf(const Node& entry, std::initializer_list<std::string_view> keys) {
    for (const auto key : keys) {
        if (auto text = textOf(entry, key); !text.empty()) {
            return text;
        }
    }
    return {};
}

/// `ntfy.sh`: of a URL only the server, since tokens stand in paths.
std::string serverOf(const std::string& url) {
    const auto parsed = http::parseUrl(url);
    if (!parsed || parsed->host == kHiddenHost) {
        return {};
    }
    const bool isUsual = parsed->port == (parsed->scheme == "https" ? "443" : "80");
    return isUsual ? parsed->host : parsed->authority();
}

std::string fileNameOf(const std::string& path) {
    return path.substr(path.rfind('/') + 1);
}

std::string programOf(const Node& entry) {
    const auto* const command = entry.find("command");
    return command == nullptr || command->items.empty() ? std::string() : fileNameOf(command->items.front()->text);
}

/// Whose server a kind speaks to where the entry does not say.
std::string usualServer(std::string_view kind) {
    constexpr std::array<std::pair<std::string_view, std::string_view>, 4> kServers{{{"ntfy", "ntfy.sh"},
                                                                                     {"telegram", "api.telegram.org"},
                                                                                     {"pushover", "api.pushover.net"},
                                                                                     {"webex", "webexapis.com"}}};
    const auto* const found = std::ranges::find(kServers, kind, &std::pair<std::string_view, std::string_view>::first);
    return found == kServers.end() ? std::string() : std::string(found->second);
}

void describe(Channel& channel, const Node& entry, const Node* global) {
    if (channel.kind == "email") {
        channel.to = textOf(entry, "to");
        channel.over = firstOf(entry, {"smarthost"});
        if (channel.over.empty() && global != nullptr) {
            channel.over = textOf(*global, "smtp_smarthost");
        }
        return;
    }
    if (channel.kind == "command") {
        channel.to = programOf(entry);
        return;
    }
    channel.to = firstOf(entry, {"channel", "topic", "chat_id", "room_id"});
    channel.over = serverOf(firstOf(entry, {"server", "webhook_url", "api_url", "url"}));
    if (channel.over.empty()) {
        channel.over = usualServer(channel.kind);
    }
}

/// `email_configs` -> `email`
std::string kindOf(std::string_view key) {
    constexpr std::string_view kTail = "_configs";
    return key.ends_with(kTail) ? std::string(key.substr(0, key.size() - kTail.size())) : std::string();
}

/// Entries are named in the order in which the Alertmanager builds them.
std::vector<std::string> kindsInOrder(const Node& receiver) {
    std::vector<std::string> kinds;
    for (const auto& known : alertmanager::integrationKinds()) {
        if (receiver.find(known.key) != nullptr) {
            kinds.push_back(kindOf(known.key));
        }
    }
    for (const auto& [key, value] : receiver.entries) {
        if (auto kind = kindOf(key->text); !kind.empty() && std::ranges::find(kinds, kind) == kinds.end()) {
            kinds.push_back(std::move(kind));
        }
    }
    return kinds;
}

} // namespace

std::vector<datasource::ReceiverFacts> listReceivers(const Node& root) {
    std::vector<datasource::ReceiverFacts> receivers;
    const auto* const list = root.find("receivers");
    for (std::size_t i = 0; list != nullptr && i < list->items.size(); ++i) {
        const auto& written = *list->items[i];
        datasource::ReceiverFacts receiver{.name = textOf(written, "name"), .channels = {}, .routes = {}};
        for (const auto& kind : kindsInOrder(written)) {
            int position = 0;
            for (const auto* const entry : written.find(kind + "_configs")->items) {
                Channel channel;
                channel.kind = kind;
                channel.integration = kind + '[' + std::to_string(position++) + ']';
                const auto resolved = textOf(*entry, "send_resolved");
                const bool isOff = kind == "email" || kind == "slack"; // by default
                channel.sendsResolved = resolved.empty() ? !isOff : resolved == "true";
                describe(channel, *entry, root.find("global"));
                receiver.channels.push_back(std::move(channel));
            }
        }
        receivers.push_back(std::move(receiver));
    }
    return receivers;
}

} // namespace hearth::engine
