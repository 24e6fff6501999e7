// SPDX-License-Identifier: GPL-3.0-or-later
#include "config/node_writer.h"

#include <algorithm>
#include <array>
#include <fmt/format.h>
#include <utility>

#include "config/yaml_writer.h"

namespace hearth::config {
namespace {

constexpr std::string_view kMask = "<secret>";
/// Sections that say how to connect, and what is secret in them, at any depth.
constexpr std::array<std::string_view, 7> kTransports{"http_config", "tls_config",     "smtp_tls_config", "sigv4",
                                                      "tracing",     "event_recorder", "basic_auth"};
constexpr std::array<std::string_view, 8> kTransportSecrets{
    "password", "credentials", "bearer_token", "client_secret", "key", "secrets", "secret_key", "proxy_connect_header"};

template <class Keys>
bool isIn(const Keys& keys, std::string_view key) {
    return std::ranges::find(keys, key) != std::ranges::end(keys);
}

/// `https://user:xxxxx@host/`
std::string withoutPassword(std::string_view text) {
    const auto scheme = text.find("://");
    const auto begin = scheme == std::string_view::npos ? text.size() : scheme + 3;
    const auto end = std::min(text.find_first_of("/?#", begin), text.size());
    const auto at = text.substr(0, end).rfind('@');
    const auto colon = text.find(':', begin);
    if (scheme == std::string_view::npos || text.find_first_of(" {") < begin || at == std::string_view::npos ||
        at < begin || colon > at) {
        return std::string(text);
    }
    return fmt::format("{}:xxxxx{}", text.substr(0, colon), text.substr(at));
}

} // namespace

void NodeWriter::begin() {
    if (m_firstOfItem) {
        m_out.append(m_indent - 2, ' ');
        m_out += "- ";
        m_firstOfItem = false;
    } else {
        m_out.append(m_indent, ' ');
    }
}

void NodeWriter::line(std::string_view key, std::string_view value) {
    begin();
    m_out += fmt::format("{}: {}\n", yamlScalar(key), value);
}

void NodeWriter::key(std::string_view key) {
    begin();
    m_out += fmt::format("{}:\n", yamlScalar(key));
}

void NodeWriter::texts(std::string_view name, const std::vector<std::string>& values) {
    if (values.empty()) {
        line(name, "[]");
        return;
    }
    key(name);
    for (const auto& value : values) {
        m_out.append(m_indent, ' ');
        m_out += fmt::format("- {}\n", yamlScalar(value));
    }
}

void NodeWriter::nest(const std::function<void()>& body) {
    m_indent += 2;
    body();
    m_indent -= 2;
}

void NodeWriter::item(const std::function<void()>& body) {
    m_firstOfItem = true;
    nest(body);
    if (std::exchange(m_firstOfItem, false)) { // nothing was written
        m_out.append(m_indent, ' ');
        m_out += "- {}\n";
    }
}

void NodeWriter::commented(bool hidden, const std::function<void()>& body) {
    const auto before = m_out.size();
    body();
    for (auto at = before; hidden && at < m_out.size(); at = std::min(m_out.find('\n', at), m_out.size() - 1) + 1) {
        m_out.insert(at, "# ");
    }
}

void NodeWriter::entry(const yaml::Node& key, const yaml::Node& node, Keys secrets) {
    // Of a list the keys are those of its items.
    const bool inItems = node.kind == yaml::Kind::kSequence;
    const auto masked = std::exchange(m_masked, m_masked || (!inItems && isIn(secrets, key.text)) ||
                                                    (m_transport && isIn(kTransportSecrets, key.text)));
    // Older tools of Alertmanager want a webhook's address to be one.
    const auto address = std::exchange(m_address, key.text == "url");
    const auto transport = std::exchange(m_transport, m_transport || isIn(kTransports, key.text));
    begin();
    m_out += yamlScalar(key.text);
    m_out += ':';
    value(node, inItems ? secrets : Keys());
    m_masked = masked;
    m_address = address;
    m_transport = transport;
}

void NodeWriter::entries(const yaml::Node& map, Keys secrets) {
    for (const auto& [key, node] : map.entries) {
        entry(*key, *node, secrets);
    }
}

/// Behind `key:`.
void NodeWriter::value(const yaml::Node& node, Keys secrets) {
    switch (node.kind) {
    case yaml::Kind::kNull:
        m_out += " null\n";
        return;
    case yaml::Kind::kScalar:
        m_out += ' ';
        scalar(node);
        m_out += '\n';
        return;
    case yaml::Kind::kSequence:
        m_out += node.items.empty() ? " []\n" : "\n";
        list(node, secrets);
        return;
    case yaml::Kind::kMap:
        m_out += node.entries.empty() ? " {}\n" : "\n";
        nest([&] { entries(node, secrets); });
    }
}

/// The dashes stand under their key. `secrets` are keys of the items.
void NodeWriter::list(const yaml::Node& node, Keys secrets) {
    for (const auto* const each : node.items) {
        if (each->kind == yaml::Kind::kMap) {
            item([&] { entries(*each, secrets); });
            continue;
        }
        m_out.append(m_indent, ' ');
        m_out += '-';
        if (each->kind == yaml::Kind::kSequence) {
            m_out += each->items.empty() ? " []\n" : "\n";
            nest([&] { list(*each, {}); });
        } else {
            value(*each, {});
        }
    }
}

void NodeWriter::scalar(const yaml::Node& node) {
    if (m_masked && !node.text.empty()) {
        const bool secure = node.text.starts_with("https://");
        if (m_address && (secure || node.text.starts_with("http://"))) {
            m_out += secure ? "https://" : "http://";
        }
        m_out += kMask;
        return;
    }
    const auto text = withoutPassword(node.text);
    const bool asWritten = node.plain && node.tag.empty() && !text.empty() && text.find('\n') == std::string::npos;
    m_out += asWritten ? text : yamlScalar(text);
}

} // namespace hearth::config
