// SPDX-License-Identifier: GPL-3.0-or-later
#include <cstdlib>

#include "tsdb/block/block_meta.h"

/// Any bytes are a meta.json, or an error; what was read prints to what reads and prints the same.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace hearth;
    const auto meta = tsdb::parseBlockMeta({reinterpret_cast<const char*>(data), size});
    if (!meta) {
        return 0;
    }
    const auto printed = tsdb::printBlockMeta(*meta);
    const auto again = tsdb::parseBlockMeta(printed);
    if (!again || tsdb::printBlockMeta(*again) != printed) {
        std::abort();
    }
    return 0;
}
