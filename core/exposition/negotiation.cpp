// SPDX-License-Identifier: GPL-3.0-or-later
#include "exposition/negotiation.h"

#include <algorithm>
#include <fmt/format.h>
#include <vector>

#include "base/number_format.h"
#include "base/text.h"
#include "exposition/media_type.h"
#include "exposition/writer.h"

namespace hearth::exposition {
namespace {

constexpr std::string_view kOpenMetricsType = "application/openmetrics-text";
constexpr std::string_view kProtobufType = "application/vnd.google.protobuf";
constexpr std::string_view kTextType = "text/plain";
/// The weight of the first protocol, in tenths.
constexpr int kFirstWeight = 6;
/// Clauses of an Accept header beyond these are not looked at.
constexpr std::size_t kMaxClauses = 64;

struct ProtocolWords {
    std::string_view name;
    std::string_view mediaType;
    bool takesEscaping;
};

constexpr std::array<ProtocolWords, 5> kProtocols = {{
    {"PrometheusProto", "application/vnd.google.protobuf;proto=io.prometheus.client.MetricFamily;encoding=delimited",
     false},
    {"PrometheusText0.0.4", "text/plain;version=0.0.4", false},
    {"PrometheusText1.0.0", "text/plain;version=1.0.0", true},
    {"OpenMetricsText0.0.1", "application/openmetrics-text;version=0.0.1", false},
    {"OpenMetricsText1.0.0", "application/openmetrics-text;version=1.0.0", true},
}};

const ProtocolWords& wordsOf(ScrapeProtocol protocol) {
    return kProtocols[static_cast<std::size_t>(protocol)];
}

std::optional<TextFormat> formatOfType(std::string_view type) {
    if (type == kOpenMetricsType) {
        return TextFormat::kOpenMetrics;
    }
    return type == kTextType ? std::optional(TextFormat::kPrometheus) : std::nullopt;
}

Result<TextFormat> fallBack(std::optional<ScrapeProtocol> fallback, std::string failure) {
    if (!fallback) {
        return fail(ErrorCode::kInvalidArgument, std::move(failure));
    }
    const auto type = wordsOf(*fallback).mediaType;
    if (const auto format = formatOfType(type.substr(0, type.find(';')))) {
        return *format;
    }
    return fail(ErrorCode::kUnsupported, "the protobuf exposition format is not supported");
}

struct Clause {
    MediaType type;
    double weight = 1;
};

std::vector<Clause> clausesOf(std::string_view accept) {
    std::vector<Clause> clauses;
    for (const auto text : split(accept, ',')) {
        auto type = parseMediaType(text);
        if (!type || clauses.size() == kMaxClauses) {
            continue;
        }
        const auto weight = parseFloat(type->parameter("q"));
        clauses.push_back({std::move(*type), weight.value_or(1)});
    }
    std::ranges::stable_sort(clauses, std::ranges::greater(), &Clause::weight);
    return clauses;
}

std::optional<TextFormat> offeredFormat(const MediaType& type, Offer offer) {
    const auto version = type.parameter("version");
    if (offer == Offer::kTextAndOpenMetrics && type.name == kOpenMetricsType &&
        (version.empty() || version == "1.0.0" || version == "0.0.1")) {
        return TextFormat::kOpenMetrics;
    }
    if (type.name == kTextType && (version.empty() || version == "0.0.4")) {
        return TextFormat::kPrometheus;
    }
    return std::nullopt;
}

} // namespace

std::string_view scrapeProtocolText(ScrapeProtocol protocol) {
    return wordsOf(protocol).name;
}

std::optional<ScrapeProtocol> parseScrapeProtocol(std::string_view text) {
    const auto found = std::ranges::find(kProtocols, text, &ProtocolWords::name);
    return found == kProtocols.end() ? std::nullopt
                                     : std::optional(static_cast<ScrapeProtocol>(found - kProtocols.begin()));
}

std::string scrapeAcceptHeader(std::span<const ScrapeProtocol> protocols, EscapingScheme escaping) {
    std::string header;
    int weight = kFirstWeight;
    for (const auto protocol : protocols) {
        const auto& words = wordsOf(protocol);
        header += words.mediaType;
        if (words.takesEscaping) {
            header += fmt::format(";escaping={}", escapingSchemeText(escaping));
        }
        header += fmt::format(";q=0.{},", weight--);
    }
    return header + fmt::format("*/*;q=0.{}", weight);
}

Result<TextFormat> formatOfContentType(std::string_view contentType, std::optional<ScrapeProtocol> fallback) {
    if (contentType.empty()) {
        return fallBack(fallback, "non-compliant scrape target sending blank Content-Type and no "
                                  "fallback_scrape_protocol specified for target");
    }
    const auto type = parseMediaType(contentType);
    if (!type) {
        return fallBack(fallback, fmt::format("cannot parse Content-Type {} and no fallback_scrape_protocol for target",
                                              quoteGo(contentType)));
    }
    if (const auto format = formatOfType(type->name)) {
        return *format;
    }
    if (type->name == kProtobufType) {
        return fail(ErrorCode::kUnsupported, "the protobuf exposition format is not supported");
    }
    return fallBack(fallback, fmt::format("received unsupported Content-Type {} and no fallback_scrape_protocol "
                                          "specified for target",
                                          quoteGo(contentType)));
}

std::string ServedFormat::contentType() const {
    const auto type = format == TextFormat::kOpenMetrics ? "application/openmetrics-text; version=1.0.0"
                                                         : "text/plain; version=0.0.4";
    return fmt::format("{}; charset=utf-8; escaping={}", type, escapingSchemeText(escaping));
}

void ServedFormat::write(std::string& out, const instrument::Families& families) const {
    format == TextFormat::kOpenMetrics ? writeOpenMetrics(out, families, escaping) : writeText(out, families, escaping);
}

ServedFormat negotiate(std::string_view accept, Offer offer) {
    ServedFormat served;
    for (const auto& clause : clausesOf(accept)) {
        if (const auto escaping = parseEscapingScheme(clause.type.parameter("escaping"))) {
            served.escaping = *escaping;
        }
        if (const auto format = offeredFormat(clause.type, offer)) {
            served.format = *format;
            break;
        }
    }
    return served;
}

} // namespace hearth::exposition
