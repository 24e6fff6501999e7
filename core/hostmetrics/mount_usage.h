// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <cstddef>
#include <functional>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "base/error.h"

namespace hearth::hostmetrics {

/// What statfs says of one mount point.
struct MountUsage {
    double sizeBytes = 0;
    double freeBytes = 0;
    double availableBytes = 0;
    double files = 0;
    double filesFree = 0;
};

Result<MountUsage> statMount(const std::string& path);

/// Asks many mount points for their usage on a few threads, so that one that hangs (a network share whose server is
/// gone) does not hold up the rest. The threads start with the first question. One that has not answered in time is
/// stuck: it is left out until it answers. A thread that the kernel does not let go cannot be joined; the destructor
/// leaves such a thread to itself, and all that it touches belongs to it as well. Threads: thread-compatible.
class MountUsageReader {
  public:
    using Read = std::function<Result<MountUsage>(const std::string&)>;

    explicit MountUsageReader(std::chrono::milliseconds timeout, Read read = statMount);
    ~MountUsageReader();
    MountUsageReader(const MountUsageReader&) = delete;
    MountUsageReader& operator=(const MountUsageReader&) = delete;

    /// One answer for each path, in order; kTimeout `mountpoint timeout` for a stuck one. Waits at most the timeout.
    std::vector<Result<MountUsage>> read(const std::vector<std::string>& paths);

  private:
    struct State;

    void startThreads();

    const std::chrono::milliseconds m_timeout;
    std::shared_ptr<State> m_state;
    std::vector<std::thread> m_threads;
};

} // namespace hearth::hostmetrics
