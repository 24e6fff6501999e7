// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "instrument/registry.h"
#include "model/query_value.h"

namespace hearth::promql {

/// What an engine tells of itself: `prometheus_engine_*`. Threads: thread-safe.
class EngineMetrics {
  public:
    EngineMetrics(instrument::Registry& registry, std::size_t maxConcurrent);

    /// One query is being worked on from construction to destruction.
    class Running {
      public:
        explicit Running(EngineMetrics& metrics)
            : m_metrics(metrics) {
            m_metrics.m_queries.add(1);
        }
        Running(const Running&) = delete;
        Running& operator=(const Running&) = delete;
        ~Running() { m_metrics.m_queries.add(-1); }

      private:
        EngineMetrics& m_metrics;
    };

    void observe(const model::QueryStats& stats);

  private:
    /// A phase of a query, in both forms that Prometheus offers.
    struct Slice {
        instrument::Summary& summary;
        instrument::Histogram& histogram;

        void observe(double seconds) {
            summary.observe(seconds);
            histogram.observe(seconds);
        }
    };
    static Slice slice(instrument::Registry& registry, const char* name);

    instrument::Gauge& m_queries;
    instrument::Counter& m_samples;
    instrument::Counter& m_samplesRead;
    Slice m_queueTime;
    Slice m_prepareTime;
    Slice m_innerEval;
    Slice m_resultSort;
};

} // namespace hearth::promql
