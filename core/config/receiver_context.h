// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "config/alertmanager_sections.h"

namespace hearth::config {

/// What the readers of receivers ask of the file; inner header of config. Lives as long as the file is being read.
/// Threads: thread-compatible.
class ReceiverContext final : public alertmanager::ParseContext {
  public:
    explicit ReceiverContext(AlertmanagerReading& reading)
        : m_reading(reading) {}

    const alertmanager::GlobalOptions& global() const override { return m_reading.global; }
    std::shared_ptr<const http::ClientOptions> http(MapReader& entry) override;
    bool tls(MapReader& entry, std::string_view key, http::TlsOptions& out) override;
    std::string resolved(const std::string& path) const override { return m_reading.file.resolved(path); }
    void warn(const Node& at, std::string_view where, std::string_view text) override {
        m_reading.file.warn(at, where, text);
    }

  private:
    AlertmanagerReading& m_reading;
};

} // namespace hearth::config
