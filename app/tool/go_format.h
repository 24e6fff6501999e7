// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "model/labels.h"
#include "model/time.h"

/// Texts as promtool, a Go program, prints them. Threads: thread-safe.
namespace hearth::app::tool {

/// `%g`: the shortest digits, with an exponent below 1e-04 and from 1e+06: `123456`, `1.234567e+06`, `+Inf`.
std::string formatFloatG(double value);
/// time.Duration.String(): `2h0m0s`, `1h59m0.141s`, `5ms`, `0s`.
std::string formatGoDuration(model::DurationMs duration);
/// time.Time.String() in UTC, whole seconds: `2023-11-14 22:00:00 +0000 UTC`.
std::string formatUtc(model::TimestampMs time);
/// labels.Labels.String(): `{__name__="up", job="node"}`.
std::string formatLabels(const model::Labels& labels);

/// Lines of cells, set in columns as text/tabwriter does with blanks.
class TextTable {
  public:
    TextTable(std::size_t minCellWidth, std::size_t padding)
        : m_minCellWidth(minCellWidth)
        , m_padding(padding) {}
    void addRow(std::vector<std::string> cells) { m_rows.push_back(std::move(cells)); }
    std::string toText() const;

  private:
    const std::size_t m_minCellWidth;
    const std::size_t m_padding;
    std::vector<std::vector<std::string>> m_rows;
};

} // namespace hearth::app::tool
