// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <unordered_map>
#include <vector>

#include "backtest/history.h"
#include "backtest/identities.h"
#include "backtest/timeline.h"

namespace hearth::backtest {

/// The samples that may make one alert, by step. Several series may: then a step may have several.
struct AlertStream {
    Identities::Id id = 0;
    std::vector<std::uint32_t> steps;
    std::span<const double> values;
    std::vector<std::uint32_t> series; ///< Of each sample; empty: all of `onlySeries`.
    std::uint32_t onlySeries = 0;
    std::vector<double> ownValues; ///< What `values` shows, where that is not a series itself.

    std::uint32_t seriesOf(std::size_t i) const { return series.empty() ? onlySeries : series[i]; }
};

/// All samples by the alerts that they make. Where the labels of alerts depend on values, a sample finds its alert when
/// it passes a comparison for the first time: templates are expanded for results alone, as the live engine does.
/// Threads: thread-compatible; constant where labels ignore values. Lives no longer than its arguments.
class AlertStreams {
  public:
    AlertStreams(const History& history, const Timeline& timeline, const rules::AlertTexts& texts,
                 Identities& identities);

    /// Whether admit() has nothing to do, ever.
    bool isConstant() const { return m_bySeries.empty(); }
    /// Sees to it that all that passes is in a stream.
    template <class Holds>
    void admit(Holds holds) {
        if (isConstant() || (m_admitted && holds.isWithin(*m_admitted))) {
            return;
        }
        for (std::uint32_t series = 0; series < m_bySeries.size(); ++series) {
            auto& samples = m_bySeries[series];
            m_ofValues.clear();
            for (std::size_t i = 0; i < samples.ids.size(); ++i) {
                if (samples.ids[i] == kUnknown && holds(samples.stream.values[i])) {
                    identify(series, i);
                }
            }
        }
        arrange();
        m_admitted = holds.threshold;
    }

    /// By the labels of their alerts; each has samples.
    const std::vector<AlertStream>& streams() const { return m_streams; }

  private:
    static constexpr Identities::Id kUnknown = UINT32_MAX;
    static constexpr std::uint32_t kNone = UINT32_MAX;

    struct Samples {
        AlertStream stream;
        std::vector<Identities::Id> ids; ///< Of the alert; kUnknown until it is a result.
    };
    /// A sample on its way into its stream.
    struct Entry {
        Identities::Id id = 0;
        std::uint32_t step = 0;
        std::uint32_t series = 0;
        double value = 0;
    };

    void makeConstant();
    AlertStream streamOf(std::uint32_t series) const;
    AlertStream merged(const std::vector<std::uint32_t>& members) const;
    void identify(std::uint32_t series, std::size_t index);
    void arrange();
    void extend(AlertStream& stream, std::span<const Entry> entries) const;

    const History& m_history;
    const Timeline& m_timeline;
    Identities& m_identities;
    const bool m_isPure;
    std::vector<AlertStream> m_streams;

    std::vector<Samples> m_bySeries;  ///< Empty where streams are constant.
    std::optional<double> m_admitted; ///< The threshold whose results all have their streams.
    std::unordered_map<std::uint64_t, Identities::Id> m_ofValues; ///< While one series is gone through.
    std::vector<Entry> m_arrived;
};

} // namespace hearth::backtest
