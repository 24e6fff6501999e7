// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include "base/file_system.h"
#include "instrument/family.h"
#include "tsdb/head/head.h"

namespace hearth::tsdb {

/// Appends the metrics of the database whose values are read off on the spot: series, chunks, times, sizes.
void appendHeadMetrics(const Head& head, instrument::Families& out);
/// The log's size on disk; nothing where it cannot be read.
void appendLogSize(FileSystem& files, const std::string& walDirectory, instrument::Families& out);

} // namespace hearth::tsdb
