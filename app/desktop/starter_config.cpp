// SPDX-License-Identifier: GPL-3.0-or-later
#include "desktop/starter_config.h"

#include <fmt/format.h>
#include <string_view>

namespace hearth::app {
namespace {

constexpr std::string_view kHead =
    R"(# What Hearth collects. This is an ordinary Prometheus configuration file: everything that works there works here.
# After a change choose "Reload configuration" in the window, or send the program SIGHUP.

global:
  scrape_interval: 15s # how often targets are asked
)";
constexpr std::string_view kEvaluation =
    R"(  evaluation_interval: 30s # how often rules are looked at

# What is worth an alert. Hearth begins with rules/starter.yml; files of your own beside it count as well.
rule_files:
  - rules/*.yml
)";
constexpr std::string_view kScrapes =
    R"(
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

std::string starterText() {
    return fmt::format("{}{}{}", kHead, kEvaluation, kScrapes);
}
/// What a first start wrote before there were rules.
std::string formerText() {
    return fmt::format("{}{}", kHead, kScrapes);
}

std::string directoryOf(const std::string& path) {
    return path.substr(0, path.rfind('/'));
}

} // namespace

Result<void> ensureStarterConfig(FileSystem& files, const std::string& path) {
    if (files.exists(path)) {
        return {};
    }
    const auto rules = directoryOf(path) + "/rules";
    HEARTH_TRY(files.createDirectories(rules));
    if (const auto file = rules + "/starter.yml"; !files.exists(file)) {
        HEARTH_TRY(files.replaceAtomically(file, starterRules()));
    }
    return files.replaceAtomically(path, starterText());
}

bool isStarterConfig(FileSystem& files, const std::string& path) {
    const auto text = files.readAll(path);
    return text && (*text == starterText() || *text == formerText());
}

} // namespace hearth::app
