// SPDX-License-Identifier: GPL-3.0-or-later
#include <cstdlib>

#include "resealed.h"
#include "tsdb/block/tombstones.h"

namespace {

using namespace hearth;

void read(const std::string& file) {
    const auto tombstones = tsdb::parseTombstones(file);
    if (!tombstones) {
        return;
    }
    const auto again = tsdb::parseTombstones(tsdb::printTombstones(*tombstones));
    if (!again || again->series() != tombstones->series()) {
        std::abort();
    }
}

} // namespace

/// Any bytes are tombstones, or an error; what was read prints to what reads the same.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    std::string file(reinterpret_cast<const char*>(data), size);
    read(file);
    if (size >= 9) {
        fuzz::seal(file, 5, size - 9);
        read(file);
    }
    return 0;
}
