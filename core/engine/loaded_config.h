// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <mutex>
#include <string>

#include "base/clock.h"
#include "config/config.h"
#include "instrument/registry.h"

namespace hearth::engine {

/// The configuration that is in force, and how the last attempt to load one went (`prometheus_config_*`).
/// Threads: thread-safe.
class LoadedConfig {
  public:
    LoadedConfig(const Clock& clock, instrument::Registry& registry);

    void accepted(const config::Config& config);
    void refused();

    /// As YAML, secrets masked.
    std::string yaml() const;
    bool lastReloadSucceeded() const;
    model::TimestampMs lastSuccess() const;

  private:
    const Clock& m_clock;
    instrument::Gauge& m_success;
    instrument::Gauge& m_successTime;

    mutable std::mutex m_mutex;
    std::string m_yaml;                   // guarded by m_mutex
    bool m_succeeded = false;             // guarded by m_mutex
    model::TimestampMs m_lastSuccess = 0; // guarded by m_mutex
};

} // namespace hearth::engine
