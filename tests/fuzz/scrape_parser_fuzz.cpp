// SPDX-License-Identifier: GPL-3.0-or-later
// Feeds any bytes to both scrape parsers, and to the comparison with a scrape before.
#include <cstdint>
#include <cstdlib>
#include <string_view>
#include <vector>

#include "exposition/scrape_parser.h"

using namespace hearth::exposition;

namespace {

/// Reads to the end or the first error; the lines that were read.
std::vector<KnownLine> readAll(std::string_view body, TextFormat format) {
    ScrapeParser parser(body, format);
    std::vector<KnownLine> lines;
    for (auto entry = parser.next(); entry && *entry != Entry::kEnd; entry = parser.next()) {
        lines.push_back(parser.line());
        if (*entry == Entry::kSample) {
            (void)parser.labels();
            (void)parser.exemplarLabels();
        }
    }
    return lines;
}

/// A body compared with itself is the same line by line.
void compareWithItself(std::string_view body, TextFormat format, const std::vector<KnownLine>& lines) {
    ScrapeParser parser(body, format);
    for (const auto& line : lines) {
        if (parser.tryLine(body, line) == LineMatch::kDifferent && !parser.next()) {
            std::abort(); // what was read once must be readable again
        }
        if (parser.line().begin + parser.line().lineSize != line.begin + line.lineSize) {
            std::abort();
        }
    }
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view body(reinterpret_cast<const char*>(data), size);
    for (const auto format : {TextFormat::kPrometheus, TextFormat::kOpenMetrics}) {
        compareWithItself(body, format, readAll(body, format));
    }
    return 0;
}
