// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tsdb/compact/long_run.h"

#include <fmt/format.h>

#include "tsdb/compact/block_plan.h"

namespace hearth::tsdb::testing {
namespace {

constexpr model::DurationMs kCut = 2 * model::kHourMs;

} // namespace

LongRun::LongRun(Options options, FileSystem& files)
    : m_options(std::move(options))
    , m_files(files)
    , m_clock(WallTime(std::chrono::milliseconds(m_options.begin)))
    , m_compactor({files, m_clock, seededRandom(1), blockWriters(files), m_metrics})
    , m_now(m_options.begin) {
    m_compaction.ranges = blockRanges(kCut, maxBlockRange(kCut, m_options.retention));
    m_compaction.limits.time = m_options.retention;
}

Result<std::unique_ptr<LongRun>> LongRun::create(Options options, FileSystem& files) {
    std::unique_ptr<LongRun> run(new LongRun(std::move(options), files));
    HEARTH_TRY(files.createDirectories(run->m_options.directory));
    run->m_set = HEARTH_TRY(BlockSet::open({run->m_options.directory, false}, files, run->m_setMetrics, Log()));
    return run;
}

Result<void> LongRun::step() {
    const GeneratedSource source(m_options.shape, m_now, m_now + kCut);
    BlockMeta meta;
    meta.minTime = m_now;
    meta.maxTime = m_now + kCut;
    const ChunkSource* sources[] = {&source};
    m_now += kCut;
    m_clock.advance(std::chrono::milliseconds(kCut));
    m_compaction.limits.now = m_now;
    HEARTH_TRY(m_compactor.write(m_options.directory, sources, std::move(meta), m_pacer));
    HEARTH_TRY(m_set->reload(m_compaction.limits));
    HEARTH_TRY(compactBlocks(*m_set, m_compactor, m_compaction, m_pacer));
    return {};
}

std::string LongRun::layout() const {
    std::string text;
    for (const auto& meta : m_set->metas()) {
        text += fmt::format("{}{}-{}", text.empty() ? "" : " ", (meta.minTime - m_options.begin) / model::kHourMs,
                            (meta.maxTime - m_options.begin) / model::kHourMs);
    }
    return text;
}

} // namespace hearth::tsdb::testing
