// SPDX-License-Identifier: GPL-3.0-or-later
#include "discovery/file_discoverer.h"

#include <fmt/format.h>
#include <set>

#include "discovery/file_pattern.h"
#include "discovery/target_file.h"

namespace hearth::discovery {

FileDiscoverer::FileDiscoverer(FileOptions options, FileSystem& files, instrument::Counter& readErrors, Log log)
    : m_options(std::move(options))
    , m_files(files)
    , m_readErrors(readErrors)
    , m_log(std::move(log)) {}

std::vector<std::string> FileDiscoverer::directories() const {
    std::set<std::string> out;
    for (const auto& pattern : m_options.patterns) {
        out.insert(splitPath(pattern).directory);
    }
    return {out.begin(), out.end()};
}

std::vector<TargetGroup> FileDiscoverer::refresh() {
    std::vector<TargetGroup> updates;
    std::set<std::string> present;
    for (const auto& pattern : m_options.patterns) {
        for (auto& path : expandPattern(m_files, pattern)) {
            if (present.insert(path).second) {
                refreshFile(path, updates);
            }
        }
    }
    for (auto known = m_groups.begin(); known != m_groups.end();) {
        if (present.contains(known->first)) {
            ++known;
        } else {
            forget(known->second, 0, updates);
            known = m_groups.erase(known);
        }
    }
    return updates;
}

void FileDiscoverer::refreshFile(const std::string& path, std::vector<TargetGroup>& updates) {
    const auto text = m_files.readAll(path, kMaxTargetFileBytes);
    auto groups = text ? parseTargetFile(*text, path) : std::unexpected(text.error());
    if (!groups) {
        m_readErrors.increment();
        m_log.error("Error reading file", {{"path", path}, {"err", groups.error().message()}});
        m_groups.try_emplace(path);
        return;
    }
    auto& known = m_groups[path];
    for (std::size_t i = 0; i < groups->size(); ++i) {
        auto& group = (*groups)[i];
        group.source = fmt::format("{}:{}", path, i);
        model::LabelsBuilder labels(group.labels);
        labels.set("__meta_filepath", path);
        group.labels = labels.labels();
        if (i >= known.size() || known[i] != group) {
            updates.push_back(group);
        }
    }
    forget(known, groups->size(), updates);
    known = *std::move(groups);
}

void FileDiscoverer::forget(std::vector<TargetGroup>& groups, std::size_t from, std::vector<TargetGroup>& updates) {
    for (std::size_t i = from; i < groups.size(); ++i) {
        updates.push_back({.source = std::move(groups[i].source), .targets = {}, .labels = {}});
    }
}

} // namespace hearth::discovery
