// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "base/error.h"
#include "exposition/escaping.h"
#include "exposition/series_text.h"
#include "instrument/family.h"

namespace hearth::exposition {

/// What `scrape_protocols` and `fallback_scrape_protocol` name.
enum class ScrapeProtocol : std::uint8_t {
    kPrometheusProto,
    kPrometheusText004,
    kPrometheusText100,
    kOpenMetricsText001,
    kOpenMetricsText100,
};

/// `PrometheusProto`, `PrometheusText0.0.4`, ...
std::string_view scrapeProtocolText(ScrapeProtocol protocol);
std::optional<ScrapeProtocol> parseScrapeProtocol(std::string_view text);

/// What a scrape asks for by default, most wanted first.
inline constexpr std::array kDefaultScrapeProtocols = {
    ScrapeProtocol::kOpenMetricsText100, ScrapeProtocol::kOpenMetricsText001, ScrapeProtocol::kPrometheusText100,
    ScrapeProtocol::kPrometheusText004};

/// The Accept header of a scrape: the protocols in order with falling weights, then anything.
std::string scrapeAcceptHeader(std::span<const ScrapeProtocol> protocols, EscapingScheme escaping);

/// Chooses the parser by the Content-Type of an answer, `fallback` where that says nothing useful. The failures are
/// what Prometheus shows on its targets page; kUnsupported for protobuf. Only for bodies that are not empty.
Result<TextFormat> formatOfContentType(std::string_view contentType, std::optional<ScrapeProtocol> fallback);

/// What an exporter answers with.
struct ServedFormat {
    TextFormat format = TextFormat::kPrometheus;
    EscapingScheme escaping = EscapingScheme::kUnderscores;

    /// The whole Content-Type header.
    std::string contentType() const;
    /// Appends the families in this format.
    void write(std::string& out, const instrument::Families& families) const;

    bool operator==(const ServedFormat&) const = default;
};

/// What an exporter is willing to serve. Prometheus's own /metrics and node_exporter know text only.
enum class Offer : std::uint8_t { kText, kTextAndOpenMetrics };

/// Chooses by the Accept header of a scrape: the first clause, by falling weight, that names an offered format; text
/// where none does (Prometheus: expfmt.Negotiate). Never fails.
ServedFormat negotiate(std::string_view accept, Offer offer);

} // namespace hearth::exposition
