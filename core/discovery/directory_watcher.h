// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "base/clock.h"

namespace hearth::discovery {

/// Waits for files in some directories to change (Linux: inotify). A directory that cannot be watched is simply never
/// reported. Threads: confined to one thread, but for wake().
class DirectoryWatcher {
  public:
    virtual ~DirectoryWatcher() = default;

    /// Replaces the set of watched directories.
    virtual void watch(const std::set<std::string>& directories) = 0;
    /// Returns the directories with changes, as soon as there are some, or none at `deadline` or after wake().
    virtual std::vector<std::string> wait(MonotonicTime deadline) = 0;
    /// Threads: thread-safe.
    virtual void wake() = 0;
};

/// Where the system gives no inotify instance, waits without watching.
std::unique_ptr<DirectoryWatcher> makeInotifyWatcher(const Clock& clock);

} // namespace hearth::discovery
