// SPDX-License-Identifier: GPL-3.0-or-later
#include "resealed.h"
#include "tsdb/block/chunk_files.h"
#include "tsdb/block/dump_block_files.h"

namespace {

using namespace hearth;

std::string sealed(std::string file) {
    for (auto offset = tsdb::kChunkFileHeaderBytes; offset < file.size();) {
        fuzz::sealEntry(file, offset, 1);
        const auto chunk = tsdb::readChunk(file, offset);
        if (!chunk) {
            break;
        }
        offset += chunk->bytes;
    }
    return file;
}

void read(const std::string& file) {
    (void)tsdb::printChunkFile(std::as_bytes(std::span(file)), [](std::string_view) {});
}

} // namespace

/// Any bytes are a file of chunks, or an error: with the checksums that they have, and with right ones.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string file(reinterpret_cast<const char*>(data), size);
    read(file);
    read(sealed(file));
    return 0;
}
