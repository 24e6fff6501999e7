// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <concepts>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "config/config.h"
#include "model/time.h"

namespace hearth::config {

/// Writes block YAML as Prometheus prints its configuration: two blanks a level, a list's dash under its key, empty
/// values left out. Threads: thread-compatible.
class YamlWriter {
  public:
    explicit YamlWriter(Secrets secrets)
        : m_secrets(secrets) {}

    void text(std::string_view key, std::string_view value);
    /// Written even where it is empty, since that says something.
    void textOrEmpty(std::string_view key, std::string_view value);
    void secret(std::string_view key, std::string_view value);
    void boolean(std::string_view key, bool value);
    void number(std::string_view key, std::uint64_t value);
    void real(std::string_view key, double value);
    void duration(std::string_view key, model::DurationMs value);
    /// Bytes in the largest unit that divides them.
    void size(std::string_view key, std::uint64_t value);
    void texts(std::string_view key, const std::vector<std::string>& values);
    void secrets(std::string_view key, const std::vector<std::string>& values);
    void textMap(std::string_view key, const std::map<std::string, std::string>& values);

    /// A map under `key`; left out where `body` writes nothing.
    template <std::invocable Body>
    void map(std::string_view key, Body body);
    /// A list of maps; left out where it is empty.
    template <class Items, class Body>
    void list(std::string_view key, const Items& items, Body body);

    std::string take() { return std::move(m_out); }

  private:
    void begin(std::string_view key);
    void item(std::string_view value);

    const Secrets m_secrets;
    std::string m_out;
    std::size_t m_indent = 0;
    bool m_firstOfItem = false; ///< The next key stands behind its list item's dash.
};

/// The value as a YAML scalar, in quotes where it would otherwise be read as something else.
std::string yamlScalar(std::string_view value);

template <std::invocable Body>
void YamlWriter::map(std::string_view key, Body body) {
    const auto before = m_out.size();
    const bool first = m_firstOfItem;
    begin(key);
    m_out += '\n';
    const auto empty = m_out.size();
    m_indent += 2;
    body();
    m_indent -= 2;
    if (m_out.size() == empty) {
        m_out.resize(before);
        m_firstOfItem = first;
    }
}

template <class Items, class Body>
void YamlWriter::list(std::string_view key, const Items& items, Body body) {
    if (items.empty()) {
        return;
    }
    begin(key);
    m_out += '\n';
    m_indent += 2;
    for (const auto& each : items) {
        m_firstOfItem = true;
        const auto before = m_out.size();
        body(each);
        if (m_out.size() == before) { // an item with nothing but defaults
            m_out.append(m_indent - 2, ' ');
            m_out += "- {}\n";
        }
        m_firstOfItem = false;
    }
    m_indent -= 2;
}

} // namespace hearth::config
