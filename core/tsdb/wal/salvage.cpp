// SPDX-License-Identifier: GPL-3.0-or-later
#include "tsdb/wal/salvage.h"

#include <algorithm>
#include <limits>

#include "base/log.h"
#include "instrument/registry.h"
#include "tsdb/wal/record_batch.h"
#include "tsdb/wal/repair.h"
#include "tsdb/wal/writer.h"

namespace hearth::tsdb::wal {
namespace {

constexpr std::size_t kBatchBytes = 1U << 20U;

Result<void> flush(Writer& writer, RecordBatch& batch) {
    const auto result = batch.empty() ? Result<void>() : writer.append(batch);
    batch.clear();
    return result;
}

Result<void> copyRecords(SalvagingReader& reader, std::span<const std::uint64_t> refused, Writer& writer,
                         RecordBatch& batch) {
    while (reader.next()) {
        if (std::ranges::binary_search(refused, reader.recordEnd())) {
            continue;
        }
        batch.scratch() = reader.record();
        batch.add();
        if (batch.byteCount() >= kBatchBytes) {
            HEARTH_TRY(flush(writer, batch));
        }
    }
    HEARTH_TRY(flush(writer, batch));
    return writer.sync();
}

} // namespace

Result<std::string> salvageSegment(FileSystem& files, const std::string& directory, std::uint32_t segment,
                                   SalvagingReader::Hole hole, std::span<const std::uint64_t> refused,
                                   Compression compression, const std::string& asideDirectory) {
    const auto temporary = directory + "/" + std::string(kSalvageDirectory);
    const auto name = segmentName(segment);
    if (files.exists(temporary)) {
        HEARTH_TRY(files.removeAll(temporary));
    }
    HEARTH_TRY(files.createDirectories(temporary));
    {
        const auto original = HEARTH_TRY(files.map(directory + "/" + name));
        instrument::Registry metricsOfItsOwn;
        // One segment takes it all, so that the numbers of those behind it stay.
        const auto writer = HEARTH_TRY(
            Writer::open(files, temporary, segment, std::numeric_limits<std::uint64_t>::max(), metricsOfItsOwn, Log()));
        SalvagingReader reader(original->bytes(), hole);
        RecordBatch batch(compression);
        HEARTH_TRY(copyRecords(reader, refused, *writer, batch));
    }
    HEARTH_TRY(files.rename(temporary + "/" + name, directory + "/" + name + std::string(kRepairSuffix)));
    HEARTH_TRY(files.removeAll(temporary));
    return exchangeRepaired(files, directory, name, asideDirectory);
}

} // namespace hearth::tsdb::wal
