// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "yaml/document.h"

namespace hearth::yaml {

/// Collects what is wrong with one file. It remembers the first error, after which reading goes on without effect, so
/// that readers need not check every step. Threads: thread-compatible.
class Complaints {
  public:
    explicit Complaints(std::string name)
        : m_name(std::move(name)) {}

    /// `file:line:column: reason`; `where` (`scrape_configs[0]`) is named in it where it is not empty.
    void add(const Node& at, std::string_view reason, std::string_view where = {});
    bool any() const { return m_first.has_value(); }
    const std::optional<Error>& first() const { return m_first; }
    const std::string& name() const { return m_name; }

  private:
    std::string m_name;
    std::optional<Error> m_first;
};

/// Reads scalars as Go's YAML reader does (YAML 1.1: `yes` and `on` are true). Each complains and yields a default
/// where the value is of another kind. A null yields nothing, as if the key were not there.
std::optional<std::string> readText(Complaints& complaints, const Node& node, std::string_view where);
std::optional<bool> readBool(Complaints& complaints, const Node& node, std::string_view where);
std::optional<std::int64_t> readInteger(Complaints& complaints, const Node& node, std::string_view where);
std::optional<double> readFloat(Complaints& complaints, const Node& node, std::string_view where);

/// Reads a map whose keys are all known in advance. Each field() names one key; finish() complains of the others.
///
///     MapReader map(complaints, node, "global");
///     map.text("query_log_file", global.queryLogFile);
///     map.finish();
///
/// Threads: thread-compatible; lives no longer than the document.
class MapReader {
  public:
    /// A null node is an empty map; another kind is complained of.
    MapReader(Complaints& complaints, const Node& node, std::string where);

    Complaints& complaints() const { return m_complaints; }
    const Node& node() const { return m_node; }
    const std::string& where() const { return m_where; }
    /// `where.key`
    std::string pathOf(std::string_view key) const;
    void complain(std::string_view reason) const { m_complaints.add(m_node, reason, m_where); }

    /// The node under `key`, now known; nullptr where it is absent.
    const Node* take(std::string_view key);
    /// Whether the key was taken and stands in the file.
    bool has(std::string_view key) const { return m_node.find(key) != nullptr; }

    void text(std::string_view key, std::string& out);
    void boolean(std::string_view key, bool& out);
    void unsignedInteger(std::string_view key, std::uint64_t& out);
    void real(std::string_view key, double& out);
    void texts(std::string_view key, std::vector<std::string>& out);
    void textMap(std::string_view key, std::map<std::string, std::string>& out);
    void textListMap(std::string_view key, std::map<std::string, std::vector<std::string>>& out);
    /// A scalar that `parse` understands; its error is complained of at the value.
    template <class T, class Parse>
    void parsed(std::string_view key, T& out, Parse parse);

    /// Calls `read(item, "where.key[i]")` for each item of a list.
    void each(std::string_view key, const std::function<void(const Node&, std::string)>& read);
    /// Calls `read(value, "where.key")` where the key stands and is not null.
    void section(std::string_view key, const std::function<void(const Node&, std::string)>& read);

    /// Complains of keys that nobody took: `unknown field "x" in where`.
    void finish();

  private:
    Complaints& m_complaints;
    const Node& m_node;
    const std::string m_where;
    std::vector<std::string_view> m_taken;
};

template <class T, class Parse>
void MapReader::parsed(std::string_view key, T& out, Parse parse) {
    const auto* const value = take(key);
    if (value == nullptr) {
        return;
    }
    const auto text = readText(m_complaints, *value, pathOf(key));
    if (!text) {
        return;
    }
    auto result = parse(*text);
    if (result) {
        out = *std::move(result);
    } else {
        m_complaints.add(*value, result.error().message(), pathOf(key));
    }
}

} // namespace hearth::yaml
