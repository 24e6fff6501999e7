// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "exposition/series_text.h"
#include "http/message.h"
#include "scrape/options.h"

/// What a scrape asks for and what it makes of the answer's type.
namespace hearth::scrape {

/// `Accept` and `X-Prometheus-Scrape-Timeout-Seconds`. Protocols that this build cannot read are not asked for.
std::vector<http::Header> scrapeHeaders(const PoolOptions& options, model::DurationMs timeout);

/// The parser for a `Content-Type`. Errors: kUnsupported in Prometheus's words.
Result<exposition::TextFormat> formatOf(std::string_view contentType, const PoolOptions& options);

} // namespace hearth::scrape
