// SPDX-License-Identifier: GPL-3.0-or-later
#include "scrape/negotiation.h"

#include <algorithm>
#include <fmt/format.h>
#include <optional>

#include "base/number_format.h"
#include "base/text.h"

namespace hearth::scrape {
namespace {

std::string_view mediaType(ScrapeProtocol protocol) {
    switch (protocol) {
    case ScrapeProtocol::kPrometheusText004:
        return "text/plain;version=0.0.4";
    case ScrapeProtocol::kPrometheusText100:
        return "text/plain;version=1.0.0";
    case ScrapeProtocol::kOpenMetrics001:
        return "application/openmetrics-text;version=0.0.1";
    case ScrapeProtocol::kOpenMetrics100:
        return "application/openmetrics-text;version=1.0.0";
    case ScrapeProtocol::kPrometheusProto:
        break;
    }
    return {};
}

std::string_view escapingText(NameEscaping escaping) {
    switch (escaping) {
    case NameEscaping::kAllowUtf8:
        return "allow-utf-8";
    case NameEscaping::kUnderscores:
        return "underscores";
    case NameEscaping::kDots:
        return "dots";
    case NameEscaping::kValues:
        break;
    }
    return "values";
}

std::string acceptHeader(const PoolOptions& options) {
    std::string out;
    int tenths = 6;
    for (const auto protocol : options.protocols) {
        const auto type = mediaType(protocol);
        if (type.empty()) {
            continue;
        }
        out += type;
        if (protocol == ScrapeProtocol::kPrometheusText100 || protocol == ScrapeProtocol::kOpenMetrics100) {
            out += fmt::format(";escaping={}", escapingText(options.nameEscaping));
        }
        out += fmt::format(";q=0.{},", tenths--);
    }
    return out + fmt::format("*/*;q=0.{}", tenths);
}

exposition::TextFormat textFormat(ScrapeProtocol protocol) {
    const bool open = protocol == ScrapeProtocol::kOpenMetrics001 || protocol == ScrapeProtocol::kOpenMetrics100;
    return open ? exposition::TextFormat::kOpenMetrics : exposition::TextFormat::kPrometheus;
}

/// Type and subtype in lower case; empty where it is none.
std::string bareType(std::string_view contentType) {
    const auto bare = trim(contentType.substr(0, contentType.find(';')));
    const auto slash = bare.find('/');
    const bool valid = slash != std::string_view::npos && slash > 0 && slash + 1 < bare.size() &&
                       bare.find_first_of(" \t\",") == std::string_view::npos;
    return valid ? toLowerAscii(bare) : std::string();
}

std::string refusal(std::string_view contentType, std::string_view bare) {
    if (trim(contentType).empty()) {
        return "non-compliant scrape target sending blank Content-Type and no fallback_scrape_protocol specified for "
               "target";
    }
    if (bare.empty()) {
        return fmt::format("cannot parse Content-Type {} and no fallback_scrape_protocol for target",
                           quoteGo(contentType));
    }
    return fmt::format("received unsupported Content-Type {} and no fallback_scrape_protocol specified for target",
                       quoteGo(contentType));
}

} // namespace

std::vector<http::Header> scrapeHeaders(const PoolOptions& options, model::DurationMs timeout) {
    std::string seconds;
    appendFloatPlain(seconds, static_cast<double>(timeout) / 1000);
    return {{"Accept", acceptHeader(options)}, {"X-Prometheus-Scrape-Timeout-Seconds", std::move(seconds)}};
}

Result<exposition::TextFormat> formatOf(std::string_view contentType, const PoolOptions& options) {
    const auto bare = bareType(contentType);
    if (bare == "application/openmetrics-text") {
        return exposition::TextFormat::kOpenMetrics;
    }
    if (bare == "text/plain") {
        return exposition::TextFormat::kPrometheus;
    }
    if (bare == "application/vnd.google.protobuf") {
        return fail(ErrorCode::kUnsupported, "the target answered in protobuf, which this build does not read");
    }
    if (options.fallbackProtocol && *options.fallbackProtocol != ScrapeProtocol::kPrometheusProto) {
        return textFormat(*options.fallbackProtocol);
    }
    return fail(ErrorCode::kUnsupported, refusal(contentType, bare));
}

} // namespace hearth::scrape
