// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/loaded_config.h"

namespace hearth::engine {

LoadedConfig::LoadedConfig(const Clock& clock, instrument::Registry& registry)
    : m_clock(clock)
    , m_success(registry.gauge("prometheus_config_last_reload_successful",
                               "Whether the last configuration reload attempt was successful."))
    , m_successTime(registry.gauge("prometheus_config_last_reload_success_timestamp_seconds",
                                   "Timestamp of the last successful configuration reload.")) {}

void LoadedConfig::accepted(const config::Config& config) {
    const auto now = m_clock.nowMs();
    auto yaml = config::toYaml(config);
    m_success.set(1);
    m_successTime.set(static_cast<double>(now) / 1000);
    const std::lock_guard lock(m_mutex);
    m_yaml = std::move(yaml);
    m_succeeded = true;
    m_lastSuccess = now;
}

void LoadedConfig::refused() {
    m_success.set(0);
    const std::lock_guard lock(m_mutex);
    m_succeeded = false;
}

std::string LoadedConfig::yaml() const {
    const std::lock_guard lock(m_mutex);
    return m_yaml;
}

bool LoadedConfig::lastReloadSucceeded() const {
    const std::lock_guard lock(m_mutex);
    return m_succeeded;
}

model::TimestampMs LoadedConfig::lastSuccess() const {
    const std::lock_guard lock(m_mutex);
    return m_lastSuccess;
}

} // namespace hearth::engine
