// SPDX-License-Identifier: GPL-3.0-or-later
#include "alertmanager/receivers/payload.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <nlohmann/json.hpp>
#include <optional>

#include "base/text.h"

namespace hearth::alertmanager {
namespace {

using nlohmann::json;
using Expand = std::function<Result<std::string>(const std::string&)>;

template <std::size_t Count>
bool isOneOf(std::string_view text, const std::array<std::string_view, Count>& words) {
    return std::ranges::find(words, text) != words.end();
}

constexpr std::array<std::string_view, 5> kNulls{"", "~", "null", "Null", "NULL"};
constexpr std::array<std::string_view, 11> kTrue{"y",    "Y",    "yes", "Yes", "YES", "true",
                                                 "True", "TRUE", "on",  "On",  "ON"};
constexpr std::array<std::string_view, 11> kFalse{"n",     "N",     "no",  "No",  "NO", "false",
                                                  "False", "FALSE", "off", "Off", "OFF"};

/// Go: strconv.ParseInt() with the base of its prefix.
template <class Number>
std::optional<Number> integerOf(std::string_view digits, bool negative) {
    int base = 10;
    if (digits.size() > 1 && digits[0] == '0') {
        const auto mark = toLowerAscii(digits.substr(1, 1))[0];
        base = mark == 'x' ? 16 : mark == 'b' ? 2 : 8;
        digits.remove_prefix(mark == 'x' || mark == 'b' || mark == 'o' ? 2 : 1);
    }
    std::string text(negative ? "-" : "");
    text += digits;
    Number number{};
    const auto read = std::from_chars(text.data(), text.data() + text.size(), number, base);
    const bool whole = read.ec == std::errc() && read.ptr == text.data() + text.size() && !digits.starts_with('-');
    return whole && !digits.empty() ? std::optional(number) : std::nullopt;
}

/// A number as YAML 1.1 in Go knows them; a null where it is none.
json numberOf(std::string_view text) {
    std::string plain(text);
    std::erase(plain, '_');
    const bool negative = plain.starts_with('-');
    const auto digits = std::string_view(plain).substr(negative || plain.starts_with('+') ? 1 : 0);
    if (digits.empty() || digits.find_first_not_of("0123456789abcdefABCDEFxXoO.+-") != std::string_view::npos ||
        !(digits[0] == '.' || (digits[0] >= '0' && digits[0] <= '9'))) {
        return nullptr;
    }
    if (const auto integer = integerOf<std::int64_t>(digits, negative)) {
        return *integer;
    }
    if (const auto natural = integerOf<std::uint64_t>(digits, false); natural && !negative) {
        return *natural;
    }
    double number = 0;
    const auto read = std::from_chars(digits.data(), digits.data() + digits.size(), number);
    const bool whole = read.ec == std::errc() && read.ptr == digits.data() + digits.size();
    return whole && std::isfinite(number) ? json(negative ? -number : number) : json(nullptr);
}

json scalarOf(const yaml::Node& node) {
    if (!node.plain || !node.tag.empty()) {
        return node.text;
    }
    if (isOneOf(node.text, kNulls)) {
        return nullptr;
    }
    if (isOneOf(node.text, kTrue) || isOneOf(node.text, kFalse)) {
        return isOneOf(node.text, kTrue);
    }
    auto number = numberOf(node.text);
    return number.is_null() ? json(node.text) : number;
}

json valueOf(const yaml::Node& node) {
    auto value = json();
    switch (node.kind) {
    case yaml::Kind::kNull:
        break;
    case yaml::Kind::kScalar:
        return scalarOf(node);
    case yaml::Kind::kSequence:
        value = json::array();
        for (const auto* const item : node.items) {
            value.push_back(valueOf(*item));
        }
        break;
    case yaml::Kind::kMap:
        value = json::object();
        for (const auto& [key, item] : node.entries) {
            if (scalarOf(*key).is_string()) {
                value[key->text] = valueOf(*item);
            }
        }
        break;
    }
    return value;
}

/// What a text says as YAML, or itself.
json readAgain(std::string text) {
    const auto document = yaml::Document::parse(text, "payload");
    if (!document) {
        return text;
    }
    auto value = valueOf(document->root());
    return value.is_string() ? json(std::move(text)) : value;
}

Result<json> rendered(const json& value, const Expand& expand) {
    if (value.is_string()) {
        return readAgain(HEARTH_TRY(expand(value.get_ref<const std::string&>())));
    }
    auto out = value;
    if (value.is_array()) {
        for (auto& item : out) {
            item = HEARTH_TRY(rendered(json(item), expand));
        }
    } else if (value.is_object()) {
        out = json::object();
        for (const auto& [key, item] : value.items()) {
            auto name = HEARTH_TRY(expand(key));
            out[std::move(name)] = HEARTH_TRY(rendered(item, expand));
        }
    }
    return out;
}

} // namespace

Payload::Payload(const yaml::Node& node)
    : m_value(std::make_shared<const json>(valueOf(node))) {}

Payload::Payload(json value)
    : m_value(std::make_shared<const json>(std::move(value))) {}

Result<json> Payload::render(const Expand& expand) const {
    return m_value ? rendered(*m_value, expand) : Result<json>(nullptr);
}

bool Payload::operator==(const Payload& other) const {
    return m_value == other.m_value || (m_value && other.m_value && *m_value == *other.m_value);
}

} // namespace hearth::alertmanager
