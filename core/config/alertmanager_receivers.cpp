// SPDX-License-Identifier: GPL-3.0-or-later
#include <fmt/format.h>

#include "base/text.h"
#include "config/alertmanager_sections.h"
#include "config/receiver_context.h"

namespace hearth::config {
namespace {

using alertmanager::IntegrationKind;
using alertmanager::ReceiverOptions;

/// `slack` of `slack_configs`.
std::string_view kindName(std::string_view key) {
    constexpr std::string_view kTail = "_configs";
    return key.ends_with(kTail) ? key.substr(0, key.size() - kTail.size()) : key;
}

/// Calls `read` for each entry that is a map.
void eachEntry(AlertmanagerReading& reading, MapReader& receiver, std::string_view key,
               const std::function<void(MapReader&)>& read) {
    receiver.each(key, [&](const Node& item, const std::string& where) {
        if (item.kind == yaml::Kind::kNull) {
            reading.file.complaints.add(item, fmt::format("missing {} config", kindName(key)), where);
            return;
        }
        MapReader entry(reading.file.complaints, item, where);
        if (!reading.file.complaints.any()) {
            read(entry);
            entry.finish();
        }
    });
}

void readKind(AlertmanagerReading& reading, MapReader& receiver, const IntegrationKind& kind, ReceiverOptions& out) {
    eachEntry(reading, receiver, kind.key, [&](MapReader& entry) {
        ReceiverContext context(reading);
        out.integrations.push_back(kind.parse(entry, context));
    });
}

void readForeignKind(AlertmanagerReading& reading, MapReader& receiver, const ForeignKind& kind) {
    eachEntry(reading, receiver, kind.key, [&](MapReader& entry) {
        ReceiverContext context(reading);
        kind.check(entry, context);
        const auto at = entry.node().at;
        reading.refusals.push_back(fmt::format("{}:{}:{}: {}: this build does not send to {}; use webhook_configs with "
                                               "a bridge to it instead",
                                               reading.file.complaints.name(), at.line, at.column, entry.where(),
                                               kind.name));
    });
}

void readNames(AlertmanagerReading& reading, MapReader& map, ReceiverOptions& out) {
    map.text("name", out.name);
    map.textMap("labels", out.labels);
    if (out.name.empty()) {
        map.complain("missing name in receiver");
    }
    if (!reading.receiverNames.insert(out.name).second) {
        map.complain(fmt::format("notification config name {} is not unique", quoteGo(out.name)));
    }
    const auto [own, isNew] = out.labels.emplace("name", out.name);
    if (!isNew && own->second != out.name) {
        map.complain(fmt::format("receiver label \"name\" must match receiver name {}, got {}", quoteGo(out.name),
                                 quoteGo(own->second)));
    }
}

} // namespace

std::shared_ptr<const http::ClientOptions> ReceiverContext::http(MapReader& entry) {
    auto options = m_reading.global.http;
    entry.section("http_config", [&](const Node& node, const std::string& where) {
        MapReader map(m_reading.file.complaints, node, where);
        auto own = std::make_shared<http::ClientOptions>();
        readHttpClient(m_reading.file, map, *own);
        map.finish();
        options = std::move(own);
    });
    return options;
}

bool ReceiverContext::tls(MapReader& entry, std::string_view key, http::TlsOptions& out) {
    const auto* const node = entry.node().find(key);
    readTls(m_reading.file, entry, key, out);
    return node != nullptr && node->kind != yaml::Kind::kNull;
}

void readReceivers(AlertmanagerReading& reading, MapReader& root, std::vector<ReceiverOptions>& out) {
    root.each("receivers", [&](const Node& item, const std::string& where) {
        MapReader map(reading.file.complaints, item, where);
        auto& receiver = out.emplace_back();
        readNames(reading, map, receiver);
        for (const auto& kind : reading.dialect.kinds) {
            readKind(reading, map, kind, receiver);
        }
        for (const auto& kind : foreignKinds()) {
            readForeignKind(reading, map, kind);
        }
        map.finish();
    });
}

} // namespace hearth::config
