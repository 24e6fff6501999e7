// SPDX-License-Identifier: GPL-3.0-or-later
#include "alertmanager/receivers/read.h"

#include <array>
#include <charconv>
#include <cmath>
#include <fmt/format.h>

#include "base/text.h"

namespace hearth::alertmanager {
namespace {

struct Unit {
    std::string_view name;
    double milliseconds = 0;
};
/// Longer names before those that they begin with.
constexpr std::array<Unit, 8> kUnits{{{"ns", 1e-6},
                                      {"us", 1e-3},
                                      {"\u00b5s", 1e-3},
                                      {"\u03bcs", 1e-3},
                                      {"ms", 1},
                                      {"s", model::kSecondMs},
                                      {"m", model::kMinuteMs},
                                      {"h", model::kHourMs}}};
constexpr double kLongestMs = 9.2e12; ///< Go's durations end at 292 years.

const Unit* unitAt(std::string_view text) {
    for (const auto& unit : kUnits) {
        if (text.starts_with(unit.name)) {
            return &unit;
        }
    }
    return nullptr;
}

/// The value under a key that was made at run time: the reader keeps views of what it took, so it gets the file's own.
const yaml::Node* takeByText(yaml::MapReader& map, std::string_view key) {
    for (const auto& [name, value] : map.node().entries) {
        if (name->text == key) {
            return map.take(name->text);
        }
    }
    return nullptr;
}

using CheckText = Result<void> (*)(std::string_view);

void readSecretText(yaml::MapReader& map, const ParseContext& context, std::string_view key, CheckText check,
                    Secret& out) {
    const auto fileKey = fmt::format("{}_file", key);
    std::string file;
    map.text(key, out.value);
    if (const auto* const node = map.take(key); node != nullptr && check != nullptr && !map.complaints().any()) {
        if (const auto checked = check(out.value); node->kind == yaml::Kind::kScalar && !checked) {
            map.complaints().add(*node, checked.error().message(), map.pathOf(key));
        }
    }
    if (const auto* const node = takeByText(map, fileKey)) {
        file = yaml::readText(map.complaints(), *node, map.pathOf(fileKey)).value_or("");
    }
    if (!out.value.empty() && !file.empty()) {
        map.complain(fmt::format("at most one of {0} & {0}_file must be configured", key));
    }
    out.file = file.empty() ? file : context.resolved(file);
}

bool isHostName(std::string_view host) {
    const bool bracketed = host.starts_with('[') && host.ends_with(']');
    return bracketed || host.find_first_of(":[]") == std::string_view::npos;
}

/// Go: net.SplitHostPort().
Result<std::string> checkHostPort(std::string_view text) {
    const auto colon = text.rfind(':');
    if (text.empty()) {
        return std::string();
    }
    if (colon == std::string_view::npos) {
        return fail(ErrorCode::kInvalidArgument, fmt::format("address {}: missing port in address", text));
    }
    if (!isHostName(text.substr(0, colon))) {
        return fail(ErrorCode::kInvalidArgument, fmt::format("address {}: too many colons in address", text));
    }
    if (colon + 1 == text.size()) {
        return fail(ErrorCode::kInvalidArgument, fmt::format("address {}: port cannot be empty", quoteGo(text)));
    }
    return std::string(text);
}

} // namespace

void readSecret(yaml::MapReader& map, const ParseContext& context, std::string_view key, Secret& out) {
    readSecretText(map, context, key, nullptr, out);
}

void readSecretUrl(yaml::MapReader& map, const ParseContext& context, std::string_view key, Secret& out) {
    readSecretText(map, context, key, checkUrl, out);
}

void readUrl(yaml::MapReader& map, std::string_view key, std::string& out) {
    map.parsed(key, out, [](std::string_view text) -> Result<std::string> {
        if (auto checked = checkUrl(text); !checked) {
            return std::unexpected(std::move(checked).error());
        }
        return std::string(text);
    });
}

void readGoDuration(yaml::MapReader& map, std::string_view key, model::DurationMs& out) {
    map.parsed(key, out, parseGoDuration);
}

void readHostPort(yaml::MapReader& map, std::string_view key, std::string& out) {
    map.parsed(key, out, checkHostPort);
}

Result<void> checkUrl(std::string_view url) {
    const auto colon = url.find("://");
    const auto scheme = toLowerAscii(url.substr(0, colon == std::string_view::npos ? 0 : colon));
    if (scheme != "http" && scheme != "https") {
        // What stands before a colon elsewhere may be a part of the secret.
        return fail(ErrorCode::kInvalidArgument, "unsupported scheme for URL, only http and https are");
    }
    const auto host = url.substr(colon + 3, url.find_first_of("/?#", colon + 3) - (colon + 3));
    const auto at = host.rfind('@');
    if (host.substr(at == std::string_view::npos ? 0 : at + 1).empty()) {
        return fail(ErrorCode::kInvalidArgument, "missing host for URL");
    }
    if (url.find_first_of(" \t\r\n") < colon + 3 + host.size()) {
        return fail(ErrorCode::kInvalidArgument, "invalid character in the host of the URL");
    }
    return {};
}

Result<model::DurationMs> parseGoDuration(std::string_view text) {
    const auto invalid = [whole = text] {
        return fail(ErrorCode::kInvalidArgument, fmt::format("time: invalid duration {}", quoteGo(whole)));
    };
    const bool negative = text.starts_with('-');
    text.remove_prefix(negative || text.starts_with('+') ? 1 : 0);
    if (text == "0") {
        return 0;
    }
    double sum = 0;
    do {
        double number = 0;
        const auto read = std::from_chars(text.data(), text.data() + text.size(), number, std::chars_format::fixed);
        if (read.ec != std::errc() || !(number >= 0)) {
            return invalid();
        }
        text.remove_prefix(static_cast<std::size_t>(read.ptr - text.data()));
        const auto* const unit = unitAt(text);
        if (unit == nullptr) {
            return invalid();
        }
        text.remove_prefix(unit->name.size());
        sum += number * unit->milliseconds;
    } while (!text.empty());
    if (!(sum < kLongestMs)) {
        return invalid();
    }
    const auto whole = static_cast<model::DurationMs>(std::floor(sum));
    return negative ? -whole : whole;
}

} // namespace hearth::alertmanager
