// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "tsdb/head_chunks/format.h"

namespace hearth::tsdb {

/// What opening found wrong.
struct HeadChunksReport {
    std::uint64_t chunks = 0;    ///< Handed to the visitor.
    std::uint64_t tornBytes = 0; ///< Of an unfinished chunk at the end of the last file; cut off.
    struct Damage {
        std::string file; ///< Path.
        std::string reason;
        std::string setAside; ///< Where the whole original is now; empty when only read.
    };
    /// A damaged file and those behind it, which cannot be served: a series must not have a hole between its chunks.
    /// What they held is in the write-ahead log.
    std::vector<Damage> damages;
};

struct HeadChunksOptions {
    bool readOnly = false; ///< Nothing on disk is changed; write() is not to be called.
    std::uint64_t maxFileBytes = head_chunks::kMaxFileBytes;
    /// Handed to the operating system when so much has gathered.
    std::size_t bufferBytes = 128U << 10U;
    std::string asideDirectory; ///< Where damaged files go; created where need be.
};

} // namespace hearth::tsdb
