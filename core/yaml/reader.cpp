// SPDX-License-Identifier: GPL-3.0-or-later
#include "yaml/reader.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <fmt/format.h>

#include "base/number_format.h"
#include "base/text.h"

namespace hearth::yaml {
namespace {

constexpr std::size_t kMaxQuotedBytes = 60;

std::string_view kindText(Kind kind) {
    constexpr std::array<std::string_view, 4> kTexts{"nothing", "a single value", "a list", "a map"};
    return kTexts[static_cast<std::size_t>(kind)];
}

/// Checks that the node is a scalar; a null is silently none.
bool isScalar(Complaints& complaints, const Node& node, std::string_view where, std::string_view wanted) {
    if (node.kind == Kind::kNull) {
        return false;
    }
    if (node.kind != Kind::kScalar) {
        complaints.add(node, fmt::format("expected {}, found {}", wanted, kindText(node.kind)), where);
        return false;
    }
    return true;
}

void complainOfValue(Complaints& complaints, const Node& node, std::string_view where, std::string_view wanted) {
    complaints.add(
        node,
        fmt::format("expected {}, found {}", wanted, quoteGo(std::string_view(node.text).substr(0, kMaxQuotedBytes))),
        where);
}

template <class T>
std::optional<T> parseWhole(std::string_view text) {
    T value{};
    const auto* const end = text.data() + text.size();
    const auto result = std::from_chars(text.data(), end, value);
    return result.ec == std::errc() && result.ptr == end ? std::optional(value) : std::nullopt;
}

} // namespace

void Complaints::add(const Node& at, std::string_view reason, std::string_view where) {
    if (!m_first) {
        m_first = errorAt(m_name, at.at, where.empty() ? std::string(reason) : fmt::format("{}: {}", where, reason));
    }
}

std::optional<std::string> readText(Complaints& complaints, const Node& node, std::string_view where) {
    if (!isScalar(complaints, node, where, "text")) {
        return std::nullopt;
    }
    return node.text;
}

std::optional<bool> readBool(Complaints& complaints, const Node& node, std::string_view where) {
    if (!isScalar(complaints, node, where, "true or false")) {
        return std::nullopt;
    }
    const auto word = toLowerAscii(node.text);
    for (const std::string_view yes : {"true", "yes", "on", "y"}) {
        if (node.plain && word == yes) {
            return true;
        }
    }
    for (const std::string_view no : {"false", "no", "off", "n"}) {
        if (node.plain && word == no) {
            return false;
        }
    }
    complainOfValue(complaints, node, where, "true or false");
    return std::nullopt;
}

std::optional<std::int64_t> readInteger(Complaints& complaints, const Node& node, std::string_view where) {
    if (!isScalar(complaints, node, where, "a whole number")) {
        return std::nullopt;
    }
    auto digits = node.text;
    std::erase(digits, '_'); // 1_000
    const auto value = parseWhole<std::int64_t>(digits);
    if (!value || !node.plain) {
        complainOfValue(complaints, node, where, "a whole number");
        return std::nullopt;
    }
    return value;
}

std::optional<double> readFloat(Complaints& complaints, const Node& node, std::string_view where) {
    if (!isScalar(complaints, node, where, "a number")) {
        return std::nullopt;
    }
    const auto value = parseFloat(node.text);
    if (!value || !node.plain) {
        complainOfValue(complaints, node, where, "a number");
        return std::nullopt;
    }
    return value;
}

MapReader::MapReader(Complaints& complaints, const Node& node, std::string where)
    : m_complaints(complaints)
    , m_node(node)
    , m_where(std::move(where)) {
    if (node.kind != Kind::kMap && node.kind != Kind::kNull) {
        complain(fmt::format("expected a map, found {}", kindText(node.kind)));
    }
}

std::string MapReader::pathOf(std::string_view key) const {
    return m_where.empty() ? std::string(key) : fmt::format("{}.{}", m_where, key);
}

const Node* MapReader::take(std::string_view key) {
    m_taken.push_back(key);
    return m_node.find(key);
}

void MapReader::text(std::string_view key, std::string& out) {
    if (const auto* const value = take(key)) {
        if (auto text = readText(m_complaints, *value, pathOf(key))) {
            out = *std::move(text);
        }
    }
}

void MapReader::boolean(std::string_view key, bool& out) {
    if (const auto* const value = take(key)) {
        out = readBool(m_complaints, *value, pathOf(key)).value_or(out);
    }
}

void MapReader::unsignedInteger(std::string_view key, std::uint64_t& out) {
    const auto* const value = take(key);
    if (value == nullptr) {
        return;
    }
    if (const auto number = readInteger(m_complaints, *value, pathOf(key))) {
        if (*number < 0) {
            complainOfValue(m_complaints, *value, pathOf(key), "a number that is not negative");
            return;
        }
        out = static_cast<std::uint64_t>(*number);
    }
}

void MapReader::real(std::string_view key, double& out) {
    if (const auto* const value = take(key)) {
        out = readFloat(m_complaints, *value, pathOf(key)).value_or(out);
    }
}

void MapReader::texts(std::string_view key, std::vector<std::string>& out) {
    std::vector<std::string> list;
    each(key, [&](const Node& item, const std::string& where) {
        list.push_back(readText(m_complaints, item, where).value_or(""));
    });
    if (has(key)) {
        out = std::move(list);
    }
}

void MapReader::textMap(std::string_view key, std::map<std::string, std::string>& out) {
    section(key, [&](const Node& node, const std::string& where) {
        const MapReader map(m_complaints, node, where);
        for (const auto& [name, value] : node.entries) {
            out[name->text] = readText(m_complaints, *value, map.pathOf(name->text)).value_or("");
        }
    });
}

void MapReader::textListMap(std::string_view key, std::map<std::string, std::vector<std::string>>& out) {
    section(key, [&](const Node& node, const std::string& where) {
        MapReader map(m_complaints, node, where);
        for (const auto& [name, value] : node.entries) {
            map.texts(name->text, out[name->text]);
        }
    });
}

void MapReader::each(std::string_view key, const std::function<void(const Node&, std::string)>& read) {
    const auto* const list = take(key);
    if (list == nullptr || list->kind == Kind::kNull) {
        return;
    }
    if (list->kind != Kind::kSequence) {
        m_complaints.add(*list, fmt::format("expected a list, found {}", kindText(list->kind)), pathOf(key));
        return;
    }
    for (std::size_t i = 0; i < list->items.size() && !m_complaints.any(); ++i) {
        read(*list->items[i], fmt::format("{}[{}]", pathOf(key), i));
    }
}

void MapReader::section(std::string_view key, const std::function<void(const Node&, std::string)>& read) {
    const auto* const value = take(key);
    if (value != nullptr && value->kind != Kind::kNull) {
        read(*value, pathOf(key));
    }
}

void MapReader::finish() {
    for (const auto& [key, value] : m_node.entries) {
        if (std::ranges::find(m_taken, key->text) == m_taken.end()) {
            const auto place = m_where.empty() ? std::string("the file") : m_where;
            m_complaints.add(*key, fmt::format("unknown field {} in {}", quoteGo(key->text), place));
            return;
        }
    }
}

} // namespace hearth::yaml
