// SPDX-License-Identifier: GPL-3.0-or-later
#include <cstdlib>

#include "tsdb/head_chunks/chunk_reader.h"
#include "tsdb/head_chunks/dump_head_chunks.h"

/// Any bytes are a file of head chunks, up to the first damage.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace hearth::tsdb;
    const auto bytes = std::as_bytes(std::span(data, size));
    head_chunks::FileReader reader(bytes, 1);
    while (reader.next() == head_chunks::ChunkState::kWhole) {
        if (reader.goodBytes() > size) {
            std::abort();
        }
    }
    (void)printHeadChunks(bytes, [](std::string_view) {});
    return 0;
}
