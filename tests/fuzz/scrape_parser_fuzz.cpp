// SPDX-License-Identifier: GPL-3.0-or-later
// Feeds any bytes to both scrape parsers, and compares what they read with the shortcuts of a scrape loop.
#include <cstdint>
#include <cstdlib>
#include <string_view>
#include <vector>

#include "exposition/scrape_parser.h"

using namespace hearth::exposition;

namespace {

/// What next() gave: the type behind it, and of a sample its series' place and its numbers.
struct Read {
    Entry entry;
    hearth::model::MetricType type;
    std::size_t end;
    std::size_t seriesBegin = 0;
    std::size_t seriesSize = 0;
    double value = 0;
};

std::size_t offsetOf(const ScrapeParser& parser, std::string_view body) {
    return body.size() - parser.rest().size();
}

/// Reads to the end or the first error.
std::vector<Read> readAll(std::string_view body, TextFormat format) {
    ScrapeParser parser(body, format);
    std::vector<Read> all;
    for (auto entry = parser.next(); entry && *entry != Entry::kEnd; entry = parser.next()) {
        all.push_back({*entry, parser.type(), offsetOf(parser, body)});
        if (*entry == Entry::kSample) {
            const auto& line = parser.sample();
            all.back().seriesBegin = static_cast<std::size_t>(line.series.data() - body.data());
            all.back().seriesSize = line.series.size();
            all.back().value = line.value;
            (void)parser.labels();
            (void)parser.exemplarLabels();
        }
    }
    return all;
}

bool same(double a, double b) {
    return a == b || (a != a && b != b);
}

/// The shortcuts of a scrape loop, taken wherever they are open, come to what next() came to.
void readByShortcuts(std::string_view body, TextFormat format, const std::vector<Read>& all) {
    ScrapeParser parser(body, format);
    for (const auto& read : all) {
        if (read.entry != Entry::kSample) {
            parser.skip(read.end - offsetOf(parser, body), read.type);
            continue;
        }
        if (read.seriesBegin != offsetOf(parser, body)) {
            parser.skip(read.seriesBegin - offsetOf(parser, body), read.type);
        }
        if (!parser.trySample(read.seriesSize) && !parser.next()) {
            std::abort(); // what was read once must be readable again
        }
        if (offsetOf(parser, body) != read.end || parser.sample().series.size() != read.seriesSize ||
            !same(parser.sample().value, read.value) || parser.type() != read.type) {
            std::abort();
        }
        (void)parser.labels();
    }
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view body(reinterpret_cast<const char*>(data), size);
    for (const auto format : {TextFormat::kPrometheus, TextFormat::kOpenMetrics}) {
        readByShortcuts(body, format, readAll(body, format));
    }
    return 0;
}
