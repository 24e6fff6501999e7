// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>

#include "model/metadata.h"

namespace hearth::tsdb {

/// The latest metadata of each metric name. Threads: thread-safe.
class MetadataStore {
  public:
    bool isKnown(std::string_view metric, const model::Metadata& metadata) const;
    void set(std::string_view metric, const model::Metadata& metadata);
    std::optional<model::Metadata> find(std::string_view metric) const;
    std::size_t size() const;

  private:
    mutable std::mutex m_mutex;
    std::map<std::string, model::Metadata, std::less<>> m_byMetric; ///< Guarded by m_mutex.
};

} // namespace hearth::tsdb
