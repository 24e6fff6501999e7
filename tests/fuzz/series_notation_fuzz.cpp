// SPDX-License-Identifier: GPL-3.0-or-later
// Series as rule unit tests write them: no input may crash, and what is read has points within the limit.
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "promql/series_notation.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    const auto series = hearth::promql::parseNotatedSeries(text);
    if (series && series->points.size() > hearth::promql::kMaxNotatedPoints) {
        std::abort();
    }
    return 0;
}
