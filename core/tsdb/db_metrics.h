// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <span>
#include <string>

#include "base/file_system.h"
#include "instrument/family.h"
#include "tsdb/block/block_meta.h"
#include "tsdb/head/head.h"

namespace hearth::tsdb {

// Metrics whose values are read off when somebody asks, named as Prometheus names them.
void appendHeadMetrics(const Head& head, instrument::Families& out);
/// From when to when the head, and everything, has samples.
void appendTimeMetrics(const Head& head, std::span<const BlockMeta> blocks, instrument::Families& out);
/// Bytes on disk of both logs of a data directory.
void appendLogSize(FileSystem& files, const std::string& directory, instrument::Families& out);

} // namespace hearth::tsdb
