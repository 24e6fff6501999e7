// SPDX-License-Identifier: GPL-3.0-or-later
#include "promql/map_stream.h"

#include <algorithm>

#include "promql/label_drop.h"

namespace hearth::promql {

MapStream::MapStream(StreamPtr child, std::vector<SeriesKey> keys, Map map)
    : m_child(std::move(child))
    , m_map(std::move(map)) {
    setKeys(std::move(keys));
    m_hasOneName = m_child->hasOneName();
}

MapStream::MapStream(StreamPtr child, Map map)
    : m_child(std::move(child))
    , m_map(std::move(map)) {
    shareKeys(m_child->keys());
    m_hasOneName = m_child->hasOneName();
}

Result<void> MapStream::column(std::size_t series, std::span<double> out, Scratch& scratch) {
    HEARTH_TRY(m_child->column(series, out, scratch));
    if (m_map) {
        m_map(out);
    }
    return {};
}

RepeatedStream::RepeatedStream(Table oneStep)
    : m_table(std::move(oneStep)) {
    shareKeys(m_table.keys());
}

Result<void> RepeatedStream::column(std::size_t series, std::span<double> out, Scratch&) {
    std::ranges::fill(out, m_table.row(series)[0]);
    return {};
}

Result<StreamPtr> mapDroppingName(StreamPtr child, MapStream::Map map, std::size_t width, QueryContext& context) {
    const bool mayCollide = !context.options.delayedNameRemoval && !child->hasOneName();
    std::vector<SeriesKey> keys = withNamesDropped(child->keys(), context.options);
    return uniqueSeries(std::make_unique<MapStream>(std::move(child), std::move(keys), std::move(map)), mayCollide,
                        Duplicates::kMerge, width, context);
}

} // namespace hearth::promql
