// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_set>

#include "model/time.h"
#include "tool/output.h"

namespace hearth::app::tool {

/// What would be gone with a part of a database: times, series, samples. Threads: thread-compatible.
class Loss {
  public:
    void addSample(std::uint64_t series, model::TimestampMs time) {
        addTimes({time, time});
        m_series.insert(series);
        ++m_samples;
    }
    void addChunk(std::uint64_t series, model::TimeRange times, std::uint64_t samples) {
        addTimes(times);
        m_series.insert(series);
        m_samples += samples;
    }
    /// What a file says of itself, without naming the series.
    void addStated(model::TimeRange times, std::uint64_t series, std::uint64_t samples) {
        addTimes(times);
        m_statedSeries += series;
        m_samples += samples;
    }

    std::uint64_t samples() const { return m_samples; }
    std::uint64_t series() const { return m_statedSeries + m_series.size(); }
    /// "420 samples of 7 series, 2023-11-14 22:00:00 to 2023-11-14 23:59:00 UTC"; "no samples" where there are none.
    std::string toText() const;

  private:
    void addTimes(model::TimeRange times);

    std::optional<model::TimeRange> m_times;
    std::unordered_set<std::uint64_t> m_series;
    std::uint64_t m_statedSeries = 0;
    std::uint64_t m_samples = 0;
};

/// The findings of a verification, printed as they come. Threads: thread-compatible.
class VerifyReport {
  public:
    explicit VerifyReport(Output& out)
        : m_out(out) {}

    /// A part that was read, and what is in it.
    void part(std::string_view name, std::string_view content);
    /// Something wrong in the part named last.
    void damage(std::string_view reason);
    /// What losing it would cost, below its damage.
    void cost(std::string_view text);
    /// Something that is no damage but worth knowing.
    void note(std::string_view text);
    /// "no damage found", "3 damages found".
    void summary();

    std::size_t damages() const { return m_damages; }

  private:
    Output& m_out;
    std::size_t m_damages = 0;
};

} // namespace hearth::app::tool
