// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <array>
#include <charconv>
#include <fmt/format.h>

#include "base/text.h"
#include "config/sections.h"
#include "discovery/file_pattern.h"

namespace hearth::config {
namespace {

constexpr std::array<std::string_view, 5> kProtocols{"PrometheusProto", "PrometheusText0.0.4", "PrometheusText1.0.0",
                                                     "OpenMetricsText0.0.1", "OpenMetricsText1.0.0"};
constexpr std::array<std::string_view, 4> kEscapings{"allow-utf-8", "underscores", "dots", "values"};
constexpr std::array<std::string_view, 5> kTlsVersions{"", "TLS10", "TLS11", "TLS12", "TLS13"};

std::unexpected<Error> invalid(std::string message) {
    return fail(ErrorCode::kInvalidArgument, std::move(message));
}

template <class T, std::size_t N>
std::optional<T> wordIn(const std::array<std::string_view, N>& words, std::string_view text) {
    for (std::size_t i = 0; i < N; ++i) {
        if (words[i] == text) {
            return static_cast<T>(i);
        }
    }
    return std::nullopt;
}

/// The power of 1024 that a unit names.
std::optional<unsigned> unitPower(std::string_view unit) {
    constexpr std::string_view kLetters = "KMGTPE";
    if (unit.ends_with("iB")) {
        unit.remove_suffix(2);
    } else if (unit.ends_with('B')) {
        unit.remove_suffix(1);
        if (unit.empty()) {
            return 0;
        }
    }
    const auto at = unit.size() == 1 ? kLetters.find(unit.front()) : std::string_view::npos;
    return at == std::string_view::npos ? std::nullopt : std::optional(static_cast<unsigned>(at) + 1);
}

} // namespace

std::string Reading::resolved(const std::string& path) const {
    return discovery::joinPath(directory, path);
}

void Reading::warn(const Node& at, std::string_view where, std::string_view text) {
    warnings.push_back(fmt::format("{}:{}:{}: {}: {}", complaints.name(), at.at.line, at.at.column, where, text));
}

Result<scrape::ScrapeProtocol> parseScrapeProtocol(std::string_view text) {
    if (const auto protocol = wordIn<scrape::ScrapeProtocol>(kProtocols, text)) {
        return *protocol;
    }
    return invalid(fmt::format("unknown scrape protocol {}, supported: [OpenMetricsText0.0.1 OpenMetricsText1.0.0 "
                               "PrometheusProto PrometheusText0.0.4 PrometheusText1.0.0]",
                               text));
}

std::string_view scrapeProtocolText(scrape::ScrapeProtocol protocol) {
    return kProtocols[static_cast<std::size_t>(protocol)];
}

Result<scrape::NameValidation> parseNameValidation(std::string_view text) {
    if (text.empty() || text == "utf8") {
        return scrape::NameValidation::kUtf8;
    }
    if (text == "legacy") {
        return scrape::NameValidation::kLegacy;
    }
    return invalid(
        fmt::format("unknown metric name validation scheme {}, must be either 'legacy' or 'utf8'", quoteGo(text)));
}

Result<scrape::NameEscaping> parseNameEscaping(std::string_view text) {
    if (const auto escaping = wordIn<scrape::NameEscaping>(kEscapings, text)) {
        return *escaping;
    }
    return invalid(fmt::format("unknown escaping scheme {}, must be one of allow-utf-8, underscores, dots, values",
                               quoteGo(text)));
}

std::string_view nameEscapingText(scrape::NameEscaping escaping) {
    return kEscapings[static_cast<std::size_t>(escaping)];
}

Result<http::TlsVersion> parseTlsVersion(std::string_view text) {
    if (const auto version = wordIn<http::TlsVersion>(kTlsVersions, text)) {
        return *version;
    }
    return invalid(fmt::format("unknown TLS version: {}", text));
}

std::string_view tlsVersionText(http::TlsVersion version) {
    return kTlsVersions[static_cast<std::size_t>(version)];
}

Result<std::uint64_t> parseByteSize(std::string_view text) {
    constexpr unsigned kBitsPerPower = 10;
    std::uint64_t number = 0;
    const auto* const end = text.data() + text.size();
    const auto [rest, ec] = std::from_chars(text.data(), end, number);
    const std::string_view unit(rest, static_cast<std::size_t>(end - rest));
    if (ec == std::errc() && unit.empty() && number == 0) {
        return 0U;
    }
    const auto power = unitPower(unit);
    if (ec != std::errc() || !power) {
        return invalid(fmt::format("{} is not a size: a whole number that is not negative, with a unit such as B, KB, "
                                   "MB, GB",
                                   quoteGo(text)));
    }
    const auto shift = *power * kBitsPerPower;
    if (number > (static_cast<std::uint64_t>(INT64_MAX) >> shift)) {
        return invalid(fmt::format("the size {} is too large", quoteGo(text)));
    }
    return number << shift;
}

void readDuration(MapReader& map, std::string_view key, model::DurationMs& out) {
    map.parsed(key, out, [](std::string_view text) { return model::parseDuration(text); });
}

void readScrapeLimits(MapReader& map, scrape::ScrapeLimits& out) {
    map.parsed("body_size_limit", out.bodyBytes, parseByteSize);
    map.unsignedInteger("sample_limit", out.samples);
    map.unsignedInteger("target_limit", out.targets);
    map.unsignedInteger("label_limit", out.labels);
    map.unsignedInteger("label_name_length_limit", out.labelNameBytes);
    map.unsignedInteger("label_value_length_limit", out.labelValueBytes);
    map.unsignedInteger("keep_dropped_targets", out.keptDroppedTargets);
}

void readScrapeProtocols(MapReader& map, std::vector<scrape::ScrapeProtocol>& out) {
    std::vector<scrape::ScrapeProtocol> list;
    auto& complaints = map.complaints();
    map.each("scrape_protocols", [&](const Node& item, const std::string& where) {
        const auto text = yaml::readText(complaints, item, where).value_or("");
        const auto protocol = parseScrapeProtocol(text);
        if (!protocol) {
            complaints.add(item, protocol.error().message(), where);
        } else if (std::ranges::find(list, *protocol) != list.end()) {
            complaints.add(item, fmt::format("duplicated protocol in scrape_protocols, got {}", text), where);
        } else {
            list.push_back(*protocol);
        }
    });
    if (!map.has("scrape_protocols")) {
        return;
    }
    if (list.empty()) {
        map.complain("scrape_protocols cannot be empty");
    }
    out = std::move(list);
}

} // namespace hearth::config
