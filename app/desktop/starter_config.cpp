// SPDX-License-Identifier: GPL-3.0-or-later
#include "desktop/starter_config.h"

#include <string_view>

namespace hearth::app {
namespace {

constexpr std::string_view kStarterText =
    R"(# What Hearth collects. This is an ordinary Prometheus configuration file: everything that works there works here.
# After a change choose "Reload configuration" in the window, or send the program SIGHUP.

global:
  scrape_interval: 15s # how often targets are asked

scrape_configs:
  # Hearth itself.
  - job_name: hearth
    static_configs:
      - targets: ["localhost:9090"]

  # This machine: processor, memory, disks, network, sensors, under node_exporter's names.
  - job_name: node
    metrics_path: /host/metrics
    static_configs:
      - targets: ["localhost:9090"]

  # Another machine that runs node_exporter:
  # - job_name: nas
  #   static_configs:
  #     - targets: ["nas:9100"]
)";

std::string directoryOf(const std::string& path) {
    return path.substr(0, path.rfind('/'));
}

} // namespace

Result<void> ensureStarterConfig(FileSystem& files, const std::string& path) {
    if (files.exists(path)) {
        return {};
    }
    HEARTH_TRY(files.createDirectories(directoryOf(path)));
    return files.replaceAtomically(path, kStarterText);
}

bool isStarterConfig(FileSystem& files, const std::string& path) {
    return files.readAll(path) == kStarterText;
}

} // namespace hearth::app
