// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cmath>

#include "promql/numeric/neumaier.h"

namespace hearth::promql {

/// A mean that is a compensated sum divided by the count for as long as the sum is finite, and moves from mean to mean
/// from there on. Prometheus: avg, avg_over_time.
class RunningMean {
  public:
    bool empty() const { return m_count == 0; }

    void add(double value) {
        ++m_count;
        if (m_count == 1) {
            m_state.sum = value;
            return;
        }
        if (!m_incremental) {
            NeumaierSum next = m_state;
            next.add(value);
            if (!std::isinf(next.sum)) {
                m_state = next;
                return;
            }
            turnIncremental(m_count - 1);
        }
        weigh(m_count - 1);
        m_state.add(value / m_count);
    }

    /// Adds what another partition has averaged.
    void merge(RunningMean other) {
        if (other.empty()) {
            return;
        }
        if (empty()) {
            *this = other;
            return;
        }
        if (!m_incremental && !other.m_incremental) {
            NeumaierSum next = m_state;
            next.merge(other.m_state);
            if (!std::isinf(next.sum)) {
                m_state = next;
                m_count += other.m_count;
                return;
            }
        }
        mergeMeans(other);
    }

    double result() const {
        if (m_incremental) {
            return m_state.sum + m_state.compensation;
        }
        return m_state.sum / m_count + m_state.compensation / m_count;
    }

  private:
    void turnIncremental(double count) {
        if (!m_incremental) {
            m_incremental = true;
            m_state.sum /= count;
            m_state.compensation /= count;
        }
    }
    /// The share that `count` earlier values have among m_count.
    void weigh(double count) {
        const double share = count / m_count;
        m_state.sum *= share;
        m_state.compensation *= share;
    }
    void mergeMeans(RunningMean& other) {
        turnIncremental(m_count);
        other.turnIncremental(other.m_count);
        const double own = m_count;
        m_count += other.m_count;
        weigh(own);
        const double share = other.m_count / m_count;
        m_state.add(other.m_state.sum * share);
        m_state.add(other.m_state.compensation * share);
    }

    NeumaierSum m_state; ///< Of the sum; of the mean where incremental.
    double m_count = 0;
    bool m_incremental = false;
};

} // namespace hearth::promql
