// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>

#include "promql/series_stream.h"

namespace hearth::promql {

/// A stream whose columns are changed in place, each by itself.
class MapStream final : public SeriesStream {
  public:
    /// Called once a column; must be safe to call from several threads.
    using Map = std::function<void(std::span<double>)>;

    /// `keys` are those of the answer, one for each series of `child`. No `map`: the values stay.
    MapStream(StreamPtr child, std::vector<SeriesKey> keys, Map map);
    /// Keeps the keys.
    MapStream(StreamPtr child, Map map);
    /// The keys have metric names of their own.
    void forgetOneName() { m_hasOneName = false; }
    Result<void> column(std::size_t series, std::span<double> out, Scratch& scratch) override;

  private:
    StreamPtr m_child;
    Map m_map;
};

/// A stream of one step, shown at every step.
class RepeatedStream final : public SeriesStream {
  public:
    explicit RepeatedStream(Table oneStep);
    Result<void> column(std::size_t series, std::span<double> out, Scratch& scratch) override;

  private:
    Table m_table;
};

/// The same values without the metric name; `map` as in MapStream. Series that become equal are united.
Result<StreamPtr> mapDroppingName(StreamPtr child, MapStream::Map map, std::size_t width, QueryContext& context);

} // namespace hearth::promql
