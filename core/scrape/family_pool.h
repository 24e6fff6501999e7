// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <memory>
#include <mutex>
#include <string>
#include <unordered_set>

#include "model/metadata.h"

namespace hearth::scrape {

struct FamilyMetadata {
    std::string metric;
    model::Metadata metadata;

    bool operator==(const FamilyMetadata&) const = default;
};

using SharedFamily = std::shared_ptr<const FamilyMetadata>;

/// Keeps what targets say of their families once for all targets, since most targets are copies of a few programs.
/// What no target says any more goes by and by. Threads: thread-safe.
class FamilyPool {
  public:
    SharedFamily intern(FamilyMetadata family);
    std::size_t size() const;

  private:
    struct Hash {
        using is_transparent = void;
        std::size_t operator()(const FamilyMetadata& family) const;
        std::size_t operator()(const SharedFamily& family) const { return (*this)(*family); }
    };
    struct Equal {
        using is_transparent = void;
        static const FamilyMetadata& plain(const FamilyMetadata& family) { return family; }
        static const FamilyMetadata& plain(const SharedFamily& family) { return *family; }
        template <class A, class B>
        bool operator()(const A& a, const B& b) const {
            return plain(a) == plain(b);
        }
    };
    static constexpr std::size_t kFirstPruning = 1024;

    mutable std::mutex m_mutex;
    std::unordered_set<SharedFamily, Hash, Equal> m_families; // guarded by m_mutex
    std::size_t m_pruneAt = kFirstPruning;                    // guarded by m_mutex
};

} // namespace hearth::scrape
