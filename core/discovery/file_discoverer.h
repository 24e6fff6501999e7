// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>

#include "base/file_system.h"
#include "base/log.h"
#include "discovery/discoverer.h"
#include "instrument/registry.h"

namespace hearth::discovery {

/// Targets from files (`file_sd_configs`). Each group's source is `<path>:<position>`; every target carries
/// `__meta_filepath`. A file that cannot be read or parsed keeps the groups it had; a missing one loses them.
class FileDiscoverer final : public Discoverer {
  public:
    FileDiscoverer(FileOptions options, FileSystem& files, instrument::Counter& readErrors, Log log);

    std::vector<TargetGroup> refresh() override;
    model::DurationMs refreshInterval() const override { return m_options.refreshInterval; }
    std::vector<std::string> directories() const override;

  private:
    void refreshFile(const std::string& path, std::vector<TargetGroup>& updates);
    void forget(std::vector<TargetGroup>& groups, std::size_t from, std::vector<TargetGroup>& updates);

    const FileOptions m_options;
    FileSystem& m_files;
    instrument::Counter& m_readErrors;
    const Log m_log;
    std::map<std::string, std::vector<TargetGroup>> m_groups; ///< By path, as last yielded.
};

} // namespace hearth::discovery
