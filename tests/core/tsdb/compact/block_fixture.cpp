// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tsdb/compact/block_fixture.h"

#include <QTest>

namespace hearth::tsdb::testing {

BlockFixture::BlockFixture()
    : compactor({files, clock, seededRandom(20261121), blockWriters(files), metrics}) {
    (void)files.createDirectories(kDirectory);
    options.ranges = {200, 600, 1800};
}

Ulid BlockFixture::write(const ChunkSource& source, model::TimestampMs minTime, model::TimestampMs maxTime,
                         std::vector<std::string> hints) {
    clock.advance(std::chrono::milliseconds(1)); // names in the order of writing
    BlockMeta meta;
    meta.minTime = minTime;
    meta.maxTime = maxTime;
    meta.hints = std::move(hints);
    const auto* sources = &source;
    const auto written = compactor.write(kDirectory, std::span(&sources, 1), meta, pacer);
    return written && *written ? (*written)->ulid : Ulid();
}

Ulid BlockFixture::writeRamp(model::TimestampMs minTime, model::TimestampMs maxTime, int series) {
    MemorySource source;
    for (int i = 0; i < series; ++i) {
        source.add({{"__name__", "m"}, {"i", std::to_string(i)}},
                   ramp(minTime, 10, static_cast<int>((maxTime - minTime) / 10), static_cast<double>(minTime)));
    }
    return write(source, minTime, maxTime);
}

bool BlockFixture::open(bool readOnly) {
    m_set.reset();
    auto set = BlockSet::open({kDirectory, readOnly}, files, setMetrics, Log());
    if (!set) {
        return false;
    }
    m_set = *std::move(set);
    return true;
}

Result<std::size_t> BlockFixture::compact() {
    clock.advance(std::chrono::milliseconds(1));
    return compactBlocks(*m_set, compactor, options, pacer);
}

SeriesText BlockFixture::samples() {
    SeriesText all;
    const auto blocks = m_set->blocks();
    for (const auto& block : *blocks) {
        auto own = textOf(*block->source());
        for (auto& [labels, samples] : own) {
            auto& known = all[labels];
            const auto expected = known.size() + samples.size();
            known.merge(samples);
            if (known.size() != expected) {
                return {};
            }
        }
    }
    return all;
}

QString BlockFixture::layout() {
    QStringList times;
    const auto blocks = m_set->blocks();
    for (const auto& block : *blocks) {
        times << QString("%1-%2").arg(block->meta().minTime).arg(block->meta().maxTime);
    }
    return times.join(' ');
}

QStringList BlockFixture::names() {
    QStringList found;
    const auto listed = files.list(kDirectory);
    for (const auto& name : *listed) {
        found << QString::fromStdString(name);
    }
    return found;
}

} // namespace hearth::tsdb::testing
