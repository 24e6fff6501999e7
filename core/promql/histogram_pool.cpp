// SPDX-License-Identifier: GPL-3.0-or-later
#include "promql/histogram_pool.h"

#include <bit>

namespace hearth::promql {

HistogramPool::~HistogramPool() {
    for (auto& block : m_blocks) {
        delete[] block.load();
    }
}

HistogramPool::Place HistogramPool::placeOf(std::size_t id) {
    const auto block = static_cast<std::size_t>(std::bit_width(id / kFirstBlock + 1)) - 1;
    return {block, id - kFirstBlock * ((std::size_t{1} << block) - 1)};
}

HistogramPtr* HistogramPool::block(std::size_t index) {
    if (auto* const known = m_blocks[index].load(std::memory_order_acquire)) {
        return known;
    }
    const std::scoped_lock lock(m_growing);
    if (m_blocks[index].load(std::memory_order_relaxed) == nullptr) {
        m_blocks[index].store(new HistogramPtr[kFirstBlock << index], std::memory_order_release);
    }
    return m_blocks[index].load(std::memory_order_relaxed);
}

double HistogramPool::add(HistogramPtr histogram) {
    const auto id = m_count.fetch_add(1, std::memory_order_relaxed);
    if (id >= kLimit) {
        return absentValue();
    }
    const auto place = placeOf(id);
    block(place.block)[place.within] = std::move(histogram);
    return std::bit_cast<double>(kHistogramTag | id);
}

double HistogramPool::add(model::FloatHistogram histogram) {
    return add(std::make_shared<const model::FloatHistogram>(std::move(histogram)));
}

const HistogramPtr* HistogramPool::slot(double cell) const {
    const auto id = std::bit_cast<std::uint64_t>(cell) & 0xffffffffU;
    if (!isHistogram(cell) || id >= kLimit) {
        return nullptr;
    }
    const auto place = placeOf(id);
    const auto* const home = m_blocks[place.block].load(std::memory_order_acquire);
    return home != nullptr ? &home[place.within] : nullptr;
}

const model::FloatHistogram* HistogramPool::find(double cell) const {
    const auto* const found = slot(cell);
    return found != nullptr ? found->get() : nullptr;
}

HistogramPtr HistogramPool::share(double cell) const {
    const auto* const found = slot(cell);
    return found != nullptr ? *found : nullptr;
}

void dropHistograms(std::span<double> cells) {
    for (double& cell : cells) {
        cell = isHistogram(cell) ? absentValue() : cell;
    }
}

} // namespace hearth::promql
