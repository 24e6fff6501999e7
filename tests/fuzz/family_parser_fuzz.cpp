// SPDX-License-Identifier: GPL-3.0-or-later
// Feeds any bytes to the reader of families; each name stands once, and with metrics.
#include <cstdint>
#include <cstdlib>
#include <set>
#include <string_view>

#include "exposition/family_parser.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto families = hearth::exposition::parseFamilies({reinterpret_cast<const char*>(data), size});
    if (families) {
        std::set<std::string_view> names;
        for (const auto& family : *families) {
            if (family.metrics.empty() || !names.insert(family.name).second) {
                std::abort();
            }
        }
    }
    return 0;
}
